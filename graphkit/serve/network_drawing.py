"""Draws a query result as a network, with the layout of the main network."""

from __future__ import annotations

import functools
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from math import hypot
from typing import Any
from urllib.parse import unquote

from graphkit.model import Polarity, Status
from graphkit.ontology import REL, load_vocabulary
from graphkit.query.ties import WAYS
from graphkit.rdf import ID, PREFIXES
from graphkit.serve.grid import Grid, Names, Row, iri
from graphkit.serve.pages import address
from graphkit.standing import STATED
from graphkit.store import Term
from graphkit.view import positions

# Maximum number of ties in the picture; above NAMED ties their names would overlap and are omitted.
MOST, NAMED = 80, 12
_MARGIN = 120
_LONGEST = 28
# Font size, and width of a page, in pixels.
_LETTERS, _PAGE = 14, 1100
# Radius of a node, and length of an arrowhead.
_NODE, _HEAD = 9, 4


@dataclass(frozen=True, slots=True)
class Columns:
    """Indexes of the columns for source and target of a tie, its name, its status and its polarity (None if there is none)."""

    source: int
    target: int
    name: int | None
    status: int | None = None
    polarity: int | None = None


@dataclass(slots=True)
class _Tie:
    """The ties between two nodes: sign by name, and ways."""

    words: dict[str, int] = field(default_factory=dict)
    ways: set[str] = field(default_factory=set)

    @property
    def way(self) -> str:
        """The firmest way, as in the network; "" for stated."""
        return next(way for way in WAYS if way in self.ways).replace("stated", "")


def columns(found: Grid, names: Names) -> Columns | None:
    """Return the columns to draw: those of triples, or two columns of actors (IRIs or names); None if there are none."""
    if found.kind == "graph":
        return Columns(0, 2, 1)
    holds = [_holds(found, at, names) for at in range(len(found.heads))]
    ends = [at for at, what in enumerate(holds) if what == "actor"]
    if len(ends) < 2:
        return None
    relation = next((at for at, what in enumerate(holds) if what == "relation"), None)
    return Columns(ends[0], ends[1], relation, _column_of(found, set(Status)), _column_of(found, set(Polarity)))


def _column_of(found: Grid, concepts: Set[str]) -> int | None:
    """Return the first column that contains only these concepts; None if there is none."""
    for at in range(len(found.heads)):
        cells = [row[at] for row in found.rows[:MOST]]
        if cells and all(cell is not None and _concept(cell) in concepts for cell in cells):
            return at
    return None


def _concept(term: Term) -> str:
    return term.value.removeprefix(PREFIXES["gkc"]) if term.kind == "iri" else term.value


def _holds(found: Grid, column: int, names: Names) -> str:
    """Return the kind of a column; for texts, the kind of the resources that they name."""
    if found.kinds[column] != "text":
        return found.kinds[column]
    named = [iri(term, names) for term in (row[column] for row in found.rows[:MOST]) if term is not None]
    known = [one for one in named if one is not None]
    # Ambiguous names have no IRI, so a majority of resolved names is enough.
    if 2 * len(known) <= len(named):
        return "text"
    return "actor" if all(one.startswith(ID) for one in known) else "relation" if all(one.startswith(REL) for one in known) else "text"


def network_values(found: Grid, names: Names) -> dict[str, Any] | None:
    """Return nodes, lines and view box; None if no row connects two nodes.

    Args:
        found: the result.
        names: IRIs of names in the result; see `grid.Names`.

    Returns:
        `nodes` and `lines` to draw (at most `MOST` lines), `ties`: total number, `named`: whether tie
        names are shown, `ways`: the ways that occur, `box`: the view box, `letters`: font size in it.
    """
    where = columns(found, names)
    ties = {} if where is None else _ties(found.rows, where, names, plain=found.kind == "graph")
    shown = list(ties.items())[:MOST]
    if not shown:
        return None
    nodes = list(dict.fromkeys(end for (s, o), _ in shown for end in (s, o)))
    place = {node: number for number, node in enumerate(nodes)}
    spots = _placed(len(nodes), tuple((place[s], place[o], 1) for (s, o), _ in shown))
    return {
        "nodes": [{"x": x, "y": y, "name": _label(node), "link": address(node)} for node, (x, y) in zip(nodes, spots, strict=True)],
        "lines": [{**_line(spots[place[s]], spots[place[o]], tie, both=(o, s) in ties and s != o), "way": tie.way} for (s, o), tie in shown],
        "ways": {tie.way for _, tie in shown},
        "ties": len(ties),
        "named": len(shown) <= NAMED,
        **_box(spots),
    }


