"""An update that may affect graphkit's own data is checked first; a second process or a kill leaves nothing behind."""

from __future__ import annotations

import contextlib
import shutil

import pyoxigraph
import pytest

import graphkit
from graphkit.errors import QueryError, StoreError, StoreLocked, UpdateRefused
from graphkit.rdf import DIRECT
from graphkit.store import Store
from graphkit.store.update import LONGEST_UPDATE


@pytest.fixture
def folder(seed_folder, tmp_path):
    shutil.copytree(seed_folder, tmp_path / "g")
    return tmp_path / "g"


@pytest.fixture(scope="module")
def shared(seed_folder, tmp_path_factory):
    """One graph, to which the parametrised updates are applied in order."""
    place = tmp_path_factory.mktemp("amend") / "g"
    shutil.copytree(seed_folder, place)
    return place


def contents(folder):
    return graphkit.Graph.open(folder).export("nquads")


def test_notes_of_ones_own_need_no_trial(folder, monkeypatch):
    monkeypatch.setattr("graphkit.store.update.dry_run", lambda *_: pytest.fail("tried"))
    graphkit.update("INSERT DATA { GRAPH <http://example.org/notes> { graph:Turkey rdfs:comment 'mine' } }", graph=folder)
    assert bool(graphkit.Graph.open(folder).query("ASK { graph:Turkey rdfs:comment 'mine' }"))


def test_a_name_of_an_actor_can_be_corrected(folder):
    change = "DELETE { GRAPH ?g { graph:GNA rdfs:label ?n } } INSERT { GRAPH ?g { graph:GNA rdfs:label 'The accord government' } } WHERE { GRAPH ?g { graph:GNA rdfs:label ?n } }"
    graphkit.update(change, graph=folder)
    names = {actor.id: actor.name for actor in graphkit.Graph.open(folder).actors()}
    assert names["GNA"] == "The accord government"
    assert graphkit.Graph.open(folder).validate() == []


@pytest.mark.parametrize(
    ("update", "changes"),
    [
        ("DELETE WHERE { <urn:x> ?p ?o }", False),
        ("DELETE WHERE { GRAPH ?g { ?c gk:noSuchProperty ?o } }", False),
        ("INSERT DATA { GRAPH <urn:notes> { <urn:a> <urn:b> 1 } }", True),
        ("DELETE { GRAPH <urn:notes> { ?s ?p ?o } } INSERT { GRAPH <urn:notes> { ?s ?p ?o } } WHERE { GRAPH <urn:notes> { ?s ?p ?o } }", False),
        ("DELETE { GRAPH <urn:notes> { ?s ?p 1 } } INSERT { GRAPH <urn:notes> { ?s ?p 2 } } WHERE { GRAPH <urn:notes> { ?s ?p 1 } }", True),
        ("CREATE GRAPH <urn:empty>", True),
        (f"DROP GRAPH {DIRECT}", False),
    ],
)
def test_an_update_says_whether_it_changed_anything(shared, update, changes):
    """The graph is compared before and after: a pattern may match nothing, or the data may already exist."""
    assert graphkit.update(update, graph=shared) is changes
    assert not list(shared.glob(".before-*"))


def test_the_copy_is_gone_afterwards_also_after_a_kill(folder):
    (folder / ".try-left" / "data").mkdir(parents=True)
    (folder / ".try-left" / "data" / "x").write_text("left by a killed process")
    for update in ("DROP GRAPH <https://w3id.org/graphkit/graph/direct>", "DELETE WHERE { GRAPH ?g { ?c gk:subject ?s } }"):
        with contextlib.suppress(UpdateRefused):
            graphkit.update(update, graph=folder)
    assert not list(folder.glob(".try-*"))


def test_dropping_the_direct_triples_brings_them_back(folder):
    before = contents(folder)
    graphkit.update(f"DROP GRAPH {DIRECT}", graph=folder)
    assert contents(folder) == before


def test_a_refusal_names_the_claim_the_rule_and_that_nothing_was_changed(folder):
    before = contents(folder)
    with pytest.raises(UpdateRefused, match=r"https://w3id.org/graphkit/claim/\w+: .*more\); nothing was changed"):
        graphkit.update("DELETE { GRAPH ?g { ?c gk:confidence ?x } } INSERT { GRAPH ?g { ?c gk:confidence 7.5 } } WHERE { GRAPH ?g { ?c gk:confidence ?x } }", graph=folder)
    assert contents(folder) == before


def test_what_was_wrong_before_does_not_hinder_an_update(folder):
    """Only violations caused by the update refuse it, so an invalid graph can be repaired step by step."""
    store = pyoxigraph.Store(str(folder / "data"))
    store.update("INSERT { GRAPH ?g { ?c <https://w3id.org/graphkit/ns#confidence> 9.5 } } WHERE { GRAPH ?g { ?c <https://w3id.org/graphkit/ns#confidence> ?x } }")
    del store
    broken = len(graphkit.Graph.open(folder).validate())
    assert broken
    graphkit.update("INSERT DATA { GRAPH <https://w3id.org/graphkit/graph/entities> { graph:GNA skos:altLabel 'another name' } }", graph=folder)
    assert len(graphkit.Graph.open(folder).validate()) == broken


@pytest.mark.parametrize(
    ("update", "error", "says"),
    [
        ("INSERT", QueryError, "line 1, column 7"),
        ("LOAD <file:///etc/passwd>", QueryError, "is disabled"),
        ("INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER (RAND() > 0.5) }", QueryError, "RAND"),
        ("CREATE GRAPH <a:g> ; CREATE GRAPH <a:g>", QueryError, "already exists"),
        ("#" * (LONGEST_UPDATE + 1), QueryError, "characters"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(folder, update, error, says):
    before = contents(folder)
    with pytest.raises(error, match=says) as caught:
        graphkit.update(update, graph=folder)
    assert "\n" not in str(caught.value)
    assert contents(folder) == before


def test_two_writers(folder):
    with Store.open(folder).writer(), pytest.raises(StoreLocked):
        graphkit.update("CLEAR DEFAULT", graph=folder)


def test_no_graph(tmp_path):
    with pytest.raises(StoreError, match="no graph"):
        graphkit.update("CLEAR DEFAULT", graph=tmp_path / "none")
