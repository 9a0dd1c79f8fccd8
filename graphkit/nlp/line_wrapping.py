"""Joins paragraphs that were wrapped at a fixed width, as mail programs and editors do."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from graphkit.model import in_nfc
from graphkit.nlp.margins import Line, lines_of

# Lines are wrapped at 72 or 80 characters, seldom at 100; a longer line is a paragraph.
_NARROWEST, _WIDEST = 30, 120
# What starts a list item, a heading, a table row or a quoted line; headings and table rows (`_CLOSED`) never continue.
_APART = re.compile(r"\s*(?:[-•–—|>]|[*+]\s|#{1,6}\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s)")
_CLOSED = re.compile(r"#{1,6}\s|\|")
# A dash that continues a sentence, if the line before is not a list item and has not ended.
_DASHED = re.compile(r"\s*(?:[-–—]\s+|[–—])(?=[a-z])")
_ITEM = re.compile(r"\s*[-*+•–—>]")
# The speaker of a line in a transcript or chat; and cells or columns in one line.
_SPOKEN = re.compile(r"\s*(?:[\[(]\d{1,2}:\d\d|\d{1,2}:\d\d(?::\d\d)?\s+\S{1,40}:\s|[A-Z][A-Z.’' -]{1,40}(?:\d{1,3})?:\s)")
_COLUMNS = re.compile(r"\S(?: {3,}| *\t[ \t]*)\S")
# A line with this ending continues, whatever follows.
_OPEN = re.compile(r"(?:,|\b(?:the|an?|of|to|in|and|or|for|with|by|on|at|from|as|that|who|which|whose|his|her|its|their|is|are|was|were|has|have|had|be|not))\s*$")
# A word continued in the next line, which `PlainText` joins; not if "and" follows ("pro-\nand anti-").
_DIVIDED = re.compile(r"[a-z][-\u00ad\u00ac\u2010]\r?$")
_JOINED = re.compile(r"[ \t]*(?!(?:and|or|to)\b)[a-z]{2}")
_WITHIN = re.compile(r"[.!?](?:\s|$)")
_ENDED = re.compile(r"[.!?:][\"'”’)\]]*\s*$")
# Minimum share of breaks within sentences that are due to the width, and of these in the middle of a clause.
_FULL, _INSIDE = 0.7, 0.25


def unwrap(text: str) -> str:
    """Replace each line break caused by wrapping with a space, and the left margin after it with spaces; the length is unchanged.

    A line is full if the first word of the next one would not have fitted. If most lines end elsewhere, or hardly any in the
    middle of a clause, the text is a list, verse or headlines, and is not changed. Line numbers are always removed.
    """
    lines = lines_of(text)
    listed = _list_lines(lines)
    breaks = [(line.words, after.words) for place, (line, after) in enumerate(pairwise(lines)) if place not in listed and _can_join(line, after)]
    width = _width([line for line, _ in breaks])
    if not _NARROWEST <= width <= _WIDEST:
        width = 0
    full = [(line, after) for line, after in breaks if width and _is_full(line, after, width)]
    # A paragraph may end without a following empty line.
    early = sum(not _is_full(line, after, width) and not _ENDED.search(line) for line, after in breaks) if width else 0
    inside = sum(after.lstrip()[0].islower() or _is_open(line) for line, after in full)
    if not full or len(full) < _FULL * (len(full) + early) or inside < max(1, _INSIDE * len(full)):
        width = 0
    return "".join(_unwrapped_parts(lines, width, listed))


def _can_join(line: Line, after: Line) -> bool:
    """Whether two lines can belong to one paragraph: neither is empty, and both have the same quotation depth."""
    return bool(line.words.strip() and after.words.strip()) and line.depth == after.depth


def _list_lines(lines: Sequence[Line]) -> set[int]:
    """Return the positions of the lines of lists without bullets.

    After a sentence or a colon, all lines of such a list start in lower case, and none ends a sentence or stops within a clause.
    """
    found: set[int] = set()
    before, block = "", list[int]()
    for place, line in enumerate([*lines, Line("", "")]):
        if line.words.strip() and not (block and _ENDED.search(lines[block[-1]].words)):
            block.append(place)
            continue
        words = [lines[each].words for each in block]
        if len(words) > 1 and (not before or _ENDED.search(before)) and all(each.lstrip()[0].islower() for each in words):
            found |= set(block) if not any(map(_WITHIN.search, words)) and sum(map(_is_open, words)) < _INSIDE * len(words) else set()
        before, block = words[-1] if words else before, [place] if line.words.strip() else []
    return found


def _is_open(line: str) -> bool:
    return _OPEN.search(line) is not None


def _width(lines: list[str]) -> int:
    """Return the length of the longest line; of many lines, a tenth may be longer, such as headlines and addresses."""
    return sorted(_visible_length(line.rstrip()) for line in lines)[min(int(0.9 * len(lines)), len(lines) - 1)] if lines else 0


def _visible_length(line: str) -> int:
    """Return the number of visible characters of a line, whatever its Unicode normalisation."""
    return len(line) if line.isascii() else len(in_nfc(line))


def _is_full(line: str, after: str, width: int) -> bool:
    return _visible_length(line.rstrip()) + 1 + _visible_length(after.split(maxsplit=1)[0]) > width and not _is_apart(line, after)


def _is_apart(line: str, after: str) -> bool:
    """Whether the form of the lines shows that the second does not continue the first."""
    if _DASHED.match(after) and not _ITEM.match(line) and not _ENDED.search(line):
        return False
    return _CLOSED.match(line) is not None or any(sign.match(after) for sign in (_APART, _SPOKEN)) or any(map(_COLUMNS.search, (line, after)))


def _is_divided(line: str, after: str) -> bool:
    return _DIVIDED.search(line) is not None and _JOINED.match(after) is not None


def _unwrapped_parts(lines: Sequence[Line], width: int, listed: Container[int]) -> Iterator[str]:
    goes_on = divided = False
    for place, line in enumerate(lines):
        # Line numbers are always removed; `PlainText` handles quotation marks at the start of a paragraph.
        yield " " * len(line.margin) if goes_on or divided or line.numbered else line.margin
        yield line.words
        if place + 1 < len(lines):
            after = lines[place + 1]
            meet = _can_join(line, after)
            divided = meet and _is_divided(line.words, after.words)
            goes_on = meet and not divided and bool(width) and place not in listed and _is_full(line.words, after.words, width)
            yield " " if goes_on else "\n"
