"""An answer of triples as a picture: who is joined to whom, placed as in the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphkit.store import Term
from graphkit.view import positions

# More than this nobody can read in a picture of this size.
MOST = 150
_MARGIN = 120
_LONGEST = 28


def drawn(rows: Sequence[Sequence[Term | None]]) -> dict[str, Any] | None:
    """Nodes, lines and the box around them; None where rows are no triples, or too many.

    Args:
        rows: of an answer; three things each, the middle one an IRI.
    """
    edges = [(s, p, o) for s, p, o in (row for row in rows if len(row) == 3) if s and p and o and o.kind != "literal" and p.kind == "iri"]
    if not edges or len(edges) != len(rows) or len(edges) > MOST:
        return None
    names = list(dict.fromkeys(term for s, _, o in edges for term in (s, o)))
    place = {term: number for number, term in enumerate(names)}
    spots = positions(len(names), [(place[s], place[o], 1) for s, _, o in edges])
    return {
        "nodes": [{"x": x, "y": y, "name": _short(term)} for term, (x, y) in zip(names, spots, strict=True)],
        "lines": [_line(spots[place[s]], spots[place[o]], _short(p)) for s, p, o in edges],
        "box": _box(spots),
    }


def _line(start: tuple[int, int], end: tuple[int, int], name: str) -> dict[str, Any]:
    middle = {"x": (start[0] + end[0]) // 2, "y": (start[1] + end[1]) // 2}
    return {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1], "name": name, **middle}


def _box(spots: Sequence[tuple[int, int]]) -> str:
    left, top = min(x for x, _ in spots) - _MARGIN, min(y for _, y in spots) - _MARGIN
    return f"{left} {top} {max(x for x, _ in spots) + _MARGIN - left} {max(y for _, y in spots) + _MARGIN - top}"


def _short(term: Term) -> str:
    text = term.short
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
