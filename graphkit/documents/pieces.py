"""The pieces of text of a page of a PDF, as they are placed on it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

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


def usual_size(pieces: Sequence[Piece]) -> float:
    """Return the size of most letters of a page."""
    letters = [piece.size for piece in pieces for _ in range(0, len(piece.text), 10)]
    return median(letters) if letters else 0
