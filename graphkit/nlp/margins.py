"""What stands at the left of lines and is no part of them: the marks of quoted mail, and the numbers of lines in transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_NUMBERED = re.compile(r"[ \t]{0,12}(\d{1,3})(?:[ \t]*[|:])?(?:[ \t]+|$)")
# Numbers of days in a chronology are no numbers of lines.
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
# So many lines follow each other by their numbers, and so many of them go on with a sentence.
_FEWEST, _GO_ON = 6, 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its margin.

    Attributes:
        margin: the marks or the number at its left, with the blanks around them.
        words: the rest.
        depth: how often it is quoted.
        numbered: whether its margin is the number of the line.
    """

    margin: str
    words: str
    depth: int = 0
    numbered: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines of a text, each with its margin."""
    lines = [_quoted(line) for line in text.split("\n")]
    for run in _runs(lines):
        for place in run:
            margin = _NUMBERED.match(lines[place].words)
            if margin is not None:
                lines[place] = Line(margin[0], lines[place].words[margin.end() :], numbered=True)
    return lines


def _quoted(line: str) -> Line:
    margin = _QUOTED.match(line)
    return Line(margin[0], line[margin.end() :], margin[0].count(">")) if margin else Line("", line)


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The places of lines whose numbers follow each other, where these are the numbers of lines.

    In a list each number begins an item; of numbered lines some go on with what the line before has begun.
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
    rests = [_NUMBERED.sub("", lines[place].words, count=1) for place in run]
    return sum(rest[:1].islower() for rest in rests) >= _GO_ON * len(rests) and not any(map(_MONTH.match, rests))
