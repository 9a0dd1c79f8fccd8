"""The lines of a page of a PDF: columns one after the other, and which lines are set as headlines."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

# Share of the rows of a page with text in two columns, from which on it is read by columns, and the fewest of them.
_SHARE, _FEWEST = 0.6, 8
# Distance of the next line of a column, in distances between lines.
_NEXT = 1.3
# Letters of a line of prose in a column; the cells of a table have fewer.
_PROSE = 18
# A headline is so much larger than most letters of its page, and has at most so many letters.
_LARGER, _LONGEST = 1.25, 200
# What glyphs stand for that say something else: a soft hyphen, and several letters as one. Longer texts describe pictures.
_MEANT = re.compile("\u00ad|[\ufb00-\ufb06]|[a-z]{2,3}")


class Piece(NamedTuple):
    """A piece of text as it is placed on a page."""

    x: float
    y: float
    size: float
    text: str


def pieces_of(page: Any) -> tuple[str, list[Piece]]:
    """Return the text of a page as pypdf orders it, and its pieces; glyphs that stand for another text (`ActualText`), such as a soft hyphen, give that."""
    found: list[Piece] = []
    meant: list[str | None] = []

    def before(operator: bytes, operands: list[Any], _outer: object, _inner: object) -> None:
        if operator in (b"BDC", b"BMC"):
            meant.append(_meant(operands))
        elif operator == b"EMC" and meant:
            meant.pop()
        elif operator in (b"Tj", b"TJ", b"'") and operands and meant and meant[-1] is not None:
            operands[0] = [meant[-1]] if operator == b"TJ" else meant[-1]
            meant[-1] = ""

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], _font: object, size: float) -> None:
        if words := " ".join(text.split()):
            x, y = (inner[4] * outer[at] + inner[5] * outer[at + 2] + outer[at + 4] for at in (0, 1))
            found.append(Piece(x, y, abs(size * (inner[3] or inner[1]) * (outer[3] or outer[1])), words))

    return page.extract_text(visitor_text=visit, visitor_operand_before=before), found


def _meant(operands: Sequence[Any]) -> str | None:
    """Return the text that a marked part of a page stands for, if pypdf would read its glyphs wrongly."""
    said = operands[1].get("/ActualText") if len(operands) > 1 and hasattr(operands[1], "get") else None
    if isinstance(said, bytes):
        said = said.decode("utf-16" if said.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) else "latin-1", "ignore")
    return str(said) if isinstance(said, str) and _MEANT.fullmatch(said) else None


def by_columns(pieces: Sequence[Piece]) -> list[str] | None:
    """Return the lines of a page with two columns of prose whose lines are stored row by row, the left column first; None for other pages."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].y - piece.y) < 1:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    pairs = [row for row in rows if len(row) == 2 and row[0].x < row[1].x and min(len(each.text) for each in row) >= _PROSE]
    if len(pairs) < max(_FEWEST, _SHARE * len(rows)):
        return None
    lefts, rights = ({round(at) for at, number in Counter(round(row[side].x) for row in pairs).items() if number >= len(pairs) / 4} for side in (0, 1))
    if not rights or not lefts or min(rights) <= max(lefts):
        return None
    first, last = rows.index(pairs[0]), rows.index(pairs[-1])
    # The longer column may go on below the other one; a footer is further away.
    space = median(abs(one[0].y - other[0].y) for one, other in pairwise(pairs))
    while last + 1 < len(rows) and abs(rows[last + 1][0].y - rows[last][0].y) < _NEXT * space and round(rows[last + 1][0].x) in lefts | rights:
        last += 1
    # A line of one column only is of the column where it begins: the last line of a paragraph beside an empty one.
    edge = (max(lefts) + min(rights)) / 2
    within = [piece for row in rows[first : last + 1] for piece in row]
    columns = [[piece.text for piece in within if (piece.x > edge) is side] for side in (False, True)]
    around = [[" ".join(piece.text for piece in row) for row in part] for part in (rows[:first], rows[last + 1 :])]
    return [*around[0], *columns[0], *columns[1], *around[1]]


def headlines(pieces: Sequence[Piece]) -> list[str]:
    """Return the pieces of a page that are set in larger letters than its text."""
    usual = usual_size(pieces)
    return [piece.text for piece in pieces if piece.size >= _LARGER * usual and len(piece.text) <= _LONGEST]


def usual_size(pieces: Sequence[Piece]) -> float:
    """Return the size of most letters of a page."""
    letters = [piece.size for piece in pieces for _ in range(0, len(piece.text), 10)]
    return median(letters) if letters else 0
