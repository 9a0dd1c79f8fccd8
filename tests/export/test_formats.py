"""Every export has sign, status, days, counts and quotes, can be read back, and executes no foreign code."""

from __future__ import annotations

import csv
import io
import json
import re

import networkx as nx
import pytest
from rdflib import Graph as RdfGraph

from graphkit import Graph
from graphkit.errors import UsageError
from graphkit.export import exporters, formats
from graphkit.export.flat import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, flat, node_rows
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence
from graphkit.store import Store


@pytest.mark.parametrize("name", sorted(exporters()))
def test_the_same_graph_gives_the_same_bytes(any_view, name):
    made = formats(name)(any_view, "all")
    assert made
    assert made == formats(name)(any_view, "all")
    assert exporters()[name].__doc__


def same(read, given):
    """Whether a graph that was read back has the nodes and edges of the exported one."""
    def edges(graph):
        return sorted((s, t, str(told["predicate"]), str(told["status"]), int(told["sign"]), told["quotes"]) for s, t, told in graph.edges(data=True))

    return set(read.nodes) == set(given.nodes) and edges(read) == edges(given)


def test_graphml_is_read_back(any_view):
    read = nx.read_graphml(io.BytesIO(formats("graphml")(any_view, "all")), force_multigraph=True)
    assert same(read, flat(any_view, "all"))
    assert {told["label"] for _, told in read.nodes(data=True)} == {row["label"] for row in node_rows(any_view, "all")}


def test_gexf_is_read_back(any_view):
    made = formats("gexf")(any_view, "all")
    assert b"lastmodified" not in made
    read = nx.read_gexf(io.BytesIO(made))
    assert same(read, flat(any_view, "all"))


def test_cytoscape_json_has_every_node_and_edge(any_view):
    told = json.loads(formats("cytoscape")(any_view, "all"))
    assert [n["data"]["id"] for n in told["elements"]["nodes"]] == [r["id"] for r in node_rows(any_view, "all")]
    for edge, row in zip(told["elements"]["edges"], edge_rows(any_view, "all"), strict=True):
        assert {key: edge["data"][key] for key in row} == row
    ids = [element["data"]["id"] for kind in ("nodes", "edges") for element in told["elements"][kind]]
    assert len(set(ids)) == len(ids)
    assert same(nx.cytoscape_graph(told), flat(any_view, "all"))


def test_tables_have_a_header_and_a_row_each(any_view):
    nodes = list(csv.DictReader(io.StringIO(formats("nodes-csv")(any_view, "all").decode())))
    edges = list(csv.DictReader(io.StringIO(formats("edges-csv")(any_view, "all").decode())))
    assert tuple(nodes[0]) == NODE_COLUMNS
    assert tuple(edges[0]) == EDGE_COLUMNS
    assert [r["predicate"] for r in edges] == [r["predicate"] for r in edge_rows(any_view, "all")]
    assert {r["source"] for r in edges} | {r["target"] for r in edges} <= {r["id"] for r in nodes}


def test_claims_and_other_tables_are_joined_by_ids_not_names(view):
    """A state and its territory have one name, so joining claims and actors by name doubled rows."""
    nodes, claims = ({r["id"]: r for r in node_rows(view, "all")}, list(csv.DictReader(io.StringIO(formats("claims-csv")(view, "all").decode()))))
    assert [(nodes[r["subject_id"]]["label"], nodes[r["object_id"]]["label"]) for r in claims] == [(r["subject"], r["object"]) for r in claims]
    assert (nodes["Turkey"]["iso3"], nodes["Turkey"]["wikidata"], nodes["Haftar"]["iso3"]) == ("TUR", "Q43", "")


def strings_of(text):
    """Return a DOT or Mermaid text without its quoted strings, and those strings."""
    found = re.findall(r'"(?:[^"\\]|\\.)*"', text)
    return re.sub(r'"(?:[^"\\]|\\.)*"', "S", text), found


