"""Compare, merge and format dates and time spans."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from graphkit.errors import UsageError, shortened
from graphkit.model import Precision, TimeSpan

_COARSENESS = list(Precision)
_DIGITS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def last_day(day: date, precision: Precision) -> date:
    """Return the last day of the day, month or year that a date stands for."""
    if precision is Precision.YEAR:
        return date(day.year, 12, 31)
    if precision is Precision.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day


def is_within(day: date | None, precision: Precision, since: date | None, until: date | None) -> bool:
    """Return whether a day, month or year overlaps a period; an unknown day is in no limited period."""
    if day is None:
        return since is None and until is None
    return (since is None or last_day(day, precision) >= since) and (until is None or day <= until)


def check_order(first: date | None, last: date | None, *, called: tuple[str, str] = ("since", "until")) -> None:
    """Refuse a period that ends before it begins; nothing matches it, and an empty answer would hide the mistake.

    Args:
        first, last: the days; None for an open end.
        called: names of the two in the message.

    Raises:
        UsageError: `first` is later than `last`, or one is no date (`datetime.date`).
    """
    for name, day in zip(called, (first, last), strict=True):
        if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
            raise UsageError(f"{name} is a datetime.date, such as date(2020, 5, 31), not {shortened(repr(day), 80)}")
    if first is not None and last is not None and first > last:
        raise UsageError(f"{called[0]} {first} is later than {called[1]} {last}; exchange them")


def coarsest(precisions: Iterable[Precision]) -> Precision:
    """Return the least exact of several precisions; DAY if there are none."""
    return max(precisions, key=_COARSENESS.index, default=Precision.DAY)


def joined(spans: Iterable[TimeSpan | None]) -> TimeSpan | None:
    """Merge the times that the evidence of one claim gives, in any order, into one; None if there are none.

    Events become the period from the first to the last of them. A continuing state has no end
    and starts on the earliest day. A tie that is said to have ended is over, unless a later day
    is given on which it happened or held.
    """
    known = [span for span in spans if span is not None]
    over = [span for span in known if span.ended]
    last = max((span.end for span in over if span.end), default=None)
    again = [span for span in known if not span.ended and last is not None and (span.end or span.start or last) > last]
    if over and not again:
        return TimeSpan(_first(known), last, coarsest(span.precision for span in known), ended=True)
    return _standing(again or known)


def _standing(spans: Sequence[TimeSpan]) -> TimeSpan | None:
    """Merge spans none of which has ended."""
    if not spans:
        return None
    going_on = any(span.start and not span.end for span in spans)
    last = None if going_on else max((span.end for span in spans if span.end), default=None)
    return TimeSpan(_first(spans), last, coarsest(span.precision for span in spans))


def _first(spans: Iterable[TimeSpan]) -> date | None:
    return min((span.start for span in spans if span.start), default=None)


def day_words(day: date | None, precision: Precision = Precision.DAY) -> str:
    """Format a day at its precision (`2020`, `2020-01`, `2020-01-02`); "" for None."""
    return day.isoformat()[: _DIGITS[precision]] if day else ""


def worded(span: TimeSpan | None, *, ended: bool = True) -> str:
    """Format a time for people: `2020-01-02`, `2014 to 2018`, `since 2014`, `until 2018, ended`; "" if nothing is known. `ended` False: an end is only planned."""
    if span is None:
        return ""
    over = span.ended and ended
    start, end = (day_words(day, span.precision) for day in (span.start, span.end))
    if start and end:
        days = start if start == end else f"{start} to {end}"
    else:
        days = f"{'from' if over else 'since'} {start}" if start else f"until {end}" if end else ""
    return ", ".join(filter(None, (days, "ended" if over else "")))
