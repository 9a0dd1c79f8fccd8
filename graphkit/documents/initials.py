"""Mend the text of a page of a PDF where letters are set larger, smaller or higher than others: initials, small capitals, numbers of notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from graphkit.documents.pieces import Piece, usual_size

# An initial is so much larger than the text; small capitals have such a share of the size of capitals.
_INITIAL, _SMALL = 1.8, (0.6, 0.9)
# Greatest width of a capital, in sizes; with a blank behind it, it is wider.
_CAPITAL = 0.9
# Initials on a page, at most.
_MOST = 50
# Letters of a piece by which it is found in the text.
_FOUND_BY = 25
# Raised numbers behind these are no notes: "40 km2".
_UNITS = re.compile(r"(?:^|[\s\d])(?:[cdkm]?m|mi|ft)\Z")


def mended(text: str, pieces: Sequence[Piece]) -> str:
    """Return the text of a page without the numbers of notes in its sentences, and with whole words in small capitals or with an initial."""
    for one, other in pairwise(pieces):
        last = one.text[-_FOUND_BY:]
        if _is_note(one, other):
            text = text.replace(f"{last}{other.text}", last, 1)
        elif _is_small(one, other):
            text = text.replace(f"{last} {other.text}", f"{last}{other.text}", 1)
    usual = usual_size(pieces)
    large = [piece for piece in pieces if piece.size >= _INITIAL * usual]
    # Some programs place each letter of a headline by itself.
    beside = Counter(round(piece.y) for piece in large)
    for piece in large[:_MOST]:
        if len(piece.text) == 1 and piece.text.isalpha() and beside[round(piece.y)] == 1:
            text = _with_initial(text, piece, pieces, usual)
    return _below_headline(text, pieces, usual)


def _is_note(one: Piece, other: Piece) -> bool:
    raised = 0.1 * one.size < other.y - one.y < one.size and other.size < one.size
    return raised and other.text.isdecimal() and len(other.text) < 4 and not one.text[-1].isdigit() and _UNITS.search(one.text) is None


def _is_small(one: Piece, other: Piece) -> bool:
    """Whether a piece continues a word in small capitals whose capital ends the other one."""
    capital = one.text[-1].isupper() and (len(one.text) == 1 or one.text[-2] == " ")
    near = other.x - one.x < _CAPITAL * one.size if len(one.text) == 1 else True
    return capital and near and abs(one.y - other.y) < 1 and _SMALL[0] < other.size / max(one.size, 0.1) < _SMALL[1] and other.text[0].isupper() and other.text.split()[0].isupper()


def _with_initial(text: str, initial: Piece, pieces: Sequence[Piece], usual: float) -> str:
    """Return the text with the initial before the line beside its upper end."""
    beside = [each for each in pieces if each.x > initial.x and -usual < each.y - initial.y < initial.size and each.size < initial.size and each.text[0].isalpha()]
    line = max(beside, key=lambda each: (each.y, -each.x), default=None)
    alone = re.search(rf"^{initial.text}(?:\n|[ ](?=[A-Za-z]))", text, re.MULTILINE)
    if line is None or alone is None:
        return text
    text = text[: alone.start()] + text[alone.end() :]
    at = text.find(line.text[:_FOUND_BY])
    return text if at < 0 else f"{text[:at]}{initial.text}{text[at:]}"


def _below_headline(text: str, pieces: Sequence[Piece], usual: float) -> str:
    """Return the text with what is drawn before the headline and stands below it, such as a box beside the text, at its end."""
    first = next((number for number, each in enumerate(pieces) if each.size >= _INITIAL * usual and len(each.text) > 1), 0)
    if not first or any(each.y >= pieces[first].y for each in pieces[:first]):
        return text
    at = text.find(pieces[first].text[:_FOUND_BY])
    return text if at <= 0 else f"{text[at:]}\n{text[:at].rstrip()}"