def test_dot_is_nodes_and_edges_and_nothing_else(any_view):
    bare, strings = strings_of(formats("dot")(any_view, "all").decode())
    lines = bare.splitlines()
    assert lines[0] == "digraph alliances {"
    assert lines[-1] == "}"
    for line in lines[2:-1]:
        assert re.fullmatch(r"  S(?: -> S)? \[(?:\w+=S(?:, )?)+\];", line), line
    assert sum(" -> " in line for line in lines) == len(edge_rows(any_view, "all"))
    assert any("solid" in s for s in strings)


def test_mermaid_is_nodes_and_edges_and_nothing_else(any_view):
    bare, strings = strings_of(formats("mermaid")(any_view, "all").decode())
    for line in bare.splitlines()[1:]:
        assert re.fullmatch(r"  n\d+(?:\[S\]| (?:==[>=]|-\.->?)\|S\| n\d+)", line), line
    assert not any(ch in s[1:-1] for s in strings for ch in '"<>[]{}`\\|&')


def test_parquet_and_dataframes(any_view, tmp_path):
    pandas = pytest.importorskip("pandas")
    for name, rows in (("nodes", node_rows(any_view, "all")), ("edges", edge_rows(any_view, "all"))):
        read = pandas.read_parquet(io.BytesIO(formats(f"{name}-parquet")(any_view, "all")))
        assert len(read) == len(rows)
        assert list(read["label" if name == "nodes" else "quotes"]) == [r["label" if name == "nodes" else "quotes"] for r in rows]


def test_dataframes_from_python(seed_folder):
    pytest.importorskip("pandas")
    graph = Graph.open(seed_folder)
    claims = graph.to_pandas("claims")
    assert set(claims["relation"]) >= {"supports", "attacks"}
    assert len(graph.to_pandas("edges", part="direct")) < len(graph.to_pandas("edges"))
    assert list(graph.to_pandas("nodes").columns) == list(NODE_COLUMNS)
    with pytest.raises(UsageError, match="known: claims, edges, nodes"):
        graph.to_pandas("friends")


def test_the_direct_part_has_plain_ties_only(view):
    rows = edge_rows(view, "direct")
    assert rows
    assert {(r["status"], r["polarity"]) for r in rows} <= {("asserted", "positive"), ("declared", "positive")}
    assert len(node_rows(view, "direct")) < len(node_rows(view, "all"))


def test_other_vocabularies_hold_every_quote(view):
    quotes = {e.quote for c in view.claims() for e in c.evidence}
    notes = RdfGraph().parse(data=formats("webannotation")(view, "all"), format="turtle")
    exact = {str(row[0]) for row in notes.query("SELECT ?q { ?s <http://www.w3.org/ns/oa#exact> ?q }")}
    assert exact == quotes
    grasp = RdfGraph().parse(data=formats("grasp")(view, "all"), format="turtle")
    assert len(set(grasp.subjects(predicate=None))) > len(quotes)


def test_no_control_character_leaves(hostile):
    for name in ("graphml", "gexf", "dot", "mermaid", "edges-csv", "neo4j-edges"):
        assert b"\x01" not in formats(name)(hostile, "all"), name


def test_a_tie_of_uncertain_claims_alone_is_marked(tmp_path):
    """It looked as firm as any other, though it counts in no analysis."""
    text = "Mali backs Niger."
    document = Document("d", text)
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        claim = Claim(document.key, "Mali", "supports", "Niger", "Mali", "Niger", (Evidence(0, len(text), text),), confidence=0.42)
        writer.add(ArticleRecord(document, (Actor("Mali", "Mali"), Actor("Niger", "Niger")), (claim,)))
    [edge] = edge_rows(store.view(), "all")
    assert (edge["label"], edge["confidence"]) == ("supports (asserted, uncertain)", 0.42)
    assert b'style="dotted"' in formats("dot")(store.view(), "all")
    assert b"-.->" in formats("mermaid")(store.view(), "all")
