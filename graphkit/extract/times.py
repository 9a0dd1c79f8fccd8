"""When: expressions of time in a sentence, read by dateparser from the day of publication."""

from __future__ import annotations

import calendar as months
import functools
import re
from datetime import date, datetime, timedelta

from graphkit.model import Precision, TimeSpan
from graphkit.nlp import Sentence, Token

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|a)"
_PATTERNS = (
    ("day", re.compile(rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?\b")),
    ("day", re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?:19|20)\d\d)?\b")),
    ("day", re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")),
    ("month", re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b")),
    ("month", re.compile(rf"(?<=\b[Ii]n )(?:early |late |mid-)?{_MONTH}\b|(?<=since ){_MONTH}\b|(?<=last ){_MONTH}\b")),
    ("day", re.compile(rf"\b(?:last\s+|this\s+)?{_DAY}\b")),
    ("day", re.compile(r"\b(?:yesterday|today|tomorrow)\b", re.I)),
    ("day", re.compile(rf"\b{_NUMBER}\s+(?:days?|weeks?)\s+ago\b", re.I)),
    ("month", re.compile(rf"\b{_NUMBER}\s+months?\s+ago\b|\blast month\b|\bthis month\b", re.I)),
    ("year", re.compile(rf"\b{_NUMBER}\s+years?\s+ago\b|\blast year\b|\bthis year\b", re.I)),
    ("week", re.compile(r"\b(?:last|this) week\b", re.I)),
    ("year", re.compile(r"(?<=\b[Ii]n )(?:19|20)\d\d\b|(?<=since )(?:19|20)\d\d\b|(?<=until )(?:19|20)\d\d\b")),
)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")


class Calendar:
    """Reads times relative to one day of publication.

    Args:
        published: the day; None leaves every expression without a year unknown.
    """

    def __init__(self, published: date | None) -> None:
        """Keep the day."""
        self._published = published

    def of(self, sentence: Sentence, trigger: Token, text: str) -> TimeSpan | None:
        """Time said of the trigger: the expression nearest to it in its sentence, if any can be read."""
        found = _expressions(text[sentence.start : sentence.end])
        if not found:
            return None
        at = trigger.start - sentence.start
        start, words, grain = min(found, key=lambda item: (abs(item[0] - at), item[0]))
        day = _read(words, self._published)
        if day is None:
            return None
        before = text[sentence.start : sentence.start + start].rstrip().rsplit(" ", 1)[-1].lower()
        return _spanned(day, grain, before)


def _expressions(sentence: str) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    for grain, pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            if not any(start < match.end() and match.start() < start + len(words) for start, words, _ in found):
                found.append((match.start(), match.group(), grain))
    return sorted(found)


def _spanned(day: date, grain: str, before: str) -> TimeSpan:
    """The time of an event in a period of this grain; of a state that goes on after "since", that is over after "until"."""
    first, last, precision = day, day, Precision.DAY
    if grain == "month":
        first = day.replace(day=1)
        last = day.replace(day=months.monthrange(day.year, day.month)[1])
        precision = Precision.MONTH
    elif grain == "year":
        first, last, precision = date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR
    elif grain == "week":
        monday = day - timedelta(days=day.weekday())
        return TimeSpan(monday, monday + timedelta(days=6))
    if before == "since":
        return TimeSpan(first, None, precision)
    if before in ("until", "till"):
        return TimeSpan(None, last, precision, ended=True)
    return TimeSpan(first, last, precision)


@functools.lru_cache(maxsize=4096)
def _read(words: str, published: date | None) -> date | None:
    """The day an expression means, None where that cannot be known."""
    year = _HAS_YEAR.search(words)
    if published is None and year is None:
        return None
    if year is not None and len(words.strip()) == 4:
        return date(int(words), 1, 1)
    import dateparser

    base = published or date(int(year.group()), 12, 31)  # type: ignore[union-attr]
    cleaned = re.sub(r"^(?:early |late |mid-|last |this )(?=[A-Z])", "", words).replace("several", "three")
    try:
        read = dateparser.parse(
            cleaned,
            languages=["en"],
            settings={
                "RELATIVE_BASE": datetime(base.year, base.month, base.day),
                "PREFER_DATES_FROM": "past",
                "PREFER_DAY_OF_MONTH": "first",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, OverflowError):
        return None
    return read.date() if read is not None else None
