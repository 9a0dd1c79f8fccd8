"""Vocabulary of time expressions, as parts of regular expressions and as numbers."""

from __future__ import annotations

import re

MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![A-Za-z])"
# "Black Friday" is a name; "every Friday" and "a Friday" are many days.
WEEKDAY = r"(?<!Black )(?<!Good )(?<!Bloody )(?<!Holy )(?<!Easter )(?<!Palm )(?<!very )(?<!each )(?<!most )(?<!\ba )\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
YEAR = r"(?:19|20)\d\d(?!\d)"
DATE = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"
NUMBER = r"(?:\d{1,3}|(?i:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
HOURS = r"(?: (?:morning|afternoon|evening|night)\b)?"
# "shortly before dawn on Tuesday" is on Tuesday.
HOUR_OF = (
    r"(?:\b(?:(?:(?:shortly|just|soon|well|long|hours|minutes) )?(?:before|after|at|around) (?:dawn|daybreak|daylight|sunrise|noon|midday|dusk|dark|nightfall|sunset)(?: prayers)?"
    r"|(?:the )?(?:(?:early|late) )?(?:hours|morning|afternoon|evening|night) of)(?: on|,)? )?"
)
PART = r"(?:\b(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:[ -]in)?[ -]|\b(?:the )?(?P<edge>beginning|start|middle|end) of (?:the )?)?"
SEASON = r"(?:spring|summer|autumn|fall|winter)"

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_EDGES = {"beginning": "start", "start": "start", "middle": "mid", "end": "end"}


def weekday_number(name: str) -> int:
    """Return the number of a weekday; Monday is 0."""
    return _DAYS.index(name[:3].lower())


def month_number(name: str) -> int:
    """Return the number of a month; January is 1."""
    return _MONTHS.index(name[:3].lower()) + 1


def number_of(word: str) -> int:
    """Return a number in digits or as a word; "a" is 1."""
    return int(word) if word.isdigit() else max(1, _NUMBERS.index("a" if word.lower() == "an" else word.lower()))


def date_number(word: str) -> int:
    """Return the day of a month, with or without its suffix ("3rd")."""
    return int(re.sub(r"\D", "", word))


def part_of(match: re.Match[str]) -> str:
    """Return the part of a period that the words denote, "" for all of it."""
    return (match["part"] or "").lower() or _EDGES.get(match["edge"] or "", "")
