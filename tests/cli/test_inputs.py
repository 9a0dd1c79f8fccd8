"""Piped and named inputs are read by their type, and unread ones are reported."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread

import pytest

from graphkit.documents import read
from graphkit.errors import DataError
from graphkit.resources import bounded, data_rows
from tests.cli.preloaded import graphkit
from tests.cli.test_cli import failed

SENTENCE = "Turkey attacked Syria."
TABLE = f"Schlagzeile,Artikel,Tag\nAttack,{SENTENCE},2024-05-15\nTalks,Turkey met Russia.,n.d.\nTalks,Turkey met Iran.,n.d.\n"


def rows(done):
    return [(row["subject"], row["predicate"], row["object"]) for row in map(json.loads, done.stdout.splitlines())]


def test_a_column_that_does_not_name_itself_is_named_by_the_user(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE)
    done = graphkit("extract", str(tmp_path / "t.csv"), "--column", "text=Artikel", "--column", "date=Tag", "-f", "jsonl")
    assert ("Turkey", "attacks", "Syria") in rows(done)
    assert "graphkit: 2 dates not read: 'n.d.'\n" in done.stderr


def test_a_build_reports_dates_that_were_not_read_and_adds_their_articles(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE)
    done = graphkit("build", str(tmp_path / "t.csv"), "--column", "text=Artikel", "--column", "date=Tag", "--graph", str(tmp_path / "g"))
    assert done.returncode == 0
    assert "3 articles added" in done.stdout
    assert "2 dates not read: 'n.d.'" in done.stderr


@pytest.mark.parametrize(
    "options, told",
    [(["--column", "text=Artikle"], "no column 'Artikle'; its columns: Schlagzeile, Artikel, Tag"), (["--column", "words=Artikel"], "--column 'words=Artikel'"), (["--type", "docy"], "--type 'docy' is not a format")],
)
@pytest.mark.parametrize("command", ["build", "extract"])
def test_wrong_columns_and_types_are_wrong_usage(tmp_path, command, options, told):
    (tmp_path / "t.csv").write_text(TABLE)
    graph = ["--graph", str(tmp_path / "g")] if command == "build" else []
    assert told in failed(graphkit(command, str(tmp_path / "t.csv"), *options, *graph), 2)


@pytest.mark.parametrize("options", [["--quads", "--partitions", "parts"], ["--scheduler", "tcp://head:8786"]])
def test_options_of_a_cluster_need_the_engine(tmp_path, options):
    """They were ignored, and a graph was built instead of files for another store."""
    (tmp_path / "t.txt").write_text(SENTENCE)
    assert "need --engine dask" in failed(graphkit("build", str(tmp_path / "t.txt"), *options, "--graph", str(tmp_path / "g")), 2)
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize(
    "data",
    [
        f'{{"id":"a1","text":"{SENTENCE}"}}',
        f'[{{"id":"a1","text":"{SENTENCE}"}}]',
        f'{{"articles":[{{"title":"t","content":"{SENTENCE}"}}]}}',
        f"id,text\na1,{SENTENCE}\n",
        f"<html><head><script>var s = 'Iran attacked Iraq.';</script></head><body><article><h1>Attack</h1><p>{SENTENCE} {'The border stayed closed for the whole day. ' * 8}</p></article></body></html>",
        SENTENCE,
    ],
    ids=["row", "array", "answer", "table", "page", "text"],
)
def test_standard_input_gives_its_claims_and_no_other(data):
    assert rows(graphkit("extract", "-", "-f", "jsonl", stdin=data)) == [("Turkey", "attacks", "Syria")]


def test_a_stream_of_unknown_markup_is_one_line_and_exit_code_one():
    assert "markup of an unknown kind" in failed(graphkit("extract", "-", stdin=f"<doc:x>{SENTENCE}</doc:x>"), 1)
    assert rows(graphkit("extract", "-", "--type", "text", "-f", "jsonl", stdin=f"<x> {SENTENCE}"))


def test_import_reads_no_standard_input_and_says_so(tmp_path):
    assert "import does not read standard input" in failed(graphkit("import", "-", "--graph", str(tmp_path / "g"), stdin="<a:b> <a:c> <a:d> ."), 2)


@pytest.mark.parametrize("command", ["build", "import", "import-table", "decide", "retract", "undo-version", "update"])
def test_a_command_that_writes_offers_no_file_to_read(command):
    assert "to be read only" not in " ".join(graphkit(command, "--help").stdout.split())


@pytest.mark.parametrize("option, header", [("--actors", "id,name,class"), ("--frames", "kind,triggers,theme,predicate,subject,object,types,status,polarity")])
def test_a_list_that_is_no_utf8_is_told_in_one_line_and_a_byte_order_mark_is_none_of_it(tmp_path, option, header):
    """As saved by spreadsheets; a traceback helps nobody."""
    path = tmp_path / "mine.csv"
    path.write_bytes(f"{header}\nCaf\xe9,Caf\xe9,State\n".encode("latin-1"))
    assert failed(graphkit("extract", "-", option, str(path), stdin=SENTENCE), 1) == f"graphkit: {path}: is not UTF-8 text; save it as CSV in UTF-8\n"
    path.write_text(f"\ufeff{header}\n", encoding="utf-8")
    assert graphkit("extract", "-", option, str(path), stdin=SENTENCE).returncode == 0


def test_an_actor_that_stands_twice_in_a_list_is_told_with_both_lines(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,name,class,type\nX1,National Army,ArmedActor,rebel-group\nX2,Front,ArmedActor,rebel-group\nX1,Army of the North,ArmedActor,rebel-group\n")
    assert f"{path}:4: the id 'X1' stands in line 2 already" in failed(graphkit("extract", "-", "--actors", str(path), stdin=SENTENCE), 1)


@pytest.mark.parametrize("words", [["extract"], ["build", "-q", "--graph", "g"], ["read"], ["open", "--no-browser"]])
def test_a_pasted_article_is_no_name_of_a_file_and_the_way_out_is_standard_input(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    done = graphkit(*words, SENTENCE * 300)
    assert done.returncode in (1, 2)
    assert "standard input" in done.stderr
    assert max(map(len, done.stderr.splitlines())) < 400
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize("name", ["/", "."])
def test_an_output_without_a_name_is_wrong_usage(seed_folder, name):
    assert "is not the name of a file; give one, or - for standard output" in failed(graphkit("export", "--graph", seed_folder, "-o", name), 2)


@pytest.mark.parametrize(
    "words, told",
    [
        (["build", ""], "an input is empty; give a file or a folder, or . for the current folder"),
        (["build", "--dry-run", ""], "an input is empty; give a file or a folder, or . for the current folder"),
        (["import", ""], "an input is empty; give a file or a folder, or . for the current folder"),
        (["diff", ""], "an input is empty; give a file or a folder, or . for the current folder"),
        (["actors", "suggest", "--actors", ""], "--actors is empty; give a value, or leave it out"),
        (["explain", "--", "--foo="], "no actor of this graph is called '--foo='. `graphkit actors` lists them"),
        (["claims", "--subject", "--min-confidence="], "no actor of this graph is called '--min-confidence='. `graphkit actors` lists them"),
        (["build", "t.txt", "--conflict="], "--conflict is empty; give a value, or leave it out"),
        (["query", "who-backs", "--object", ""], "--object is empty; give a value, or leave it out"),
        (["export", "-o", ""], "-o is empty; give a value, or leave it out"),
        (["export", "-o=g.ttl"], "-o=g.ttl would mean the value '=g.ttl'; write -o g.ttl, or --output=g.ttl"),
        (["view", "-o="], "-o= would mean the value '='; write -o VALUE, or --output=VALUE"),
        (["actors", "-f=csv"], "-f=csv would mean the value '=csv'; write -f csv, or --format=csv"),
        (["build", "t.txt", "--type", "\udcff"], r"--type is the name of a format, and '\udcff' is not UTF-8"),
        (["push", "http://127.0.0.1:9/", "--token", "a\nb"], "the token is empty, or has characters that no header can have, such as the end of a line; give its text alone"),
        (["push", "http://127.0.0.1:9/", "--user", "\udcff"], r"the name of a user is a text, and '\udcff' is not UTF-8"),
        (["decide", "rename", "Haftar", "\udcff"], r"value of a decision is a text, and '\udcff' is not UTF-8"),
    ],
)
def test_a_value_that_is_empty_or_no_text_is_wrong_usage(seed_folder, words, told):
    """An option without a value was ignored, as from a variable that is not set, and an empty input was the current folder."""
    assert failed(graphkit(*words, env={"GRAPHKIT_GRAPH": str(seed_folder)}), 2) == f"graphkit: {told}\n"


def test_a_link_to_itself_is_no_file_and_nothing_is_proposed_from_nothing(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert graphkit("actors", "suggest", tmp_path / "loop.txt").returncode == 1
    assert f"{tmp_path / 'loop.txt'}: no such file or folder" in graphkit("extract", tmp_path / "loop.txt").stderr


def test_a_device_is_no_file_and_a_pipe_is_one(tmp_path):
    """A device may have no end: the program read until the memory was full."""
    with pytest.raises(DataError, match="it is a device, not a file"), data_rows(Path("/dev/full")):
        pass
    os.mkfifo(tmp_path / "a.csv")
    writer = Thread(target=lambda: (tmp_path / "a.csv").write_text("id,text\na,Egypt backs Haftar.\n"), daemon=True)
    writer.start()
    assert [document.text for document in read([tmp_path / "a.csv"])] == ["Egypt backs Haftar."]
    writer.join(5)


def test_a_terminal_is_read_until_ctrl_d_but_not_twice():
    """`/dev/stdin` was refused as a device where the program is started by hand."""
    screen, keyboard = os.openpty()
    try:
        os.write(screen, b"id,name\nX1,Front\n\x04")
        with data_rows(path := Path(os.ttyname(keyboard))) as lines:
            assert [row["name"] for row in lines] == ["Front"]
        with pytest.raises(OSError, match="it is a terminal; save its content as a file"):
            bounded(path, twice=True)
    finally:
        os.close(screen)
        os.close(keyboard)
