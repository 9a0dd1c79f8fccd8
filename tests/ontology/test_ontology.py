"""The ontology's own example: offsets, the rule, the questions, what the shapes refuse."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Dataset, Graph, Literal, Namespace, URIRef

from graphkit.ontology import GK as GK_IRI
from graphkit.ontology import GKC as GKC_IRI
from graphkit.ontology import NS, REL, load_vocabulary
from graphkit.resources import ontology_dir

FOLDER = ontology_dir()
GK, GKC = Namespace(GK_IRI), Namespace(GKC_IRI)
ID, CLAIM = Namespace(f"{NS}id/"), Namespace(f"{NS}claim/")
RELS = Namespace(REL)
QUERIES = sorted((FOLDER / "queries").glob("q*.rq"))
EXPECTED = json.loads((FOLDER / "queries" / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(FOLDER / "alliance.ttl")


@pytest.fixture(scope="module")
def example():
    return Graph().parse(FOLDER / "example.ttl")


@pytest.fixture(scope="module")
def direct():
    return Graph().parse(FOLDER / "direct.ttl")


def test_quotes_of_the_example_stand_in_their_articles(example):
    for node in example.subjects(RDF.type, GK.Evidence):
        article = example.value(node, GK.inArticle)
        text = (FOLDER / "articles" / f"{str(article).rsplit('/', 1)[1]}.txt").read_text(encoding="utf-8")
        start, end = int(example.value(node, GK.start)), int(example.value(node, GK.end))
        assert text[start:end] == str(example.value(node, GK.quote))
        assert hashlib.sha256(text.encode()).hexdigest() == str(example.value(article, GK.textHash))


def test_the_rule_gives_the_direct_graph(ontology, example, direct):
    rule = (FOLDER / "rules" / "materialize.rq").read_text(encoding="utf-8")
    assert set((ontology + example).query(rule)) == set(direct)


def short(value):
    if value is None:
        return ""
    text = str(value)
    if text.startswith(NS) and "#" in text:
        return text.rsplit("#", 1)[1]
    return text.removeprefix(f"{NS}id/").removeprefix(f"{NS}claim/")


@pytest.fixture(scope="module")
def engines():
    """The example and the ontology in rdflib and in Oxigraph."""
    dataset = Dataset(default_union=True)
    store = pyoxigraph.Store()
    for name, kind, ox in (("example.trig", "trig", pyoxigraph.RdfFormat.TRIG), ("alliance.ttl", "turtle", pyoxigraph.RdfFormat.TURTLE)):
        dataset.parse(FOLDER / name, format=kind)
        store.load(path=str(FOLDER / name), format=ox)
    return dataset, store


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_both_engines_answer_every_question_as_expected(path, engines):
    text = path.read_text(encoding="utf-8")
    dataset, store = engines
    answer = store.query(text, use_default_graph_as_union=True)
    by_oxigraph = sorted([short(row[v].value if row[v] is not None else None) for v in answer.variables] for row in answer)
    by_rdflib = sorted([short(value) for value in row] for row in dataset.query(text))
    assert by_oxigraph == by_rdflib == EXPECTED[path.stem]


def shacl(graph, ontology):
    from pyshacl import validate

    return validate(graph + ontology, shacl_graph=str(FOLDER / "shapes.ttl"), inference="none")


def test_the_example_conforms(ontology, example, direct):
    conforms, _, text = shacl(example + direct, ontology)
    assert conforms, text


def change(claim, predicate, *values):
    def apply(graph):
        graph.remove((CLAIM[claim], predicate, None))
        for value in values:
            graph.add((CLAIM[claim], predicate, value))

    return apply


# What is wrong, where, and how the report says so; each at a place of its own.
BROKEN = {
    "naked edge": (lambda g: g.add((ID.Russia, RELS.supports, ID.Haftar)), ID.Russia, "has no asserted"),
    "self relation": (change("a1-01", GK.object, ID.Turkey), CLAIM["a1-01"], "the same"),
    "abstract predicate": (change("a1-03", GK.predicate, RELS.cooperativeRelation), CLAIM["a1-03"], "abstract"),
    "place as object of support": (change("a1-04", GK.object, ID.Tripoli), CLAIM["a1-04"], "range of the predicate"),
    "asserted by a third party": (change("a1-05", GK.attributedTo, GK.UnnamedSource), CLAIM["a1-05"], "attributed to the publisher"),
    "support type on a meeting": (lambda g: g.add((CLAIM["a2-01"], GK.supportType, GKC.weapons)), CLAIM["a2-01"], "only allowed with"),
    "no status": (change("a1-06", GK.status), CLAIM["a1-06"], "Less than 1"),
    "confidence of two": (change("a1-07", GK.confidence, Literal("2.0", datatype=XSD.decimal)), CLAIM["a1-07"], "Value is not <="),
    "same as another": (lambda g: g.add((ID.Turkey, OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q43"))), ID.Turkey, "owl:sameAs"),
    "a person that is a state": (lambda g: g.add((ID.Haftar, RDF.type, GK.State)), ID.Haftar, "PersonShape"),
}


@pytest.fixture(scope="module")
def refused(ontology, example, direct):
    """What is said of each place of a graph that has all of these."""
    graph = example + direct
    for spoil, _, _ in BROKEN.values():
        spoil(graph)
    conforms, report, _ = shacl(graph, ontology)
    assert not conforms
    said = defaultdict(str)
    for result, where in report.subject_objects(SH.focusNode):
        said[where] += " ".join(map(str, report.objects(result)))
    return said


@pytest.mark.parametrize("name", BROKEN)
def test_the_shapes_refuse(name, refused):
    _, where, message = BROKEN[name]
    assert message in refused[where]


def test_every_relation_has_what_is_printed_of_it():
    vocabulary = load_vocabulary()
    for relation in vocabulary.relations.values():
        assert relation.label
        assert relation.abstract or relation.inverse_label
        assert relation.sign in (-1, 0, 1)


def test_every_term_has_a_label_and_a_definition(ontology):
    terms = {term for term in ontology.subjects(RDF.type) if isinstance(term, URIRef)} - {URIRef(GK_IRI.rstrip("#"))}
    assert [term for term in terms if not (set(ontology.objects(term, RDFS.label)) | set(ontology.objects(term, SKOS.prefLabel)))] == []
    assert [term for term in terms if len(set(ontology.objects(term, SKOS.definition))) != 1] == []


def test_families_are_the_eleven():
    vocabulary = load_vocabulary()
    assert {r.family for r in vocabulary.relations.values()} - {None} == {
        "supports", "allied_with", "cooperates_with", "negotiates_with", "requests", "opposes", "sanctions",
        "attacks", "leads", "member_of", "controls",
    }


def test_support_widens_but_not_into_the_abstract():
    vocabulary = load_vocabulary()
    assert vocabulary.ancestors("supportsMilitarily") == ("supportsMilitarily", "supportsMaterially", "supports")
    assert vocabulary.ancestors("criticizes") == ("criticizes",)
    assert vocabulary.is_a("Government", "Actor")
    assert not vocabulary.is_a("Place", "Actor")


def test_stances_are_marked_in_the_ontology():
    assert {"supports", "opposes", "sanctions", "rejects"} <= load_vocabulary().stances
    assert "attacks" not in load_vocabulary().stances
