"""Positions, camps, colours and time spans of nodes, for GEXF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.analyze import Conflict, conflicts, main_camps, standing_claims
from graphkit.export.spells import Spell, dated, merged
from graphkit.store import View
from graphkit.view.colours import SIGNS, camp_colour, rgb
from graphkit.view.layout import positions

if TYPE_CHECKING:
    import networkx as nx


def place(graph: nx.MultiDiGraph, view: View) -> None:
    """Set position, size, colour, camp and spells of nodes and the sign colour of edges, as GEXF attributes.

    `conflict` is the id of the conflict with most of the actor's claims, and `camp` the camp in it; camps are numbered
    across all conflicts, and actors in none have camp 0 and conflict "". An actor is present while one of its ties is,
    and always if one of its ties has no days.

    Args:
        graph: the graph from `flat`, with spells; changed in place.
        view: the graph from which it was made.
    """
    order = sorted(graph, key=lambda name: (-graph.degree(name), name))
    index = {name: number for number, name in enumerate(order)}
    pulls = [(index[a], index[b], attributes["sign"]) for a, b, attributes in graph.edges(data=True)]
    camps = _camps(view)
    for name, (x, y) in zip(order, positions(len(order), pulls), strict=True):
        node, (camp, conflict) = graph.nodes[name], camps.get(name, (None, ""))
        node["camp"], node["conflict"] = 0 if camp is None else camp + 1, conflict
        # The vertical axis points up in Gephi, down in the page layout.
        node["viz"] = {"color": rgb(camp_colour(camp)), "position": {"x": float(x), "y": float(-y), "z": 0.0}, "size": round(10 + 4 * graph.degree(name) ** 0.5, 1)}
        if spells := _spells(graph, name):
            node["spells"] = [(str(start) if start else None, str(end) if end else None) for start, end in spells]
    for _, _, attributes in graph.edges(data=True):
        attributes["viz"] = {"color": rgb(SIGNS[attributes["sign"]])}


def _camps(view: View) -> Mapping[str, tuple[int, str]]:
    """Return the camp and conflict of each actor, from the claims that stand."""
    articles = {article.key: article for article in view.articles()}
    claims = list(view.briefs())
    # Grouping the articles of one conflict again could split it.
    actors = {actor.id: actor for actor in view.actors()}
    parts = (Conflict(*view.part, tuple(articles), ()),) if view.part else conflicts(actors.values(), claims, articles.values())
    return main_camps(parts, standing_claims(claims, articles.__getitem__), articles.__getitem__, actors)


def _spells(graph: nx.MultiDiGraph, name: str) -> list[Spell]:
    """Return when at least one tie of an actor holds; [] if one of the ties has no days."""
    found = [attributes["spells"] for _, _, attributes in (*graph.in_edges(name, data=True), *graph.out_edges(name, data=True))]
    return merged(dated(spell) for spells in found for spell in spells) if all(found) else []
