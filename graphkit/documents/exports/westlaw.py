"""Westlaw and AllAfrica, as DOCX, RTF, PDF or TXT.

Westlaw has a number ("2024 WLNR 5123456") above paper, rights, day and title, and "---- Index References ----" below the text. AllAfrica has
paper, title, day and author above it in any order, and below it the rights, which name the paper and AllAfrica.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from graphkit.dates import Order, parse_date
from graphkit.documents.exports.common import Article, day_in

_NUMBER = re.compile(r"(?:19|20)\d\d WLNR \d{4,9}")
# The title above the number, which pages of a PDF repeat.
_CITED = re.compile(rf".{{1,400}}, {_NUMBER.pattern}")
_INDEX, _END = re.compile(r"-* ?index references ?-*", re.IGNORECASE), re.compile(r"end of document.*", re.IGNORECASE)
_RIGHTS, _FIELD = re.compile(r"(?:copyright\b|\(c\)|©).*", re.IGNORECASE), re.compile(r"(?:Section|Edition|Correction|Volume \d+; Issue|Page):? .*")
_SHORT_DAY = re.compile(r"(\d{1,2}/\d{1,2}/\d\d)\b.*")
_AFRICAN = re.compile(r"(?:Copyright )?(?:©|\(c\)) ?(?:\d{4} )?(?P<outlet>.{2,120}?)\. All rights reserved\.? Distributed by AllAfrica\b.*", re.IGNORECASE)
# Of AllAfrica's titles, which begin with a country; and of what stands beside them.
_COUNTRY, _BESIDE = re.compile(r"[A-Z][\w'’ .-]{2,40}: \S.*"), re.compile(r"(?:by\s|allafrica\.com\b|\(page \d|press release\b|analysis\b|opinion\b|document\b|column\b|interview\b|blog\b).{0,100}|[^.:]{2,60} \([^()\d]{2,40}\)", re.IGNORECASE)
_FOOT = re.compile(r"Read the original article on .*|AllAfrica publishes around .*")
_NAME, _TOP, _SMALL = 60, 8, frozenset("and & de del da di la van von der den bin al el of".split())
# Last characters of lines that are text, and not data of an article; titles may be questions.
_ENDS, _TITLE_NOT = (".", "?", "!", ":", "”", '"'), (".", ":", ".”", '."')


def is_westlaw(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a Westlaw export."""
    return any(map(_NUMBER.fullmatch, lines)) and any(_INDEX.fullmatch(line) or _END.fullmatch(line) for line in lines)


def westlaw(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a Westlaw export."""
    starts = [place for place, line in enumerate(lines) if _NUMBER.fullmatch(line)]
    for number, (start, end) in enumerate(zip(starts, [*(each - 1 for each in starts[1:]), len(lines)], strict=True), start=1):
        yield _reported(lines[start - 1] if start else "", lines[start : max(end, start + 1)], f"{name}-{number}")


def _reported(short: str, lines: Sequence[str], name: str) -> Article:
    """Parse an article: paper, rights and day are above the title, below which the author may have a line.

    Args:
        short: the line above its number ("3/6/24 Harbour Post (Pg. Unavail. Online)").
        lines: its number and the lines below.
        name: its id without a number.
    """
    number, *rest = lines
    kept = [line for line in takewhile(lambda line: not _INDEX.fullmatch(line) and not _END.fullmatch(line), rest) if not _CITED.fullmatch(line)]
    dated = next((place for place, line in enumerate(kept[:_TOP]) if not _RIGHTS.fullmatch(line) and day_in(line)[0]), None)
    rights = next((place for place, line in enumerate(kept[:_TOP]) if _RIGHTS.fullmatch(line)), 0)
    published, precision = day_in(kept[dated]) if dated is not None else parse_date(found[1] if (found := _SHORT_DAY.fullmatch(short)) else "", Order.MONTH)
    headed = bool(dated or rights)
    title, *text = list(dropwhile(_FIELD.fullmatch, kept[max(dated or 0, rights) + 1 if headed else 0 :])) or [""]
    if title.endswith(_TITLE_NOT) and not (headed and text):
        title, text = "" if short.endswith(_ENDS) or any(each.match(short) for each in (_SHORT_DAY, _CITED, _END, _RIGHTS)) else short, [title, *text]
    text = text[1:] if len(text) > 1 and _is_author(text[0]) else text
    return Article(number or name, title or None, kept[0] if headed else None, published, precision, lines=text)


def _is_author(line: str) -> bool:
    """Whether a line below a title has names, and is no second title."""
    words = line.split()
    return len(line) <= _NAME and not line.endswith(_ENDS) and (words[0].lower() == "by" or (len(words) > 1 and all(word[0].isupper() or word in _SMALL for word in words)))


def is_allafrica(lines: Sequence[str]) -> bool:
    """Whether the lines have articles of AllAfrica, each with its day at its top; a page saved from its site has other words there."""
    parts = [part for outlet, part in _parts(lines) if outlet is not None]
    return bool(parts) and all(any(_is_day(line) for line in part[:_TOP]) for part in parts)


def allafrica(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of an AllAfrica export."""
    for number, (outlet, part) in enumerate(_parts(lines), start=1):
        if outlet is None and not any(map(_is_day, part[:_TOP])):
            # Nothing says which line is what.
            yield Article(f"{name}-{number}", lines=part)
            continue
        top = part[:_TOP]
        beside = [not line.endswith(_ENDS) and (_is_day(line) or _names(line, outlet) or bool(_BESIDE.fullmatch(line))) for line in top]
        titles = [place for place, line in enumerate(top) if not beside[place] and not line.endswith(_TITLE_NOT)]
        at = next((place for place in titles if _COUNTRY.fullmatch(part[place])), titles[0] if titles else -1)
        begin = next((place for place in range(len(top)) if place != at and not beside[place]), len(top))
        published, precision = day_in(next(filter(_is_day, top), ""))
        yield Article(f"{name}-{number}", part[at] if at >= 0 else None, outlet, published, precision, lines=[line for place, line in enumerate(part) if place >= begin and place != at])


def _parts(lines: Sequence[str]) -> Iterator[tuple[str | None, list[str]]]:
    """Yield the paper and the lines of each article; None as the paper of lines below the last rights."""
    part: list[str] = []
    for line in lines:
        if found := _AFRICAN.fullmatch(line):
            yield found["outlet"], part
            part = []
        elif not _FOOT.fullmatch(line):
            part.append(line)
    if any(map(str.strip, part)):
        yield None, part


def _names(line: str, outlet: str | None) -> bool:
    return outlet is not None and line.startswith(outlet) and len(line) <= len(outlet) + _NAME


def _is_day(line: str) -> bool:
    return len(line) <= _NAME and len(line.split()) <= _TOP and day_in(line)[0] is not None
