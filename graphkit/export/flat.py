"""Nodes and edges with scalar values only, for formats without lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.export.graph import to_networkx
from graphkit.store import View

if TYPE_CHECKING:
    import networkx as nx

NODE_COLUMNS = ("id", "label", "kind", "type", "part_of", "country", "iso3", "wikidata")
EDGE_COLUMNS = (
    "id", "source", "target", "kind", "label", "predicate", "family", "sign", "symmetric", "status", "polarity",
    "direct", "ended", "to_end", "weight", "claims", "confidence", "sources", "support", "first", "last", "times", "quotes",
)  # fmt: skip
BETWEEN = " | "
# Not allowed in XML 1.0, and of no use in the other formats.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def flat(view: View, part: str, *, spells: bool = False) -> nx.MultiDiGraph:
    """Return the graph of `to_networkx` with one-line scalar values; lists are joined by " | ".

    Time spans of ties are in `times`, as ISO 8601-2 intervals (`2014-03-01/2014-03-05`, `2015-01-01/..`).

    Args:
        view: the graph.
        part: `direct` keeps only ties of the direct graph; `claims` and `all` keep all ties.
        spells: also keep the pairs of days, for formats that support them.
    """
    import networkx as nx

    made: nx.MultiDiGraph = nx.MultiDiGraph()
    rich = to_networkx(view)
    for name, attributes in sorted(rich.nodes(data=True)):
        if rich.degree(name) or attributes["type"] != "news-outlet":
            # News outlets that only report are not actors of the conflict.
            made.add_node(_cell(name), **{key: _cell(value) for key, value in attributes.items()})
    for source, target, key, attributes in sorted(rich.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if part != "direct" or attributes["direct"]:
            days = attributes.pop("spells")
            times = [f"{start or '..'}/{end or '..'}" for start, end in days]
            cells = {name: _cell(value) for name, value in {**attributes, "times": times}.items()}
            made.add_edge(_cell(source), _cell(target), key=key, **cells, **({"spells": days} if spells else {}))
    return made


def _cell(value: object) -> str | float:
    if isinstance(value, int | float):
        return value
    text = BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(_CONTROL.sub("\ufffd", text).split())


def node_rows(view: View, part: str) -> list[dict[str, object]]:
    """Return actors as rows of `NODE_COLUMNS`; for the part `direct`, only those with a tie."""
    graph = flat(view, part)
    return [{"id": name, **attributes} for name, attributes in graph.nodes(data=True) if part != "direct" or graph.degree(name)]


def edge_rows(view: View, part: str) -> list[dict[str, object]]:
    """Return ties as rows of `EDGE_COLUMNS`."""
    return [{"source": s, "target": t, **attributes} for s, t, attributes in flat(view, part).edges(data=True)]
