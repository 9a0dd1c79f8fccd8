"""Days of publication as lines above a text and datelines print them; days of a change, of a birth or of a chronology are others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graphkit.dates import LABEL, WEEKDAY, parse_date
from graphkit.model import Precision, in_nfc

_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s+(?:(?:of|de|del)\s+)?{_MONTH},?\s+(?:(?:de|del)\s+)?\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}-{_MONTH}-\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|(?:\d{{1,2}}/\d{{1,2}}/|\d\d\.\d\d\.)\d\d(?![\d./-])|\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일])"
)
_TIME = (
    r"(?:(?:T|[\s,]+(?:(?:at|à|um|às|ore|kl\.?)\s+)?|\s+[-–|]\s+(?:(?:at|à|um|às|ore|kl\.?)\s+)?)\d{1,2}[:.h]\d\d(?:[:.]\d\d)?"
    r"(?:\s*(?:[ap]\.?m\.?|uhr|[+-]\d\d:?\d\d|[A-Z]{1,5})){0,3})?"
)
# What a line says of a day that is not that of publication.
_CHANGED = r"(?:last\s+)?(?:updated|modified|revised|edited|corrected|aktualisiert|actualizado|aggiornato|atualizado|mis\s+à\s+jour)\b(?:\s+(?:on|at|le|am|el|il|em))?\W*"
_OTHER_DAY = r"(?!(?:last\s+)?(?:updated|modified|revised|edited|corrected|born|died|aktualisiert|actualizado|aggiornato|atualizado|mis)\b)"
# "10:00 AM EDT, May 15, 2024".
_CLOCK = r"(?:(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,5})?,?\s+(?:on\s+)?)?"
_DATED = rf"{_CLOCK}{WEEKDAY}(?P<day>{_DAY})(?:\s*г(?:\.|ода))?{_TIME}"
_ON = re.compile(rf"(?:{LABEL.pattern})?{_OTHER_DAY}{_DATED}", re.IGNORECASE)
_CHANGE = re.compile(_CHANGED + _DATED, re.IGNORECASE)
_BY = re.compile(rf"by\s+[^\W\d_][^\d\n|;•·()]{{0,60}}?(?=\s*(?:[|;•·(,]|\s[-–—])\s*(?:{LABEL.pattern})?{WEEKDAY}{_DAY}|\s*\Z)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|•·,()\[\]]+\s*|\.\s+|\s+[-–—]\s+|\s+(?=by\s)", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{1,2}/\d{1,2}/\d\d")

# "(AP)", "/Example Wire/".
_AGENCY = r"(?:\([^\W\d_][^()\n]{1,40}\)|/[^\W\d_][^/\n]{1,40}/)"
# The state or country of a place: "Iowa", "Md.", "D.C.".
_MORE = r"(?:,\s(?:[^\n\d,.;:!?()]{1,30}\.?|(?:[A-Z]\.){2,3}))?"
# A dash alone sets a day apart in prose too ("the worst day of the war — 6 March 2024 — …"): there, capitals or the agency show the place.
_PLACE = (
    rf"(?:[^\W\d_][^\n,.;:!?()]{{0,40}}{_MORE}(?:\s*{_AGENCY})?,\s+"
    rf"|(?:(?-i:[^\W\d_a-z][^\na-z,.;:!?()]{{1,40}}){_MORE}|[^\W\d_][^\n,.;:!?()]{{0,40}}{_MORE}\s*{_AGENCY})\s*[-–—]{{1,2}}\s+)"
)
_RULE = rf"\s*(?:{_AGENCY}\s*)?(?:[-–—]{{1,2}}|[:|])\s+(?!{WEEKDAY}{_DAY})"
# "ANKARA, 15 May 2020 (Example Wire) -"; "15 May 2020 - Turkey has …", as press offices begin a text.
_DATELINE = re.compile(rf"\(?{_PLACE}{WEEKDAY}(?P<day>{_DAY})\)?{_RULE}", re.IGNORECASE)
_OPENING = re.compile(rf"{_OTHER_DAY}[(\[]?{WEEKDAY}(?P<day>{_DAY})[)\]]?\s*(?:{_AGENCY}\s*)?[-–—]{{1,2}}\s+(?=[\"“‘'«]?(?-i:[^\W\d_a-z]))(?!{WEEKDAY}{_DAY})", re.IGNORECASE)
_ENTRY = re.compile(rf"^[(\[]?{WEEKDAY}{_DAY}[)\]]?\s*[-–—:]", re.IGNORECASE | re.MULTILINE)
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")


def days_of(line: str) -> tuple[str, ...] | None:
    """The words of the days of publication on a line of days, perhaps with who wrote the text; None where it says anything else.

    "Updated 8 March 2024; first published 6 March 2024" has one of them, "Updated 8 March 2024" none. Figures of
    which nobody knows the order are words of a day too.
    """
    line = in_nfc(line).strip().lstrip("([")
    words: list[str] = []
    at, said = 0, False
    while at < len(line):
        found = _ON.match(line, at)
        if found and (_day(found["day"]) or _FIGURES.fullmatch(found["day"])):
            words.append(found["day"])
        elif (found := _CHANGE.match(line, at)) is None and (found := _BY.match(line, at)) is None:
            return None
        said = said or found.re is not _BY
        between = _BETWEEN.match(line, found.end())
        if between is None and found.end() < len(line):
            return None
        at = between.end() if between else len(line)
    return tuple(words) if said else None


def day_read(line: str) -> date | None:
    """The one day of publication that a line of days gives."""
    days = {_day(words) for words in days_of(line) or ()}
    return days.pop() if len(days) == 1 else None


def has_dateline(block: str) -> bool:
    """Whether a block begins with a dateline, or with the day that opens a text."""
    plain = in_nfc(block)
    return bool(_DATELINE.match(plain) or _OPENING.match(plain))


def datelines(block: str, text: str) -> Iterator[date]:
    """The day in the dateline that opens a block of a text.

    A day that opens it without a place is that of publication where it is the only one that opens a line, which
    those of a chronology are not, and where the text names no later year, as one on past events does.
    """
    plain = in_nfc(block)
    if found := _DATELINE.match(plain):
        day = _day(found["day"])
    elif found := _OPENING.match(plain):
        day = _day(found["day"])
        if day and (len(_ENTRY.findall(in_nfc(text))) > 1 or any(int(year) > day.year for year in _YEARS.findall(text))):
            day = None
    else:
        day = None
    if day is not None:
        yield day


def _day(words: str) -> date | None:
    day, precision = parse_date(words)
    return day if precision is Precision.DAY else None
