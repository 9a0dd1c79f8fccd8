"""Left margins of lines: quotation marks of email replies, and line numbers of transcripts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_NUMBERED = re.compile(r"[ \t]{0,12}(\d{1,3})(?:[ \t]*[|:])?(?:[ \t]+|$)")
# Day numbers in a chronology are not line numbers.
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
# Minimum number of consecutively numbered lines, and minimum share of them that continue a sentence.
_FEWEST, _GO_ON = 6, 0.2
# Minimum share of lines with an empty line above in a double-spaced text.
_DOUBLE = 0.8
_BLANK = re.compile(r"[ \t]*")
_WIDE = re.compile(r"\d[ \t]{2,}\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, split into its margin and its words.

    Attributes:
        margin: the quotation marks or the number on its left, with surrounding blanks.
        words: the rest of the line.
        depth: quotation depth.
        numbered: whether its margin is a line number.
    """

    margin: str
    words: str
    depth: int = 0
    numbered: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text with their margins; the empty lines of double-spaced numbered text belong to the margin."""
    lines = [_quoted(line) for line in text.split("\n")]
    empty: set[int] = set()
    for run in (*_runs(lines), *_fifths(lines)):
        spaced = [here - 1 for before, here in pairwise(run) if here == before + 2]
        if len(spaced) >= _DOUBLE * (len(run) - 1):
            empty.update(spaced)
        for place in run:
            margin = _NUMBERED.match(lines[place].words) or _BLANK.match(lines[place].words)
            if margin is not None and not lines[place].numbered:
                lines[place] = Line(margin[0], lines[place].words[margin.end() :], numbered=True)
    return list(_merged(lines, empty)) if empty else lines


def _merged(lines: Sequence[Line], empty: Container[int]) -> Iterator[Line]:
    above = ""
    for place, line in enumerate(lines):
        if place in empty:
            above = f"{line.words}\n"
        else:
            yield replace(line, margin=above + line.margin) if above else line
            above = ""


def _quoted(line: str) -> Line:
    margin = _QUOTED.match(line)
    return Line(margin[0], line[margin.end() :], margin[0].count(">")) if margin else Line("", line)


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the positions of consecutively numbered lines if the numbers are line numbers.

    In a list each number starts an item; of numbered lines, some continue a sentence of the line before.
    """
    run: list[int] = []
    last = 0
    for place, line in enumerate([*lines, Line("", "end")]):
        if not line.words.strip():
            continue
        found = None if line.depth else _NUMBERED.match(line.words)
        number = int(found[1]) if found else 0
        if found is None or (run and number not in (last + 1, 1)):
            if _is_numbered(lines, run):
                yield run
            run = []
        if found is not None:
            run.append(place)
        last = number


def _is_numbered(lines: Sequence[Line], run: Sequence[int]) -> bool:
    if len(run) < _FEWEST:
        return False
    found = [_NUMBERED.match(lines[place].words) for place in run]
    margins = [match for match in found if match is not None]
    rests = [lines[place].words[match.end() :] for place, match in zip(run, margins, strict=True)]
    if any(map(_MONTH.match, rests)):
        return False
    # Line numbers are right-aligned in a column, and the words start in another column.
    aligned = len({len(match[0]) for match in margins}) == 1 and {len(match[1]) for match in margins} > {1} and all(_WIDE.search(match[0]) for match in margins)
    return aligned or sum(rest[:1].islower() for rest in rests) >= _GO_ON * len(rests)


def _fifths(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the positions of lines of which every fifth is numbered, if the words of all are aligned in one column."""
    filled = [place for place, line in enumerate(lines) if line.words.strip() and not line.depth and not line.numbered]
    run: list[int] = []
    last = width = 0
    for at, place in enumerate(filled):
        found = _NUMBERED.match(lines[place].words)
        number = int(found[1]) if found and at > 3 else 0
        if found and number and not number % 5 and all(_indent(lines[each].words) == len(found[0]) for each in filled[at - 4 : at]):
            if run and (filled[at - 5] != run[-1] or number not in (last + 5, 5)):
                yield from _whole(lines, filled, run, width)
                run = []
            run += filled[at - 4 : at + 1]
            last, width = number, len(found[0])
    yield from _whole(lines, filled, run, width)


def _whole(lines: Sequence[Line], filled: Sequence[int], run: list[int], width: int) -> Iterator[list[int]]:
    """Yield a run that has more than one number, with the lines after its last one."""
    if len(run) > 5:
        behind = filled[bisect_right(filled, run[-1]) :][:4]
        yield run + list(takewhile(lambda place: _indent(lines[place].words) == width, behind))


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())
