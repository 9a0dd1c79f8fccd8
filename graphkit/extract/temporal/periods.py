"""Periods of days, and the choice among several by tense: pure date arithmetic."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from graphkit.model import Precision

DAY = timedelta(days=1)
# Maximum distance of a date without a year if the tense does not decide.
_NEAR = timedelta(days=92)
_YEARS = 8  # Leap days are at most eight years apart.


class Tense(StrEnum):
    """Whether an act is before or after the date of publication; PRESENT if the words do not say."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Period(NamedTuple):
    """First and last day of a period, and its precision."""

    first: date
    last: date
    precision: Precision


def with_precision(first: date, last: date) -> Period:
    """Return a period with the precision of its length: day, month or year."""
    length = (last - first).days
    return Period(first, last, Precision.DAY if length < 3 else Precision.MONTH if length < 31 else Precision.YEAR)


def day(one: date) -> Period:
    """Return a single day."""
    return Period(one, one, Precision.DAY)


def week(inside: date) -> Period:
    """Return the week, Monday to Sunday, of a day."""
    monday = inside - inside.weekday() * DAY
    return Period(monday, monday + 6 * DAY, Precision.MONTH)


def month(year: int, number: int) -> Period:
    """Return a month; a number outside 1 to 12 counts into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), Precision.MONTH)


def year(number: int, last: int | None = None) -> Period:
    """Return a year, or the years from one to another."""
    return Period(date(number, 1, 1), date(last or number, 12, 31), Precision.YEAR)


_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 10), "end": (21, 31)}
_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "end": (12, 12)}


def part(whole: Period, which: str) -> Period:
    """Return the early, mid or late part, the start or the end of a month, a year or several years."""
    first, last, _ = whole
    if not which:
        return whole
    if last.year - first.year > 1:
        years = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "start": (0, 0), "end": (9, 9)}[which]
        return year(first.year + years[0], first.year + years[1])
    if whole.precision is Precision.YEAR:
        months = _OF_YEAR[which]
        begin, end = month(first.year, months[0]), month(first.year, months[1])
        return Period(begin.first, end.last, Precision.YEAR if end.first > begin.first else Precision.MONTH)
    if (last - first).days < 7:
        return whole
    days = _OF_MONTH[which]
    return Period(first.replace(day=days[0]), first.replace(day=min(days[1], last.day)), Precision.MONTH)


def select(candidates: Iterable[Period], tense: Tense, base: date) -> Period | None:
    """Return the one of several possible periods that a tense selects.

    The past selects the latest that has begun, the future the earliest that is not over; the present the nearest, if it is
    near enough.
    """
    periods = sorted(candidates)
    before = [p for p in periods if p.first <= base]
    after = [p for p in periods if p.last >= base]
    match tense:
        case Tense.PAST:
            return before[-1] if before else None
        case Tense.FUTURE:
            return after[0] if after else None
    around = [*before[-1:], *after[:1]]
    near = [p for p in around if p.first - _NEAR <= base <= p.last + _NEAR]
    return min(near, key=lambda p: max(p.first - base, base - p.last), default=None)


def clip(period: Period, tense: Tense, base: date) -> Period | None:
    """Return the part of a period on the side of the tense, or None."""
    first, last, precision = period
    if tense is Tense.PAST:
        last = min(last, base)
    elif tense is Tense.FUTURE:
        first = max(first, base)
    return Period(first, last, precision) if first <= last else None


def weekday(number: int, tense: Tense, base: date) -> Period | None:
    """Return a weekday (Monday is 0); the weekday of publication is that day."""
    back, ahead = (base.weekday() - number) % 7, (number - base.weekday()) % 7
    if tense is Tense.PAST or not back:
        return day(base - back * DAY)
    return day(base + ahead * DAY) if tense is Tense.FUTURE else None


def month_named(number: int, tense: Tense, base: date, which: str = "") -> Period | None:
    """Return a month named without its year, or a part of it."""
    return select((part(month(base.year + y, number), which) for y in (-1, 0, 1)), tense, base)


def day_of_month(number: int, tense: Tense, base: date) -> Period | None:
    """Resolve "the 3rd" to a day of this month or of a nearby one that is long enough."""
    months = (month(base.year, base.month + m) for m in (-2, -1, 0, 1, 2))
    return select((day(m.first.replace(day=number)) for m in months if m.last.day >= number), tense, base)


def day_named(number: int, month_number: int, tense: Tense, base: date) -> Period | None:
    """Return a day of a month named without its year."""
    months = (month(base.year + y, month_number) for y in range(-_YEARS, _YEARS + 1))
    return select((day(m.first.replace(day=number)) for m in months if 1 <= number <= m.last.day), tense, base)
