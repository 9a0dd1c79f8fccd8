"""Gephi 0.10's import of a graph file, modelled from its source.

The rules are those of its `ImporterGraphML`, `ImporterGEXF`, `ImportEdgesProcess` (CSV) and
`ImportContainerImpl`:

- the first edge with an id is kept, later ones are dropped with a warning;
- if the file declares directed edges, an undirected one is dropped, and vice versa;
- a weight of zero drops the edge;
- parallel edges of one direction and kind are merged into one, and their weights
  are added, unless the user of the dialogue chooses otherwise; only GEXF and CSV have kinds;
- an attribute named d3 or d7 is the label of a node or an edge, whatever it holds;
- a spell must not overlap with another of the same edge, and its first day is not after its last.
"""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date


@dataclass
class Edge:
    id: str
    source: str
    target: str
    kind: str | None = None
    weight: float = 1.0
    label: str = ""
    undirected: bool = False
    told: dict[str, str] = field(default_factory=dict)
    spells: list[tuple[str | None, str | None]] = field(default_factory=list)


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def found(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if local(element) == name]


def of_graphml(data: bytes) -> tuple[bool, list[Edge]]:
    root = ET.fromstring(data)
    names = {key.get("id"): (key.get("for"), key.get("attr.name")) for key in found(root, "key")}
    made = []
    for edge in found(root, "edge"):
        told = {}
        for value in found(edge, "data"):
            label = value.get("key") == "d7" or names[value.get("key")][1] in ("label", "edgelabel", "d7")
            told["label" if label else names[value.get("key")][1]] = value.text or ""
        made.append(
            Edge(edge.get("id"), edge.get("source"), edge.get("target"), None, float(told.get("weight", 1)), told.get("label", ""), edge.get("directed") == "false", told)
        )
    return found(root, "graph")[0].get("edgedefault") == "directed", made


def of_gexf(data: bytes) -> tuple[bool, list[Edge]]:
    root = ET.fromstring(data)
    assert root.get("version") in ("1.0", "1.1", "1.2", "1.3")
    (graph,) = found(root, "graph")
    assert graph.get("timeformat") in (None, "date")
    names = {a.get("id"): a.get("title") for group in found(root, "attributes") if group.get("class") == "edge" for a in found(group, "attribute")}
    made = []
    for edge in found(root, "edge"):
        told = {names[value.get("for")]: value.get("value") for value in found(edge, "attvalue")}
        spells = [(spell.get("start"), spell.get("end")) for spell in found(edge, "spell")]
        made.append(
            Edge(
                edge.get("id"), edge.get("source"), edge.get("target"), edge.get("kind"), float(edge.get("weight", 1)), edge.get("label", ""), edge.get("type") == "undirected", told, spells
            )
        )
    return graph.get("defaultedgetype") == "directed", made


def of_csv(data: bytes) -> tuple[bool, list[Edge]]:
    made = []
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"))):
        told = {name.lower(): value for name, value in row.items()}
        made.append(
            Edge(told["id"], told["source"], told["target"], told["kind"], float(told["weight"]), told["label"], told.get("type", "").lower() == "undirected", row)
        )
    return False, made


@dataclass
class Container:
    """The edges that Gephi shows; each with all edges merged into it."""

    edges: list[list[Edge]]
    dropped: list[Edge]


def imported(directed: bool, edges: list[Edge], *, merge: bool = True) -> Container:
    kept: dict[str, Edge] = {}
    dropped = []
    for edge in edges:
        if edge.id in kept or (directed and edge.undirected) or edge.weight == 0:
            dropped.append(edge)
        else:
            kept[edge.id] = edge
            checked(edge)
    groups: dict[object, list[Edge]] = defaultdict(list)
    for edge in kept.values():
        groups[(edge.source, edge.target, edge.kind) if merge else edge.id].append(edge)
    return Container(list(groups.values()), dropped)


def checked(edge: Edge) -> None:
    before = None
    for start, end in edge.spells:
        first, last = (date.fromisoformat(start) if start else date.min), (date.fromisoformat(end) if end else date.max)
        assert start or end
        assert first <= last
        assert before is None or before < first
        before = last
