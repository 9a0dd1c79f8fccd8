"""A check in parts finds what a check of the whole finds, and one of what changed never passes over what was not checked."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pyoxigraph
import pytest
from pyoxigraph import Quad

from benchmarks import made
from graphkit.api import import_rdf
from graphkit.model import Lifecycle, TimeSpan
from graphkit.query.validate import Violation, _constraints, _rules, _structure, validate, validate_changed
from graphkit.rdf import ARTICLE_GRAPH, DIRECT, ENTITIES, META, actor_node, iri
from graphkit.store import Store
from graphkit.store.partitions import UNREAD_PROPERTY
from tests.query.test_shacl import changed, quads  # noqa: F401  # The second is a fixture.

NAMES = [f"Actor{number}" for number in range(12)]


def nothing(*_):
    """A check of updates that lets everything pass."""
    return ()


def whole(view):
    """The rules asked of the whole graph at once."""
    return sorted({*_structure(view), *_constraints(view)})


@pytest.fixture
def folder(tmp_path):
    """A graph of four articles that conforms, and is known to."""
    dice = random.Random(1)
    with Store.open(tmp_path / "g", create=True).writer(texts=False) as writer:
        for number in range(4):
            writer.add(made.record(f"a{number}", dice, NAMES))
    found = validate_changed(Store.open(tmp_path / "g").view())
    assert (found.violations, found.checked, found.articles, found.kept) == ((), 4, 4, True)
    return tmp_path / "g"


def check(folder):
    """What a check of what changed finds, which is what one of everything finds: its violations, and how many articles it read."""
    view = Store.open(folder).view()
    found = validate_changed(view)
    assert list(found.violations) == whole(view) == validate(view)
    return found.violations, found.checked


def graph_of(folder, number=0):
    """IRI of an article's graph, and its lines."""
    view = Store.open(folder).view()
    name = f"{ARTICLE_GRAPH}{view.article_keys()[number]}"
    return name, view.lines(name)


def put(folder, name, lines):
    with Store.open(folder).writer() as writer:
        writer.put(name, [("".join(lines), "ntriples")], replace=True, check=nothing)


@pytest.mark.parametrize(
    "name",
    [
        "without gk:cue", "without gk:textHash", "without dcterms:publisher", "without prov:wasGeneratedBy", "without gk:inArticle", "without rdfs:label",
        "twice gk:textHash", "twice gk:inArticle", "twice gk:statedIn", "twice gk:iso3166", "number gk:confidence", "iri gk:attributedTo", "text gk:version",
    ],
)  # fmt: skip
def test_in_parts_as_a_whole(quads, name, tmp_path):  # noqa: F811  # The fixture.
    """A graph that is broken in one way."""
    dump = tmp_path / "g.nq"
    dump.write_text("".join(f"{quad} .\n" for quad in changed(quads, name)))
    import_rdf(dump, graph=tmp_path / "g", trust=True)
    view = Store.open(tmp_path / "g").view()
    assert validate(view) == whole(view) != []


def test_what_did_not_change_is_not_read_again(folder):
    """Until something is added, retracted or said of another article."""
    assert check(folder) == ((), 0)
    with Store.open(folder).writer(texts=False) as writer:
        writer.add(made.record("new", random.Random(2), NAMES))
    assert check(folder) == ((), 1)
    claim = next(Store.open(folder).view().claims())
    with Store.open(folder).writer() as writer:
        writer.retract(claim.id, "withdrawn", date(2024, 1, 1))
    assert check(folder) == ((), 1)
    assert check(folder) == ((), 0)
    assert validate_changed(Store.open(folder).view(), everything=True).checked == 5


def test_what_is_wrong_stays_so_until_it_is_mended(folder):
    """The article that breaks a rule is read every time."""
    name, lines = graph_of(folder)
    put(folder, name, [line.replace('1.0"', '1.0"') for line in lines if "#textHash>" not in line])
    found, read = check(folder)
    assert [violation.message for violation in found] == ["textHash: minCount 1"]
    assert read == 1
    assert check(folder) == (found, 1)
    put(folder, name, lines)
    assert check(folder) == ((), 1)
    assert check(folder) == ((), 0)


def test_what_is_said_of_an_actor_concerns_the_articles_that_name_it(folder):
    """An actor that becomes a place: its claims stand in articles that nobody wrote to."""
    view = Store.open(folder).view()
    claim = next(view.claims())
    naming = {each.article for each in view.claims() if claim.subject in (each.subject, each.object, each.attributed_to)}
    lines = view.lines(ENTITIES.value)
    put(folder, ENTITIES.value, [line.replace("ns#Actor>", "ns#Place>") if f"/{claim.subject}> " in line else line for line in lines])
    found, read = check(folder)
    assert {violation.message for violation in found} >= {"subject: class Actor"}
    assert read == len(naming)
    put(folder, ENTITIES.value, lines)
    assert check(folder) == ((), len(naming))


