"""GraphML validated by the rules of its schema (http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd), reimplemented."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from graphkit.export import formats
from tests.export.conftest import joins_nodes

G = "{http://graphml.graphdrawing.org/xmlns}"
# Permitted children of an element, its required attributes, and its optional ones.
RULES = {
    f"{G}graphml": ({f"{G}key", f"{G}graph"}, set(), set()),
    f"{G}key": ({f"{G}default"}, {"id", "for"}, {"attr.name", "attr.type"}),
    f"{G}graph": ({f"{G}node", f"{G}edge"}, {"edgedefault"}, {"id"}),
    f"{G}node": ({f"{G}data"}, {"id"}, set()),
    f"{G}edge": ({f"{G}data"}, {"source", "target"}, {"id", "directed"}),
    f"{G}data": (set(), {"key"}, {"id"}),
}
SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
TYPES = {"boolean": "true|false", "int": r"-?\d{1,10}", "long": r"-?\d+", "float": r"-?[\d.]+", "double": r"-?[\d.]+", "string": r"[\s\S]*"}


@pytest.fixture
def root(any_view):
    return ET.fromstring(formats("graphml")(any_view, "all"))


def test_each_element_stands_where_the_schema_lets_it_with_its_attributes(root):
    for parent in root.iter():
        holds, needs, may = RULES[parent.tag]
        assert {child.tag for child in parent} <= holds
        assert needs <= set(parent.attrib) <= needs | may | {SCHEMA}
    [graph] = root.findall(f"{G}graph")
    assert graph.get("edgedefault") in ("directed", "undirected")


def test_keys_are_declared_once_for_their_elements_and_values_are_of_their_types(root):
    keys = {key.get("id"): key for key in root.iter(f"{G}key")}
    assert len(keys) == len(root.findall(f"{G}key")) > 0
    for key in keys.values():
        assert re.fullmatch(r"[\w.:-]+", key.get("id")), "not an NMTOKEN"
        assert key.get("for") in ("node", "edge")
        assert key.get("attr.type") in TYPES
    for name in ("node", "edge"):
        for element in root.iter(f"{G}{name}"):
            told = [data.get("key") for data in element.findall(f"{G}data")]
            assert len(set(told)) == len(told)
            for data in element.findall(f"{G}data"):
                assert keys[data.get("key")].get("for") == name
                assert re.fullmatch(TYPES[keys[data.get("key")].get("attr.type")], data.text or "")


def test_every_edge_joins_two_nodes_and_ids_are_unique(root):
    assert joins_nodes(root, G)
