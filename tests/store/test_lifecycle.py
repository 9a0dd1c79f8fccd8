"""Versions and retractions: nothing is deleted, and the direct triples always match the claims."""

from __future__ import annotations

from datetime import date

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.decisions import Replay
from graphkit.errors import StoreLocked, UnknownName
from graphkit.model import (
    Act,
    Actor,
    ArticleRecord,
    Claim,
    Decision,
    Document,
    Evidence,
    Lifecycle,
    Polarity,
    Status,
)
from graphkit.query import validate
from graphkit.rdf import DIRECT, actor_node, record_quads, relation_node
from graphkit.store import Bundle, Store, load
from tests.conftest import examples

DAY = date(2026, 1, 2)
FIRST = "Egypt backs Khalifa Haftar. Turkey supports the Government of National Accord."
SECOND = "Egypt backs Khalifa Haftar. Turkey condemned Egypt."


def edge(store, subject, relation, object_):
    quad = pyoxigraph.Quad(actor_node(subject), relation_node(relation), actor_node(object_), DIRECT)
    return quad in store.view()._store


@pytest.fixture
def store(tmp_path):
    return Store.open(tmp_path / "g", create=True)


def add(store, *records):
    with store.writer() as writer:
        for record in records:
            writer.add(record)


def add_version(store, record, **more):
    """Add the second text as a version of the first, or as the keywords say."""
    with store.writer() as writer:
        writer.add(record(FIRST))
        writer.add(record(SECOND), **(more or {"earlier": [record(FIRST).document.key]}))
        return writer.replaced


def test_a_new_version_supersedes_the_old_and_keeps_it(store, record):
    assert add_version(store, record) == 1
    view = store.view()
    assert len(view.article_keys()) == 2
    states = {c.lifecycle for c in view.claims() if c.article == record(FIRST).document.key}
    assert states == {Lifecycle.SUPERSEDED}
    assert edge(store, "Egypt", "supports", "Haftar")
    assert not edge(store, "Turkey", "supports", "GNA")
    assert view.drift() == (0, 0)
    assert validate(view) == []


def test_two_articles_of_one_name_outlet_and_day_are_no_versions(store, record):
    """The store replaces nothing on its own: versions are detected by their texts."""
    add(store, record(FIRST), record(SECOND))
    assert {c.lifecycle for c in store.view().claims()} == {Lifecycle.ACTIVE}


def test_a_version_that_is_older_than_what_is_here_makes_no_ties(store, record):
    assert add_version(store, record, later=["0123456789abcdef", record(FIRST).document.key]) == 0  # it is no new version
    view = store.view()
    assert {c.lifecycle for c in view.claims_in(record(SECOND).document.key)} == {Lifecycle.SUPERSEDED}
    assert not edge(store, "Turkey", "criticizes", "Egypt")
    assert edge(store, "Turkey", "supports", "GNA")
    assert view.replaced() == [(record(SECOND).document.key, record(FIRST).document.key)]
    assert view.drift() == (0, 0)


def test_versions_that_are_not_here_are_left_alone(store, record):
    assert add_version(store, record, earlier=["0123456789abcdef"]) == 0
    assert store.view().replaced() == []


@pytest.mark.parametrize("corrected", [False, True])
def test_a_replaced_article_comes_back_as_the_decisions_leave_it(store, record, corrected):
    """Claims that the user has corrected or rejected since then do not come back as they were read."""
    first, second = record(FIRST), record(SECOND)
    backs = next(c for c in first.claims if c.subject == "Egypt")
    add(store, first)
    with store.writer() as writer:
        if corrected:
            writer.apply_decision(Decision(Act.REJECT, backs.id, on=DAY))
        writer.add(second, earlier=[first.document.key])
        keep = Decision(Act.KEEP, first.document.key)
        writer.apply_decision(keep)
        writer.apply_decision(keep)
        with pytest.raises(UnknownName, match="not replaced"):
            writer.apply_decision(Decision(Act.KEEP, second.document.key))
        assert writer.add(record(f"{FIRST} More."), earlier=[first.document.key, second.document.key])
    view = store.view()
    assert view.replaced() == [(second.document.key, record(f"{FIRST} More.").document.key)]
    states = {c.id: c.lifecycle for c in view.claims_in(first.document.key)}
    assert states[backs.id] is (Lifecycle.RETRACTED if corrected else Lifecycle.ACTIVE)
    assert edge(store, "Turkey", "supports", "GNA")
    assert view.drift() == (0, 0)
    assert validate(view) == []


