"""Selects the quote: the sentence, or the relevant part of a long one."""

from __future__ import annotations

import re

from graphkit.model import Span
from graphkit.nlp import Sentence, Token

LONGEST_QUOTE = 600
# Sentence ends, for sentences that were split at a semicolon.
_ENDS = re.compile(r"[.!?][\"'\u201d)]*(?:\s+|\Z)")


def _whole_sentence(start: int, end: int, text: str) -> tuple[int, int]:
    """Return the whole sentence, if the parser saw only one side of a semicolon."""
    line = max(text.rfind("\n", 0, start), start - LONGEST_QUOTE, -1) + 1
    if text[line:start].rstrip().endswith(";"):
        ends = [match.end() for match in _ENDS.finditer(text, line, start)]
        start = ends[-1] if ends else line
    if text[end - 1 : end] == ";":
        below = text.find("\n", end)
        closes = _ENDS.search(text, end, min(end + LONGEST_QUOTE, below if below >= 0 else len(text)))
        end = closes.start() + 1 if closes is not None else end
    return start, end


def quote_span(sentence: Sentence, text: str, needed: list[Token]) -> Span:
    """Return the sentence as quote; of a very long one, the part around the needed words."""
    start, end = _whole_sentence(sentence.start, sentence.end, text)
    if end - start > LONGEST_QUOTE:
        start, end = sentence.start, sentence.end
    if end - start > LONGEST_QUOTE:
        start = min(t.start for t in needed)
        end = max(t.end for t in needed)
        if end - start > LONGEST_QUOTE:
            end = start + LONGEST_QUOTE
    return Span(start, end)
