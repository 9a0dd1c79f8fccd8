"""Parse publication dates from rows, pages, feeds and messages.

All readers treat time zones alike: the day is the local day that was printed, so 21:30 -0500 belongs
to its own day, not to the next one in UTC. Seconds since 1970 carry no zone and are read as UTC.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

from graphkit.model import Notice, Precision

UNREAD = "dates not read"
_LONGEST = 200
# This many distinct values of a number, this far apart, show that it is a day and not a year.
_SEVERAL, _SPREAD = 3, 10


class Order(StrEnum):
    """Which part comes first in a date such as 03/04/2020 or 24/04/03."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_UNKNOWN: tuple[date | None, Precision] = (None, Precision.DAY)
# Earlier years are placeholders: some programs write 0001-01-01 for no date.
_FIRST_YEAR = 1000
# Programs write their first second for no time.
UNSET = re.compile(r"1900-01-01[T ]00:00(?::00(?:\.0+)?)?Z?|1970-01-01[T ]00:00(?::00(?:\.0+)?)?\s*(?:Z|UTC|GMT|[+-]00:?00)?|Thu, 0?1 Jan 1970 00:00:00\s+(?:GMT|UTC|[+-]0000)")
_MONTHS = {name: number for number, names in enumerate("jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october|nov november|dec december".split("|"), start=1) for name in names.split()}
# Languages whose month names are recognized.
_LANGUAGES = ["fr", "de", "es", "it", "pt", "nl", "tr", "ru", "uk", "pl", "ar", "sv", "da", "fi", "cs", "ro", "el", "id", "hu", "bg", "nb", "sk", "et", "lv", "lt", "ca", "sq", "mk"]
# Languages that do not put the day first, or only in some countries.
_NOT_DAY_FIRST = frozenset(("en", "zh", "ja", "ko", "hu", "lt", "mn", "fa"))
_DAY_FIRST_ENGLISH = frozenset("gb uk au nz ie in za sg my hk mt ng ke gh pk lk bd".split())

