"""The command as a user types it: output, one-line errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from graphkit import __version__
from tests.cli.preloaded import graphkit
from tests.conftest import ROOT


def failed(done, code):
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("graphkit: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_version_and_help():
    def begun(word):
        return subprocess.run([sys.executable, "-m", "graphkit", word], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert begun("--version") == f"graphkit {__version__}\n"
    assert "build" in begun("--help")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_is_offered(shell):
    done = graphkit(env={"_GRAPHKIT_COMPLETE": f"source_{shell}"})
    assert "graphkit" in done.stdout


def test_what_is_wrong_so_far_does_not_stop_the_completion_of_a_line():
    done = graphkit(env={"_GRAPHKIT_COMPLETE": "complete_bash", "COMP_WORDS": "graphkit export -o '' --form", "COMP_CWORD": "4"})
    assert (done.stdout.split(), done.stderr) == (["--format"], "")


def test_build_query_export_view_info(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Turkey supports the Government of National Accord (GNA). Egypt backs Khalifa Haftar.")
    folder = tmp_path / "g"
    done = graphkit("build", article, "--graph", folder, "--table")
    assert done.returncode == 0
    assert "1 article added, " in done.stdout
    assert "supports" in done.stdout
    assert "1 unchanged" in graphkit("build", article, "--graph", folder).stdout
    env = {"GRAPHKIT_GRAPH": str(folder)}
    rows = list(csv.DictReader(io.StringIO(graphkit("query", "--name", "who-backs", "--format", "csv", env=env).stdout)))
    assert {("Turkey", "Government of National Accord"), ("Egypt", "Khalifa Haftar")} == {(r["backer"], r["backed"]) for r in rows}
    assert graphkit("query", "ASK { graph:Egypt rel:supports graph:Haftar }", env=env).stdout == "yes\n"
    assert json.loads(graphkit("query", "ASK { ?s rel:supports ?o }", "-f", "json", env=env).stdout)["boolean"] is True
    assert ET.fromstring(graphkit("query", "SELECT * { ?s rel:supports ?o }", "-f", "xml", env=env).stdout) is not None
    assert "graph:Egypt" in graphkit("query", "DESCRIBE graph:Egypt", "-f", "turtle", env=env).stdout
    assert graphkit("query", "-", stdin="ASK {}", env=env).stdout == "yes\n"
    turtle = graphkit("export", "--part", "direct", env=env).stdout
    assert "graph:Turkey" in turtle
    assert "rel:supports graph:GNA" in turtle
    out = tmp_path / "sub" / "graph.html"
    assert graphkit("view", "-o", out, env=env).returncode == 0
    assert out.read_text().startswith("<!doctype html>")
    assert "claims" in graphkit("info", env=env).stdout
    assert graphkit("validate", env=env).stdout == "conforms\n"


def test_named_queries_are_listed():
    assert "who-backs" in graphkit("query", "--list").stdout
    assert graphkit("query", "--list", "-f", "csv").stdout.startswith("name,question\nwho-backs,")


def test_a_query_from_a_file(seed_folder, tmp_path):
    path = tmp_path / "q.rq"
    path.write_text("ASK { graph:UAE rel:supports graph:Haftar }")
    assert graphkit("query", "--file", path, "--graph", seed_folder).stdout == "yes\n"


def test_extract_prints_the_agreed_json(tmp_path):
    done = graphkit("extract", "-", "--format", "jsonl", stdin='{"id": "x", "text": "Egypt backs Khalifa Haftar."}\n')
    row = json.loads(done.stdout)
    assert (row["document"], row["subject"], row["relation"], row["object"]) == ("x", "Egypt", "supports", "Khalifa Haftar")


def test_a_bad_file_is_named_and_the_rest_goes_on(tmp_path):
    (tmp_path / "good.txt").write_text("Egypt backs Khalifa Haftar.")
    (tmp_path / "bad.txt").write_bytes(b"\0\0\0")
    done = graphkit("build", tmp_path / "good.txt", tmp_path / "bad.txt", "--graph", tmp_path / "g")
    assert done.returncode == 0
    assert "bad.txt: looks like a binary file" in done.stderr
    assert "1 article added, 0 unchanged, 1 failed" in done.stdout


def test_work_that_failed_wholly_exits_with_one(tmp_path):
    """One line for each article, and one that no graph was created."""
    done = graphkit("build", tmp_path / "no.txt", "--graph", tmp_path / "g", "--quiet")
    first, second = done.stderr.splitlines()
    assert done.returncode == 1
    assert first == f"graphkit: {tmp_path / 'no.txt'}: no such file or folder"
    assert second.startswith("graphkit: no article could be read (1 failure); no graph was created")
    assert "graphkit build" in failed(graphkit("info", "--graph", tmp_path / "none"), 1)


def test_wrong_usage_exits_with_two(seed_folder, tmp_path):
    assert "line 1, column" in failed(graphkit("query", "SELECT * {", "--graph", seed_folder), 2)
    assert "who-backs" in failed(graphkit("query", "--name", "nope", "--graph", seed_folder), 2)
    assert "one of" in failed(graphkit("query", "--graph", seed_folder), 2)
    assert "turtle" in failed(graphkit("export", "--format", "docx", "--graph", seed_folder), 2)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("build", "missing argument 'PATH'; see graphkit build --help"),
        ("query ASK{} --format docx", "invalid value for '--format' / '-f': 'docx' is not one of 'table', 'csv', 'tsv', 'json', 'xml', 'turtle'; see graphkit query --help"),
        ("quer", "no such command 'quer'. Did you mean 'query'? See graphkit --help"),
        ("info --grpah x", "no such option: --grpah (Possible options: --graph); see graphkit info --help"),
        ("query --format", "option '--format' requires an argument"),
    ],
)
def test_errors_of_the_option_parser_are_one_line(words, says):
    assert failed(graphkit(*words.split()), 2) == f"graphkit: {says}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("query --list -f json", "--list has the formats table and csv, not json"),
        ("query --list ASK{} --rows 3", "SPARQL, --rows would be ignored: --list shows"),
        ("export --list -f turtle -o x.ttl", "--format, --output would be ignored"),
        ("import-table x.csv --list -m acled", "FILE, --mapping would be ignored"),
        ("build x.txt --llm-url http://x --max-cost 1", "--llm-url, --max-cost would be ignored: no language model"),
        ("build x.txt --workers 3", "--workers 3 is for --engine dask"),
        ("build x.txt --engine dask --jobs 3", "--jobs 3 is for one machine"),
        ("build x.txt --engine dask --scheduler tcp://x --workers 3", "--workers 3 would be ignored: --scheduler tcp://x"),
        ("extract x.txt --strict --min-confidence 0.2", "--min-confidence 0.2 would be ignored"),
        ("annotate x.txt --extractor llm", "annotate has no option for the language model"),
        ("serve --token-file x", "--token-file would be ignored"),
        ("actors suggest --model x", "--model would be ignored"),
        ("analyze disputed --alleged", "--alleged would be ignored"),
        ("push http://127.0.0.1:9/ --password x", "a password needs the name of its user"),
        ("push http://127.0.0.1:9/ --token t --user u", "a token or a user with a password, not both"),
        ("read libya-2020-06-retreat --any-language", "--any-language would be ignored: the graph has"),
        ("decide keep 0123456789abcdef because", "'because' would be ignored: keep 0123456789abcdef takes no value"),
    ],
)
def test_options_without_effect_are_refused(words, says, seed_folder):
    assert says in failed(graphkit(*words.split(), env={"GRAPHKIT_GRAPH": str(seed_folder)}), 2)


def test_a_graph_in_the_working_folder_and_decisions_that_are_missing(tmp_path):
    assert "d.csv: cannot be read" in failed(graphkit("build", "-", "--decisions", "d.csv", "--graph", "g", stdin="x", cwd=tmp_path), 1)
    assert "1 article added" in graphkit("build", "-", "--graph", ".", stdin="Egypt backs Khalifa Haftar.", cwd=tmp_path).stdout


def test_a_wrong_actors_file_names_file_and_line(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,name,class\nX,The X,Wizard\n")
    message = failed(graphkit("extract", "-", "--actors", path, stdin="Text."), 1)
    assert "mine.csv:2" in message
    assert "Wizard" in message


def test_own_actors_and_frames_are_used(tmp_path):
    (tmp_path / "actors.csv").write_text("id,name,class,type,aliases\nBlue_Banner,Blue Banner Front,ArmedActor,rebel-group,Blue Banner\n")
    (tmp_path / "frames.csv").write_text(
        "kind,triggers,theme,predicate,subject,object,types,status,polarity\nverb,befriend,,alliedWith,subj,obj,,,\n"
    )
    done = graphkit(
        "extract", "-", "-f", "jsonl", "--actors", tmp_path / "actors.csv", "--frames", tmp_path / "frames.csv",
        stdin="Chad befriended the Blue Banner Front.",
    )
    row = json.loads(done.stdout)
    assert (row["subject"], row["relation"], row["object"]) == ("Blue Banner Front", "allied_with", "Chad")
    # What is in the graph already is not read with them, which the second run says.
    runs = [graphkit("build", "-", "--type", ".txt", "--actors", tmp_path / "actors.csv", "--graph", tmp_path / "g", stdin="Chad befriended the Blue Banner Front.") for _ in range(2)]
    assert ["build a new graph" in run.stdout for run in runs] == [False, True]


@pytest.mark.parametrize(
    ("name", "holds"),
    [("g.ttl", "@prefix"), ("g.nq", "<https://w3id.org/graphkit/graph/direct> ."), ("g.graphml", "<graphml"), ("g.gexf", "<gexf"), ("g.mmd", "flowchart"), ("g", "@prefix")],
)
def test_a_files_ending_says_its_format(seed_folder, tmp_path, name, holds):
    assert graphkit("export", "-o", tmp_path / name, "--graph", seed_folder).returncode == 0
    assert holds in (tmp_path / name).read_text()


def test_an_ending_that_says_no_single_format_is_told(seed_folder, tmp_path):
    message = failed(graphkit("export", "-o", tmp_path / "g.json", "--graph", seed_folder), 2)
    assert "--format" in message
    assert not (tmp_path / "g.json").exists()
    assert graphkit("export", "-f", "nodes-csv", "-o", tmp_path / "g.json", "--graph", seed_folder).returncode == 0


def test_a_file_is_asked_as_a_graph(seed_folder, tmp_path):
    path = tmp_path / "g.ttl"
    assert graphkit("export", "-o", path, "--graph", seed_folder).returncode == 0
    asked = [graphkit("query", "who-backs", "--graph", graph).stdout for graph in (seed_folder, path)]
    assert asked[0] == asked[1]
    assert "Khalifa Haftar" in asked[0]
    assert "graphkit import" in failed(graphkit("check", "--repair", "--graph", path), 1)


def test_output_to_a_place_that_cannot_be_written(seed_folder, tmp_path):
    (tmp_path / "file").write_text("x")
    assert "cannot be written" in failed(graphkit("export", "-o", tmp_path / "file" / "g.ttl", "--graph", seed_folder), 1)


def test_text_of_an_article_cannot_drive_the_terminal(tmp_path):
    done = graphkit("extract", "-", stdin="Egypt backs \x1b[2J\x07Khalifa Haftar.")
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_extract_prints_the_status_as_the_claims_of_a_graph_have_it():
    """It was "denied" for every negative claim, also for a hedged one and for an end."""
    text = "If Egypt stopped arming Khalifa Haftar, the war would end.\n\nTurkey no longer supports the Government of National Accord."
    printed = graphkit("extract", "-", "--extractor", "dependency", stdin=text).stdout
    assert "possible, denied" in printed
    assert "asserted, ended" in printed


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="only Linux has a full device")
@pytest.mark.parametrize("words", [["export"], ["export", "-f", "xlsx"], ["export", "-o", "/dev/full"], ["info"], ["claims"], ["actors", "-f", "csv"], ["query", "ASK {}", "-f", "json"]])
def test_a_full_disk_is_one_line(seed_folder, words):
    """This includes output so short that it is written at exit; and a device is not replaced."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "graphkit", *words, "--graph", seed_folder], stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert re.fullmatch(r"graphkit: (the output|/dev/full) cannot be written: No space left on device\n", done.stderr)
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on file sizes")
def test_a_disk_that_becomes_full_within_unbuffered_output_is_a_failure(seed_folder, tmp_path):
    """The first write is then shorter than its data."""
    with (tmp_path / "out.ttl").open("w") as out:
        done = subprocess.run(
            ["sh", "-c", 'ulimit -f 8; trap "" XFSZ; exec "$@"', "sh", sys.executable, "-m", "graphkit", "export", "--graph", seed_folder],
            stdout=out, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "graphkit: the output cannot be written: File too large\n"


def test_a_file_that_has_no_room_leaves_nothing_behind(seed_folder, tmp_path):
    limit = f"ulimit -f 8; {sys.executable} -m graphkit export -o {tmp_path}/g.ttl --graph {seed_folder}"
    done = subprocess.run(["bash", "-c", limit], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (1, f"graphkit: {tmp_path}/g.ttl cannot be written: File too large\n")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_silent_with_quiet(tmp_path):
    rows = tmp_path / "r.jsonl"
    rows.write_text("".join(json.dumps({"id": i, "text": f"Note {i}."}) + "\n" for i in range(120)))
    assert "100 articles" in graphkit("build", rows, "--graph", tmp_path / "a").stderr
    quiet = graphkit("build", rows, "--graph", tmp_path / "a", "--quiet")
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_explain_shows_quotes_words_and_sources(seed_folder):
    done = graphkit("explain", "uae", "haftar", "--graph", seed_folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("United Arab Emirates and Khalifa Haftar: ")
    assert "United Arab Emirates supports Khalifa Haftar (asserted)" in done.stdout
    assert "\"The United Arab Emirates supports Haftar.\"" in done.stdout
    assert "in words    'United Arab Emirates' -> 'Haftar'" in done.stdout
    assert ", 2019-12-22\n" in done.stdout


def test_a_pair_is_shown_as_an_actor_is(seed_folder):
    """Relations in rows, with days, sources, best quote and denials, then a timeline, then how each claim was read."""
    done = graphkit("explain", "russia", "haftar", "--graph", seed_folder)
    titles = [part.split("\n")[0] for part in done.stdout.split("\n\n")]
    assert titles == ["Russia and Khalifa Haftar: 2 claims, 1 independent source", "Russia to Khalifa Haftar", "Denied", "Timeline", "Claims"]
    assert "date of the event unknown; published 2020-01-14; 1 source" in done.stdout


@pytest.mark.parametrize("name", ["army", "zorro"])
def test_explain_of_a_name_that_is_nobodys_or_several(seed_folder, name):
    assert name in failed(graphkit("explain", name, "haftar", "--graph", seed_folder), 2)


def test_one_command_answers_who_backs_since_when_how_known_and_who_denies(seed_folder):
    done = graphkit("explain", "haftar", "--graph", seed_folder)
    assert done.returncode == 0, done.stderr
    backed = done.stdout.split("\n\nBacked by\n")[1].split("\n\n")[0]
    assert "United Arab Emirates supports Khalifa Haftar (asserted)" in backed
    assert "published 2019-12-22" in backed
    assert '"The United Arab Emirates supports Haftar."' in backed
    assert "no denial read" in backed
    denied = done.stdout.split("\n\nDenied\n")[1].split("\n\n")[0]
    assert "Russia supports Khalifa Haftar militarily (declared, denied)" in denied
    assert "Russia, in graphkit seeds, Moscow and its men in the desert, 2020-01-14" in denied


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_a_pair_is_written_in_every_format(seed_folder, format):
    done = graphkit("explain", "uae", "haftar", "-f", format, "--graph", seed_folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "United Arab Emirates supports Khalifa Haftar" in done.stdout


@pytest.mark.parametrize(("format", "begins"), [("html", "<!doctype html>"), ("md", "# Khalifa Haftar"), ("json", '{\n "actor": {')])
def test_a_dossier_is_written_to_a_file(seed_folder, tmp_path, format, begins):
    done = graphkit("explain", "haftar", "-f", format, "-o", tmp_path / "out", "--graph", seed_folder)
    assert (done.returncode, done.stdout) == (0, f"Written: {tmp_path / 'out'}\n")
    assert (tmp_path / "out").read_text(encoding="utf-8").startswith(begins)


def test_a_misspelt_word_of_a_query_is_named_on_standard_error(seed_folder):
    done = graphkit("query", "SELECT * { ?s rel:suports ?o }", "--format", "csv", "--graph", seed_folder)
    assert (done.returncode, done.stderr) == (0, "graphkit: rel:suports is not in the vocabulary. Did you mean rel:supports?\n")
    assert "Did you mean" not in done.stdout


def test_a_named_query_takes_actors_as_people_type_them(seed_folder):
    done = graphkit("query", "who-backs", "--object", "haftar", "--format", "csv", "--graph", seed_folder)
    rows = done.stdout.splitlines()[1:]
    assert rows
    assert all(",Khalifa Haftar," in row for row in rows if row.count(",") > 3)
    assert "who-backs" in failed(graphkit("query", "blocs", "--object", "haftar", "--graph", seed_folder), 2)


def test_an_actor_after_the_name_of_a_query_is_answered_with_how_it_is_given(seed_folder):
    said = failed(graphkit("query", "--name", "who-backs", "Khalifa Haftar", "--graph", seed_folder), 2)
    assert "graphkit query --name who-backs --object 'Khalifa Haftar'" in said
    assert "give one of: a query" in failed(graphkit("query", "--name", "who-backs", "ASK {}", "--graph", seed_folder), 2)
