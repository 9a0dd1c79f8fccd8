"""Builds nodes, edges and options for vis-network with pyvis.

Colours depend on the light or dark theme and are in the style sheet of the page. The curvature
of ties depends on which are drawn, see `assets/bends.js`; their width on the conflict, see `assets/state.js`. Node and edge numbers are indexes into
the lists of actors and ties.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.model import Actor, ActorClass
from graphkit.query.ties import Tie, strength
from graphkit.view.layout import Spot

DASHES: Mapping[str, bool | list[int]] = {
    "stated": False,
    "alleged": [11, 7],
    "possible": [2, 6],
    "uncertain": [1, 11],
    "denied": [1, 9, 7, 9],
}
SHAPES: Mapping[ActorClass, str] = {
    ActorClass.STATE: "dot",
    ActorClass.GOVERNMENT: "square",
    ActorClass.PERSON: "triangle",
    ActorClass.ARMED: "diamond",
    ActorClass.INTERNATIONAL: "star",
    ActorClass.ORGANIZATION: "hexagon",
    ActorClass.BLOC: "triangleDown",
    # Drawn hollow: a place does not act, and an actor may be of any kind.
    ActorClass.PLACE: "square",
    ActorClass.ACTOR: "dot",
}
# Arrowheads by sign, so that colour is not the only distinction.
HEADS = {1: "arrow", -1: "bar", 0: "vee"}
OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        # autoFocus would take the focus from an input field when the mouse moves over the picture.
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
        "tooltipDelay": 120,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3},
    "edges": {"selectionWidth": 1.5, "hoverWidth": 0.8},
}


def ranked(ties: Sequence[Tie]) -> list[str]:
    """Return the ids of all actors with a tie, those with most ties first, then by id."""
    found = strength(ties)
    return sorted(found, key=lambda name: (-found[name], name))


def network(actors: Sequence[Actor], ties: Sequence[Tie], spots: Sequence[Spot]) -> dict[str, Any]:
    """Return nodes, edges and options for vis-network; deterministic.

    Args:
        actors: the ends of the ties, in the order of `ranked`.
        ties: the ties.
        spots: position of each actor in pixels.
    """
    from pyvis.network import Network

    index = {actor.id: number for number, actor in enumerate(actors)}
    ends = [(index[tie.subject], index[tie.object]) for tie in ties]
    drawn = Network(directed=True)
    drawn.set_options(json.dumps(OPTIONS))
    count = strength(ties)
    for number, (actor, spot) in enumerate(zip(actors, spots, strict=True)):
        drawn.add_node(number, **_node(actor, count[actor.id], spot))
    for number, (tie, pair) in enumerate(zip(ties, ends, strict=True)):
        drawn.add_edge(*pair, id=number, **_edge(tie))
    nodes, edges, _, _, _, options = drawn.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _node(actor: Actor, count: int, spot: tuple[int, int]) -> dict[str, Any]:
    return {
        # The page draws the names itself; with an empty label pyvis would insert the number.
        "label": " ",
        "shape": SHAPES[actor.kind],
        "size": round(9 + min(20.0, 3.2 * (count - 1) ** 0.5), 1),
        "x": spot[0],
        "y": spot[1],
    }


def _edge(tie: Tie) -> dict[str, Any]:
    return {
        "dashes": DASHES[tie.way],
        "arrows": _arrows(tie),
        # A bar crosses its line; the other heads end it.
        "arrowStrikethrough": tie.sign < 0,
    }


def _arrows(tie: Tie) -> dict[str, Any]:
    head = {"enabled": True, "type": HEADS[tie.sign], "scaleFactor": 0.6}
    return {"to": head, "from": head} if tie.symmetric else {"to": head}
