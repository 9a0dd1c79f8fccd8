"""Long articles in pieces that end with a sentence and know what was said before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.model import Document

LONGEST = 6_000
LEAD, BEFORE = 600, 900
_END = re.compile(r"\n\s*\n|[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an article, and what a reader must know to understand it.

    `start` and `end` are code points into the article's text; `context` is the article's
    beginning and what stands just before the stretch, "" for the first one.
    """

    start: int
    end: int
    text: str
    context: str


def chunks(document: Document, longest: int = LONGEST) -> Iterator[Chunk]:
    """The article in pieces of at most so many characters, together all of its text."""
    text, start = document.text, 0
    while start < len(text):
        end = _cut(text, start, longest)
        if text[start:end].strip():
            yield Chunk(start, end, text[start:end], _context(text, start))
        start = end


def _cut(text: str, start: int, longest: int) -> int:
    """Where to end a piece: after a paragraph or sentence, else after a word, else anywhere."""
    if len(text) - start <= longest:
        return len(text)
    window = text[start : start + longest]
    ends = [match.end() for match in _END.finditer(window)]
    if ends and ends[-1] > longest // 3:
        return start + ends[-1]
    space = window.rfind(" ")
    return start + (space + 1 if space > longest // 3 else longest)


def _context(text: str, start: int) -> str:
    if start == 0:
        return ""
    lead = text[: min(LEAD, start)]
    before = text[max(len(lead), start - BEFORE) : start]
    return f"{lead} … {before}" if before else lead
