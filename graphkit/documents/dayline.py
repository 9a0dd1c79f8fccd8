"""Dates of publication in lines above a text and in datelines; dates of updates, births or chronologies are excluded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graphkit.dates import LABEL, UNSET, WEEKDAY, Order, parse_date
from graphkit.model import Precision, in_nfc

_MONTH = r"[^\W\d_]{3,12}\.?"
# A date, as it is printed.
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s+(?:(?:of|de|del)\s+)?{_MONTH},?\s+(?:(?:de|del)\s+)?\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}-{_MONTH}-\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|(?:\d{{1,2}}/\d{{1,2}}/|\d\d\.\d\d\.)\d\d(?![\d./-])|\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일])"
)
_TIME = (
    r"(?:(?:T|[\s,]+(?:(?:at|à|um|às|ore|kl\.?)\s+)?|\s+[-–|]\s+(?:(?:at|à|um|às|ore|kl\.?)\s+)?)\d{1,2}(?:[:.h]\d\d(?:[:.]\d\d)?|(?=\s?[ap]\.?m\b))"
    r"(?:\s*(?:[ap]\.?m\.?|uhr|[+-]\d{1,2}(?::?\d\d)?|[A-Z]{1,5}\b)){0,3}(?:\s\([^\W\d_][^()\d\n]{1,20}\))?)?"
)
# Words in front of a date that is not the date of publication.
_CHANGED = r"(?:last\s+)?(?:updated?|modified|revised|edited|corrected|aktualisiert|actualizado|aggiornato|atualizado|mis\s+à\s+jour)\b(?:\s+(?:on|at|le|am|el|il|em))?\W*"
_OTHER_DAY = r"(?!(?:last\s+)?(?:updated?|modified|revised|edited|corrected|born|died|aktualisiert|actualizado|aggiornato|atualizado|mis)\b)"
# What press offices and authors of reports put above their texts, before the day or on a line of its own.
_RELEASE = r"(?:(?:information\s+)?as\s+(?:of|at)|for\s+(?:immediate|public|general)\s+release|(?:press|media|news)\s+(?:release|statement|note|communiqu[eé])|(?:strictly\s+)?embargo(?:ed)?(?:\s+(?:until|till|for(?:\s+release)?(?:\s+on)?))?)"
# "10:00 AM EDT, May 15, 2024".
_CLOCK = r"(?:(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,5}(?:[+-]\d{1,2})?)?,?\s+(?:on\s+)?)?"
_DATED = rf"{_CLOCK}{WEEKDAY}(?P<day>{DAY})(?:\s*г(?:\.|ода)|,?\s+(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{{0,6}}day)?\b)?{_TIME}"
_ON = re.compile(rf"(?:{LABEL.pattern}|{_RELEASE}\s*(?:[:,|]|[-–—]{{1,2}})?\s*)?{_OTHER_DAY}{_DATED}", re.IGNORECASE)
_LABELS = re.compile(rf"{LABEL.pattern}|{_RELEASE}", re.IGNORECASE)
_LABEL_OF_RELEASE = re.compile(rf"{_RELEASE}(?:\s+(?:no\.?|number|#)?\s*[\d/.-]{{1,12}})?\W*", re.IGNORECASE)
# "Last update: 1 month 2 weeks ago".
_AGO = r"(?:(?:an?|\d{1,2})\s+[a-z]{3,7}\s+){1,2}ago\b"
_CHANGE = re.compile(rf"{_CHANGED}(?:{_DATED}|{_AGO})", re.IGNORECASE)
_BY = re.compile(rf"(?:(?:submitted|posted|published)\s+)?by\s+[^\W\d_][^\d\n|;•·()]{{0,60}}?(?=\s+on\s+{WEEKDAY}{DAY}|\s*(?:[|;•·(,]|\s[-–—])\s*(?:{LABEL.pattern})?{WEEKDAY}{DAY}|\s*\Z)", re.IGNORECASE)
# Bars and points between the data of an article, and the greatest number of words of a name among them.
_BAR, _NAME = re.compile("[|•·]"), 6
_NAMED = re.compile(rf"{_OTHER_DAY}(?P<name>[^\W\d_][^\n]{{1,60}}?)\s*(?:[,|(]|\s[-–—])\s*{WEEKDAY}(?P<day>{DAY})\)?(?:\s*(?:[|,]|\s[-–—])\s*by\s[^\n]{{2,60}})?", re.IGNORECASE)
# A headline with outlet and day behind it: "1. Cars at the border (Harbour Post, 6 March 2024)".
_WITH_SOURCE = re.compile(rf"(?:\d{{1,3}}[.)]\s+)?(?P<title>\S[^\n]{{2,200}}?)\s*[(\[](?P<beside>[^()\[\]\n]{{3,60}}\W{DAY})[)\]]", re.IGNORECASE)
# Names of what appears every day or week, or on the day of what it reports, with few words before and a number behind.
_REGULAR = re.compile(
    r"(?:\S+\s+){0,4}(?:briefing|bulletin|digest|newsletter|round-?up|sitrep|readout|(?:flash|situation|war|news|daily|weekly) (?:update|brief)"
    r"|(?:daily|weekly|morning|evening|situation|press|media|news|progress) (?:report|review|summary|note|release|statement|conference))s?(?:\s+(?:#|no\.?|number|issue)?\s*\d{1,4})?", re.IGNORECASE
)
# "March 6, 20242:05 PM GMT+1Updated 3 days ago", as copied from a page.
_GLUED = re.compile(r"(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d)|(?<=[A-Z0-9])(?=Updated\b)")
_BETWEEN = re.compile(r"\s*[;|•·,()\[\]]+\s*|\.\s+|\s+[-–—]\s+|\s+on\s+|\s+(?=by\s)|\s*(?=(?:last\s+)?(?:updated?|modified)\b)", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{1,2}/\d{1,2}/\d\d")

# "(AP)", "/Example Wire/".
_AGENCY = r"(?:\([^\W\d_][^()\n]{1,40}\)|/[^\W\d_][^/\n]{1,40}/)"
# State or country after the place: "Iowa", "Md.", "D.C.".
_MORE = r"(?:,\s(?:[^\n\d,.;:!?()]{1,30}\.?|(?:[A-Z]\.){2,3}))?"
# Prose also puts dates between dashes ("the worst day of the war — 6 March 2024 — …"), so the place needs capitals or an agency.
_PLACE = (
    rf"(?:[^\W\d_][^\n,.;:!?()]{{0,40}}{_MORE}(?:\s*{_AGENCY})?,\s+"
    rf"|(?:(?-i:[^\W\d_a-z][^\na-z,.;:!?()]{{1,40}}){_MORE}|[^\W\d_][^\n,.;:!?()]{{0,40}}{_MORE}\s*{_AGENCY})\s*[-–—]{{1,2}}\s+)"
)
_RULE = rf"\s*(?:{_AGENCY}\s*)?(?:[-–—]{{1,2}}|[:|])\s+(?!{WEEKDAY}{DAY})"
# "ANKARA, 15 May 2020 (Example Wire) -"; "15 May 2020 - Turkey has …", the opening used by press offices.
_DATELINE = re.compile(rf"\(?{_PLACE}{WEEKDAY}(?P<day>{DAY})\)?{_RULE}", re.IGNORECASE)
_OPENING = re.compile(rf"{_OTHER_DAY}[(\[]?{WEEKDAY}(?P<day>{DAY})[)\]]?\s*(?:{_AGENCY}\s*)?[-–—]{{1,2}}\s+(?=[\"“‘'«]?(?-i:[^\W\d_a-z]))(?!{WEEKDAY}{DAY})", re.IGNORECASE)
_ENTRY = re.compile(rf"^[(\[]?{WEEKDAY}{DAY}[)\]]?\s*[-–—:]", re.IGNORECASE | re.MULTILINE)
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
# "Norpress news agency, Teln, in English 1405 gmt 6 Mar 24", as BBC Monitoring prints it.
_MONITORED = re.compile(r"(?:Source:\s*)?[^\W\d_][^\n]{2,120}\bin [A-Z]\w+(?: [A-Z]\w+)? \d{4} gmt (?P<day>\d{1,2} [A-Z][a-z]{2}) (?P<year>\d\d)")


def days_of(line: str) -> tuple[str, ...] | None:
    """Return the dates of publication on a line of dates, as written, possibly with a byline; None if it says anything else.

    "Updated 8 March 2024; first published 6 March 2024" gives one, "Updated 8 March 2024" none (an empty tuple). Numeric
    dates of ambiguous order are included. Between bars or points a line may also have names ("Harbour Post | 6 March 2024").
    """
    line = _GLUED.sub(" ", in_nfc(line).strip())
    if monitored := _MONITORED.fullmatch(line):
        return (f"{monitored['day']} {'19' if monitored['year'] > '50' else '20'}{monitored['year']}",)
    parts = [part for part in map(str.strip, _BAR.split(line)) if part]
    if (found := _in_turn(line)) is not None or len(parts) == 1:
        return found
    each = [_in_turn(part) for part in parts]
    named = all(found is not None or _is_name(part) for part, found in zip(parts, each, strict=True))
    return tuple(word for found in each for word in found or ()) if named and any(each) else None


def _is_name(part: str) -> bool:
    return len(part.split()) <= _NAME and not part.endswith((".", "!", "?", ":")) and not re.search(r"\d{4}", part)


def _in_turn(line: str) -> tuple[str, ...] | None:
    """Return the dates of publication on a line of nothing but dates and a byline, as in `days_of`."""
    line = line.lstrip("([")
    words: list[str] = []
    at, said = 0, False
    while at < len(line):
        found = _ON.match(line, at)
        if found and (exact_day(found["day"]) or _FIGURES.fullmatch(found["day"])):
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
    """Return the date of publication on a line of dates, if there is exactly one."""
    days = {exact_day(words) for words in days_of(line) or ()}
    return days.pop() if len(days) == 1 else None


def day_or_line(words: str, order: Order | None) -> tuple[date | None, Precision]:
    """Parse a date, or a line with several or with a label, such as "Updated 8 March 2024; first published 6 March 2024"."""
    day, precision = parse_date(words.strip(), order)
    return (day_read(words), Precision.DAY) if day is None and not UNSET.fullmatch(words.strip()) else (day, precision)


def day_beside_name(line: str) -> date | None:
    """Return the date of a line such as "Harbour Post, 6 March 2024", None if it says anything else.

    The name may be an outlet, a place, or what a headline is about, so this is only for lines whose place says what they are.
    """
    found = _NAMED.fullmatch(in_nfc(line).strip(" ([])"))
    return exact_day(found["day"]) if found and _is_name(found["name"]) else None


def with_source(line: str) -> tuple[str, str] | None:
    """Return a headline, and the outlet and day in brackets behind it; None for any other line."""
    found = _WITH_SOURCE.fullmatch(in_nfc(line).strip())
    return (found["title"], found["beside"]) if found and not found["title"].endswith(".") and day_beside_name(found["beside"]) else None


def day_of_title(title: str) -> date | None:
    """Return the date in the title of what appears regularly, such as "Daily briefing, 14 March 2024"; others may be about that day."""
    found = _NAMED.fullmatch(in_nfc(title).strip())
    return exact_day(found["day"]) if found and _REGULAR.fullmatch(found["name"]) else None


def has_dateline(block: str) -> bool:
    """Whether a block begins with a dateline, or with an opening date."""
    plain = in_nfc(block)
    return bool(_DATELINE.match(plain) or _OPENING.match(plain))


def datelines(block: str, text: str) -> Iterator[date]:
    """Yield the date in the dateline or opening of a block, if there is one.

    An opening date without a place counts only if no other line of the text begins with a date (as in a chronology)
    and the text names no later year (as in a text on past events).
    """
    plain = in_nfc(block)
    if found := _DATELINE.match(plain):
        day = exact_day(found["day"])
    elif found := _OPENING.match(plain):
        day = exact_day(found["day"])
        if day and (len(_ENTRY.findall(in_nfc(text))) > 1 or any(int(year) > day.year for year in _YEARS.findall(text))):
            day = None
    else:
        day = None
    if day is not None:
        yield day


def day_of_change(line: str) -> date | None:
    """Return the date of a line that says when a text was last changed, and no more ("Last updated on 15 May 2024")."""
    found = _CHANGE.fullmatch(in_nfc(line).strip(" ([.)]"))
    return exact_day(found["day"]) if found and found["day"] else None


def is_labelled(line: str) -> bool:
    """Whether a line begins with words such as "Published on" or "For immediate release"."""
    return _LABELS.match(line.strip()) is not None


def is_label_of_release(line: str) -> bool:
    """Whether a line says that a text is a press release, and no more."""
    return _LABEL_OF_RELEASE.fullmatch(line.strip()) is not None


def exact_day(words: str | None) -> date | None:
    """Return the day that words say, None if they say none or only a month or year."""
    day, precision = parse_date(words)
    return day if precision is Precision.DAY else None
