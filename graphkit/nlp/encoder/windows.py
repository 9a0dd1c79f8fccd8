"""Divides a text into windows of whole sentences that fit into the encoder.

Consecutive windows overlap by a sentence or two, so that every two adjacent sentences occur together in at least one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

# Combining marks belong to the preceding letter, so that decomposed names stay whole.
_WORD = re.compile(r"[\w\u0300-\u036f]+|[^\w\s]")
_BREAK = re.compile(r"\n+|(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|(?P<clause>(?<=;)\s+)")
_SHORTENED = frozenset("mr mrs ms dr gen col lt maj sgt gov sen rep st u.s u.n jr no capt prof rev adm brig cmdr sept oct nov dec jan feb aug vs inc co corp e.g i.e".split())
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
# No abbreviation, including the punctuation after it, is longer.
_NEAR = 40
# Maximum pieces of a window; the encoder has 512 positions.
LONGEST, OVERLAP = 300, 2
_MAX_SENTENCE_WORDS = 480


@dataclass(frozen=True, slots=True)
class Word:
    """A word or punctuation mark: offsets in code points, its text, and the index of its sentence."""

    start: int
    end: int
    text: str
    sentence: int


def sentences_in(text: str, *, clauses: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a text, in order; a line break always ends a sentence.

    Args:
        text: any text.
        clauses: whether a semicolon ends a sentence too, which separates its clauses. The network was trained without.
    """
    start = 0
    for match in _BREAK.finditer(text):
        inside = match["clause"] is not None and not clauses
        if "\n" not in match[0] and (inside or _is_shortened(text[max(start, match.start() - _NEAR) : match.start()])):
            continue
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _is_shortened(before: str) -> bool:
    """Whether the final full stop belongs to an abbreviation or an initial."""
    if not before.endswith("."):
        return False
    words = before.rstrip('."”’)]').split()
    last = words[-1].lower().strip('("“') if words else ""
    initial = len(last) == 1 and last.isalpha() and last != "i"
    return last in _SHORTENED or initial or _INITIALS.fullmatch(last) is not None


def words_in(text: str, *, clauses: bool = False) -> Iterator[Word]:
    """Yield words and punctuation of a text, in order, with the indices of their sentences; see `sentences_in`."""
    for number, (start, end) in enumerate(sentences_in(text, clauses=clauses)):
        for match in _WORD.finditer(text, start, end):
            yield Word(match.start(), match.end(), match[0], number)


def windows_in(words: Sequence[Word], size: Callable[[str], int], longest: int = LONGEST, overlap: int = OVERLAP) -> Iterator[Sequence[Word]]:
    """Yield windows over the words of a text.

    Args:
        words: words of the whole text.
        size: returns the number of pieces of a word.
        longest: maximum pieces of a window; a single sentence may exceed it and is split only above the encoder's limit.
        overlap: sentences that a window shares with the previous one.
    """
    sentences = [tuple(part) for _, part in groupby(words, key=lambda word: word.sentence)]
    sizes = [sum(size(word.text) for word in sentence) for sentence in sentences]
    first = 0
    while first < len(sentences):
        last, room = first + 1, longest - sizes[first]
        while last < len(sentences) and sizes[last] <= room:
            room -= sizes[last]
            last += 1
        yield from _split_long([word for sentence in sentences[first:last] for word in sentence], size)
        if last >= len(sentences):
            return
        first = max(last - overlap, first + 1)


def _split_long(window: Sequence[Word], size: Callable[[str], int]) -> Iterator[Sequence[Word]]:
    """Yield the window, split if a sentence exceeds the encoder's limit."""
    part: list[Word] = []
    room = _MAX_SENTENCE_WORDS
    for word in window:
        room -= size(word.text)
        if room < 0:
            yield part
            part, room = [], _MAX_SENTENCE_WORDS - size(word.text)
        part.append(word)
    yield part
