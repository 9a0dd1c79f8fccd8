"""An interrupted run resumes where it stopped; failures are retried and listed."""

from __future__ import annotations

import csv
import json
import sys

import pytest

from graphkit import plugins
from graphkit.documents import Meter, Wish, read_marked
from graphkit.model import ArticleRecord
from graphkit.pipeline import Pipeline, build
from graphkit.pipeline.journal import Journal, write_failures


class Counting(Pipeline):
    """An extractor that reads nothing and records what it was given."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.given = []

    def read(self, document):
        self.given.append(document.id)
        if "bad" in document.text:
            raise ValueError("too bad")
        return ArticleRecord(document=document, claims=(), actors=())


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Article {name}.")
    return folder


def test_files_that_were_read_wholly_are_not_opened_again(files, tmp_path, monkeypatch):
    build([files], tmp_path / "graph", pipeline=Counting())
    opened = []
    monkeypatch.setattr(sys.modules["graphkit.documents.read"], "_file", lambda path, meter: opened.append(path) or iter(()))
    report = build([files], tmp_path / "graph", pipeline=Counting())
    assert opened == []
    assert (report.added, report.unchanged) == (0, 3)


def test_a_changed_file_is_read_again(files, tmp_path):
    build([files], tmp_path / "graph", pipeline=Counting())
    (files / "b.txt").write_text("Article b, longer now.")
    again = Counting()
    report = build([files], tmp_path / "graph", pipeline=again)
    assert again.given == ["b"]
    assert (report.added, report.unchanged) == (1, 2)


def test_an_interrupted_run_goes_on(files, tmp_path):
    class Stopped(Counting):
        def read(self, document):
            if document.id == "b":
                raise KeyboardInterrupt
            return super().read(document)

    with pytest.raises(KeyboardInterrupt):
        build([files], tmp_path / "graph", pipeline=Stopped())
    again = Counting()
    report = build([files], tmp_path / "graph", pipeline=again)
    assert again.given == ["b", "c"]
    assert report.added + report.unchanged == 3


def test_what_failed_is_listed_and_tried_again(tmp_path):
    source = tmp_path / "rows.jsonl"
    source.write_text('{"id": "1", "text": "good"}\nnonsense\n{"id": "2", "text": "bad"}\n')
    for _ in range(2):
        again = Counting()
        build([source], tmp_path / "graph", pipeline=again)
        assert again.given[-1] == "2"
        rows = list(csv.DictReader((tmp_path / "graph" / "failures.csv").open()))
        assert [row["source"].rpartition("/")[2] for row in rows] == ["rows.jsonl:2", "2"]
        assert "too bad" in rows[1]["reason"]
    source.write_text('{"id": "1", "text": "good"}\n')
    build([source], tmp_path / "graph", pipeline=Counting())
    assert not (tmp_path / "graph" / "failures.csv").exists()


def table(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_file_is_read_again_with_other_columns(tmp_path):
    """Rows that are separate articles with another column are added; afterwards the file is unchanged for either set of columns."""
    source = table(tmp_path / "rows.jsonl", {"text": "A lead.", "Artikel": "The whole article."})
    first = build([source], tmp_path / "graph", pipeline=Counting())
    again = build([source], tmp_path / "graph", pipeline=Counting(), wish=Wish.of(["text=Artikel"]))
    assert (first.added, again.added, again.unchanged) == (1, 1, 0)
    for wish in (Wish(), Wish.of(["text=Artikel"])):
        at_rest = Counting()
        assert build([source], tmp_path / "graph", pipeline=at_rest, wish=wish).unchanged == 1
        assert at_rest.given == []


def test_a_file_is_read_again_as_another_format(tmp_path):
    """A file with an unknown suffix is read in the format that the user gives, each time."""
    source = table(tmp_path / "rows.dat", {"text": "Egypt backs Haftar."}, {"text": "Turkey arms the GNA."})
    for kind, added in (("md", 1), ("jsonl", 2), ("jsonl", 0)):
        assert build([source], tmp_path / "graph", pipeline=Counting(), wish=Wish.of((), kind)).added == added


def test_a_file_is_read_again_by_an_extractor_of_other_languages(files, tmp_path, monkeypatch):
    """An article skipped by one extractor for its language may be read by another."""
    monkeypatch.setattr(plugins, "load", lambda group, name, load=plugins.load: (lambda setup: object()) if name == "polyglot" else load(group, name))
    (files / "d.txt").write_text("Le gouvernement a annoncé hier que les deux pays avaient signé un accord de défense, et que les troupes resteraient dans la région.")
    assert build([files], tmp_path / "graph", pipeline=Counting()).added == 3
    assert build([files], tmp_path / "graph", pipeline=Counting(extractor="polyglot")).added == 1


def test_an_article_that_the_graph_has_is_not_read_again_with_other_settings(files, tmp_path):
    """Settings that affect how an article is read do not reopen a file whose articles are all in the graph."""
    build([files], tmp_path / "graph", pipeline=Counting())
    again = Counting(min_confidence=0.9)
    assert build([files], tmp_path / "graph", pipeline=again).unchanged == 3
    assert again.given == []


def test_a_damaged_journal_only_costs_time(files, tmp_path):
    build([files], tmp_path / "graph", pipeline=Counting())
    (tmp_path / "graph" / "journal.txt").write_bytes(b"\xff\x00\tnonsense\n\t\t\n")
    assert build([files], tmp_path / "graph", pipeline=Counting()).unchanged == 3


def test_a_file_that_is_gone_is_in_no_journal(tmp_path):
    assert Journal(tmp_path).contents(tmp_path / "none") is None
    assert write_failures(tmp_path, ()) is None


def test_progress_knows_how_much_is_left(files, tmp_path):
    shares = []
    build([files], tmp_path / "graph", pipeline=Counting(), on_progress=lambda p: shares.append(p.share))
    assert shares == sorted(shares)
    assert 0 < shares[0] <= 1
    big = tmp_path / "rows.jsonl"
    big.write_text("".join(json.dumps({"id": str(n), "text": "x" * 3000}) + "\n" for n in range(200)))
    meter = Meter()
    places = [meter.done / (meter.total or 1) for _ in read_marked([big], meter=meter)]
    assert places == sorted(places)
    assert places[20] < 0.3 < places[-1] <= 1
