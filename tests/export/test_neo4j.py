"""Neo4j's importer, by its own rules, gets every actor and every tie with unchanged values."""

from __future__ import annotations

import re

import pytest

from graphkit.export import formats
from graphkit.export.flat import NODE_COLUMNS, edge_rows, node_rows
from graphkit.ontology import load_vocabulary
from tests.export import neo4j


@pytest.fixture
def database(any_view):
    return neo4j.imported(*(formats(name)(any_view, "all") for name in ("neo4j-nodes", "neo4j-edges")))


def test_every_actor_is_a_node_with_its_class_as_label(database, any_view):
    rows = {row["id"]: row for row in node_rows(any_view, "all")}
    assert database.nodes == {id_: {"id": id_, "name": row["label"], **{column: row[column] for column in NODE_COLUMNS[3:]}} for id_, row in rows.items()}
    assert database.labels == {id_: [row["kind"]] for id_, row in rows.items()}


def test_every_tie_is_a_relationship_with_its_values(database, any_view):
    rows = edge_rows(any_view, "all")
    assert len(database.relationships) == len(rows)
    for (start, kind, end, properties), row in zip(database.relationships, rows, strict=True):
        assert (start, end) == (row["source"], row["target"])
        assert re.fullmatch("[A-Z_]+", kind)
        assert properties == {name: row[name] for name in properties}
        assert {"id", "label", "status", "polarity", "direct", "weight", "quotes"} <= set(properties)


def test_a_query_by_type_finds_direct_ties_alone(database, any_view):
    """The type of a denied tie was SUPPORTS too, so whoever supports somebody was whoever denies it."""
    families = {relation.family.upper() for relation in load_vocabulary().relations.values() if relation.family}
    plain = [(kind, properties) for _, kind, _, properties in database.relationships if properties["family"].upper() in families]
    assert [properties["direct"] for kind, properties in plain] == [kind in families for kind, _ in plain]
    for kind, properties in plain:
        held = "ENDED" if properties["ended"] else "TO_END" if properties["to_end"] else "DENIED" if properties["polarity"] == "negative" else properties["status"].upper()
        assert properties["direct"] or kind == f"{properties['family'].upper()}_{held}"
        assert properties["sign"] == 0 or properties["polarity"] == "positive"


@pytest.mark.parametrize("nodes,edges", [
    (b"id:ID\na\na\n", b":START_ID,:END_ID,:TYPE\n"),
    (b"id:ID\na\n", b":START_ID,:END_ID,:TYPE\na,b,X\n"),
    (b"id:ID\na\n", b":START_ID,:END_ID,:TYPE\na,a,\n"),
    (b'id:ID,n\na,"one\ntwo"\n', b":START_ID,:END_ID,:TYPE\n"),
    (b"id:ID,n:number\na,1\n", b":START_ID,:END_ID,:TYPE\n"),
])  # fmt: skip
def test_the_rules_refuse_what_the_importer_refuses(nodes, edges):
    """Otherwise the tests above could not fail."""
    with pytest.raises(AssertionError):
        neo4j.imported(nodes, edges)
