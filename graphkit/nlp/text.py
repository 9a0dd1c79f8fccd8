"""What the parser is shown of a text: pieces of bearable size, with the same offsets.

Every change made here keeps the length, so that an offset into the shown text is an
offset into the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.nlp.bounds import without_long_words

# A parser's memory grows with the length of what it reads at once.
LONGEST = 4_000
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "`": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": " ",
        "\ufeff": " ",
        "\t": " ",
        "\u2011": "-",
        "\u2010": "-",
        "\u2212": "-",
    }
)
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")


# "TRIPOLI, Libya (Agency) - ": where and by whom it was written, not part of the sentence.
_DATELINE = re.compile(
    r"^[ \"']*[A-Z][A-Z.'-]+(?:[ ,/]{1,2}[A-Z][A-Z.'-]*|, [A-Z][a-z]+(?: [A-Z][a-z]+)?\.?){0,6}[ ,]{0,2}(?:\([^()\n]{2,40}\) ?(?:[-\u2013\u2014]{1,2}) |[-\u2013\u2014]{1,2} )",
    re.MULTILINE,
)


def shown(text: str) -> str:
    """The text as a parser reads it best, of the same length.

    Curly marks and odd spaces are made plain, datelines and words longer than any are blank, lines all in capitals are small.
    """
    plain = _DATELINE.sub(lambda match: " " * len(match[0]), without_long_words(text.translate(_PLAIN)))
    return "\n".join(map(_small, plain.split("\n")))


def _small(line: str) -> str:
    """A headline all in capitals as a sentence; any other line, or one whose length would change, as it is."""
    if not line.isupper() or sum(len(word) > 2 for word in line.split()) < 3:
        return line
    small = line[:1] + line[1:].lower()
    return small if len(small) == len(line) else line


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of each piece that is parsed on its own: a paragraph, or part of a long one.

    A line break ends a piece; `unwrapped` takes those out that are none.
    """
    at = 0
    for match in re.finditer(r"\n", text):
        yield from _bearable(at, text[at : match.start()])
        at = match.end()
    yield from _bearable(at, text[at:])


def _bearable(at: int, piece: str) -> Iterator[tuple[int, str]]:
    """The piece, cut after sentences (else after a word) where it is too long."""
    while len(piece) > LONGEST:
        window = piece[:LONGEST]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else (window.rfind(" ") + 1 or LONGEST)
        yield at, piece[:cut]
        at, piece = at + cut, piece[cut:]
    if piece.strip():
        yield at, piece
