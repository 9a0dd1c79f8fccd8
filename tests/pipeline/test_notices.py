"""Minor events are counted, named and reported once at the end of a run."""

from __future__ import annotations

import io
import sys

import pytest

from graphkit.model import ArticleRecord, Document, Notice
from graphkit.pipeline import Jobs, Notices, Pipeline, build, records
from graphkit.pipeline.notices import MAX_COUNTED


def lines(*notices):
    counted = Notices()
    for kind, value in notices:
        counted.add(Notice("file:1", kind, value))
    return counted.lines()


def test_equal_values_are_counted_together_the_commonest_first():
    told = lines(*[("dates not read", v) for v in ("'soon'", "'n.d.'", "'n.d.'", "'a'")], ("files skipped", ".key"))
    assert told == ["4 dates not read: 'n.d.' (2), 'a' (1), 'soon' (1)", "1 file skipped: .key"]


def test_a_line_names_a_few_values_and_counts_the_rest():
    told = lines(*[("dates not read", f"{n:05}") for n in range(MAX_COUNTED + 50)])
    assert told[0].startswith("10,050 dates not read: 00000 (1), ")
    assert told[0].endswith("and 10,042 more")


@pytest.mark.parametrize("value", ["x" * 100_000, "\x1b[2Jclear", "two\nlines", "\udcff"])
def test_a_value_is_short_and_cannot_drive_a_terminal(value):
    (line,) = lines(("dates not read", value))
    assert len(line) < 100
    assert line.encode("utf-8").decode().isprintable()


class Fixed(Pipeline):
    """An extractor that reads nothing."""

    def read(self, document):
        return ArticleRecord(document=document, claims=(), actors=())


def test_notices_pass_through_the_run_and_stand_in_its_report(tmp_path, monkeypatch):
    items = [Notice("a:1", "dates not read", "'soon'"), Document("a", "Text.")]
    monkeypatch.setattr(sys.modules["graphkit.pipeline.build"], "read_marked", lambda *_, **__: iter(items))
    report = build(["-"], tmp_path / "graph", pipeline=Fixed(), stdin=io.BytesIO())
    assert report.notices == ("1 date not read: 'soon'",)
    assert (report.added, report.failures) == (1, ())


def test_several_processes_pass_notices_in_their_order():
    items = [Document("a", "Text."), Notice("b:1", "dates not read", "'soon'"), Document("b", "More.")]
    with Jobs(Fixed(), 2) as readers:
        got = list(readers.outcomes(items))
    assert got[1] == items[1]
    assert [o.document.id for o in (got[0], got[2])] == ["a", "b"]


def test_a_very_long_text_is_announced_before_it_is_read(caplog, monkeypatch):
    """Nothing was shown for minutes."""
    monkeypatch.setattr("graphkit.pipeline.jobs.LONG", 1_000)
    outcomes = Jobs(Fixed(), 1).outcomes([Document("a", "Text."), Document("b", "Text. " * 200)])
    next(outcomes)
    assert not caplog.messages
    next(outcomes)
    assert caplog.messages == ["reading b, one text of 1,200 characters, which takes minutes"]


def test_records_hand_notices_to_the_caller(monkeypatch):
    notice = Notice("a:1", "dates not read", "'soon'")
    monkeypatch.setattr(sys.modules["graphkit.pipeline.build"], "read", lambda *_, **__: iter([notice]))
    told = []
    assert list(records(["-"], pipeline=Fixed(), on_notice=told.append)) == []
    assert told == [notice]
