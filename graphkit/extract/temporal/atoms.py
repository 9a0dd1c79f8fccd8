"""Single times in a text: a date, a weekday, "last month", "two weeks ago", each with a function that resolves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from graphkit.extract.temporal import resolvers as r
from graphkit.extract.temporal.periods import Period, Tense
from graphkit.extract.temporal.resolvers import Resolver
from graphkit.extract.temporal.vocabulary import (
    DATE,
    HOUR_OF,
    HOURS,
    MONTH,
    NUMBER,
    PART,
    SEASON,
    WEEKDAY,
    YEAR,
    part_of,
)

# Date of publication for times that name their year and do not depend on it.
_ANY = date(2000, 1, 1)


class Atom(NamedTuple):
    """One time in a text.

    Attributes:
        start, end: offsets in the text, end exclusive.
        resolve: function of tense and date of publication that returns its days.
        dated: whether it names its year, so that no date of publication is needed.
        year: whether it is only a year, which is a time only after a preposition ("in 2015").
        weekday: whether it is a plain weekday, which can be in either of two weeks.
        may_be_speech_day: whether it may instead be the day on which somebody speaks ("Friday", "today").
        is_range: whether it is itself a range ("May 3-5").
        named: whether it is a calendar day or month, which takes its year from the other end of a range.
    """

    start: int
    end: int
    resolve: Resolver
    dated: bool = False
    year: bool = False
    weekday: bool = False
    may_be_speech_day: bool = False
    is_range: bool = False
    named: bool = False

    @property
    def relative_in_range(self) -> bool:
        """Whether a range may resolve it relative to its other end; "last week" is always relative to publication."""
        return self.named or self.weekday or self.dated

    def period(self, tense: Tense, base: date | None) -> Period | None:
        """Return the days it denotes, not yet clipped by the tense; None if unknown."""
        if base is None and not self.dated:
            return None
        try:
            return self.resolve(tense, base or _ANY)
        except (ValueError, OverflowError):  # the 31st of a month of 30 days; before year 1
            return None


# A weekday as a named group; a date whose ordinal suffix is required.
_NAMED = WEEKDAY.replace("(?:Mon", "(?P<weekday>Mon")
_NTH = DATE.replace(")?(?!", ")(?!")
_TO = r"\s?(?:-|–|—|\bto\b|\bthrough\b|\band\b|\buntil\b|\bor\b)\s?"
_COMMA_YEAR = rf"(?:,?\s(?:of\s)?(?P<year>{YEAR}))?"
_WEEKDAY_BEFORE = rf"{HOUR_OF}(?:{WEEKDAY}(?:,| the)?\s)?"
_UNIT_WORDS = r"(?P<unit>week|month|year)\b"
# If two patterns match overlapping text, the first one wins.
_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], Resolver]], ...] = (
    (rf"\b{YEAR}-\d\d-\d\d\b", r.resolve_iso),
    (rf"\b(?P<day>\d{{1,2}})(?P<by>[/.])(?P<last>\d{{1,2}})[/.](?P<year>{YEAR})\b", r.resolve_slashed),
    (rf"\b(?:an?|{NUMBER}) weeks? (?:ago )?(?:from |on )?{WEEKDAY}|{WEEKDAY} week\b|{WEEKDAY},? (?:an?|{NUMBER}) (?:weeks?|months?|years?) (?:ago|earlier)\b", r.resolve_unknown),
    (rf"{_WEEKDAY_BEFORE}\b(?P<month>{MONTH})\s(?P<day>{DATE}){_TO}(?P<last>{DATE})(?!\s(?:of )?{MONTH}){_COMMA_YEAR}", r.resolve_dates),
    (rf"(?<![\d-])(?P<day>{DATE}){_TO}(?P<last>{DATE})\s(?:of\s)?(?P<month>{MONTH}){_COMMA_YEAR}", r.resolve_dates),
    (rf"{_WEEKDAY_BEFORE}\b(?P<month>{MONTH})\s(?P<day>{DATE}){_COMMA_YEAR}", r.resolve_date),
    (rf"{_WEEKDAY_BEFORE}(?<![\d-])(?P<day>{DATE})\s(?:of\s)?(?P<month>{MONTH}){_COMMA_YEAR}", r.resolve_date),
    (rf"\b(?P<nth>first|second|third|fourth|last) week (?:of|in) (?P<month>{MONTH}){_COMMA_YEAR}", r.resolve_month_week),
    (rf"{PART}\b(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext) )?(?P<month>{MONTH}){_COMMA_YEAR}", r.resolve_month),
    (rf"{_NAMED}{HOURS},? (?:of )?(?P<which>last|this|next) week\b", r.resolve_weekday_of),
    (rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) week(?:'s|’s|,| on) {_NAMED}", r.resolve_weekday_of),
    (rf"{HOUR_OF}(?:\b(?P<which>[Tt]his (?:coming|upcoming|past|last)|[Tt]he (?:coming|past)|[Ll]ast|[Nn]ext|[Tt]his|coming) )?{_NAMED}{HOURS}", r.resolve_weekday),
    (r"\b(?:the )?(?:day before yesterday|day after tomorrow)\b", r.resolve_near_day),
    (rf"\b(?:(?:[Ee]arlier|[Ll]ater) )?(?:yesterday|Yesterday|today|tomorrow|Tomorrow|[Tt]onight|Today(?=[ ,]\w)|[Ll]ast night|[Ll]ate last night|[Tt]his (?:morning|afternoon|evening)){HOURS}", r.resolve_near_day),
    (rf"\b[Oo]vernight\b(?! (?:on |into |from |between |to )?{WEEKDAY})", r.resolve_overnight),
    (rf"\b(?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?) ago\b", r.resolve_ago),
    (r"\b(?:several|some|a few|few|many|a couple of|couple of|\w+) (?:days|weeks|months|years|decades|hours|minutes) ago\b", r.resolve_unknown),
    (rf"\b(?:[Ii]n|within) (?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?)(?: time| from now|'s time|' time|’s time|’ time)?\b(?! of\b)", r.resolve_ahead),
    (rf"\b(?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?) from now\b", r.resolve_ahead),
    (rf"\bthe (?:past|last) (?:(?P<number>{NUMBER}) )?(?P<unit>hours?|days?|weeks?|months?|years?)\b", r.resolve_past_units),
    (rf"\bthe (?P<day>{_NTH})(?: of (?P<which>last|this|the|next) month\b|(?=[ ]?(?:[,.;:)]|$)))", r.resolve_the_nth),
    (rf"{PART}(?:\b(?P<side>[Ee]arlier|[Ll]ater)(?: in)? )?\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {_UNIT_WORDS}", r.resolve_unit),
    (r"\b(?P<side>earlier|later) in (?P<which>the) (?P<unit>week|month|year)\b(?P<part>)(?P<edge>)", r.resolve_unit),
    (r"\b(?:the )?(?P<edge>beginning|start|middle|end) of (?P<which>the) (?P<unit>week|month|year)\b(?P<part>)(?P<side>)", r.resolve_unit),
    (r"\byear(?:-|'s |’s )end\b", r.resolve_year_end),
    (r"\b(?:(?P<which>this past|past|[Ll]ast|[Tt]his|[Nn]ext)|(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring) the) weekend\b(?! of\b)", r.resolve_weekend),
    (r"\bthe (?:(?P<part>early|mid|late)[ -])?(?P<year>(?:19|20)\d0)s\b", r.resolve_decade),
    (rf"\b(?:the )?{SEASON} (?:of )?(?P<year>{YEAR})(?P<which>)", r.resolve_season),
    (rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {SEASON}\b(?P<year>)", r.resolve_season),
    (rf"(?<![\d,.$€£/-])\b(?P<year>{YEAR})(?:-|–|—)(?P<last>\d\d(?:\d\d)?)(?!\d|-\d)", r.resolve_years),
    (rf"{PART}(?<![\d,.$€£/])\b(?P<year>{YEAR})(?![\d%]|,\d|-)", r.resolve_year),
)
_COMPILED = tuple((re.compile(pattern), make_resolver) for pattern, make_resolver in _PATTERNS)
_DATED_RESOLVERS = (r.resolve_iso, r.resolve_slashed, r.resolve_year, r.resolve_years, r.resolve_decade)
_NAMED_DAY_RESOLVERS = (r.resolve_date, r.resolve_dates, r.resolve_month, r.resolve_month_week, r.resolve_the_nth)
# Words before which a lone month name is a time; stricter for May, which is also a name.
_BEFORE_MONTH = re.compile(r"\b(?:in|since|until|till|by|from|during|through|throughout|to|of|and|or|between|before|after|for|around|about)\s+(?:the\s+month\s+of\s+)?$", re.I)
_BEFORE_MAY = re.compile(rf"\b(?:(?:in|since|until|till|between|during|throughout)\s+|(?:from|between)\s+(?:(?:early|mid|late)[- ])?{MONTH}(?:\s{YEAR})?\s+(?:to|and|until|through)\s+)$", re.I)


def atoms(text: str) -> list[Atom]:
    """Return the times in a text, in order and without overlaps."""
    found: list[Atom] = []
    taken = bytearray(len(text))
    for pattern, make_resolver in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]) and (make_resolver is not r.resolve_month or _is_month(match, text)):
                taken[start:end] = b"\1" * (end - start)
                found.append(_atom(match, make_resolver))
    return sorted(found)


def _is_month(match: re.Match[str], text: str) -> bool:
    if match["year"] or match["which"] or part_of(match):
        return True
    before = _BEFORE_MAY if match["month"] == "May" else _BEFORE_MONTH
    return before.search(text[max(0, match.start() - 40) : match.start()]) is not None


def _atom(match: re.Match[str], make_resolver: Callable[[re.Match[str]], Resolver]) -> Atom:
    groups = match.groupdict()
    dated = make_resolver in _DATED_RESOLVERS or bool(groups.get("year"))
    bare = make_resolver is r.resolve_year and not part_of(match)
    weekday = make_resolver is r.resolve_weekday and not match["which"]
    is_range = make_resolver in (r.resolve_dates, r.resolve_years)
    named = make_resolver in _NAMED_DAY_RESOLVERS and not groups.get("which")
    return Atom(match.start(), match.end(), make_resolver(match), dated, bare, weekday, weekday or make_resolver is r.resolve_near_day, is_range, named)
