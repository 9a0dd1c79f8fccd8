"""Output to a file or pipe is UTF-8 in every locale, and a closed pipe ends the command quietly."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.cli.output import local, progress, table, write
from graphkit.cli.streams import READER_GONE
from graphkit.errors import UsageError
from graphkit.pipeline import Progress

TEXT = "Turkish President Recep Tayyip Erdoğan met Egyptian President Abdel Fattah el-Sisi in İzmir. “Türkiye supports Libya’s GNA,” Erdoğan said. 土耳其"


def run(*words, folder, encoding="cp1252", feed=None):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    return subprocess.run([sys.executable, "-m", "graphkit", *words], cwd=folder, env=environment, capture_output=True, input=feed, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("out")
    (made / "Erdoğan 土.txt").write_text(TEXT, encoding="utf-8")
    (made / "leer ş.txt").write_text("", encoding="utf-8")
    built = run("build", "Erdoğan 土.txt", "leer ş.txt", "--graph", "g", "--table", folder=made)
    assert built.returncode == 0, built.stderr
    assert "Erdoğan 土" in built.stdout.decode("utf-8")
    assert "leer ş.txt: is empty" in built.stderr.decode("utf-8")
    return made


PRINTING = [
    ("extract", "Erdoğan 土.txt"),
    ("articles", "--graph", "g"),
    ("claims", "--graph", "g", "--format", "csv"),
    ("export", "--graph", "g", "--format", "turtle", "-o", "-"),
    ("export", "--graph", "g", "--format", "edges-csv", "-o", "-"),
    ("explain", "Turkey", "GNA", "--graph", "g"),
    ("query", "SELECT ?t { ?e gk:quote ?t }", "--graph", "g"),
    ("query", "SELECT ?t { ?e gk:quote ?t }", "--graph", "g", "--format", "csv"),
]


@pytest.mark.parametrize(("encoding", "words"), [
    *(("cp1252", words) for words in PRINTING),
    ("ascii", ("extract", "Erdoğan 土.txt", "--format", "jsonl")),
    ("ascii", ("claims", "--graph", "g")),
], ids=lambda value: value if isinstance(value, str) else " ".join(value))
def test_redirected_output_is_utf8(folder, encoding, words):
    done = run(*words, folder=folder, encoding=encoding)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert any(word in done.stdout.decode("utf-8") for word in ("Erdoğan", "Türkiye", "土"))


def test_what_comes_by_a_pipe_is_utf8(folder):
    asked = "SELECT ?a { ?a dcterms:identifier 'Erdoğan 土' }"
    done = run("query", "-", "--graph", "g", "--format", "csv", folder=folder, feed=asked.encode())
    assert len(done.stdout.decode("utf-8").split()) == 2, done.stderr


@pytest.mark.parametrize("words", [
    ("extract", "Erdoğan 土.txt"),
    ("extract", "Erdoğan 土.txt", "--format", "jsonl"),
    ("export", "--graph", "g", "--format", "turtle", "-o", "-"),
    ("export", "--graph", "g", "--format", "turtle", "-o", "/dev/stdout"),
    ("--help",),
], ids=" ".join)
def test_a_reader_that_leaves_ends_it_quietly(folder, words):
    """For tables, row writers, bytes and help alike: the exit code is that of SIGPIPE, and no message is printed."""
    with subprocess.Popen([sys.executable, "-m", "graphkit", *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == READER_GONE


def test_a_reader_of_errors_that_leaves_ends_it_too(folder):
    with subprocess.Popen([sys.executable, "-m", "graphkit", "info", "--graph", "none"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        process.stdout.close()
        assert process.wait(60) == READER_GONE


def test_ctrl_c_is_one_line_and_the_exit_code_of_the_signal(folder):
    """The command line library turns it into an exit code without a message."""
    code = "import sys, signal, graphkit.api as a; signal.signal(signal.SIGINT, signal.default_int_handler); a.Graph.open = lambda *_: signal.raise_signal(signal.SIGINT); from graphkit.cli import main; sys.argv = ['graphkit', 'info', '-g', 'g']; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "graphkit: interrupted; finished work is kept\n")


@pytest.mark.parametrize("given", ["s3://bucket/a.ttl", "https://host/a", "gs://b"])
def test_an_address_is_no_place_to_write_to(tmp_path, monkeypatch, given):
    """`Path` would turn a URL into a folder called "s3:" and report success."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=re.escape(f"{given} is an address")):
        write(b"x", Path(given))
    with pytest.raises(UsageError, match="is an address"):
        local(Path(given))
    assert list(tmp_path.iterdir()) == []
    write(b"x", Path("a:b/c.ttl"))
    assert (tmp_path / "a:b" / "c.ttl").read_bytes() == b"x"


def test_streams_that_are_closed_are_written_to_nowhere():
    done = subprocess.run(["sh", "-c", f"exec {shlex.quote(sys.executable)} -m graphkit --help >&- 2>&-"], check=False)
    assert done.returncode == 0