def warm() -> None:
    """Load the layout code ahead of the first picture."""
    _placed(2, ((0, 1, 1),))


@functools.lru_cache(maxsize=64)
def _placed(count: int, pulls: tuple[tuple[int, int, int], ...]) -> Sequence[tuple[int, int]]:
    return positions(count, pulls)


def _ties(rows: Sequence[Row], where: Columns, names: Names, *, plain: bool) -> dict[tuple[str, str], _Tie]:
    """Group rows by (source, target); with `plain` (triples) literals are not nodes, otherwise unresolved names are."""
    found: dict[tuple[str, str], _Tie] = {}
    for row in rows:
        source, target = (_thing(row[at], names, plain=plain) for at in (where.source, where.target))
        if source is not None and target is not None:
            words = (drawn_as := found.setdefault((source, target), _Tie())).words
            drawn_as.ways.add(_way(*("" if (term := None if at is None else row[at]) is None else _concept(term) for at in (where.status, where.polarity))))
            tie = None if where.name is None else row[where.name]
            if tie is not None:
                words[_short(tie.value if tie.kind == "literal" else tie.short)] = _sign(iri(tie, names))
    return found


def _way(status: str, polarity: str) -> str:
    """Return how a claim is drawn, as in the network; "" for an unknown status or polarity."""
    if polarity == Polarity.NEGATIVE:
        return "denied"
    if status not in set(Status) or status in STATED:
        return "stated"
    return "alleged" if status == Status.ALLEGED else "possible"


def _thing(term: Term | None, names: Names, *, plain: bool) -> str | None:
    if term is None:
        return None
    if term.kind == "bnode":
        return term.value
    return term.value if term.kind == "iri" else None if plain else iri(term, names) or term.value


def _sign(relation: str | None) -> int:
    known = load_vocabulary().relations.get((relation or "").removeprefix(REL))
    return 0 if known is None else known.sign


def _label(node: str) -> str:
    if node.startswith(ID):
        return _short(unquote(node.removeprefix(ID)).replace("_", " "))
    return _short(Term(node, "iri").short if ":" in node else node)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _line(start: tuple[int, int], end: tuple[int, int], tie: _Tie, *, both: bool) -> dict[str, Any]:
    """Return a line from rim to rim; curved if there is one in the other direction, a loop for a tie of a node with itself."""
    signs = {sign for sign in tie.words.values() if sign and tie.way != "denied"}
    shape = {"name": ", ".join(tie.words), "sign": "" if len(signs) != 1 else "plus" if signs == {1} else "minus"}
    (x1, y1), (x2, y2) = start, end
    far = hypot(x2 - x1, y2 - y1)
    if far < 2 * _NODE:
        return {**shape, "path": f"M {x1 - 6} {y1 - 8} C {x1 - 50} {y1 - 60} {x1 + 50} {y1 - 60} {x1 + 6} {y1 - 8}", "x": x1, "y": y1 - 52}
    dx, dy = (x2 - x1) / far, (y2 - y1) / far
    bend = far * 0.12 if both else 0.0
    mx, my = (x1 + x2) / 2 - dy * bend * 2, (y1 + y2) / 2 + dx * bend * 2
    sx, sy, ex, ey = x1 + dx * _NODE, y1 + dy * _NODE, x2 - dx * (_NODE + _HEAD), y2 - dy * (_NODE + _HEAD)
    # The midpoint of a quadratic curve is halfway to its control point.
    return {**shape, "path": f"M {sx:.1f} {sy:.1f} Q {mx:.1f} {my:.1f} {ex:.1f} {ey:.1f}", "x": round((x1 + x2) / 2 - dy * bend), "y": round((y1 + y2) / 2 + dx * bend) - 4}


def _box(spots: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """Return the view box, and the font size that stays readable when the picture is scaled to the page width."""
    left, top = min(x for x, _ in spots) - _MARGIN, min(y for _, y in spots) - _MARGIN
    width, height = max(x for x, _ in spots) + _MARGIN - left, max(y for _, y in spots) + _MARGIN - top
    return {"box": f"{left} {top} {width} {height}", "letters": round(_LETTERS * max(1.0, width / _PAGE))}