# Labels that may precede a date.
LABEL = re.compile(
    r"(?:(?:(?:first|originally)\s+)?(?:date\s+(?:of\s+)?)?(?:published|posted|publication|aired|broadcast|dated?|issued)(?:\s+(?:on|date))?|publiée?(?:\s+le)?|mis en ligne\s+le|(?:veröffentlicht|erschienen)(?:\s+am)?"
    r"|publicad[oa](?:\s+e[lm])?|pubblicat[oa](?:\s+il)?|gepubliceerd(?:\s+op)?|опубликовано|опубліковано|datum|fecha|data|tarih|дата)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
# What may follow a date: a time, a zone, words without digits, or anything in brackets.
_TAIL = (
    r"(?:(?:T|[\s,]+(?:(?:at|à|um|às|a las|(?:alle )?ore|alle|kl\.?|г\.)\s+)?|\s+[-–|]\s+)\d{1,2}[:.h]?\d{2}(?:[:.]?\d{2})?(?:[.,]\d+)?(?:\s*[AP]\.?M\.?)?(?:\s*[A-Z]{1,5})?(?:\s*[+-]\d{1,4})?)?"
    r"(?:\s*Z|\s*[+-]\d\d:\d\d)?(?:[\s,]+\D{0,60}|\s*[\[(].{0,100}[\])])?\s*"
)
# Weekday names that may precede a date.
WEEKDAY = (
    r"(?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|lundi|mardi|mercredi|jeudi|vendredi|samedi|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|dom(?:ingo|enica)|dimanche|(?:maan|dins|woens|donder|vrij|zater|zon)dag)\.?,?\s+|(?:lun|mar|mer|mié|jeu|jue|gio|ven|vie|sam|sáb|sab|dim|dom)\.\s+|[^\W\d]{2,12}(?:-feira)?\.?,\s+)?"
)
_WORD = r"(?P<word>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?\.?"
_YEAR = r"(?P<year>\d{4})"
_OF = r"[\s,./-]+(?:(?:of|de|del)\s+)?"
_FORMS = tuple(
    re.compile(form + _TAIL, re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/]|\.\s?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})\.?",
        r"(?P<year>1[5-9]\d\d|2[01]\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:\d{6}|\d{4})?",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
        r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?:(?P<year>\d{4})|(?P<short>\d\d))",
        WEEKDAY + _DAY + _OF + _WORD + _OF + _YEAR,
        # Two-digit years as RFC 822 and databases write them; the month name shows what the other numbers are.
        r"(?:[a-z]{3},\s+)?(?P<day>\d{1,2})\s+(?P<word>[a-z]{3})\s+(?P<short>\d\d)(?=\s+\d\d:\d\d(?:\D|\Z))",
        r"(?P<day>\d{1,2})-(?P<word>[a-z]{3})-(?P<short>\d\d)",
        WEEKDAY + _WORD + r"[\s.-]+" + _DAY + r",?[\s-]+" + _YEAR,
        _WORD + _OF + _YEAR,
        _YEAR + r"[\s,./-]+" + _WORD + r"(?:[\s./-]+" + _DAY + ")?",
        r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일])?",
        # The form of C's ctime and of social media: Wed May 15 21:30:00 +0000 2024.
        r"[a-z]{3}\s+(?P<word>[a-z]{3})\s+(?P<day>\d{1,2})\s+\d\d:\d\d:\d\d(?:\s+(?:[A-Z]{3,4}|[+-]\d{4}))?\s+(?P<year>\d{4})",
    )
)
# A date at either end of a file name, or between other parts.
_NAMED = tuple(
    re.compile(rf"{before}(?P<year>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d){after}", re.ASCII)
    for before, after in ((r"\A", r"(?!\d)"), (r"(?<!\d)", r"\Z"), (r"(?<=[^\W\d_][-_ .])", r"(?=[-_ .])"))
)
# Field names that mean the publication date, with separators removed, and those that mean another date.
_WHEN = r"(?:date|datetime|time|timestamp)"
_PUBLICATION = re.compile(
    rf"(?:(?:publish(?:ed)?|publication|pub|post(?:ed)?|issued?)(?:{_WHEN}|day|on|at)?|(?:article|news|story){_WHEN}|{_WHEN}(?:of)?(?:first|original)?(?:publish(?:ed)?|publication|pub|posted|issued)"
    r"|(?:date|day)of(?:issue|publication))(?:utc|gmt|local|iso|original)*\Z"
)
_DATED = re.compile(rf"{_WHEN}|day|(?:published|posted|issued)(?:on|at)?\Z|utc\Z|gmt\Z")
_OTHERWISE = re.compile(r"\A(?:is(?!sue)|was|has)|modif|updat|chang|revis|expir|last|unpubl|republ|repost|comment|video|music|book|download|crawl|scrap|access|archiv|import")
# Epoch timestamps by number of digits: units per second.
_EPOCH = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 16: 10**6, 19: 10**9}


def parse_date(value: object, order: Order | None = None) -> tuple[date | None, Precision]:
    """Parse the day, or the first day of the month or year, from a cell, an attribute or a header.

    Accepts ISO 8601 (also 20240515 and with a time), RFC 822, "May 15, 2024", "15 May 2024",
    "05-Jun-2024", 15.05.2024, 15/05/24, 2024/05/15, "May 2024", 2024, values of type date and datetime,
    and seconds, milli-, micro- and nanoseconds since 1970 with at least nine digits. Words after a date
    are ignored ("2020-09 (inferred)"), and so are labels before it ("Published on", "Datum:").

    Args:
        value: the raw value.
        order: which part comes first if the numbers are ambiguous (03/04/2020); with None such a
            date is unknown.

    Returns:
        The day, None if unknown or ambiguous, and its precision.
    """
    if isinstance(value, date):
        return (date(value.year, value.month, value.day), Precision.DAY) if value.year >= _FIRST_YEAR else _UNKNOWN
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if math.isfinite(value) else ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return _UNKNOWN
    text = unicodedata.normalize("NFC", value).strip()
    text = LABEL.sub("", text, count=1) if LABEL.match(text) else text
    if UNSET.fullmatch(text):
        return _UNKNOWN
    if re.fullmatch(r"\d{9,19}(?:\.\d*)?", text, re.ASCII):
        return _compact(text) or _epoch(text.partition(".")[0])
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return _built(match.groupdict(), order)
    return _UNKNOWN


