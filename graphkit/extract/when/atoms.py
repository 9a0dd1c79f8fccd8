"""Single times in a text: a date, a weekday, "last month", "two weeks ago", each with how to read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from graphkit.extract.when import periods as p
from graphkit.extract.when.periods import DAY, Period, Tense
from graphkit.extract.when.words import (
    DATE,
    HOURS,
    MONTH,
    NUMBER,
    PART,
    SEASON,
    WEEKDAY,
    YEAR,
    counted,
    date_number,
    month_number,
    part_of,
    weekday_number,
)
from graphkit.model import Precision

Read = Callable[[Tense, date], Period | None]
# No year of a text lies outside of these.
_ANY = date(2000, 1, 1)


class Atom(NamedTuple):
    """One time in a text.

    Attributes:
        start, end: where it stands, end exclusive.
        read: the days it means, from the tense and the day of publication.
        dated: whether it names its year, so that no day of publication is needed.
        year: whether it is a year alone: a time only behind a preposition ("in 2015").
        weekday: whether it is a day of the week without more, which two weeks may mean.
        floats: whether it may as well be the day on which somebody speaks ("Friday", "today").
        several: whether it is a range by itself ("May 3-5").
    """

    start: int
    end: int
    read: Read
    dated: bool = False
    year: bool = False
    weekday: bool = False
    floats: bool = False
    several: bool = False

    def period(self, tense: Tense, base: date | None) -> Period | None:
        """The days it means, before they are cut to the side of the tense; None where unknown."""
        if base is None and not self.dated:
            return None
        try:
            return self.read(tense, base or _ANY)
        except (ValueError, OverflowError):  # the 31st of a month of 30 days; before year 1
            return None


def _fixed(make: Callable[[], Period | None]) -> Read:
    return lambda _tense, _base: make()


def _date(m: re.Match[str]) -> Read:
    day, month = date_number(m["day"]), month_number(m["month"])
    if m["year"]:
        return _fixed(lambda: p.day(date(int(m["year"]), month, day)))
    return lambda tense, base: p.day_named(day, month, tense, base)


def _dates(m: re.Match[str]) -> Read:
    first, last, month = date_number(m["day"]), date_number(m["last"]), month_number(m["month"])

    def read(tense: Tense, base: date) -> Period | None:
        end = p.day(date(int(m["year"]), month, last)) if m["year"] else p.day_named(last, month, tense, base)
        return end and Period(end.last.replace(day=first), end.last, Precision.DAY) if first <= last else None

    return read


def _iso(m: re.Match[str]) -> Read:
    return _fixed(lambda: p.day(date.fromisoformat(m[0])))


def _slashed(m: re.Match[str]) -> Read:
    """05/15/2024 and 15.05.2024 can be read in one way only, 03/04/2020 in two."""
    first, second, year = int(m["day"]), int(m["last"]), int(m["year"])
    if first <= 12 and second <= 12 and first != second and m["by"] == "/":
        return _fixed(lambda: None)
    month, day = (first, second) if second > 12 else (second, first)
    return _fixed(lambda: p.day(date(year, month, day)))


def _month(m: re.Match[str]) -> Read:
    number, which = month_number(m["month"]), part_of(m)
    if m["year"]:
        return _fixed(lambda: p.part(p.month(int(m["year"]), number), which))

    def read(tense: Tense, base: date) -> Period | None:
        match m["which"]:
            case "last":
                return p.month_named(number, Tense.PAST, base.replace(day=1) - DAY, which)
            case "this":
                return p.part(p.month(base.year, number), which)
            case "next":
                # Said before May, "next May" may be that of this year or of the next.
                return p.part(p.month(base.year + 1, number), which) if number <= base.month else None
        return p.month_named(number, tense, base, which)

    return read


def _month_week(m: re.Match[str]) -> Read:
    number = month_number(m["month"])

    def read(tense: Tense, base: date) -> Period | None:
        whole = p.month(int(m["year"]), number) if m["year"] else p.month_named(number, tense, base)
        if whole is None:
            return None
        if m["nth"] == "last":
            return Period(whole.last - 6 * DAY, whole.last, Precision.MONTH)
        first = whole.first + 7 * DAY * ("first", "second", "third", "fourth").index(m["nth"])
        return Period(first, first + 6 * DAY, Precision.MONTH)

    return read


def _weekday(m: re.Match[str]) -> Read:
    number = weekday_number(m["weekday"])

    def read(tense: Tense, base: date) -> Period | None:
        past, future = p.weekday(number, Tense.PAST, base - DAY), p.weekday(number, Tense.FUTURE, base + DAY)
        here = p.day(p.week(base).first + number * DAY)
        before, after = p.day(here.first - 7 * DAY), p.day(here.first + 7 * DAY)
        match (m["which"] or "").lower():
            case "last":
                # Said on Friday, "last Monday" may be four days or eleven days ago; yesterday is never called so.
                return before if past == before or (past is not None and past.first == base - DAY) else None
            case "next":
                # That of next week, but the weekend's days may be called so as well in the week before.
                return after if number < 5 or future == after else None
            case "this coming" | "coming" | "the coming" | "this upcoming":
                return future
            case "this past" | "this last" | "the past":
                return past
            case "this":
                return here if p.clipped(here, tense, base) is not None else p.weekday(number, tense, base)
        return p.weekday(number, tense, base)

    return read


def _weekday_of(m: re.Match[str]) -> Read:
    number, weeks = weekday_number(m["weekday"]), _STEP[m["which"].lower()]
    return lambda _tense, base: p.day(p.week(base).first + (7 * weeks + number) * DAY)


def _near_day(m: re.Match[str]) -> Read:
    word = m[0].lower()
    step = 2 if "after tomorrow" in word else -2 if "before yesterday" in word else 1 if "tomorrow" in word else -1 if "yesterday" in word or "last night" in word else 0
    return lambda _tense, base: p.day(base + step * DAY)


def _overnight(m: re.Match[str]) -> Read:
    def read(tense: Tense, base: date) -> Period | None:
        if tense is Tense.PRESENT:
            return None
        return Period(base - DAY, base, Precision.DAY) if tense is Tense.PAST else Period(base, base + DAY, Precision.DAY)

    return read


def _moved(unit: str, count: int, base: date) -> Period | None:
    """The day, week, month or year so many of them before (negative) or after a day."""
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


def _ago(m: re.Match[str]) -> Read:
    return lambda _tense, base: _moved(m["unit"], -counted(m["number"]), base)


def _ahead(m: re.Match[str]) -> Read:
    """ "in three days": when, of what is to come; how long it took, of what is over."""
    return lambda tense, base: _moved(m["unit"], counted(m["number"]), base) if tense is Tense.FUTURE else None


def _past_units(m: re.Match[str]) -> Read:
    """ "the past two weeks": up to publication."""
    count, unit = counted(m["number"] or "a"), m["unit"].rstrip("s")

    def read(tense: Tense, base: date) -> Period | None:
        if tense is Tense.FUTURE:
            return None
        if unit == "hour":
            return Period(base - -(-count // 24) * DAY, base, Precision.DAY)
        if unit in ("day", "week"):
            return p.measured(base - count * (7 if unit == "week" else 1) * DAY, base)
        begin = p.month(base.year, base.month - count * (12 if unit == "year" else 1))
        first = begin.first.replace(day=min(base.day, begin.last.day))
        return Period(first, base, Precision.YEAR if unit == "year" else Precision.MONTH)

    return read


_STEP = {"last": -1, "this": 0, "the": 0, "next": 1}


def _unit(m: re.Match[str]) -> Read:
    """ "last week", "earlier this month", "the end of the year"."""
    which, unit, step = part_of(m), m["unit"], _STEP[(m["which"] or "the").lower()]
    side = (m["side"] or "").lower()

    def read(tense: Tense, base: date) -> Period | None:
        whole = _moved(unit, step, base)
        if whole is None or (side == "earlier" and tense is Tense.FUTURE) or (side == "later" and tense is Tense.PAST):
            return None
        if unit == "week":
            # Unlike "two weeks ago" it is known to the day.
            whole = whole._replace(precision=Precision.DAY)
        if side:
            return p.clipped(whole, Tense.PAST if side == "earlier" else Tense.FUTURE, base)
        return p.part(whole, which)

    return read


def _year_end(m: re.Match[str]) -> Read:
    return lambda _tense, base: p.part(p.year(base.year), "end")


def _weekend(m: re.Match[str]) -> Read:
    def read(tense: Tense, base: date) -> Period | None:
        which = (m["which"] or "").lower()
        saturday = p.week(base).first + 5 * DAY
        if which in ("last", "past", "this past") or (tense is Tense.PAST and saturday > base):
            saturday -= 7 * DAY
        elif which == "next":
            # Said before Saturday it may be the one at hand or the one after it.
            return None if saturday > base else Period(saturday + 7 * DAY, saturday + 8 * DAY, Precision.DAY)
        elif tense is Tense.PRESENT and saturday > base and which != "this":
            return None
        return Period(saturday, saturday + DAY, Precision.DAY)

    return read


def _the_nth(m: re.Match[str]) -> Read:
    number = date_number(m["day"])
    if not m["which"]:
        return lambda tense, base: p.day_of_month(number, tense, base)
    step = _STEP[m["which"].lower()]
    return lambda _tense, base: p.day(p.month(base.year, base.month + step).first.replace(day=number))


def _year(m: re.Match[str]) -> Read:
    return _fixed(lambda: p.part(p.year(int(m["year"])), part_of(m)))


def _years(m: re.Match[str]) -> Read:
    first = int(m["year"])
    last = int(m["last"]) if len(m["last"]) == 4 else first - first % 100 + int(m["last"])
    return _fixed(lambda: p.year(first, last) if first <= last else None)


def _decade(m: re.Match[str]) -> Read:
    first = int(m["year"])
    return _fixed(lambda: p.part(p.year(first, first + 9), m["part"] or ""))


def _season(m: re.Match[str]) -> Read:
    """The year at most: when a season begins is not the same everywhere, and a winter lies in two years."""
    year, winter = m["year"], "winter" in m[0].lower()
    if year:
        return _fixed(lambda: None if winter else p.year(int(year)))

    def read(tense: Tense, base: date) -> Period | None:
        which = (m["which"] or "").lower()
        if winter or which == "next":
            return None
        if which == "this":
            return p.year(base.year)
        # By autumn "last summer" may be that of this year.
        return p.year(base.year - 1) if base.month < 6 else None

    return read


def _unknown(m: re.Match[str]) -> Read:
    """Times that may mean several days: known as times, but not read."""
    return lambda _tense, _base: None


# The same, as a group.
_NAMED = WEEKDAY.replace("(?:Mon", "(?P<weekday>Mon")
_NTH = DATE.replace(")?(?!", ")(?!")
_TO = r"\s?(?:-|–|—|\bto\b|\bthrough\b|\band\b|\buntil\b|\bor\b)\s?"
_COMMA_YEAR = rf"(?:,?\s(?:of\s)?(?P<year>{YEAR}))?"
_WEEKDAY_BEFORE = rf"(?:{WEEKDAY}(?:,| the)?\s)?"
_UNIT_WORDS = r"(?P<unit>week|month|year)\b"
# Of two patterns that fit at overlapping places the first counts.
_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], Read]], ...] = (
    (rf"\b{YEAR}-\d\d-\d\d\b", _iso),
    (rf"\b(?P<day>\d{{1,2}})(?P<by>[/.])(?P<last>\d{{1,2}})[/.](?P<year>{YEAR})\b", _slashed),
    (rf"\b(?:an?|{NUMBER}) weeks? (?:ago )?(?:from |on )?{WEEKDAY}|{WEEKDAY} week\b", _unknown),
    (rf"{_WEEKDAY_BEFORE}\b(?P<month>{MONTH})\s(?P<day>{DATE}){_TO}(?P<last>{DATE})(?!\s(?:of )?{MONTH}){_COMMA_YEAR}", _dates),
    (rf"(?<![\d-])(?P<day>{DATE}){_TO}(?P<last>{DATE})\s(?:of\s)?(?P<month>{MONTH}){_COMMA_YEAR}", _dates),
    (rf"{_WEEKDAY_BEFORE}\b(?P<month>{MONTH})\s(?P<day>{DATE}){_COMMA_YEAR}", _date),
    (rf"{_WEEKDAY_BEFORE}(?<![\d-])(?P<day>{DATE})\s(?:of\s)?(?P<month>{MONTH}){_COMMA_YEAR}", _date),
    (rf"\b(?P<nth>first|second|third|fourth|last) week (?:of|in) (?P<month>{MONTH}){_COMMA_YEAR}", _month_week),
    (rf"{PART}\b(?:(?P<which>last|this|next) )?(?P<month>{MONTH}){_COMMA_YEAR}", _month),
    (rf"{_NAMED}{HOURS},? (?:of )?(?P<which>last|this|next) week\b", _weekday_of),
    (rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) week(?:'s|’s|,| on) {_NAMED}", _weekday_of),
    (rf"(?:\b(?P<which>[Tt]his (?:coming|upcoming|past|last)|[Tt]he (?:coming|past)|[Ll]ast|[Nn]ext|[Tt]his|coming) )?{_NAMED}{HOURS}", _weekday),
    (r"\b(?:the )?(?:day before yesterday|day after tomorrow)\b", _near_day),
    (rf"\b(?:(?:[Ee]arlier|[Ll]ater) )?(?:yesterday|Yesterday|today|tomorrow|Tomorrow|[Tt]onight|Today(?=[ ,]\w)|[Ll]ast night|[Ll]ate last night|[Tt]his (?:morning|afternoon|evening)){HOURS}", _near_day),
    (rf"\b[Oo]vernight\b(?! (?:on |into |from |between |to )?{WEEKDAY})", _overnight),
    (rf"\b(?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?) ago\b", _ago),
    (r"\b(?:several|some|a few|few|many|a couple of|couple of|\w+) (?:days|weeks|months|years|decades|hours|minutes) ago\b", _unknown),
    (rf"\b(?:[Ii]n|within) (?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?)(?: time| from now|'s time|' time|’s time|’ time)?\b(?! of\b)", _ahead),
    (rf"\b(?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?) from now\b", _ahead),
    (rf"\bthe (?:past|last) (?:(?P<number>{NUMBER}) )?(?P<unit>hours?|days?|weeks?|months?|years?)\b", _past_units),
    (rf"\bthe (?P<day>{_NTH})(?: of (?P<which>last|this|the|next) month\b|(?=[ ]?(?:[,.;:)]|$)))", _the_nth),
    (rf"{PART}(?:\b(?P<side>[Ee]arlier|[Ll]ater)(?: in)? )?\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {_UNIT_WORDS}", _unit),
    (r"\b(?P<side>earlier|later) in (?P<which>the) (?P<unit>week|month|year)\b(?P<part>)(?P<edge>)", _unit),
    (r"\b(?:the )?(?P<edge>beginning|start|middle|end) of (?P<which>the) (?P<unit>week|month|year)\b(?P<part>)(?P<side>)", _unit),
    (r"\byear(?:-|'s |’s )end\b", _year_end),
    (r"\b(?:(?P<which>this past|past|[Ll]ast|[Tt]his|[Nn]ext)|(?:over|at|on|during) the) weekend\b(?! of\b)", _weekend),
    (r"\bthe (?:(?P<part>early|mid|late)[ -])?(?P<year>(?:19|20)\d0)s\b", _decade),
    (rf"\b(?:the )?{SEASON} (?:of )?(?P<year>{YEAR})(?P<which>)", _season),
    (rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {SEASON}\b(?P<year>)", _season),
    (rf"(?<![\d,.$€£/-])\b(?P<year>{YEAR})(?:-|–|—)(?P<last>\d\d(?:\d\d)?)(?!\d|-\d)", _years),
    (rf"{PART}(?<![\d,.$€£/])\b(?P<year>{YEAR})(?![\d%]|,\d|-)", _year),
)
_COMPILED = tuple((re.compile(pattern), reader) for pattern, reader in _PATTERNS)
_DATED = (_iso, _slashed, _year, _years, _decade)
# A month's name alone is a time only behind such words; May is a name, too.
_BEFORE_MONTH = re.compile(r"\b(?:in|since|until|till|by|from|during|through|throughout|to|of|and|or|between|before|after|for|around|about)\s+(?:the\s+month\s+of\s+)?$", re.I)
_BEFORE_MAY = re.compile(rf"\b(?:(?:in|since|until|till|between|during|throughout)\s+|(?:from|between)\s+(?:(?:early|mid|late)[- ])?{MONTH}(?:\s{YEAR})?\s+(?:to|and|until|through)\s+)$", re.I)


def atoms(text: str) -> list[Atom]:
    """Times in a text, in order, none over another."""
    found: list[Atom] = []
    taken = bytearray(len(text))
    for pattern, reader in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]) and (reader is not _month or _is_month(match, text)):
                taken[start:end] = b"\1" * (end - start)
                found.append(_atom(match, reader))
    return sorted(found)


def _is_month(match: re.Match[str], text: str) -> bool:
    if match["year"] or match["which"] or part_of(match):
        return True
    before = _BEFORE_MAY if match["month"] == "May" else _BEFORE_MONTH
    return before.search(text[max(0, match.start() - 40) : match.start()]) is not None


def _atom(match: re.Match[str], reader: Callable[[re.Match[str]], Read]) -> Atom:
    groups = match.groupdict()
    dated = reader in _DATED or bool(groups.get("year"))
    bare = reader is _year and not part_of(match)
    weekday = reader is _weekday and not match["which"]
    return Atom(match.start(), match.end(), reader(match), dated, bare, weekday, weekday or reader is _near_day, reader in (_dates, _years))

