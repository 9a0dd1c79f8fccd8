"""Locates a quote in a text, ignoring differences in white space and quotation marks."""

from __future__ import annotations

import re

from graphkit.model import Span

_EQUIVALENT_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "–": "-", "—": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "})
_SPACE = re.compile(r"\s+")
_EDGE_CHARACTERS = " \t\r\n\"'"


def align(quote: str, text: str, start: int = 0, end: int | None = None) -> Span | None:
    """Return the span of a quote between two offsets of a text, or None.

    White space may differ, and so may the kind of quotation mark or dash; nothing else may. The span refers to the original
    characters of the text.
    """
    within = text[start:end]
    at = within.find(quote) if quote.strip() else -1
    if at >= 0:
        return _trim(text, start + at, start + at + len(quote))
    folded_quote = _SPACE.sub(" ", quote.translate(_EQUIVALENT_MARKS)).strip(_EDGE_CHARACTERS)
    if not folded_quote:
        return None
    folded, offsets = _fold(within)
    at = folded.find(folded_quote)
    return _trim(text, start + offsets[at], start + offsets[at + len(folded_quote) - 1] + 1) if at >= 0 else None


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the text with single spaces and plain marks, and the original offset of each of its characters."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text.translate(_EQUIVALENT_MARKS)):
        if letter.isspace():
            if letters and letters[-1] == " ":
                continue
            letter = " "
        letters.append(letter)
        offsets.append(offset)
    return "".join(letters), offsets


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