def test_a_merge_decided_meanwhile_holds_for_what_comes_back(store, record):
    first, second = record(FIRST), record(SECOND)
    merge = Decision(Act.MERGE, "GNA", "Egypt")
    replay = Replay([merge], lambda name: None)
    with store.writer() as writer:
        writer.add(first)
        writer.add(second, earlier=[first.document.key])
        writer.apply_decision(merge)
        writer.apply_decision(Decision(Act.KEEP, first.document.key), replay)
    assert edge(store, "Turkey", "supports", "Egypt")
    assert not edge(store, "Turkey", "supports", "GNA")
    assert store.view().drift() == (0, 0)
    assert validate(store.view()) == []


def test_a_version_that_comes_in_from_another_graph_replaces_what_is_here(tmp_path, store, record):
    """An older version that is imported after its newer version adds no ties."""
    add_version(store, record)
    (tmp_path / "g.ttl").write_bytes(store.view().dump("turtle"))
    here, there = (Store.open(tmp_path / name, create=True) for name in ("here", "there"))
    bundle = load(tmp_path / "g.ttl")
    only_new = Bundle({record(SECOND).document.key: bundle.articles[record(SECOND).document.key]}, bundle.entities, bundle.meta)
    only_old = Bundle({record(FIRST).document.key: list(record_quads(record(FIRST)))}, bundle.entities, bundle.meta)
    for target, order in ((here, (only_old, only_new)), (there, (only_new, only_old))):
        with target.writer() as writer:
            for part in order:
                writer.merge(part)
        assert {c.lifecycle for c in target.view().claims_in(record(FIRST).document.key)} == {Lifecycle.SUPERSEDED}
        assert target.view().drift() == (0, 0)


def test_retracting_an_article_takes_its_edges_and_keeps_its_claims(store, record):
    add(store, record(FIRST))
    with store.writer() as writer:
        assert writer.retract("test", "withdrawn by the outlet", DAY) == 2
        assert writer.retract("test", "again", DAY) == 0
    view = store.view()
    assert {c.lifecycle for c in view.claims()} == {Lifecycle.RETRACTED}
    assert not edge(store, "Egypt", "supports", "Haftar")
    reasons = {str(row[0]) for row in view.query("SELECT ?r { ?c gk:retractionReason ?r ; gk:retractedOn ?d }")}
    assert reasons == {"withdrawn by the outlet"}
    assert view.drift() == (0, 0)
    assert validate(view) == []


def test_an_edge_stays_while_another_claim_backs_it(store, record):
    add(store, record("Egypt backs Khalifa Haftar."), record("Egypt backs Khalifa Haftar.", outlet="Other Wire"))
    (one, other) = [c for c in store.view().claims() if c.predicate == "supports"]
    with store.writer() as writer:
        writer.retract(one.article, "wrong", DAY)
    assert edge(store, "Egypt", "supports", "Haftar")
    with store.writer() as writer:
        writer.retract(other.id, "wrong too", DAY)
    assert not edge(store, "Egypt", "supports", "Haftar")


@pytest.mark.parametrize("form", ["{key}", "article:{key}", "https://w3id.org/graphkit/article/{key}", "test"])
def test_an_article_is_found_by_any_of_its_names(store, record, form):
    given = record(FIRST)
    add(store, given)
    with store.writer() as writer:
        assert writer.retract(form.format(key=given.document.key), "x", DAY) == 2


