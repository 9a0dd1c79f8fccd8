"""The lines of a page of a PDF: columns one after the other, and which lines are set as headlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from graphkit.documents.pieces import Piece, usual_size

# Share of the rows of a page with text in two columns, from which on it is read by columns, and the fewest of them.
_SHARE, _FEWEST = 0.6, 8
# Distance of the next line of a column, in distances between lines.
_NEXT = 1.3
# Letters of a line of prose in a column; the cells of a table have fewer.
_PROSE = 18
# A headline is so much larger than most letters of its page, and has at most so many letters.
_LARGER, _LONGEST = 1.25, 200


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
