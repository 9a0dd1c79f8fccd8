"""An error in one article or file is one failure line; the run continues, and all other articles are added."""

from __future__ import annotations

import csv
import os
import struct
import sys
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from graphkit import plugins
from graphkit.cli.app import app
from graphkit.documents import read
from graphkit.documents.formats import Format
from graphkit.errors import BudgetSpent, UsageError
from graphkit.model import Document, Evidence, Reading
from graphkit.pipeline import Jobs, Pipeline, build
from graphkit.store import Store

ODD = [
    ImportError("no module named 'lxml_html_clean'"),
    AssertionError(),
    RuntimeError("two\nlines"),
    struct.error("unpack requires a buffer of 4 bytes"),
    RecursionError("maximum recursion depth exceeded"),
    AttributeError("'NoneType' object has no attribute 'text'"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    StopIteration(),
    MemoryError(),
    OSError("no error number"),
]
named = pytest.mark.parametrize("error", ODD, ids=lambda error: type(error).__name__)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Note {name}. Egypt backs Khalifa Haftar.")
    return folder


class Odd:
    """An extractor that fails on one text."""

    window = 0

    def __init__(self, error):
        self.error = error

    def extract(self, document):
        if "Note b" in document.text:
            raise self.error
        return Reading((), (), "odd/1")


def reading(monkeypatch, extractor):
    """Return a pipeline with this extractor, found in the same way as plug-ins."""
    with monkeypatch.context() as patched:
        patched.setattr(plugins, "load", lambda kind, name: lambda setup: extractor)
        return Pipeline(extractor="odd")


@named
@pytest.mark.parametrize("number", [1, 2])
def test_an_extractor_may_raise_anything(files, tmp_path, monkeypatch, error, number):
    if number == 2 and isinstance(error, OSError | UnicodeEncodeError):
        pytest.skip("as the others; forking costs time")
    with Jobs(reading(monkeypatch, Odd(error)), number) as jobs:
        report = build([files], tmp_path / "g", jobs=jobs)
    assert (report.added, [f.source for f in report.failures]) == (2, ["b"])
    reason = report.failures[0].reason
    assert type(error).__name__ in reason
    assert "\n" not in reason
    assert report.added == len(list(Store.open(tmp_path / "g").view().articles()))


@pytest.mark.parametrize("error", [BudgetSpent("spent"), UsageError("no such model")])
def test_what_no_other_article_would_do_better_ends_the_run(files, tmp_path, monkeypatch, error):
    with pytest.raises(type(error)):
        build([files], tmp_path / "g", pipeline=reading(monkeypatch, Odd(error)))


def test_an_extractor_that_fails_ahead_or_at_the_end_costs_no_article(files, tmp_path, monkeypatch):
    class Ahead(Odd):
        window = 2

        def prepare(self, documents):
            raise RuntimeError("not ahead")

        def notes(self):
            raise KeyError("notes")

    report = build([files], tmp_path / "g", pipeline=reading(monkeypatch, Ahead(ValueError("bad"))))
    assert (report.added, len(report.failures)) == (2, 1)
    assert any("KeyError" in note for note in report.notes)


@pytest.fixture
def reader(monkeypatch):
    """A reader plug-in that passes .odd files to a function."""

    def given(read_odd):
        module = sys.modules["graphkit.documents.read"]
        known = {**module.readers(), ".odd": Format((".odd",), read_odd)}
        monkeypatch.setattr(module, "readers", lambda: known)

    return given


@named
def test_a_reader_may_raise_anything(files, reader, error):
    """Documents yielded before the error are kept, and later files are read."""

    def read_odd(stream, name, source):
        yield Document("before", "Egypt backs Khalifa Haftar.")
        raise error

    reader(read_odd)
    (files / "aa.odd").write_text("odd")
    a, before, failure, b, c = read([files])
    assert [a.id, before.id, b.id, c.id] == ["a", "before", "b", "c"]
    assert failure.source == str(files / "aa.odd")
    assert "\n" not in failure.reason
    assert failure.reason


@pytest.mark.parametrize(("given", "said"), [
    (None, "NoneType"),
    ("text", "str"),
    (Document("a", None), "text is NoneType"),
    (Document(7, "Egypt."), "id is int"),
    (Document("a", "Egypt.", title=7), "title is int"),
    (Document("a", "Egypt.", url=7), "url is int"),
    (Document("a", "Egypt.", published="2020-01-01"), "published is str"),
])
def test_a_reader_that_gives_no_document_is_named(tmp_path, reader, given, said):
    reader(lambda stream, name, source: iter([given, Document("z", "Egypt.")]))
    (tmp_path / "x.odd").write_text("odd")
    failure, last = read([tmp_path / "x.odd"])
    assert said in failure.reason
    assert last.id == "z"


def test_lone_surrogates_of_a_reader_reach_no_store(tmp_path, reader, pipeline):
    """They cannot be encoded in UTF-8, so every writer would fail."""
    bad = "a\ud800"
    reader(lambda stream, name, source: iter([Document(bad, f"Egypt backs Khalifa Haftar. {bad}", title=bad, url=f"https://example.org/{bad}", outlet=bad)]))
    (tmp_path / "x.odd").write_text("odd")
    report = build([tmp_path / "x.odd"], tmp_path / "g", pipeline=pipeline)
    assert (report.added, report.failures) == (1, ())
    assert "a\ufffd" in Store.open(tmp_path / "g").view().dump("turtle").decode()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux only")
def test_names_that_are_no_utf8_are_read_and_named(files, tmp_path):
    """Also on reruns, for failures, in every output, and with several processes."""
    folder = os.fsencode(files)
    for name, text in ((b"\xff.txt", "Turkey arms the GNA."), (b"\xfe.txt", ""), (b"\xfd.key", "x"), (b"line\nbreak.txt", "Qatar backs the GNA.")):
        with open(os.path.join(folder, name), "w") as stream:  # noqa: PTH123, PTH118
            stream.write(text)
    graph = tmp_path / "g"
    for run, (added, unchanged) in enumerate([(5, 0), (0, 5)]):
        done = CliRunner().invoke(app, ["build", str(files), "--graph", str(graph), "--jobs", str(run + 1)])
        assert done.exit_code == 0, done.output
        assert f"{added} articles added, {unchanged} unchanged, 1 failed" in done.stdout
        assert "\\xfe.txt: is empty" in done.stderr
    (failed,) = csv.DictReader((graph / "failures.csv").open(encoding="utf-8"))
    assert failed["source"].endswith("\\xfe.txt")
    assert {article.id for article in Store.open(graph).view().articles()} == {"a", "b", "c", "\\xff", "line\\nbreak"}
    journal = (graph / "journal.txt").read_bytes()
    assert b"\xff.txt" in journal
    assert b"line\0break.txt" in journal


@pytest.mark.parametrize("spoil", [
    lambda claim: replace(claim, evidence=(Evidence(0, 5, "never"),)),
    lambda claim: replace(claim, evidence=()),
    lambda claim: replace(claim, subject="nobody"),
    lambda claim: replace(claim, predicate="no such\nrelation"),
    lambda claim: replace(claim, extractor="\ud800"),
], ids=["quote", "no evidence", "actor", "relation", "surrogate"])
def test_a_record_that_no_graph_can_hold_is_one_failure(files, tmp_path, pipeline, spoil):
    class Spoilt(Pipeline):
        def read(self, document):
            record = super().read(document)
            return record if document.id != "b" else replace(record, claims=tuple(spoil(claim) for claim in record.claims))

    report = build([files], tmp_path / "g", pipeline=Spoilt(extractor="dependency"))
    assert (report.added, [f.source for f in report.failures]) == (2, ["b"])
    assert len(list(Store.open(tmp_path / "g").view().claims())) == 2

