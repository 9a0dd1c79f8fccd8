"""Everything skipped is reported, counted and listed, and a run that read nothing has exit code 1."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import graphkit
from graphkit import build as build_graph
from graphkit.cli.app import app
from graphkit.documents import read
from graphkit.model import Failure, Notice
from graphkit.pipeline import Jobs, Pipeline, build
from graphkit.pipeline.journal import FileContents
from tests.nlp.test_language import FOREIGN

FRENCH, GERMAN, ENGLISH = FOREIGN[0], FOREIGN[3], "Egypt backs Khalifa Haftar."


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    (made / ".git").mkdir(parents=True)
    (made / "sub").mkdir()
    for name, text in (("a.txt", ENGLISH), ("sub/b.txt", "Turkey arms the GNA."), ("slides.key", "x"), ("sub/more.KEY", "x"), ("README.md", "x"), (".notes.txt", "x"), ("Makefile", "x"), (".git/config", "x")):
        (made / name).write_text(text)
    (made / "gone.txt").symlink_to(made / "nowhere.txt")
    (made / "loop").symlink_to(made)
    return made


def test_files_that_are_passed_over_are_counted_by_reason(folder, tmp_path):
    done = run("build", folder, "--graph", tmp_path / "g")
    assert done.exit_code == 0
    assert "8 files skipped: unknown ending .key (2), README.md (1), broken link (1), folder behind a link (1), hidden (1), hidden folder (1), no ending (1)" in done.stderr
    assert "2 articles added" in done.stdout
    rows = list(csv.DictReader((tmp_path / "g" / "skipped.csv").open(encoding="utf-8")))
    assert ("slides.key", "unknown ending .key") in {(row["source"].rpartition("/")[2], row["reason"]) for row in rows}
    assert len(rows) == 8
    printed = run("extract", folder, "--format", "csv")
    assert "8 files skipped" in printed.stderr
    assert "skipped" not in printed.stdout


def test_a_graph_among_the_articles_is_no_article(folder):
    """So that `build .` can be repeated with the graph and its decisions in the same folder."""
    (folder / "g").mkdir()
    (folder / "g" / "graphkit.json").write_text('{"format": 3}')
    (folder / "g.decisions.csv").write_text("claim,decision\n")
    items = list(read([folder]))
    assert {item.source for item in items if isinstance(item, Failure)} == set()
    assert {item.value for item in items if isinstance(item, Notice)} >= {"folder of a graph", "decisions on a graph"}
    (folder / "g" / "journal.txt").write_text("0123456789abcdef")
    [refused] = read([folder / "g"])
    assert "this is the folder of a graph" in refused.reason


# What is imported late must be there before, as the program itself may be closed to others.
READ_WITHOUT_RIGHTS = """
import os, sys
from graphkit.documents import read
list(read(sys.argv[1:2]))
if not os.geteuid():
    os.setuid(65534)
