"""Nexis Uni (Lexis Advance) and the older LexisNexis Academic, as DOCX, RTF, PDF, HTML or TXT.

Nexis Uni has title, outlet and date on separate lines, fields such as "Length: 310 words", the word "Body", the text,
then "Classification" or "Load-Date:", and "End of Document". LexisNexis Academic numbers its documents
("3 of 41 DOCUMENTS") and writes field names in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from graphkit.dates import parse_date
from graphkit.documents.exports.common import Article, day_in, joined
from graphkit.model import Precision

_END = re.compile(r"end of document", re.IGNORECASE)
_BODY = re.compile(r"body(?: text)?:?", re.IGNORECASE)
_FIELD = re.compile(
    r"(Section|Length|Länge|Longueur|Autor|Auteur|Byline|Dateline|Highlight|Load-Date|Language|Publication-Type|Subject|Series|Edition|Column|Correction|"
    r"Journal Code|Acc-No|Industry|Company|Geographic|Organization|Person|Ticker|Distribution|Type|URL|Notes|Graphic|ISSN|Link to Image):[ \xa0]*(.*)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(classification|graphic|notes|correction|(?:load-date|update|sprache|langue|grafik):.*|copyright ?(?:\d{4}|\(c\)|©).*|publication-type:.*|language:.*|view original.*)", re.IGNORECASE)
# Links above, within or below the text.
_LINK = re.compile(r"link to (?:image|pdf|pub)", re.IGNORECASE)
_COVER = re.compile(r"(user name|date and time|job number|client/matter|search terms|search type|content type|narrowed by|documents \(\d+\)|document \(1\)|\d+\.\s)", re.IGNORECASE)
_RIGHTS = re.compile(r"copyright\b|\(c\) ?\d{4}|©", re.IGNORECASE)
# "2024", "Spring 2024", "May-June 2024", "Issue 4, 2024".
_YEAR = re.compile(r"(?:(?:spring|summer|autumn|fall|winter|issue \d+|[A-Z][a-z]{2,8}[-/–][A-Z][a-z]{2,8})[, ]{1,2})?(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
# "Late Edition - Final", "Edition 1", or "Edition 1;" above a line with its region.
_EDITION, _EDITIONS = re.compile(r"(?:\S+ ){0,4}edition(?: \d+)?(?: - (?:final|early|late))?;?", re.IGNORECASE), re.compile(r"(?:\S+ ){0,4}edition(?: \d+)?;", re.IGNORECASE)
# The words of the program are in the language of its user.
_NUMBERED = re.compile(r"\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+")
_LENGTHS, _LOADED = ("LENGTH:", "LÄNGE:", "LONGUEUR:"), ("LOAD-DATE:", "UPDATE:")


def is_nexis(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a Nexis Uni export."""
    return any(map(_END.fullmatch, lines)) and any(map(_BODY.fullmatch, lines)) and any(_FIELD.match(line) or _RIGHTS.match(line) for line in lines)


def nexis(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a Nexis Uni export."""
    article: list[str] = []
    number = 0
    for line in lines:
        if not _END.fullmatch(line):
            article.append(line)
            continue
        number += 1
        yield _article(article, f"{name}-{number}", first=number == 1)
        article = []
    if any(_BODY.fullmatch(line) for line in article):
        yield _article(article, f"{name}-{number + 1}", first=number == 0)


def _article(lines: Sequence[str], name: str, *, first: bool) -> Article:
    body = next((place for place, line in enumerate(lines) if _BODY.fullmatch(line)), len(lines))
    head, text = lines[:body], lines[body + 1 :]
    made = Article(name, lines=list(_until(text, _AFTER)))
    dated = [place for place, line in enumerate(head) if _is_day(line)]
    if dated:
        at = dated[-1] if first else dated[0]
        made.published, made.precision = day_in(head[at])
        made.outlet = head[at - 1] if at else None
        before = [line for line in head[: max(at - 1, 0)] if not _COVER.match(line)]
        # The title may be there twice, as a link too.
        made.title = joined(before[-1:] if first else [*dict.fromkeys(before)]) or None
    elif (rights := next((place for place, line in enumerate(head) if _RIGHTS.match(line) and place > 1), 0)) and (day := _issued(head[rights - 1]))[0]:
        made.published, made.precision = day
        made.outlet, made.title = head[rights - 2], joined([line for line in head[max(0, rights - 3) : rights - 2] if not _COVER.match(line)]) or None
    elif head:
        made.title = head[-1] if first else head[0]
    loaded = next((line for line in lines if line.lower().startswith("load-date:")), "")
    if made.published is None:
        made.published, made.precision = day_in(loaded)
    return made


def _issued(line: str) -> tuple[date | None, Precision]:
    """Return the day, month or year of an issue ("2024-03-12", "Spring 2024")."""
    return parse_date(found["year"] if (found := _YEAR.fullmatch(line)) else line)


def _is_day(line: str) -> bool:
    """Whether a line of the head is little more than a date; fields, rights and titles contain dates too."""
    if _FIELD.match(line) or _COVER.match(line) or _RIGHTS.search(line) or len(line) > 60:
        return False
    return day_in(line)[0] is not None and len(_WEEKDAY.sub("", line).split()) <= 8


def _until(lines: Sequence[str], mark: re.Pattern[str]) -> Iterator[str]:
    for line in lines:
        if mark.fullmatch(line):
            return
        if not _LINK.fullmatch(line):
            yield line


def is_lexis(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a LexisNexis Academic export."""
    return any(_NUMBERED.fullmatch(line) for line in lines) and any(line.startswith((*_LENGTHS, "LOAD-DATE:")) for line in lines)


def lexis(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a LexisNexis Academic export."""
    starts = [place for place, line in enumerate(lines) if _NUMBERED.fullmatch(line)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), start=1):
        yield _older(lines[start + 1 : end], f"{name}-{number}")


def _older(lines: Sequence[str], name: str) -> Article:
    """Parse outlet, date, title and fields, which are above the text; the field LENGTH is always present."""
    at = next((place for place, line in enumerate(lines) if _is_day(line)), -1)
    above = [line for line in lines[: max(at, 0)] if not _RIGHTS.search(line)]
    last = max((place for place, line in enumerate(lines) if line.startswith((*_LENGTHS, "DATELINE:", "BYLINE:", "SECTION:", "HIGHLIGHT:"))), default=at)
    below = lines[at + 1 : last + 1]
    between = [line for before, line in zip(["", *below], below, strict=False) if not _FIELD.match(line) and not _EDITION.fullmatch(line) and not _EDITIONS.fullmatch(before)]
    published, precision = day_in(lines[at]) if at >= 0 else day_in(next((line for line in lines if line.startswith(_LOADED)), ""))
    return Article(
        name,
        title=joined(between) or None,
        outlet=above[0] if above else None,
        published=published,
        precision=precision,
        lines=[line for line in _until(lines[last + 1 :], _AFTER) if not re.match(r"(?:URL|GRAPHIC|NOTES):", line)],
    )
