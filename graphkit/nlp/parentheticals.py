"""Removes datelines and parenthetical phrases before parsing: they contain no claims and mislead a small parser."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.nlp.masks import MaskedWord

_DAY = r"(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?"
# "GENEVA -", "Geneva, Sept 21 (Agency) -": dateline.
_DATELINE = re.compile(
    rf"\s*(?:[A-ZÀ-Þ]['A-ZÀ-Þ][A-ZÀ-Þ][A-ZÀ-Þ ./'-]*(?:, [A-Z][a-z]+)?(?:, {_DAY})?|[A-Z][\w .'-]{{2,30}}, {_DAY})(?: \([^()\n]{{2,30}}\))? ?[-\u2013\u2014]{{1,2}} (?=[A-Z\"\u201c])"
)
_PARENTHETICAL = re.compile(
    r",\s+(?:for (?:its|his|her|their) part|however|meanwhile|in turn|of course|in fact|too|moreover|therefore|nevertheless|"
    r"nonetheless|by contrast|on the other hand|at the same time|in the meantime|in return|for example|for instance|among others|"
    r"(?:also |better |formerly |commonly |sometimes |locally |widely )?known (?:as|by) [^,.;:()\n]{2,60}|"
    r"(?:several|many|some|most|two|three|one|all|both|none|hundreds|thousands|dozens) of whose [^,.;:()\n]{5,80}),"
)
# "South Sudan: Rebels accuse X": the place prefix of a headline, not the clause of "Rebels accuse X: UN".
_PLACE_PREFIX = re.compile(r"\s*(?=[^:\n]{3,31}:)[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|of|the|and|in|on|at|for|over|with))*: (?=[A-Z]\S* \S)")
_EMPHASIS = re.compile(r" in (?:the strongest (?:possible )?terms|no uncertain terms|the strongest possible way)\b")


def parentheticals_in(piece: str) -> list[tuple[int, int]]:
    """Return the spans (start, end) of the asides in a piece, unordered.

    Args:
        piece: a piece of text with straight quotation marks.
    """
    found = [match.span() for pattern in (_PARENTHETICAL, _EMPHASIS) for match in pattern.finditer(piece)]
    headline = not piece.rstrip().endswith((".", "!", "?", '"'))
    opening = (_DATELINE.match(piece), _PLACE_PREFIX.match(piece) if headline else None)
    return found + [match.span() for match in opening if match is not None]


def words_outside(spans: Sequence[tuple[int, int]], words: list[MaskedWord]) -> list[MaskedWord]:
    """Return the words that begin outside all spans."""
    return [w for w in words if not any(start <= w.start < end for start, end in spans)] if spans else words
