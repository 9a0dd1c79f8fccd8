"""The headline and the day that stand above the prose of a plain text, or in its dateline; nothing where either could be something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from graphkit.dates import LABEL, WEEKDAY, parse_date
from graphkit.model import Precision

# What stands above an article stands in its first letters and blocks.
_LETTERS, _BLOCKS, _LONGEST = 2000, 4, 200
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", ",", ".”", ".\"", "!”", "?”", "。")
_BY = re.compile(r"by\s+[^\W\d_]", re.IGNORECASE)
_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s+(?:(?:of|de|del)\s+)?{_MONTH},?\s+(?:(?:de|del)\s+)?\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
)
# "ANKARA, 15 May 2020 (Example Wire) -"; a line that is a day, with the time and the day of the week, and nothing else.
_DATELINE = re.compile(rf"[^\W\d_][^\n,.;:!?()]{{0,40}}(?:,\s[^\n,.;:!?()]{{1,30}})?,\s+(?P<day>{_DAY})\s*(?:\([^()\n]{{1,40}}\)\s*)?(?:[-–—]|:)\s", re.IGNORECASE)
_TIME = r"(?:(?:[\s,]+|\s+[-–|]\s+)(?:(?:at|à|um|às|ore|kl\.?)\s+)?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*(?:[ap]\.?m\.?|uhr|[A-Z]{1,5})){0,3})?"
# "Updated, 14 May 2020" and "Born, 12 May 1950" name other days than that of publication.
_OTHER_DAY = r"(?!(?:last\s+)?(?:updated|modified|revised|edited|corrected|born|died|aktualisiert|actualizado|aggiornato|atualizado|mis)\b)"
_ALONE = re.compile(rf"{_OTHER_DAY}{WEEKDAY}(?P<day>{_DAY})(?:\s*г(?:\.|ода))?{_TIME}", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}")
# "Source: Harbour Post", and what such a line gives.
_LABELLED = re.compile(r"(?P<label>[^\W\d_]{2,12})\s*[:：]\s*(?P<value>\S.*)")
_ADDRESS = ("http://", "https://")
_LONGEST_OUTLET = 80
_LABELS = {
    **dict.fromkeys("title headline titel titre título titulo titolo başlık заголовок".split(), "title"),
    **dict.fromkeys("date datum fecha data tarih дата published".split(), "date"),
    **dict.fromkeys("source outlet publication newspaper publisher quelle fuente fonte kaynak источник".split(), "outlet"),
    **dict.fromkeys("url link".split(), "url"),
    **dict.fromkeys("author byline by autor auteur yazar автор".split(), "author"),
}


def labelled(text: str) -> dict[str, str]:
    """What lines such as "Date: 15 May 2020" at the very top of a text say: `title`, `date`, `outlet`, `url`, `author`.

    They make up whole blocks; the first block with another line ends them.
    """
    return _sound(_labelled(_blocks(text))[0])


def _labelled(blocks: Sequence[str]) -> tuple[dict[str, str], int]:
    """What labels say, and how many blocks have them."""
    said: dict[str, str] = {}
    for number, block in enumerate(blocks):
        found = [_LABELLED.fullmatch(line.strip()) for line in block.splitlines()]
        values = [(_LABELS.get(match["label"].lower(), ""), match["value"].strip()) for match in found if match]
        if len(values) < len(found) or any(not field for field, _ in values):
            return said, number
        said = {**dict(reversed(values)), **said}
    return said, len(blocks)


def _sound(said: dict[str, str]) -> dict[str, str]:
    """What labels say, where it can be that: an address is no outlet, a sentence neither, and other words are no address."""
    outlet = said.pop("outlet", "")
    if outlet.startswith(_ADDRESS):
        said.setdefault("url", outlet)
    elif outlet and len(outlet) <= _LONGEST_OUTLET and ". " not in outlet:
        said["outlet"] = outlet
    return {field: value for field, value in said.items() if field != "url" or value.startswith(_ADDRESS)}


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in _BLANK.split(text[:_LETTERS].strip(), maxsplit=_BLOCKS)]


class Heading(NamedTuple):
    """What stands above a text.

    Attributes:
        title: the headline, None where none is plainly there.
        day: of publication, None where none is plainly there.
        unread: the words of a day that two countries read differently.
    """

    title: str | None
    day: date | None
    unread: str | None = None


def heading(text: str) -> Heading:
    """The headline and the day of publication of an article; None for what is not plainly there.

    A headline is the first line, where a blank line follows and it is no sentence, or what a line
    "Title: …" says. A day is one that stands alone on a line above the first sentence, after "Date:"
    or without, or in the dateline that opens it; where these give several days, it is none of them.
    """
    blocks = _blocks(text)
    said, labels = _labelled(blocks)
    title, day, unread = _above(blocks[labels:])
    if "date" in said:
        title, day, unread = _heading(title, [said["date"]], ())
    return Heading(said.get("title") or title, day, unread)


def _above(blocks: Sequence[str]) -> Heading:
    """What the first blocks of an article give."""
    if not blocks:
        return Heading(None, None)
    above = 0
    while above < len(blocks) - 1 and _is_heading(blocks[above]):
        above += 1
    lines = [line.strip() for block in blocks[:above] for line in block.splitlines()]
    title = _headline(blocks[0].splitlines()) if above else None
    return _heading(title, [words for line in lines if (words := _day_alone(line))], _datelines(blocks[above]))


def _heading(title: str | None, words: Sequence[str], more: Iterable[date]) -> Heading:
    days = [*{*filter(None, map(_day, words)), *more}]
    return Heading(title, days[0] if len(days) == 1 else None, words[0] if words and not days else None)


def _is_heading(block: str) -> bool:
    if _day_alone(block.splitlines()[-1] if block else ""):
        return len(block) <= _LONGEST
    return len(block) <= _LONGEST and not block.endswith(_SENTENCE_ENDS) and not _DATELINE.match(block)


def _headline(lines: list[str]) -> str | None:
    """The first line of a block, where those below it are a day or who wrote it."""
    first, *below = map(str.strip, lines)
    plain = len(first.split()) > 1 and _day_alone(first) is None and not _BY.match(first)
    return first if plain and all(_day_alone(line) or _BY.match(line) for line in below) else None


def _day_alone(line: str) -> str | None:
    """The words of the day that alone stands on a line: one that can be read, or figures of which nobody knows the order."""
    label = LABEL.match(line)
    found = _ALONE.fullmatch(line.strip()[label.end() if label else 0 :])
    words = found.group("day") if found else ""
    return words if _day(words) or _FIGURES.fullmatch(words) else None


def _datelines(block: str) -> Iterator[date]:
    found = _DATELINE.match(block)
    if found and (day := _day(found.group("day"))) is not None:
        yield day


def _day(words: str) -> date | None:
    day, precision = parse_date(words)
    return day if precision is Precision.DAY else None
