"""Dates the entries of a chronology, whose years often stand only in the first entry or on a line of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from graphkit.extract.temporal import Tense
from graphkit.extract.temporal.atoms import atoms
from graphkit.extract.temporal.attachment import Event
from graphkit.extract.temporal.periods import Period
from graphkit.model import TimeSpan
from graphkit.nlp import Entry, Sentence, entries

_YEAR = re.compile(r"(?:19|20)\d\d\b")
# Clauses that tell what happened in the entry; others may be about something earlier.
_MAIN = ("root", "conj", "parataxis")
# "the next day", "two days later": another day than that of the entry.
_SHIFTED = re.compile(r"\b(?:next|following|previous|same|later|earlier|after|before|since|until|ago)\b", re.IGNORECASE)


class Chronology:
    """The dated entries of one document.

    Args:
        text: its text.
        published: its date of publication, from which years are taken if no entry has one.
    """

    def __init__(self, text: str, published: date | None) -> None:
        """Date the entries."""
        found = list(entries(text))
        self._text = text
        self._dated = [(entry, TimeSpan(*period)) for entry, period in zip(found, _periods(found, published), strict=True) if period is not None and (published is None or period.first <= published)]
        self._starts = [entry.start for entry, _ in self._dated]

    def time_of(self, sentence: Sentence, event: Event) -> TimeSpan | None:
        """Return the time of the entry that tells an act, None if it is told of another time or in no entry."""
        span = self._span_at(sentence)
        return span if span is not None and _is_main_act(event) and not _SHIFTED.search(self._text, sentence.start, sentence.end) else None

    def has(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a dated entry."""
        return self._span_at(sentence) is not None

    def base_of(self, sentence: Sentence, published: date | None) -> date | None:
        """Return the day to which "on Friday" is relative: that of the entry, None if this is no single day; elsewhere that of publication."""
        span = self._span_at(sentence)
        return published if span is None else span.start if span.start == span.end else None

    def _span_at(self, sentence: Sentence) -> TimeSpan | None:
        place = bisect_right(self._starts, sentence.start) - 1
        return self._dated[place][1] if place >= 0 and sentence.start < self._dated[place][0].end else None


def _is_main_act(event: Event) -> bool:
    """Whether an act is told in the plain present or past of a main clause."""
    verb = event.anchor
    plain = verb.tag in ("VBD", "VBZ", "VBP", "VB") or (verb.tag == "VBN" and verb.first("aux:pass") is not None)
    helped = any(each.text.lower() in ("has", "have", "had", "having", "be", "been") or each.tag == "MD" for each in verb.get("aux", "aux:pass", "cop"))
    return plain and not helped and not event.planned and not event.standing and all(each.dep in _MAIN for each in (verb, *verb.ancestors()))


def _periods(found: Sequence[Entry], published: date | None) -> Iterator[Period | None]:
    """Yield the time of each entry; a year holds for the entries below it until their months begin anew."""
    year: int | None = None
    before: Period | None = None
    upwards = _is_ascending(found)
    for entry in found:
        own = _YEAR.search(entry.date)
        if own is not None:
            year = int(own[0])
        period = _period(entry.date, year if own is None else None, published)
        if period is not None and own is None and year is not None and before is not None and period != before and (period.first > before.first) != upwards:
            year += 1 if upwards else -1
            period = _period(entry.date, year, published)
        if period is not None and entry.date != str(year):
            before = period
        elif entry.date == str(year):
            before = None
        yield period


def _is_ascending(found: Sequence[Entry]) -> bool:
    """Whether most entries are later than the one before, judged in one year."""
    days = [period.first.replace(year=2000) for entry in found if (period := _period(entry.date, None, date(2000, 12, 31))) is not None]
    return sum(one <= other for one, other in pairwise(days)) * 2 >= len(days) - 1


def _period(words: str, year: int | None, published: date | None) -> Period | None:
    """Return the days of a date, with the year given for it if it has none."""
    dated = f"in {words.rstrip('.')}" + (f" {year}" if year is not None else "")
    found = atoms(dated)
    return found[0].period(Tense.PAST, published) if len(found) == 1 else None
