"""Splits words into the encoder's word pieces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tokenizers import Tokenizer

from graphkit.nlp.encoder.features import shape
from graphkit.nlp.encoder.windows import Word

# A word with more pieces is data; the rest is cut off.
MOST = 10


class Encoded(NamedTuple):
    """Input of the encoder for a window: pieces and their shapes, first and last piece of each word."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


class WordPieces:
    """Splits words into the pieces of a tokenizer.

    Args:
        path: path of a `tokenizer.json`.
    """

    def __init__(self, path: Path) -> None:
        """Load the tokenizer; the pieces of a word are cached, since words recur."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        marks: dict[str, int] = self._tokenizer.get_vocab()
        self._opening, self._closing, self._unknown = marks["[CLS]"], marks["[SEP]"], marks["[UNK]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the piece ids of one word, at least one."""
        found = self._known.get(word)
        if found is None:
            found = tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[:MOST]) or (self._unknown,)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def encode(self, window: Sequence[Word]) -> Encoded:
        """Return the encoder input of a window."""
        encoded = Encoded([self._opening], [0], [], [])
        for word in window:
            pieces = self.of(word.text)
            encoded.first.append(len(encoded.pieces))
            encoded.pieces.extend(pieces)
            encoded.shapes.extend([shape(word.text)] * len(pieces))
            encoded.last.append(len(encoded.pieces) - 1)
        encoded.pieces.append(self._closing)
        encoded.shapes.append(0)
        return encoded
