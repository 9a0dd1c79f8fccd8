"""Splits long articles into chunks that end with a sentence and carry preceding context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.model import Document

MAX_LENGTH = 6_000
LEAD_LENGTH, CONTEXT_LENGTH = 600, 900
_END = re.compile(r"\n\s*\n|[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of an article with its context.

    `start` and `end` are offsets into the article's text, in code points; `context` is the article's beginning and the text
    just before the chunk, "" for the first chunk.
    """

    start: int
    end: int
    text: str
    context: str


def chunks(document: Document, max_length: int = MAX_LENGTH) -> Iterator[Chunk]:
    """Yield the article in chunks of at most `max_length` characters, which together cover its text."""
    text, start = document.text, 0
    while start < len(text):
        end = _chunk_end(text, start, max_length)
        if text[start:end].strip():
            yield Chunk(start, end, text[start:end], _context(text, start))
        start = end


def _chunk_end(text: str, start: int, max_length: int) -> int:
    """Return where to end a chunk: after a paragraph or sentence, else after a word, else anywhere."""
    if len(text) - start <= max_length:
        return len(text)
    window = text[start : start + max_length]
    ends = [match.end() for match in _END.finditer(window)]
    if ends and ends[-1] > max_length // 3:
        return start + ends[-1]
    space = window.rfind(" ")
    return start + (space + 1 if space > max_length // 3 else max_length)


def _context(text: str, start: int) -> str:
    if start == 0:
        return ""
    lead = text[: min(LEAD_LENGTH, start)]
    before = text[max(len(lead), start - CONTEXT_LENGTH) : start]
    return f"{lead} … {before}" if before else lead
