"""The rules as queries find what a SHACL engine finds, and what they do not cover is an error."""

from __future__ import annotations

import pyoxigraph
import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import SH

from graphkit.errors import DataError
from graphkit.pipeline import build
from graphkit.query.rule_groups import group_rules
from graphkit.query.shacl import structure_queries
from graphkit.query.validate import _shapes
from graphkit.rdf import ENTITIES, ONTOLOGY, iri
from graphkit.resources import ontology_dir
from graphkit.store import Store
from graphkit.store.view import View


@pytest.fixture(scope="module")
def quads(tmp_path_factory, pipeline):
    folder = tmp_path_factory.mktemp("structure")
    (folder / "a.md").write_text("---\ndate: 2020-01-02\n---\nTurkey may send drones to the Government of National Accord.")
    build([folder / "a.md"], folder / "g", pipeline=pipeline)
    return sorted(Store.open(folder / "g").view()._store, key=str)


@pytest.fixture(scope="module")
def shapes():
    made = _shapes()
    for triple in list(made.triples((None, SH.sparql, None))):
        made.remove(triple)
    return made


def ours(quads, shapes):
    store = pyoxigraph.Store()
    store.extend(quads)
    view = View(store)
    return {str(row[0]) for _, query in structure_queries(shapes) for row in view.query(query, timeout=None)}


def theirs(quads, shapes):
    store = pyoxigraph.Store()
    store.extend(quads)
    data = rdflib.Graph().parse(data=View(store).dump("ntriples"), format="nt")
    data.parse(ontology_dir() / "alliance.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return {str(node) for result in report.objects(None, SH.result) for node in report.objects(result, SH.focusNode)}


def test_what_conforms_breaks_no_rule(quads, shapes):
    assert ours(quads, shapes) == theirs(quads, shapes) == set()


def about(quads, *names):
    return [q for q in quads if q.predicate in {iri(n) for n in names} and q.graph_name != ONTOLOGY]


def changed(quads, name):
    """The graph broken in one way, by name."""
    what, _, prop = name.partition(" ")
    hit = about(quads, prop)
    if what == "without":
        return [q for q in quads if q not in hit]
    if what == "twice":
        more = {"gk:status": iri("gkc:alleged"), "gk:quote": Literal("x" * 700), "gk:textHash": Literal("0" * 64)}
        return [*quads, *(Quad(q.subject, q.predicate, more.get(prop, NamedNode("urn:x")), q.graph_name) for q in hit)]
    wrong = {"text": Literal("x"), "number": Literal(-5), "iri": NamedNode("urn:x"), "day": Literal("soon", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))}[what]
    return [q for q in quads if q not in hit] + [Quad(q.subject, q.predicate, wrong, q.graph_name) for q in hit]


@pytest.mark.parametrize(
    "name",
    [
        "without gk:subject", "without gk:status", "without gk:evidence", "without gk:quote", "without rdfs:label",
        "without gk:textHash", "without dcterms:publisher", "without gk:confidence", "without gk:version", "twice gk:status",
        "twice gk:quote", "twice gk:textHash", "twice gk:inArticle", "text gk:confidence", "number gk:confidence",
        "number gk:start", "text gk:textHash", "iri gk:polarity", "iri gk:supportType", "iri gk:subject", "iri gk:predicate",
        "day gk:publishedOn", "text gk:publishedOn", "text gk:subject", "text gk:quote", "iri gk:actorType", "text gk:iso3166",
    ],
)  # fmt: skip
def test_what_is_broken_is_found_as_a_shacl_engine_finds_it(quads, shapes, name):
    broken = changed(quads, name)
    found = theirs(broken, shapes)
    assert ours(broken, shapes) == found


def test_a_person_is_no_state_and_labels_are_one_a_language(quads, shapes):
    node = iri("graph:Turkey")
    for more in ((iri("rdf:type"), iri("gk:Person")), (iri("rdfs:label"), Literal("Türkiye", language="en")), (iri("owl:sameAs"), iri("graph:GNA"))):
        broken = [*quads, Quad(node, *more, ENTITIES)]
        assert ours(broken, shapes) == theirs(broken, shapes) != set()


@pytest.mark.parametrize(
    "rule",
    ["sh:closed true", "sh:property [ sh:path gk:quote ; sh:equals gk:cue ]", "sh:not [ sh:nodeKind sh:IRI ]", "sh:xone ( [ sh:class gk:Actor ] )"],
)
def test_what_is_not_covered_is_an_error(rule):
    text = f"@prefix sh: <{SH}> . @prefix gk: <https://w3id.org/graphkit/ns#> . gk:S a sh:NodeShape ; sh:targetClass gk:Claim ; {rule} ."
    with pytest.raises(DataError, match="covered"):
        list(structure_queries(rdflib.Graph().parse(data=text)))


def test_rules_of_one_property_are_asked_together_and_none_is_left_out(shapes):
    """Each rule is in one group; the forms of the queries are those that are known there."""
    rules = list(structure_queries(shapes))
    groups = group_rules(rules)
    assert sorted(rule for group in groups for rule in group.rules) == sorted(rules)
    together = [group for group in groups if group.any]
    assert sum(len(group.rules) for group in together) - len(together) > 20
    assert sum(group.once is not None for group in groups) > 20