def test_an_unknown_name_and_one_of_several_articles_are_told(store, record):
    add(store, record(FIRST), record(FIRST, outlet="Other Wire"))
    with store.writer() as writer:
        with pytest.raises(UnknownName, match="no article or claim 'nothing'"):
            writer.retract("nothing", "x", DAY)
        with pytest.raises(UnknownName, match="2 articles are called 'test'"):
            writer.retract("test", "x", DAY)
        with pytest.raises(UnknownName):
            writer.retract('"> } ; DROP ALL ; #', "x", DAY)


def test_a_reason_is_text_whatever_stands_in_it(store, record):
    add(store, record(FIRST))
    nasty = 'it "said" \\ } ; DROP ALL ; # \n <b>'
    with store.writer() as writer:
        writer.retract("test", nasty, DAY)
    assert {str(row[0]) for row in store.view().query("SELECT ?r { ?c gk:retractionReason ?r }")} == {nasty}


def test_check_finds_and_mends_what_was_changed_by_hand(store, record):
    add(store, record(FIRST))
    with store.writer() as writer:
        writer._store.add(pyoxigraph.Quad(actor_node("Chad"), relation_node("supports"), actor_node("Haftar"), DIRECT))
        writer._store.remove(pyoxigraph.Quad(actor_node("Egypt"), relation_node("supports"), actor_node("Haftar"), DIRECT))
    assert store.view().drift() == (1, 1)
    with store.writer() as writer:
        assert writer.mend() == (1, 1)
        assert writer.mend() == (0, 0)
    assert edge(store, "Egypt", "supports", "Haftar")


def test_a_reader_goes_on_while_one_retracts(store, record):
    add(store, record(FIRST))
    with store.writer() as writer:
        before = store.view()
        writer.retract("test", "x", DAY)
        assert {c.lifecycle for c in before.claims()} == {Lifecycle.ACTIVE}
        with pytest.raises(StoreLocked):
            store.writer()


ACTORS = tuple(Actor(name, name) for name in ("A", "B", "C"))
PREDICATES = ("supports", "supportsMilitarily", "alliedWith", "attacks")


@st.composite
def articles(draw):
    number = draw(st.integers(0, 3))
    document = Document(f"d{number}", f"A backs B. Version {draw(st.integers(0, 9))}.", outlet="Wire", published=DAY)
    claims = [
        Claim(
            document.key, *draw(st.sampled_from([("A", p, "B") for p in PREDICATES] + [("B", p, "A") for p in PREDICATES] + [("A", "supports", "C")])),
            "A", "B", (Evidence(0, 10, "A backs B."),), status=draw(st.sampled_from([Status.ASSERTED, Status.ALLEGED])),
            cue="backs", polarity=draw(st.sampled_from(Polarity)), confidence=0.9,
        )
        for _ in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    return ArticleRecord(document, ACTORS, tuple({c.id: c for c in claims}.values()))


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(articles(), st.integers(0, 3)), min_size=1, max_size=8))
def test_whatever_is_added_replaced_and_retracted_the_edges_follow(tmp_path_factory, steps):
    """After any sequence of additions, new versions, undone versions and retractions, a full derivation changes nothing."""
    store = Store.open(tmp_path_factory.mktemp("s") / "g", create=True)
    with store.writer() as writer:
        for step in steps:
            if isinstance(step, ArticleRecord):
                known = [key for key in writer.view().article_keys() if key != step.document.key and writer.view().article(key).id == step.document.id]
                writer.add(step, earlier=known)
                continue
            if step % 2:
                for old, _ in writer.view().replaced()[:1]:
                    writer.apply_decision(Decision(Act.KEEP, old))
            try:
                writer.retract(f"d{step}", "x", DAY)
            except UnknownName:
                continue
    assert store.view().drift() == (0, 0)
