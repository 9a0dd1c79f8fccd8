"""The headline and the day that stand above the prose of a plain text, or in its dateline; nothing where either could be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graphkit.dates import parse_date
from graphkit.model import Precision

# What stands above an article stands in its first letters and blocks.
_LETTERS, _BLOCKS, _LONGEST = 2000, 4, 200
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", ",", ".”", ".\"", "!”", "?”", "。")
_LABEL = re.compile(r"(?:first\s+)?(?:published|posted|date|dated|issued)(?:\s+on)?\s*:?\s+", re.IGNORECASE)
_BY = re.compile(r"by\s+[^\W\d_]", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
# "ANKARA, 15 May 2020 (Example Wire) -"; a line that is a day and nothing else.
_DATELINE = re.compile(rf"[^\W\d_][^\n,.;:!?()]{{0,40}}(?:,\s[^\n,.;:!?()]{{1,30}})?,\s+(?P<day>{_DAY})\s*(?:\([^()\n]{{1,40}}\)\s*)?(?:[-–—]|:)\s", re.IGNORECASE)
_ALONE = re.compile(rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?P<day>{_DAY})", re.IGNORECASE)


def heading(text: str) -> tuple[str | None, date | None]:
    """The headline and the day of publication of an article; None for what is not plainly there.

    A headline is the first line, where a blank line follows and it is no sentence. A day is one that
    stands alone on a line above the first sentence, or in the dateline that opens it; where these
    give several days, it is none of them.
    """
    blocks = [block.strip() for block in _BLANK.split(text[:_LETTERS].strip(), maxsplit=_BLOCKS)]
    above = 0
    while above < len(blocks) - 1 and _is_heading(blocks[above]):
        above += 1
    lines = [line.strip() for block in blocks[:above] for line in block.splitlines()]
    title = _headline(blocks[0].splitlines()) if above else None
    days = {*filter(None, map(_day_alone, lines)), *_datelines(blocks[above])}
    return title, days.pop() if len(days) == 1 else None


def _is_heading(block: str) -> bool:
    return len(block) <= _LONGEST and not block.endswith(_SENTENCE_ENDS) and not _DATELINE.match(block)


def _headline(lines: list[str]) -> str | None:
    """The first line of a block, where those below it are a day or who wrote it."""
    first, *below = map(str.strip, lines)
    plain = len(first.split()) > 1 and _day_alone(first) is None and not _BY.match(first)
    return first if plain and all(_day_alone(line) or _BY.match(line) for line in below) else None


def _day_alone(line: str) -> date | None:
    found = _ALONE.fullmatch(_LABEL.sub("", line, count=1))
    return _day(found.group("day")) if found else None


def _datelines(block: str) -> Iterator[date]:
    found = _DATELINE.match(block)
    if found and (day := _day(found.group("day"))) is not None:
        yield day


def _day(words: str) -> date | None:
    day, precision = parse_date(words)
    return day if precision is Precision.DAY else None
