"""Every format has the same numbers of actors, ties and claims for the same graph, each read by a third-party reader."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from rdflib import Dataset, URIRef
from rdflib import Graph as RdfGraph

from graphkit import build
from graphkit.export import exporters, formats
from graphkit.export.flat import edge_rows
from graphkit.ontology import load_vocabulary
from graphkit.store import Store

NS = "https://w3id.org/graphkit/ns#"
RDF = {"turtle": "turtle", "ntriples": "nt", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}
# A tie in every network format: its two ends and its number of claims, by relation, status and polarity.
Ties = Counter[tuple[str, ...]]


@pytest.fixture(scope="module")
def view(seed_folder):
    return Store.open(seed_folder).view()


@pytest.fixture(scope="module")
def claims(view):
    """Return the active claims in the store: id, subject, relation, object, status, polarity."""
    return {(c.id, c.subject, c.predicate, c.object, str(c.status), str(c.polarity)) for c in view.claims() if c.lifecycle == "active"}


@pytest.fixture(scope="module")
def ties(claims):
    return Counter(told[1:] for told in claims)


def made(view, name):
    return formats(name)(view, "all")


def of_rows(rows):
    found = Ties()
    for r in rows:
        # Claims about the end have an edge of their own.
        found[str(r["source"]), str(r["predicate"]), str(r["target"]), str(r["status"]), str(r["polarity"])] += int(r["claims"])
    return found


def of_graph(graph):
    return of_rows({"source": s, "target": t, **told} for s, t, told in graph.edges(data=True))


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def sheet(book, name):
    head, *rows = ([cell.value for cell in row] for row in book[name].iter_rows())
    return [dict(zip(head, row, strict=True)) for row in rows]


def of_dot(data):
    graph = {"nodes": set(), "rows": []}
    for line in data.decode().splitlines():
        told = dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', line))
        if edge := re.match(r'  "([^"]*)" -> "([^"]*)"', line):
            graph["rows"].append({"source": edge[1], "target": edge[2], **told})
        elif node := re.match(r'  "([^"]*)" \[', line):
            graph["nodes"].add(node[1])
    return graph["nodes"], of_rows(graph["rows"])


NETWORKS = {
    "graphml": lambda view: (lambda g: (set(g.nodes), of_graph(g)))(nx.read_graphml(io.BytesIO(made(view, "graphml")), force_multigraph=True)),
    "gexf": lambda view: (lambda g: (set(g.nodes), of_graph(g)))(nx.read_gexf(io.BytesIO(made(view, "gexf")), version="1.3")),
    "cytoscape": lambda view: (lambda g: (set(g.nodes), of_graph(g)))(nx.cytoscape_graph(json.loads(made(view, "cytoscape")))),
    "csv": lambda view: ({r["id"] for r in table(made(view, "nodes-csv"))}, of_rows(table(made(view, "edges-csv")))),
    "parquet": lambda view: (
        set(pd.read_parquet(io.BytesIO(made(view, "nodes-parquet")))["id"]), of_rows(pd.read_parquet(io.BytesIO(made(view, "edges-parquet"))).to_dict("records"))
    ),
    "xlsx": lambda view: (lambda b: ({r["id"] for r in sheet(b, "nodes")}, of_rows(sheet(b, "edges"))))(openpyxl.load_workbook(io.BytesIO(made(view, "xlsx")))),
    "neo4j": lambda view: (
        {r["id:ID"] for r in table(made(view, "neo4j-nodes"))},
        of_rows({**r, "source": r[":START_ID"], "target": r[":END_ID"], "claims": r["claims:int"]} for r in table(made(view, "neo4j-edges"))),
    ),
    "dot": lambda view: of_dot(made(view, "dot")),
}


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_networks_have_the_same_actors_and_ties(view, name, ties):
    nodes, found = NETWORKS[name](view)
    assert found == ties
    assert nodes == NETWORKS["csv"](view)[0]
    assert {end for tie in ties for end in (tie[0], tie[2])} <= nodes


def test_the_direct_part_is_the_direct_graph(tmp_path):
    """Ties that have ended, are alleged, denied or below the confidence threshold are in neither; dated ones are in both."""
    rows = tmp_path / "rows.jsonl"
    texts = ["Russia attacked Ukraine on Tuesday.", "Egypt may arm Haftar.", "Turkey supported Qatar until 2018.", "Iran backs Hezbollah.", "Turkey denied arming Azerbaijan.", "France met Germany in Paris."]
    rows.write_text("".join(json.dumps({"id": n, "outlet": "C", "date": "2024-05-15", "text": text}) + "\n" for n, text in enumerate(texts)))
    build(rows, graph=tmp_path / "g")
    view = Store.open(tmp_path / "g").view()
    vocabulary = load_vocabulary()
    said = set()
    for row in edge_rows(view, "direct"):
        for name in vocabulary.ancestors(row["predicate"]):
            said |= {(row["source"], name, row["target"])} | ({(row["target"], name, row["source"])} if vocabulary.relation(name).symmetric else set())
    direct = {tuple(re.split("[/#]", str(term))[-1] for term in triple) for triple in RdfGraph().parse(data=formats("ntriples")(view, "direct"), format="nt")}
    assert said == {triple for triple in direct if triple[1] in vocabulary.relations}
    assert ("Russia", "attacks", "Ukraine") in said
    assert {row["target"] for row in edge_rows(view, "all") if not row["direct"]} >= {"Haftar", "Azerbaijan"}
    assert all(not row["direct"] for row in edge_rows(view, "all") if row["ended"])


def test_mermaid_has_as_many_ties_and_claims(view, ties):
    arrows = re.findall(r'\|"([^"]*)"\|', made(view, "mermaid").decode())
    assert len(arrows) == len(edge_rows(view, "all"))
    assert sum(int(re.search(r"(\d+) claims?$", told)[1]) for told in arrows) == sum(ties.values())


@pytest.mark.parametrize("name", sorted(RDF))
def test_rdf_has_the_same_claims(view, name, claims):
    """All active claims of the file, with their ends, relation, status and polarity."""
    read = Dataset(default_union=True).parse(data=made(view, name), format=RDF[name])
    rows = read.query(
        f"SELECT DISTINCT ?c ?s ?p ?o ?t ?y {{ ?c a <{NS}Claim> ; <{NS}subject> ?s ; <{NS}predicate> ?p ; <{NS}object> ?o ; <{NS}status> ?t ; "
        f"<{NS}polarity> ?y ; <{NS}lifecycle> <https://w3id.org/graphkit/scheme#active> }}"
    )
    assert {tuple(re.split("[/#]", str(term))[-1] for term in row) for row in rows} == {tuple(map(_quoted, told)) for told in claims}


def _quoted(name):
    from urllib.parse import quote

    return quote(name, safe="-_.~")


@pytest.mark.skipif(shutil.which("rapper") is None, reason="Debian's raptor2-utils is not installed")
@pytest.mark.parametrize(("name", "syntax"), [("turtle", "turtle"), ("ntriples", "ntriples"), ("rdfxml", "rdfxml"), ("trig", "trig"), ("nquads", "nquads"), ("grasp", "turtle"), ("webannotation", "turtle")])
def test_raptor_reads_the_same_triples(view, name, syntax):
    data = made(view, name)
    read = subprocess.run(["rapper", "-q", "-i", syntax, "-o", "ntriples", "-", "urn:base"], input=data, capture_output=True, check=False)
    assert (read.returncode, read.stderr) == (0, b"")
    ours = RdfGraph().parse(data=made(view, "ntriples"), format="nt") if name in RDF else RdfGraph().parse(data=data, format="turtle")
    assert len({line for line in read.stdout.splitlines() if line}) == len(ours)


def test_tables_of_claims_have_every_claim_and_quote(view, claims):
    quotes = Counter(c.evidence[0].quote for c in view.claims() if c.lifecycle == "active")
    book = openpyxl.load_workbook(io.BytesIO(made(view, "xlsx")))
    for rows in (table(made(view, "claims-csv")), sheet(book, "claims")):
        assert len(rows) == len(claims)
        assert Counter(row["quote"] for row in rows) == quotes
    notes = RdfGraph().parse(data=made(view, "webannotation"), format="turtle")
    assert {str(o) for o in notes.objects(None, URIRef("http://www.w3.org/ns/oa#exact"))} == {e.quote for c in view.claims() for e in c.evidence}


def test_no_format_is_left_out():
    """A new exporter of ours is counted here too."""
    counted = {"graphml", "gexf", "cytoscape", "xlsx", "dot", "mermaid", "claims-csv", "grasp", "webannotation", *RDF}
    counted |= {f"{what}-{kind}" for what in ("nodes", "edges") for kind in ("csv", "parquet")} | {"neo4j-nodes", "neo4j-edges"}
    assert counted == set(exporters())
