"""Databases of libraries: EBSCO, Gale and NewsBank, as TXT, HTML, DOCX, RTF or PDF.

EBSCO numbers its records ("Record: 1"), whose fields end with "Database: …", above the text. Gale has fields from "Date:" to "Full Text:"
above it, and ends with "Gale Document Number: …". NewsBank has day and paper on one line ("September 19, 2025 | Harbour Post (Port Halen)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from graphkit.dates import Order, parse_date
from graphkit.documents.exports.common import Article, day_in, joined

_RECORD, _LAST = re.compile(r"Record: \d{1,6}"), re.compile(r"Database:.*")
_PROPERTY = re.compile(r"~{4,}|Copyright of .{1,300} is the property of .*")
# "Harbour Post, 3/12/2024, Vol. 12", "Harbour Post. Mar2024, Vol. 12", "Washington Post, The; 03/12/2024": month first in all countries.
_ISSUE = re.compile(r"(?P<outlet>.{2,200}?)[.,;] (?P<day>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|(?:\d{1,2} )?[A-Z][a-z]{2,8} ?\d{4})\b.*")
_NUMBER = re.compile(r"Gale Document Number: ?(GALE\|\w{4,20})")
_FULL, _FOOT = re.compile(r"Full Text:\s*(.*)"), re.compile(r"(?:Copyright:|Source Citation\b|https?://\S+\Z).*")
_FIELD = re.compile(r"(Title|Authors?|Source|Date|From|Publisher|Document Type|Length|Content Level|Lexile Measure|Byline|Section|Accession Number): ?(.*)")
_HEAD = re.compile(r"([A-Z][a-z]{2,8} \d{1,2}, \d{4}) \| (?P<outlet>[^|]{3,120})")
_ABOUT = re.compile(r"(?:Author/Byline|Section|Page|Edition|Column|Dateline|Readability|Index [Tt]erms):.*|[\d,]{1,7}(?: Words)?|Words|Read News Document|OpenURL Link")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b|Record(?: Number)?: ).*", re.IGNORECASE)


def is_ebsco(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of an EBSCO export: the fields of the first record are between these marks."""
    begun = next((place for place, line in enumerate(lines) if _RECORD.fullmatch(line)), len(lines))
    head = lines[begun : next((place for place, line in enumerate(lines) if place > begun and _LAST.fullmatch(line)), begun)]
    return {"Title", "Accession Number"} <= _fields(head).keys()


def ebsco(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of an EBSCO export."""
    begun = [place for place, line in enumerate(lines) if _RECORD.fullmatch(line)]
    for number, (start, end) in enumerate(zip(begun, [*begun[1:], len(lines)], strict=True), start=1):
        part = lines[start:end]
        # In a page, each value is on the line below its label.
        head = next((place + 1 + line.endswith(":") for place, line in enumerate(part) if _LAST.fullmatch(line)), len(part))
        said = _fields(part[:head])
        text = [line for line in takewhile(lambda line: not _PROPERTY.fullmatch(line), part[head:]) if not line.startswith("Section: ")]
        title, issue = said.get("Title", "").rstrip("."), _ISSUE.fullmatch(said.get("Source", ""))
        published, precision = parse_date(re.sub(r"(?<=[a-z])(?=\d)", " ", issue["day"]) if issue else "", Order.MONTH)
        own = text[1:] if text and text[0].rstrip(".").casefold() == title.casefold() else text
        yield Article(f"EBSCO {said['Accession Number']}" if said.get("Accession Number") else f"{name}-{number}", title or None, issue["outlet"] if issue else None, published, precision, lines=own)


def is_gale(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a Gale export."""
    return any(map(_NUMBER.fullmatch, lines)) and any(map(_FULL.fullmatch, lines))


def gale(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a Gale export."""
    part: list[str] = []
    for line in lines:
        ended = _NUMBER.fullmatch(line)
        if ended is None:
            part.append(line)
            continue
        at = next((place for place, each in enumerate(part) if _FULL.fullmatch(each)), len(part))
        said = _fields(part[:at])
        published, precision = day_in(said.get("Date", ""))
        below = [line for each in part[at : at + 1] for line in _FULL.findall(each) if line] + part[at + 1 :]
        text = [line for line in takewhile(lambda line: not _FOOT.fullmatch(line), below) if not line.startswith("Byline: ")]
        title = joined(list(takewhile(lambda line: not _FIELD.fullmatch(line), part)))
        yield Article(ended[1], title or said.get("Title"), re.sub(r"\s*\(.*", "", said.get("From", "")) or None, published, precision, lines=text)
        part = []


def is_newsbank(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a NewsBank export."""
    return any(map(_HEAD.fullmatch, lines[1:])) and any(line.startswith("Author/Byline:") or line in ("Read News Document", "OpenURL Link") for line in lines)


def newsbank(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a NewsBank export, each with its title on the line above its day."""
    heads = [place for place, line in enumerate(lines) if place and _HEAD.fullmatch(line)]
    for number, (at, end) in enumerate(zip(heads, [*(each - 1 for each in heads[1:]), len(lines)], strict=True), start=1):
        head = _HEAD.fullmatch(lines[at])
        assert head is not None
        published, precision = day_in(head[1])
        text = [line for line in takewhile(lambda line: not _RIGHTS.fullmatch(line), lines[at + 1 : end]) if not _ABOUT.fullmatch(line)]
        yield Article(f"{name}-{number}", lines[at - 1], re.sub(r"(?:, The)? \(.*", "", head["outlet"]), published, precision, lines=text)


def _fields(lines: Sequence[str]) -> dict[str, str]:
    return {found[1]: found[2].strip() or below for line, below in reversed([*zip(lines, [*lines[1:], ""], strict=False)]) if (found := _FIELD.fullmatch(line))}
