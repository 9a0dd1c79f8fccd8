"""Prepares a text for the parser: normalised characters, and pieces of limited size.

Every change keeps the length, so that offsets into the prepared text are offsets into the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.model import APOSTROPHES, HYPHENS, QUOTATION_MARKS, SPACES
from graphkit.nlp.limits import without_long_words
from graphkit.nlp.line_heads import without_heads

# Maximum characters of a piece; the parser's memory grows with its input.
LONGEST_PIECE = 4_000
_PLAIN = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(QUOTATION_MARKS, '"'), **dict.fromkeys(f"{SPACES}\u200b\ufeff\t", " "), **dict.fromkeys(f"{HYPHENS}\u2212", "-")})
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")


# Dateline ("TRIPOLI, Libya (Agency) - "), which is not part of the sentence.
_DATELINE = re.compile(
    r"^[ \"']*[A-Z][A-Z.'-]+(?:[ ,/]{1,2}[A-Z][A-Z.'-]*|, [A-Z][a-z]+(?: [A-Z][a-z]+)?\.?){0,6}[ ,]{0,2}(?:\([^()\n]{2,40}\) ?(?:[-\u2013\u2014]{1,2}) |[-\u2013\u2014]{1,2} )",
    re.MULTILINE,
)
# Between items of a list on one line.
_INLINE_BULLET = re.compile(r"(?<=\s)[•‣▪●·](?=\s)")
# "Damascus, SANA- Egypt supports …": a hyphen that stands for a dash would join two names.
_HYPHEN_AS_DASH = re.compile(r"\b([A-Z][\w.']{2,40})-(?= [A-Z])")

# Offices in the plural, with the capitals of communiqués: parts of the name behind "of" for the parser ("the Heads of State of Chad and Niger").
_OFFICES = re.compile(r"\b(?:Heads of (?:State|Government)(?: (?:and|or) (?:Heads )?(?:of )?Government)?|(?:(?:Foreign|Defen[cs]e|Interior|Finance) )?Ministers|Ministers (?:of|for) (?:Foreign Affairs|Defen[cs]e|the Interior)|Presidents|Leaders)\b(?= of\b)|\bHeads of State(?: and (?:of )?Government)?\b")


def prepare(text: str) -> str:
    """Return the text prepared for the parser, of the same length.

    Curly quotes and unusual spaces become plain, a hyphen used as a dash becomes one, datelines, overlong words and what stands
    before the words of a line blank, bullets within a line and blanks behind speakers line breaks, and lines in capitals lower case.
    """
    plain = _DATELINE.sub(lambda match: " " * len(match[0]), without_long_words(_HYPHEN_AS_DASH.sub("\\1\u2013", text.translate(_PLAIN))))
    plain = _OFFICES.sub(lambda match: match[0].lower(), plain)
    return "\n".join(map(_sentence_case, _INLINE_BULLET.sub("\n", without_heads(plain)).split("\n")))


def _sentence_case(line: str) -> str:
    """Return a headline in capitals as sentence case; other lines, or one whose length would change, unchanged."""
    if not line.isupper() or sum(len(word) > 2 for word in line.split()) < 3:
        return line
    small = line[:1] + line[1:].lower()
    return small if len(small) == len(line) else line


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of each piece to parse: a paragraph, or part of a long one.

    A line break ends a piece; `unwrap` has removed those within paragraphs.
    """
    at = 0
    for match in re.finditer(r"\n", text):
        yield from _split_long(at, text[at : match.start()])
        at = match.end()
    yield from _split_long(at, text[at:])


def _split_long(at: int, piece: str) -> Iterator[tuple[int, str]]:
    """Yield the piece, split after sentences (or else after a word) if it is too long."""
    while len(piece) > LONGEST_PIECE:
        window = piece[:LONGEST_PIECE]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else (window.rfind(" ") + 1 or LONGEST_PIECE)
        yield at, piece[:cut]
        at, piece = at + cut, piece[cut:]
    if piece.strip():
        yield at, piece
