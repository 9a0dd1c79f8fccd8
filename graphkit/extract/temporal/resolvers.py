"""Functions that resolve each kind of time to its days.

Each takes the match of its pattern and returns a function of tense and date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from graphkit.extract.temporal import periods as p
from graphkit.extract.temporal.periods import DAY, Period, Tense
from graphkit.extract.temporal.vocabulary import date_number, month_number, number_of, part_of, weekday_number
from graphkit.model import Precision

Resolver = Callable[[Tense, date], Period | None]


def _constant(make: Callable[[], Period | None]) -> Resolver:
    return lambda _tense, _base: make()


def resolve_date(m: re.Match[str]) -> Resolver:
    """Resolve "3 May", "May 3, 2024"."""
    day, month = date_number(m["day"]), month_number(m["month"])
    if m["year"]:
        return _constant(lambda: p.day(date(int(m["year"]), month, day)))
    return lambda tense, base: p.day_named(day, month, tense, base)


def resolve_dates(m: re.Match[str]) -> Resolver:
    """Resolve "May 3-5", "3 to 5 May 2024"."""
    first, last, month = date_number(m["day"]), date_number(m["last"]), month_number(m["month"])

    def resolve(tense: Tense, base: date) -> Period | None:
        end = p.day(date(int(m["year"]), month, last)) if m["year"] else p.day_named(last, month, tense, base)
        return end and Period(end.last.replace(day=first), end.last, Precision.DAY) if first <= last else None

    return resolve


def resolve_iso(m: re.Match[str]) -> Resolver:
    """Resolve 2024-05-03."""
    return _constant(lambda: p.day(date.fromisoformat(m[0])))


def resolve_slashed(m: re.Match[str]) -> Resolver:
    """Resolve unambiguous dates (05/15/2024, 15.05.2024); 03/04/2020 is ambiguous."""
    first, second, year = int(m["day"]), int(m["last"]), int(m["year"])
    if first <= 12 and second <= 12 and first != second and m["by"] == "/":
        return _constant(lambda: None)
    month, day = (first, second) if second > 12 else (second, first)
    return _constant(lambda: p.day(date(year, month, day)))


def resolve_month(m: re.Match[str]) -> Resolver:
    """Resolve "early May", "last May", "May 2024"."""
    number, which = month_number(m["month"]), part_of(m)
    if m["year"]:
        return _constant(lambda: p.part(p.month(int(m["year"]), number), which))

    def resolve(tense: Tense, base: date) -> Period | None:
        match (m["which"] or "").lower():
            case "last":
                return p.month_named(number, Tense.PAST, base.replace(day=1) - DAY, which)
            case "this":
                return p.part(p.month(base.year, number), which)
            case "next":
                # Before May, "next May" can be in this year or the next.
                return p.part(p.month(base.year + 1, number), which) if number <= base.month else None
        return p.month_named(number, tense, base, which)

    return resolve


def resolve_month_week(m: re.Match[str]) -> Resolver:
    """Resolve "the first week of May"."""
    number = month_number(m["month"])

    def resolve(tense: Tense, base: date) -> Period | None:
        whole = p.month(int(m["year"]), number) if m["year"] else p.month_named(number, tense, base)
        if whole is None:
            return None
        if m["nth"] == "last":
            return Period(whole.last - 6 * DAY, whole.last, Precision.MONTH)
        first = whole.first + 7 * DAY * ("first", "second", "third", "fourth").index(m["nth"])
        return Period(first, first + 6 * DAY, Precision.MONTH)

    return resolve


def resolve_weekday(m: re.Match[str]) -> Resolver:
    """Resolve "Monday", "last Monday", "this coming Monday"."""
    number = weekday_number(m["weekday"])

    def resolve(tense: Tense, base: date) -> Period | None:
        past, future = p.weekday(number, Tense.PAST, base - DAY), p.weekday(number, Tense.FUTURE, base + DAY)
        here = p.day(p.week(base).first + number * DAY)
        before, after = p.day(here.first - 7 * DAY), p.day(here.first + 7 * DAY)
        match (m["which"] or "").lower():
            case "last":
                # On a Friday, "last Monday" can be four or eleven days ago; yesterday is never called so.
                return before if past == before or (past is not None and past.first == base - DAY) else None
            case "next":
                # The one of next week, but Saturday and Sunday can be those of this week too.
                return after if number < 5 or future == after else None
            case "this coming" | "coming" | "the coming" | "this upcoming":
                return future
            case "this past" | "this last" | "the past":
                return past
            case "this":
                return here if p.clip(here, tense, base) is not None else p.weekday(number, tense, base)
        return p.weekday(number, tense, base)

    return resolve


def resolve_weekday_of(m: re.Match[str]) -> Resolver:
    """Resolve "Monday of last week"."""
    number, weeks = weekday_number(m["weekday"]), _STEPS[m["which"].lower()]
    return lambda _tense, base: p.day(p.week(base).first + (7 * weeks + number) * DAY)


def resolve_near_day(m: re.Match[str]) -> Resolver:
    """Resolve "yesterday", "tonight", "the day after tomorrow"."""
    word = m[0].lower()
    step = 2 if "after tomorrow" in word else -2 if "before yesterday" in word else 1 if "tomorrow" in word else -1 if "yesterday" in word or "last night" in word else 0
    return lambda _tense, base: p.day(base + step * DAY)


def resolve_overnight(m: re.Match[str]) -> Resolver:
    """Resolve "overnight": the night before publication, or for the future the night after it."""
    def resolve(tense: Tense, base: date) -> Period | None:
        if tense is Tense.PRESENT:
            return None
        return Period(base - DAY, base, Precision.DAY) if tense is Tense.PAST else Period(base, base + DAY, Precision.DAY)

    return resolve


def _shifted(unit: str, count: int, base: date) -> Period | None:
    """Return the day, week, month or year that is `count` units after a day (before it if negative)."""
    match unit.rstrip("s"):
        case "day":
            return p.day(base + count * DAY)
        case "week":
            return p.week(base + 7 * count * DAY)
        case "month":
            return p.month(base.year, base.month + count)
        case "year":
            return p.year(base.year + count)
    return None


def resolve_ago(m: re.Match[str]) -> Resolver:
    """Resolve "two weeks ago"."""
    return lambda _tense, base: _shifted(m["unit"], -number_of(m["number"]), base)


def resolve_ahead(m: re.Match[str]) -> Resolver:
    """Resolve "in three days" in the future; in the past it is a duration."""
    return lambda tense, base: _shifted(m["unit"], number_of(m["number"]), base) if tense is Tense.FUTURE else None


def resolve_past_units(m: re.Match[str]) -> Resolver:
    """Resolve "the past two weeks": up to publication."""
    count, unit = number_of(m["number"] or "a"), m["unit"].rstrip("s")

    def resolve(tense: Tense, base: date) -> Period | None:
        if tense is Tense.FUTURE:
            return None
        if unit == "hour":
            return Period(base - -(-count // 24) * DAY, base, Precision.DAY)
        if unit in ("day", "week"):
            return p.with_precision(base - count * (7 if unit == "week" else 1) * DAY, base)
        begin = p.month(base.year, base.month - count * (12 if unit == "year" else 1))
        first = begin.first.replace(day=min(base.day, begin.last.day))
        return Period(first, base, Precision.YEAR if unit == "year" else Precision.MONTH)

    return resolve


_STEPS = {"last": -1, "this": 0, "the": 0, "next": 1}


def resolve_unit(m: re.Match[str]) -> Resolver:
    """Resolve "last week", "earlier this month", "the end of the year"."""
    which, unit, step = part_of(m), m["unit"], _STEPS[(m["which"] or "the").lower()]
    side = (m["side"] or "").lower()

    def resolve(tense: Tense, base: date) -> Period | None:
        whole = _shifted(unit, step, base)
        if whole is None or (side == "earlier" and tense is Tense.FUTURE) or (side == "later" and tense is Tense.PAST):
            return None
        if unit == "week":
            # Unlike "two weeks ago", it is precise to the day.
            whole = whole._replace(precision=Precision.DAY)
        if side:
            return p.clip(whole, Tense.PAST if side == "earlier" else Tense.FUTURE, base)
        return p.part(whole, which)

    return resolve


def resolve_year_end(m: re.Match[str]) -> Resolver:
    """Resolve "year-end" to December of the year of publication."""
    return lambda _tense, base: p.part(p.year(base.year), "end")


def resolve_weekend(m: re.Match[str]) -> Resolver:
    """Resolve "last weekend", "this weekend" to Saturday and Sunday."""
    def resolve(tense: Tense, base: date) -> Period | None:
        which = (m["which"] or "").lower()
        saturday = p.week(base).first + 5 * DAY
        if which in ("last", "past", "this past") or (tense is Tense.PAST and saturday > base):
            saturday -= 7 * DAY
        elif which == "next":
            # Before Saturday, it can be the coming weekend or the one after it.
            return None if saturday > base else Period(saturday + 7 * DAY, saturday + 8 * DAY, Precision.DAY)
        elif tense is Tense.PRESENT and saturday > base and which != "this":
            return None
        return Period(saturday, saturday + DAY, Precision.DAY)

    return resolve


def resolve_the_nth(m: re.Match[str]) -> Resolver:
    """Resolve "the 3rd", "the 3rd of last month"."""
    number = date_number(m["day"])
    if not m["which"]:
        return lambda tense, base: p.day_of_month(number, tense, base)
    step = _STEPS[m["which"].lower()]
    return lambda _tense, base: p.day(p.month(base.year, base.month + step).first.replace(day=number))


def resolve_year(m: re.Match[str]) -> Resolver:
    """Resolve "2015", "early 2015"."""
    return _constant(lambda: p.part(p.year(int(m["year"])), part_of(m)))


def resolve_years(m: re.Match[str]) -> Resolver:
    """Resolve "2014-18"."""
    first = int(m["year"])
    last = int(m["last"]) if len(m["last"]) == 4 else first - first % 100 + int(m["last"])
    return _constant(lambda: p.year(first, last) if first <= last else None)


def resolve_decade(m: re.Match[str]) -> Resolver:
    """Resolve "the 1990s"."""
    first = int(m["year"])
    return _constant(lambda: p.part(p.year(first, first + 9), m["part"] or ""))


def resolve_season(m: re.Match[str]) -> Resolver:
    """Resolve a season to its year at most: seasons begin at different times, and a winter spans two years."""
    year, winter = m["year"], "winter" in m[0].lower()
    if year:
        return _constant(lambda: None if winter else p.year(int(year)))

    def resolve(tense: Tense, base: date) -> Period | None:
        which = (m["which"] or "").lower()
        if winter or which == "next":
            return None
        if which == "this":
            return p.year(base.year)
        # In the second half of a year, "last summer" can be that of the same year.
        return p.year(base.year - 1) if base.month < 6 else None

    return resolve


def resolve_unknown(m: re.Match[str]) -> Resolver:
    """Match ambiguous times, which are recognised but not resolved."""
    return lambda _tense, _base: None