def test_a_direct_triple_without_a_claim_is_found(folder):
    """Once it is found it is looked for every time, until it is gone."""
    quad = Quad(actor_node(NAMES[1]), iri("rel:sanctions"), actor_node("Nobody"), DIRECT)
    store = pyoxigraph.Store(str(folder / "data"))
    store.add(quad)
    store.flush()
    del store
    found = validate_changed(Store.open(folder).view(), everything=True)
    assert found.violations == (Violation(quad.subject.value, f"direct triple {quad.predicate.value} {quad.object.value} has no asserted, active claim"),)
    assert check(folder) == (found.violations, 0)
    with Store.open(folder).writer() as writer:
        assert writer.mend() == (0, 1)
    assert check(folder)[0] == ()


def test_an_end_that_a_later_article_states_concerns_the_pair(folder):
    """The direct triple of another article's claim goes; both are compared."""
    claim = next(c for c in Store.open(folder).view().claims() if c.predicate == "supports" and c.status == "asserted" and c.polarity == "positive")
    record = made.record("later", random.Random(3), [claim.subject, claim.object])
    ended = replace(record.claims[0], subject=claim.subject, object=claim.object, predicate="supports", status=claim.status, polarity=claim.polarity, cue=None, valid=TimeSpan(ended=True))
    document = replace(record.document, published=date(2030, 1, 1))
    with Store.open(folder).writer(texts=False) as writer:
        writer.add(replace(record, document=document, claims=(replace(ended, article=document.key, lifecycle=Lifecycle.ACTIVE),)))
    assert check(folder) == ((), 1)


def test_what_is_written_while_it_is_checked_stays_to_be_checked(folder):
    """The check is of the state that was opened; the note of a later transaction is not taken out."""
    view = Store.open(folder).view()
    with Store.open(folder).writer(texts=False) as writer:
        writer.add(made.record("meanwhile", random.Random(4), NAMES))
    assert validate_changed(view).checked == 0
    assert check(folder) == ((), 1)
    view = Store.open(folder).view()
    with Store.open(folder).writer(texts=False) as writer:
        writer.add(made.record("again", random.Random(5), NAMES))
    assert not validate_changed(view, everything=True).kept
    assert check(folder) == ((), 1)


def test_a_graph_of_which_nothing_is_known_is_checked_whole(folder):
    """After an update that may have reached anything, and where the rules are those of another version."""
    with Store.open(folder).writer() as writer:
        writer.update("PREFIX gk: <https://w3id.org/graphkit/ns#> DELETE WHERE { GRAPH ?g { ?s gk:textHash ?o } }", check=nothing)
    found, read = check(folder)
    assert (len(found), read) == (4, 4)


def test_a_graph_that_speaks_of_an_article_elsewhere_is_checked_whole(folder):
    """What somebody's own graph says of a claim counts as what the claim says; it is found, and nothing is kept."""
    claim = next(Store.open(folder).view().claims())
    put(folder, "urn:own", [f"<https://w3id.org/graphkit/claim/{claim.id}> {iri('gk:status')} {iri('gkc:probable')} .\n"])
    found, read = check(folder)
    assert any(violation.message == "status: maxCount 1" for violation in found)
    assert read == 4
    assert not validate_changed(Store.open(folder).view()).kept


def test_a_graph_in_the_place_of_an_articles_graph_is_found(folder):
    """As many graphs as before, written past graphkit."""
    name, _ = graph_of(folder)
    data = pyoxigraph.Store(str(folder / "data"))
    data.remove_graph(pyoxigraph.NamedNode(name))
    data.add(Quad(*map(pyoxigraph.NamedNode, ("urn:a", "urn:b", "urn:c", "urn:graph"))))
    data.flush()
    del data
    view = Store.open(folder).view()
    assert "urn:graph" in {graph.value for graph in view._store.named_graphs()}
    assert list(validate_changed(view).violations) == whole(view) == validate(view)


def test_no_rule_asks_of_which_article_a_graph_is():
    """So that what says so, of each article, need not be read."""
    assert not [message for message, query in _rules() if UNREAD_PROPERTY.value in query or "prov:wasDerivedFrom" in query]


def test_what_is_described_in_a_graph_of_ones_own_is_checked(folder):
    """Such a graph is found although the index, which knows the articles, does not name it; so is a program without a version."""
    put(folder, "urn:own", [f"{actor_node('Somebody')} {iri('rdf:type')} {iri('gk:Actor')} .\n"])
    found, read = check(folder)
    assert ([violation.message for violation in found], read) == (["needs a label, one per language"], 0)
    lines = Store.open(folder).view().lines(META.value)
    put(folder, META.value, [line for line in lines if "ns#version>" not in line])
    assert "version: minCount 1" in {violation.message for violation in check(folder)[0]}
