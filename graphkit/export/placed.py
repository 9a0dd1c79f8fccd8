"""Where actors stand and which camp they are in, for files of graphs that keep position, colour and time."""

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
    """Give actors position, size, colour, camp and spells, and ties the colour of their sign, as GEXF has them.

    The camp is that within the conflict that has most of the actor's claims, whose id is `conflict`; camps are numbered
    through all conflicts, and who is in none has 0 and no conflict. An actor is there while one of its ties is; where a
    tie has no days the actor is there always.

    Args:
        graph: of `flat`, with spells; changed.
        view: the graph that it was made of.
    """
    order = sorted(graph, key=lambda name: (-graph.degree(name), name))
    index = {name: number for number, name in enumerate(order)}
    pulls = [(index[a], index[b], attributes["sign"] if attributes["polarity"] == "positive" else 0) for a, b, attributes in graph.edges(data=True)]
    camps = _camps(view)
    for name, (x, y) in zip(order, positions(len(order), pulls), strict=True):
        node, (camp, conflict) = graph.nodes[name], camps.get(name, (None, ""))
        node["camp"], node["conflict"] = 0 if camp is None else camp + 1, conflict
        # Gephi's vertical axis points up, that of a page down.
        node["viz"] = {"color": rgb(camp_colour(camp)), "position": {"x": float(x), "y": float(-y), "z": 0.0}, "size": round(10 + 4 * graph.degree(name) ** 0.5, 1)}
        if spells := _spells(graph, name):
            node["spells"] = [(str(start) if start else None, str(end) if end else None) for start, end in spells]
    for _, _, attributes in graph.edges(data=True):
        attributes["viz"] = {"color": rgb(SIGNS[attributes["sign"] if attributes["polarity"] == "positive" else 0])}


def _camps(view: View) -> Mapping[str, tuple[int, str]]:
    """Camp and conflict of each actor by what is stated."""
    articles = {article.key: article for article in view.articles()}
    claims = list(view.briefs())
    # The articles of one conflict, grouped anew, may fall apart.
    parts = (Conflict(*view.part, tuple(articles), ()),) if view.part else conflicts(view.actors(), claims, articles.values())
    return main_camps(parts, standing_claims(claims, articles.__getitem__), articles.__getitem__)


def _spells(graph: nx.MultiDiGraph, name: str) -> list[Spell]:
    """When one of an actor's ties holds; none where one of them has no days."""
    found = [attributes["spells"] for _, _, attributes in (*graph.in_edges(name, data=True), *graph.out_edges(name, data=True))]
    return merged(dated(spell) for spells in found for spell in spells) if all(found) else []