def means_publication(name: str) -> bool:
    """Return whether a column, key or property name means the publication date: `date_publish`, `time_published`, `bt:pubDate`."""
    plain = re.sub(r"[\W_]+", "", name).lower()
    return bool(_PUBLICATION.search(plain) and _DATED.search(plain)) and not _OTHERWISE.search(plain)


def day_of_name(name: str) -> date | None:
    """Return the full date in a file name (`2018-07-21 Asmara`, `asmara_20180721`, `wire_2018-07-21_asmara`); None unless there is exactly one."""
    days = {parse_date("-".join(found.group("year", "month", "day")))[0] for form in _NAMED for found in form.finditer(name)} - {None}
    return days.pop() if len(days) == 1 else None


def notices(value: object, day: date | None, where: str) -> Iterator[Notice]:
    """Yield a notice if a date is given but could not be parsed.

    Args:
        value: the raw value; None, booleans, empty text and NaN count as not given.
        day: the parsed day.
        where: the file and row.
    """
    nothing = value is None or isinstance(value, bool) or (isinstance(value, float) and math.isnan(value)) or not str(value).strip()
    if day is None and not nothing:
        yield Notice(where, UNREAD, repr(str(value)[:_LONGEST].strip()))


def settled(values: Iterable[object]) -> Order | None:
    """Infer which part comes first in the dates of one column, if some dates show it and none contradicts.

    For two-digit years: a number that is the same in all dates is the year, if the one at the other end varies.
    """
    figures = {found for value in values if (found := _figures(value))}
    short = [found for found in figures if found.short]
    firsts, lasts = ({getattr(found, end) for found in short} for end in ("first", "year"))
    if _is_year(firsts, lasts):
        return Order.YEAR if len(short) == len(figures) and all(1 <= found.second <= 12 for found in short) else None
    last = _is_year(lasts, firsts)
    seen = {_shown(found) for found in figures if last or not _year_first(found)} - {None}
    return seen.pop() if len(seen) == 1 else None


def _is_year(figures: set[int], others: set[int]) -> bool:
    """Return whether the numbers at one end of all dates are a year: constant, too high for a month, while the other end varies as days do."""
    return len(figures) == 1 and min(figures) > 12 and len(others) >= _SEVERAL and max(others) <= 31 and max(others) - min(others) >= _SPREAD


def order_of(language: str | None) -> Order | None:
    """Return which part comes first in the dates of a page in this language (`en-US`, `fr`); None if that is open.

    English without a country is open: 03/04/2020 is March in New York and April in London.
    """
    name, _, region = (language or "").strip().lower().replace("_", "-").partition("-")
    if not re.fullmatch("[a-z]{2,3}", name):
        return None
    if name == "en":
        return Order.MONTH if region in ("us", "ph") else Order.DAY if region in _DAY_FIRST_ENGLISH else None
    return None if name in _NOT_DAY_FIRST else Order.DAY


class _Figures(NamedTuple):
    """A numeric date with the year last: 03/04/2020, 3-4-20."""

    first: int
    second: int
    year: int
    separator: str
    short: bool


