"""GEXF validated by the rules of its schema (https://gexf.net/1.3/gexf.xsd), reimplemented, and as shown by Gephi."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from graphkit.export import formats
from graphkit.store import Store
from tests.export.conftest import joins_nodes

G, V = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
# Permitted children of an element, and its attributes; the first group of attributes is required.
RULES = {
    f"{G}gexf": ({f"{G}meta", f"{G}graph"}, {"version"}, {"variant"}),
    f"{G}meta": (set(), set(), {"lastmodifieddate"}),
    f"{G}graph": ({f"{G}attributes", f"{G}nodes", f"{G}edges"}, set(), {"defaultedgetype", "mode", "timeformat", "idtype", "timerepresentation", "start", "end", "name"}),
    f"{G}attributes": ({f"{G}attribute"}, {"class"}, {"mode", "start", "end"}),
    f"{G}attribute": (set(), {"id", "title", "type"}, set()),
    f"{G}nodes": ({f"{G}node"}, set(), {"count"}),
    f"{G}edges": ({f"{G}edge"}, set(), {"count"}),
    f"{G}node": ({f"{G}attvalues", f"{G}spells", f"{V}color", f"{V}position", f"{V}size", f"{V}shape"}, {"id"}, {"label", "start", "end"}),
    f"{G}edge": ({f"{G}attvalues", f"{G}spells", f"{V}color", f"{V}thickness", f"{V}shape"}, {"id", "source", "target"}, {"type", "label", "weight", "kind", "start", "end"}),
    f"{G}attvalues": ({f"{G}attvalue"}, set(), set()),
    f"{G}attvalue": (set(), {"for", "value"}, {"start", "end"}),
    f"{G}spells": ({f"{G}spell"}, set(), set()),
    f"{G}spell": (set(), set(), {"start", "end"}),
    f"{V}color": (set(), {"r", "g", "b"}, {"a"}),
    f"{V}position": (set(), {"x", "y"}, {"z"}),
    f"{V}size": (set(), {"value"}, set()),
}
SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
TYPES = {"long": r"-?\d+", "integer": r"-?\d+", "double": r"[01]\.\d+", "boolean": "true|false|True|False", "string": r"[\s\S]*"}


@pytest.fixture(scope="module")
def root(seed_folder):
    return ET.fromstring(formats("gexf")(Store.open(seed_folder).view(), "all"))


def test_each_element_stands_where_the_schema_lets_it_with_its_attributes(root):
    for parent in root.iter():
        holds, needs, may = RULES[parent.tag]
        assert {child.tag for child in parent} <= holds
        assert needs <= set(parent.attrib) <= needs | may | {SCHEMA}


def test_values_are_of_their_types(root):
    declared = {a.get("id"): a.get("type") for a in root.iter(f"{G}attribute")}
    assert set(declared.values()) <= set(TYPES)
    for value in root.iter(f"{G}attvalue"):
        assert re.fullmatch(TYPES[declared[value.get("for")]], value.get("value"))
    for colour in root.iter(f"{V}color"):
        assert all(0 <= int(colour.get(part)) <= 255 for part in "rgb")
    for spot in root.iter(f"{V}position"):
        assert all(abs(float(spot.get(axis))) < 1e6 for axis in "xyz")


def test_every_edge_joins_two_nodes_and_ids_are_unique(root):
    assert joins_nodes(root, G)


def test_every_actor_has_a_place_of_its_own_a_colour_and_a_camp(root):
    camp = next(a.get("id") for a in root.iter(f"{G}attribute") if a.get("title") == "camp")
    spots, colours = set(), {}
    for node in root.iter(f"{G}node"):
        spot, colour = node.find(f"{V}position"), node.find(f"{V}color")
        spots.add((spot.get("x"), spot.get("y")))
        number = next(int(v.get("value")) for v in node.iter(f"{G}attvalue") if v.get("for") == camp)
        colours.setdefault(number, set()).add(tuple(colour.get(part) for part in "rgb"))
    assert len(spots) == len(list(root.iter(f"{G}node")))
    assert len(colours) > 3
    assert all(len(found) == 1 for found in colours.values())


def test_a_camp_is_one_of_a_conflict(root):
    """No camp spans two wars."""
    ids = {a.get("title"): a.get("id") for a in root.iter(f"{G}attribute")}
    camps = {}
    for node in root.iter(f"{G}node"):
        values = {v.get("for"): v.get("value") for v in node.iter(f"{G}attvalue")}
        camps.setdefault(values[ids["camp"]], set()).add(values[ids["conflict"]])
    assert camps.pop("0") == {""}
    assert len(camps) > 5
    assert all(len(found) == 1 and "" not in found for found in camps.values())


def test_an_actor_is_there_while_one_of_its_ties_is(root):
    """Without that Gephi's timeline shows edges without nodes; an actor with a tie of unknown days is always present."""
    assert root.find(f"{G}graph").get("mode") == "dynamic"

    def days(element):
        return [(date.fromisoformat(s.get("start", "0001-01-01")), date.fromisoformat(s.get("end", "9999-12-31"))) for s in element.iter(f"{G}spell")]

    nodes = {node.get("id"): days(node) for node in root.iter(f"{G}node")}
    for edge in root.iter(f"{G}edge"):
        for end in ("source", "target"):
            there = nodes[edge.get(end)]
            assert not there or days(edge)
            assert all(not there or any(first <= start and stop <= last for first, last in there) for start, stop in days(edge))
    assert any(nodes.values())
