"""What expressions of time mean: one sentence a row of `times.csv`, every sentence our own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract.temporal import Kind, Tense, expressions
from graphkit.model import Precision, TimeSpan

with Path(__file__).with_name("times.csv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))
PIECES = [*sorted({word for row in ROWS for word in row["sentence"].split()}), "31", "0", "999", "1900", "2099", "’s", "–", "--", "\n"]


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _wanted(row: dict[str, str]) -> TimeSpan | None:
    if not row["precision"]:
        return None
    return TimeSpan(_day(row["first"]), _day(row["last"]), Precision(row["precision"]), bool(row["ended"]))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['sentence']} {r['tense']} {r['published']}" for r in ROWS])
def test_the_days_that_an_expression_means(row):
    found = [
        span
        for e in expressions(row["sentence"])
        if not e.bare_year and (span := e.span(Tense(row["tense"]), _day(row["published"]), lasting=row["kind"] == "state"))
    ]
    wanted = _wanted(row)
    assert found == ([] if wanted is None else [wanted])


def test_the_table_is_as_large_as_it_has_to_be():
    """At least 120 rows, no two the same, and a good share that stays unread."""
    keys = {(r["sentence"], r["tense"], r["published"]) for r in ROWS}
    assert len(keys) == len(ROWS) >= 120
    assert sum(not r["precision"] for r in ROWS) >= 25


SENTENCES = sorted({r["sentence"] for r in ROWS})
BASES = st.dates(date(1901, 1, 1), date(2098, 12, 31))


@given(sentence=st.sampled_from(SENTENCES), base=BASES, lasting=st.booleans())
def test_pasts_lie_on_or_before_publication_and_futures_on_or_after(sentence, base, lasting):
    """Whatever the expression and the day."""
    for e in expressions(sentence):
        past = e.span(Tense.PAST, base, lasting=lasting)
        if past is not None and past != TimeSpan(ended=True):
            assert max(d for d in (past.start, past.end) if d) <= base
        if past is not None and past.ended and past.end is not None:
            assert past.end <= base
        future = e.span(Tense.FUTURE, base, lasting=lasting)
        if future is not None and e.kind is not Kind.SINCE:
            assert min(d for d in (future.start, future.end) if d) >= base
        if future is not None:
            assert not future.ended


@given(sentence=st.sampled_from(SENTENCES), base=BASES, tense=st.sampled_from(Tense))
def test_a_stretch_is_never_turned_round(sentence, base, tense):
    for e in expressions(sentence):
        span = e.span(tense, base)
        assert span is None or span.start is None or span.end is None or span.start <= span.end


@given(words=st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), base=st.dates(), tense=st.sampled_from(Tense))
def test_any_words_are_read_without_an_error(words, base, tense):
    """Also at the ends of the calendar; expressions lie in the text and do not overlap."""
    place = 0
    for e in expressions(words):
        assert place <= e.start < e.end <= len(words)
        place = e.end
        e.span(tense, base)
        e.span(tense, None)


def test_the_machine_s_locale_and_time_zone_do_not_count():
    """The same days for every row under another zone and locale, in a process of its own."""
    program = (
        "import csv, sys; from datetime import date; from graphkit.extract.temporal import Tense, expressions\n"
        "for r in csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')):\n"
        "    base = date.fromisoformat(r['published']) if r['published'] else None\n"
        "    print([e.span(Tense(r['tense']), base) for e in expressions(r['sentence'])])\n"
    )
    file = str(Path(__file__).with_name("times.csv"))

    def read(**more: str) -> str:
        env = {**os.environ, **more}
        return subprocess.run([sys.executable, "-c", program, file], env=env, capture_output=True, text=True, check=True).stdout

    east = read(TZ="Pacific/Kiritimati", LC_ALL="C")
    assert east.count("\n") == len(ROWS)
    assert east == read(TZ="Pacific/Pago_Pago", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="7")