def _figures(value: object) -> _Figures | None:
    match = _FORMS[4].fullmatch(value.strip()) if isinstance(value, str) and len(value) <= _LONGEST else None
    return _figured(match.groupdict()) if match else None


def _figured(found: Mapping[str, str | None]) -> _Figures:
    return _Figures(int(found["first"] or 0), int(found["second"] or 0), int(found["year"] or found["short"] or 0), found["sep"] or "", bool(found["short"]))


def _shown(found: _Figures) -> Order | None:
    if found.separator == ".":
        return None
    return Order.DAY if found.first > 12 >= found.second else Order.MONTH if found.second > 12 >= found.first else None


def _year_first(found: _Figures) -> bool:
    """Return whether the numbers may also be year, month, day: with hyphens a two-digit year may come first (24-05-15), as in ISO 8601."""
    return found.short and found.separator == "-" and 1 <= found.second <= 12 and 1 <= found.year <= 31


def _compact(text: str) -> tuple[date | None, Precision] | None:
    """Parse date and time written as one number (20240515213000); None if it is not one.

    Ten digits that are both a day with an hour and seconds in 2030 to 2039 are unknown.
    """
    if len(text) == 10 and text < "19":
        # No source prints the hour for a year before 1900.
        return None
    match = _FORMS[1].fullmatch(text if len(text) != 10 else f"{text}00")
    found = _built(match.groupdict(), None) if match else _UNKNOWN
    if found[0] is None:
        return None
    return _UNKNOWN if len(text) == 10 else found


def _epoch(digits: str) -> tuple[date | None, Precision]:
    unit = _EPOCH.get(len(digits))
    if unit is None:
        return _UNKNOWN
    return datetime.fromtimestamp(int(digits) // unit, UTC).date(), Precision.DAY


def _built(found: dict[str, str | None], order: Order | None) -> tuple[date | None, Precision]:
    """Build the date from the groups of a form."""
    if found.get("first"):
        found = found | _ordered(_figured(found), order)
    month = _month(word.lower()) if (word := found.get("word")) else int(found.get("month") or 1)
    precision = Precision.DAY if found.get("day") else Precision.MONTH if found.get("word") or found.get("month") else Precision.YEAR
    year = _century(int(found["short"] or 0)) if found.get("short") else int(found.get("year") or 0)
    if year < _FIRST_YEAR:
        return _UNKNOWN
    try:
        return date(year, month, int(found.get("day") or 1)), precision
    except ValueError:
        return _UNKNOWN


def _century(year: int) -> int:
    """Return the year that two digits stand for, by RFC 5322: up to 49 they are of this century."""
    return year + (2000 if year < 50 else 1900)


def _ordered(found: _Figures, order: Order | None) -> dict[str, str | None]:
    """Return day, month and year of three numbers; month 0, which is invalid, if the order is open."""
    first, second = found.first, found.second
    if order is Order.YEAR and found.short:
        return {"day": str(found.year), "month": str(second), "short": f"{first:02}"}
    if order is None and _year_first(found):
        return {"day": "0", "month": "0"}
    if found.separator == "." or first > 12 or first == second:
        # With full stops the day always comes first.
        order = Order.DAY
    elif second > 12:
        order = Order.MONTH
    day, month = (first, second) if order is Order.DAY else (second, first) if order is Order.MONTH else (0, 0)
    return {"day": str(day), "month": str(month)}


@functools.lru_cache(maxsize=1024)
def _month(word: str) -> int:
    """Return the number of a month name, 0 if it is none."""
    if word in _MONTHS:
        return _MONTHS[word]
    # CLDR's names (Babel) cover most, but lack some hundred forms in print: Jänner, Mrz, setiembre,
    # names without accents, and the inflected forms of Polish, Czech and Finnish.
    import dateparser

    parsed = dateparser.parse(f"1 {word} 2001", languages=_LANGUAGES, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"})
    return parsed.month if parsed and (parsed.year, parsed.day) == (2001, 1) else 0
