"""Versions and retractions: nothing is deleted, and the direct triples always follow the claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.errors import StoreLocked, UnknownName
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Lifecycle, Polarity, Status
from graphkit.query import validate
from graphkit.rdf import DIRECT, actor_node, relation_node
from graphkit.store import Store

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


def test_a_new_version_supersedes_the_old_and_keeps_it(store, record):
    add(store, record(FIRST), record(SECOND))
    view = store.view()
    assert len(view.article_keys()) == 2
    states = {c.lifecycle for c in view.claims() if c.article == record(FIRST).document.key}
    assert states == {Lifecycle.SUPERSEDED}
    assert edge(store, "Egypt", "supports", "Haftar")
    assert not edge(store, "Turkey", "supports", "GNA")
    assert view.drift() == (0, 0)
    assert validate(view) == []


def test_the_same_article_elsewhere_is_no_new_version(store, record):
    """Another outlet, or another day, is another article."""
    add(store, record(FIRST), record(SECOND, outlet="Other Wire"), record(SECOND, day=date(2021, 1, 1)))
    assert {c.lifecycle for c in store.view().claims()} == {Lifecycle.ACTIVE}


def test_the_address_tells_versions_where_there_is_one(store, record):
    first, second = record(FIRST), record(SECOND)
    add(
        store,
        replace_document(first, url="https://example.org/a", id="one"),
        replace_document(second, url="https://example.org/a", id="two"),
    )
    assert {c.lifecycle for c in store.view().claims() if c.predicate == "supports" and c.object == "GNA"} == {Lifecycle.SUPERSEDED}


def replace_document(record, **changes):
    document = replace(record.document, **changes)
    return replace(record, document=document, claims=tuple(replace(c, article=document.key) for c in record.claims))


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(articles(), st.integers(0, 3)), min_size=1, max_size=8))
def test_whatever_is_added_replaced_and_retracted_the_edges_follow(tmp_path_factory, steps):
    """After any run of additions, new versions and retractions a full derivation finds nothing to mend."""
    store = Store.open(tmp_path_factory.mktemp("s") / "g", create=True)
    with store.writer() as writer:
        for step in steps:
            if isinstance(step, ArticleRecord):
                writer.add(step)
                continue
            try:
                writer.retract(f"d{step}", "x", DAY)
            except UnknownName:
                continue
    assert store.view().drift() == (0, 0)
