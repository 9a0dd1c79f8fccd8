"""Nodes and edges as vis-network draws them, put together by pyvis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.model import Actor, ActorClass
from graphkit.view.layout import positions
from graphkit.view.ties import Tie, strength

# Blue, orange and grey differ for every kind of colour blindness (Okabe and Ito 2008).
COLOURS = {1: "#0072b2", -1: "#d55e00", 0: "#7a7f87"}
DASHES: Mapping[str, bool | list[int]] = {
    "stated": False,
    "alleged": [10, 7],
    "possible": [2, 6],
    "denied": [1, 10],
}
SHAPES = {
    ActorClass.STATE: "dot",
    ActorClass.PERSON: "triangle",
    ActorClass.GOVERNMENT: "square",
    ActorClass.ARMED: "diamond",
    ActorClass.INTERNATIONAL: "star",
    ActorClass.PLACE: "hexagon",
}
_LABEL = 28


def network(actors: Mapping[str, Actor], made: Sequence[Tie]) -> dict[str, list[dict[str, Any]]]:
    """Nodes and edges with places, shapes, colours and dashes; the same input gives the same output."""
    from pyvis.network import Network

    weights = strength(made)
    order = sorted(weights, key=lambda name: (-weights[name], name))
    spots = positions(order, _pulls(order, made))
    drawn = Network(directed=True)
    drawn.toggle_physics(False)
    for name, (x, y) in zip(order, spots, strict=True):
        actor = actors.get(name, Actor(name, name))
        size = 10 + min(22.0, 3.5 * weights[name] ** 0.5)
        drawn.add_node(
            name,
            label=_short(actor.name),
            shape=SHAPES.get(actor.kind, "dot"),
            size=round(size, 1),
            x=x,
            y=y,
            physics=False,
        )
    for index, (tie, roundness) in enumerate(zip(made, _roundness(made), strict=True)):
        drawn.add_edge(
            tie.subject,
            tie.object,
            id=index,
            color=COLOURS[tie.sign],
            dashes=DASHES[tie.way],
            width=round(min(7.0, 1.2 + 0.9 * len(tie.claims) ** 0.5), 2),
            arrows="" if tie.symmetric else "to",
            smooth={"enabled": True, "type": "curvedCW", "roundness": roundness},
        )
    return {"nodes": drawn.nodes, "edges": drawn.edges}


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= _LABEL else plain[: _LABEL - 1] + "…"


def _pulls(order: Sequence[str], made: Sequence[Tie]) -> list[tuple[int, int, float]]:
    place = {name: index for index, name in enumerate(order)}
    return [
        (
            place[tie.subject],
            place[tie.object],
            (1.0, 0.35, -0.6)[(1, 0, -1).index(tie.sign)] * (0.3 if tie.way == "denied" else 1.0),
        )
        for tie in made
    ]


def _roundness(made: Sequence[Tie]) -> list[float]:
    """How far each edge bows, so that several between the same two stay apart."""
    seen: dict[frozenset[str], int] = defaultdict(int)
    bows = []
    for tie in made:
        pair = frozenset((tie.subject, tie.object))
        bows.append(round(0.06 + 0.13 * seen[pair], 2))
        seen[pair] += 1
    return bows