print(*(item.reason for item in read(sys.argv[1:]) if hasattr(item, "reason")), sep="\\n")
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a user without all rights")
def test_what_may_not_be_opened_is_a_failure():
    """Folders, files, and files in a folder that may be listed but not entered; in a process without the rights of root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rights, place in ((0o000, "closed"), (0o444, "listed"), (0o000, "file.txt")):
            made = folder / place if place.endswith("txt") else folder / place / "a.txt"
            made.parent.mkdir(exist_ok=True)
            made.write_text(ENGLISH)
            (folder / place).chmod(rights)
        folder.chmod(0o755)
        inputs = [folder, folder / "closed" / "a.txt", folder / "listed" / "a.txt", folder / "listed"]
        told = subprocess.run([sys.executable, "-c", READ_WITHOUT_RIGHTS, *map(str, inputs)], cwd=Path(graphkit.__file__).parent.parent, capture_output=True, text=True, check=True)
        assert sorted(told.stdout.splitlines()) == [*["cannot be read: Permission denied"] * 5, "the folder cannot be listed: Permission denied"]
        for place in ("closed", "listed"):
            (folder / place).chmod(0o700)


@pytest.mark.parametrize("names", [(), ("a.key",), ("empty.jsonl",), ("empty.txt",)], ids=["empty folder", "skipped", "empty rows", "empty text"])
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_run_that_read_nothing_fails(tmp_path, names, command):
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).touch()
    done = run(command, tmp_path / "in", *(["--graph", tmp_path / "g"] if command == "build" else []))
    assert done.exit_code == 1
    assert ("no article was found" in done.stderr) == (names not in (("empty.txt",), ("empty.jsonl",)))
    assert ("is empty" in done.stderr) == (names in (("empty.txt",), ("empty.jsonl",)))
    assert ("1 file skipped: unknown ending .key" in done.stderr) == (names == ("a.key",))
    # No graph was created, so the output must not point to one.
    assert ("no graph was created" in done.stderr) == (command == "build")
    assert "The graph is in" not in done.stdout


def test_what_was_read_before_is_no_failure(folder, tmp_path):
    for _ in range(2):
        assert run("build", folder, "--graph", tmp_path / "g").exit_code == 0


@pytest.fixture
def mixed(tmp_path):
    made = tmp_path / "mixed"
    made.mkdir()
    for name, text in (("en", ENGLISH), ("fr1", FRENCH), ("fr2", FOREIGN[1]), ("de", GERMAN)):
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize("number", [1, 2])
def test_articles_in_other_languages_are_counted_listed_and_not_read(mixed, tmp_path, pipeline, number):
    for added, unchanged in ((1, 0), (0, 1)):
        with Jobs(pipeline, number) as jobs:
            report = build([mixed], tmp_path / "g", jobs=jobs)
        assert (report.added, report.unchanged, report.failures) == (added, unchanged, ())
        assert report.notices == ("3 articles in another language skipped (--any-language reads them): French (2), German (1)",)
        rows = list(csv.DictReader((tmp_path / "g" / "skipped.csv").open(encoding="utf-8")))
        assert sorted(row["reason"] for row in rows) == ["French", "French", "German"]
        assert not (tmp_path / "g" / "failures.csv").exists()


def test_a_file_whose_articles_were_skipped_is_not_opened_again_but_with_any_language(mixed, tmp_path):
    given = []

    class Seen(Pipeline):
        def foreign(self, document):
            given.append(document.id)
            return super().foreign(document)

    build([mixed], tmp_path / "g", pipeline=Seen())
    build([mixed], tmp_path / "g", pipeline=Seen())
    assert sorted(given) == ["de", "en", "fr1", "fr2"]
    report = build_graph(mixed, graph=tmp_path / "g", any_language=True)
    assert (report.added, report.unchanged, report.notices) == (3, 1, ())
    report = build_graph(mixed, graph=tmp_path / "g")
    assert (report.added, report.unchanged, report.notices) == (0, 4, ())
    assert not (tmp_path / "g" / "skipped.csv").exists()


def test_the_commands_take_any_language(mixed, tmp_path):
    plain, every = run("extract", mixed, "--format", "csv"), run("extract", mixed, "--format", "csv", "--any-language")
    assert "3 articles in another language skipped" in plain.stderr
    assert "another language" not in every.stderr
    assert run("build", mixed / "fr1.txt", "--graph", tmp_path / "g").exit_code == 1
    assert run("build", mixed / "fr1.txt", "--graph", tmp_path / "g", "--any-language").exit_code == 0


def test_an_extractor_that_names_no_languages_reads_all(pipeline):
    class Any(Pipeline):
        def __init__(self):
            super().__init__()
            self._extractors = [*self._extractors, object()]

    from graphkit.model import Document

    assert pipeline.foreign(Document("a", FRENCH)) == "French"
    assert Any().foreign(Document("a", FRENCH)) is None


def test_what_the_journal_keeps_of_languages_comes_back():
    for held in (FileContents(0, {}), FileContents(12, {"French": 2, "language 'ig'": 1})):
        assert FileContents.of(str(held)) == held
    assert [FileContents.of(text) for text in ("", "x", "1+", "1+a", "1+a=b")] == [None] * 5


def test_notices_of_a_folder_come_in_the_order_of_names(folder):
    names = [item.source.rpartition("/")[2] for item in read([folder]) if isinstance(item, Notice)]
    assert names == sorted(names, key=lambda name: (str(folder / ("sub/" if name == "more.KEY" else "") / name)))