def test_an_import_reports_its_progress_in_rows_and_seldom(capsys):
    """Ten thousand rows take seconds; a line for every hundred, or for each ten thousand that the graph already has, hid the messages at the end."""
    with progress(False, "row", every=10_000) as show:
        for number in (100, 9_999, 10_000, 10_100, 20_000):
            show(Progress(number, f"row {number}", 7, 0))
    assert capsys.readouterr().err == "10,000 rows, 7 claims, 0 failures\n"


def test_the_file_behind_a_link_is_written(tmp_path):
    (tmp_path / "link.html").symlink_to("page.html")
    write(b"1", tmp_path / "link.html")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "page.html").read_bytes() == b"1"


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_an_open_file_is_written_to_where_it_stands(tmp_path, name):
    """It was replaced by a new file, without what others wrote before and after."""
    (tmp_path / "link").symlink_to("/dev/stdout")
    code = f"import os; from pathlib import Path; from graphkit.cli.output import write; os.write(1, b'first '); write(b'data ', Path({str(tmp_path / name)!r})); os.write(1, b'last')"
    with (tmp_path / "f").open("wb") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
    assert (tmp_path / "f").read_text() == "first data last"


def shown(monkeypatch, width, heads, rows, *, is_terminal=True):
    """Return what a table prints on a terminal of a width, or into a pipe, without its styles."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys, "stdout", screen := io.StringIO())
    screen.isatty = lambda: is_terminal
    table(heads, rows)
    return re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())


@pytest.mark.parametrize(("width", "is_table"), [(24, False), (80, False), (120, True)])
def test_a_table_on_a_narrow_terminal_has_all_its_text_and_cuts_no_word(monkeypatch, width, is_table):
    """Its columns were empty, and ids of claims in three pieces; now a row whose words need more room is a list of its cells."""
    heads, row = ("claim", "subject", "relation", "object", "status", "published", "quote"), ["0933256c2cf05946", "Egypt", "supports militarily", "Haftar", "asserted", "2019-12-02", "Egypt backs Khalifa Haftar, who commands the army."]
    printed = shown(monkeypatch, width, heads, [row, row])
    assert max(map(len, printed.splitlines())) <= width
    assert (chr(0x2502) in printed) is is_table
    if is_table:
        assert all(f" {word} " in printed for word in " ".join(row).split())
    else:
        listed = "".join("".join(pair) for pair in zip(heads, row, strict=True))
        assert "".join(printed.split()) == "".join((listed + listed).split())


def test_a_redirected_table_is_as_wide_as_its_words(monkeypatch):
    """160 characters were shared among any number of columns, which left every cell of sixty empty."""
    row = [f"value{number}" for number in range(60)]
    lines = shown(monkeypatch, 80, [f"column{number}" for number in range(60)], [row], is_terminal=False).splitlines()
    assert lines[3].replace(chr(0x2502), " ").split() == row


@pytest.mark.parametrize(("exceptions", "is_table"), [(1, True), (3, False)])
def test_a_few_long_words_make_no_table_a_list(monkeypatch, exceptions, is_table):
    """Lists of all actors were four times as long, and numbers no longer stood below each other; a long word is folded behind a mark at best."""
    rows = [["Rwanda", "State", str(number)] for number in range(10 - exceptions)] + [["Movement_of_23rd", "Armed", "7"]] * exceptions
    printed = shown(monkeypatch, 32, ("actor", "kind", "claims"), rows)
    assert (chr(0x2502) in printed) is is_table
    assert len(printed.splitlines()) == (4 + 9 + 2 if is_table else 10 * 4 - 1)
    assert printed.count(" Movement_ " if is_table else " Movement_of_23rd") == printed.count("of_23rd") == exceptions


def test_a_column_of_sentences_that_would_be_longer_than_a_list_is_none(monkeypatch):
    row = ["libya", "3", "Egypt stands with Khalifa Haftar, as Russia allegedly does, and Turkey with the government."]
    assert chr(0x2502) not in shown(monkeypatch, 40, ("conflict", "articles", "headline"), [row])


@pytest.mark.parametrize("width", [8, 20, 40])
def test_a_long_name_of_a_column_leaves_room_to_its_values(monkeypatch, width):
    """A list showed the beginning of the name alone."""
    heads, row = ("the_name_of_the_actor_who_backs_the_other", "the_name_of_the_actor_who_is_backed_by_him"), ["Egypt", "日本語" * 4]
    printed = "".join(shown(monkeypatch, width, heads, [row]).split())
    assert sorted(printed) == sorted("".join((*heads, *row)))


def test_the_headers_of_an_empty_answer_stay_whole(monkeypatch):
    heads = [f"header{letter}" for letter in "abcde"]
    assert all(f" {name} " in shown(monkeypatch, 20, heads, []) for name in heads)
