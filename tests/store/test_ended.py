"""Direct triples of ties that a later article ends equal a full derivation, in whatever order articles are added and removed."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.model import (
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Document,
    Evidence,
    Polarity,
    Status,
    TimeSpan,
)
from graphkit.query import validate
from graphkit.rdf import DIRECT
from graphkit.resources import ontology_dir
from graphkit.store import Result, Store, load, named_queries
from tests.conftest import examples

ACTORS = tuple(Actor(name, name, ActorClass.STATE) for name in ("Albia", "Borduria", "Caledon"))
WORDS = "Albia no longer backs Borduria"


def article(number, *claims, day=None):
    """Return an article of 2024, one per month, with claims given as (predicate, subject, object, more)."""
    document = Document(f"a{number}", f"{WORDS}, said paper {number}.", outlet=f"Paper {number}", published=day or date(2024, number, 15))
    made = tuple(
        Claim(document.key, s, predicate, o, s, o, (Evidence(0, len(WORDS), WORDS),), **more) for predicate, s, o, more in claims
    )
    return ArticleRecord(document, ACTORS, made)


def backs(**more):
    return ("supports", "Albia", "Borduria", more)


def over(predicate="supports", **more):
    return (predicate, "Albia", "Borduria", {"polarity": Polarity.NEGATIVE, "cue": "no longer", "valid": TimeSpan(ended=True), **more})


def direct(store):
    view = store.view()
    assert view.drift() == (0, 0)
    rule = (ontology_dir() / "rules" / "materialize.rq").read_text()
    kept = {(q.subject.value, q.predicate.value, q.object.value) for q in view.quads() if q.graph_name == DIRECT}
    assert {tuple(map(str, row)) for row in view.query(rule, timeout=None)} == kept
    return {tuple(part.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for part in triple) for triple in kept}


def built(folder, *records):
    store = Store.open(folder, create=True)
    with store.writer() as writer:
        for record in records:
            writer.add(record)
    return store


TIE = ("Albia", "supports", "Borduria")


@pytest.mark.parametrize("turned", [False, True])
def test_a_later_word_of_the_end_takes_the_tie_out_whichever_comes_first(tmp_path, turned):
    records = [article(1, backs()), article(6, over())]
    store = built(tmp_path / "g", *(records[::-1] if turned else records))
    assert direct(store) == set()
    assert validate(store.view()) == []
    with store.writer() as writer:
        writer.add(article(9, backs()))
    assert direct(store) == {TIE}


def test_a_denial_or_an_earlier_end_takes_nothing_out(tmp_path):
    store = built(tmp_path / "g", article(2, backs()), article(1, over()), article(3, ("supports", "Albia", "Borduria", {"polarity": Polarity.NEGATIVE, "cue": "no longer"})))
    assert direct(store) == {TIE}


def test_what_the_end_took_out_comes_back_when_it_is_retracted(tmp_path):
    last = article(6, over())
    store = built(tmp_path / "g", article(1, backs()), last)
    with store.writer() as writer:
        writer.retract(last.document.key, "an error", date(2024, 7, 1))
    assert direct(store) == {TIE}


def test_and_when_a_new_version_of_the_article_says_it_no_more(tmp_path):
    last, newer = article(6, over()), article(7)
    store = built(tmp_path / "g", article(1, backs()), last)
    with store.writer() as writer:
        writer.add(newer, earlier=[last.document.key])
    assert direct(store) == {TIE}


@pytest.mark.parametrize(
    "claims, listed",
    [
        ([(1, backs()), (2, over())], []),
        ([(1, backs()), (2, over()), (3, backs())], [3]),
        ([(2, backs()), (1, over())], [2]),
        ([(1, backs()), (2, over("opposes"))], [1]),
        ([(1, ("supportsMilitarily", "Albia", "Borduria", {})), (2, over())], []),
        ([(1, backs()), (2, over("supportsMilitarily"))], [1]),
        ([(1, backs()), (2, over(status=Status.ALLEGED))], [1]),
        ([(1, backs(status=Status.ALLEGED)), (2, over(status=Status.ALLEGED))], []),
        ([(1, backs()), (2, over(confidence=0.3))], [1]),
        ([(1, backs(confidence=0.3))], []),
    ],
    ids=["ended", "again", "earlier", "another relation", "broader", "narrower", "alleged end", "alleged", "unlikely end", "unlikely"],
)
def test_who_backs_lists_no_support_that_a_later_article_ends(tmp_path, claims, listed):
    with Store.open(tmp_path, create=True).writer(texts=False) as writer:
        for number, claim in claims:
            writer.add(article(number, claim))
    view, sparql = Store.open(tmp_path).view(), named_queries()["who-backs"].sparql
    ready = [row[5].value for row in Result(view.named_result(sparql))]
    assert ready == [row[5].value for row in Result(view.run(sparql))] == [f"Paper {number}" for number in listed]


ALLEGED = {"status": Status.ALLEGED, "support_types": ("weapons",)}
ALLIED = ("alliedWith", "Albia", "Borduria", ALLEGED)


@pytest.mark.parametrize(
    "claims, listed",
    [
        ([(1, backs(**ALLEGED))], 1),
        ([(1, backs(**ALLEGED)), (2, over())], 0),
        ([(1, backs(**ALLEGED)), (2, over()), (3, backs(**ALLEGED))], 1),
        ([(2, backs(**ALLEGED)), (1, over())], 1),
        ([(1, backs(**ALLEGED)), (2, over("supportsMilitarily"))], 1),
        ([(1, ALLIED), (2, ("alliedWith", "Borduria", "Albia", over()[3]))], 0),
        # What an outlet asserts of the past does not assert it of today.
        ([(1, backs(valid=TimeSpan(None, date(2020, 1, 1), ended=True))), (2, backs(**ALLEGED))], 1),
        # No query lists a claim below the minimum confidence as support, as no direct triple does.
        ([(1, backs(**ALLEGED, confidence=0.3))], 0),
        ([(1, backs(confidence=0.3)), (2, backs(**ALLEGED))], 1),
    ],
    ids=["alleged", "ended", "again", "earlier", "narrower", "from the other end", "asserted of the past", "unlikely", "asserted, but unlikely"],
)
def test_support_by_type_and_not_asserted_leave_out_what_a_later_article_ends(tmp_path, claims, listed):
    store = built(tmp_path / "g", *(article(number, claim) for number, claim in claims))
    for name in ("support-by-type", "not-asserted"):
        view, sparql = store.view(), named_queries()[name].sparql
        ready = list(Result(view.named_result(sparql)))
        assert ready == list(Result(view.run(sparql)))
        assert len(ready) == listed, name


@pytest.mark.parametrize("said, denied", [
    (backs(status=Status.PLANNED), True),
    (backs(**ALLEGED), True),
    (backs(status=Status.POSSIBLE, valid=TimeSpan(date(2031, 1, 1), date(2031, 1, 1))), False),
])  # fmt: skip
def test_not_asserted_tells_what_is_denied_also_of_plans(tmp_path, said, denied):
    """A plan that did not come true was listed as if nobody had said so."""
    view, sparql = built(tmp_path / "g", article(1, said), article(2, backs(polarity=Polarity.NEGATIVE))).view(), named_queries()["not-asserted"].sparql
    [row] = Result(view.named_result(sparql))
    assert row[4].value == str(denied).lower()
    assert [row] == list(Result(view.run(sparql)))


def test_an_imported_graph_is_ended_as_well(tmp_path):
    one, other = built(tmp_path / "one", article(1, backs())), built(tmp_path / "two", article(6, over()))
    (tmp_path / "two.nq").write_bytes(other.view().dump("nquads"))
    with one.writer() as writer:
        writer.merge(load(tmp_path / "two.nq"))
    assert direct(one) == set()
    (tmp_path / "one.ttl").write_bytes(one.view().dump("turtle"))
    assert load(tmp_path / "one.ttl").view().drift() == (0, 0)


CLAIMS = st.builds(
    lambda predicate, ends, status, span, positive: (
        predicate, *ends,
        {"status": status, "valid": span, "polarity": Polarity.POSITIVE if positive else Polarity.NEGATIVE, "cue": "no longer"},
    ),
    st.sampled_from(["supports", "supportsMilitarily", "alliedWith", "attacks"]),
    st.sampled_from([("Albia", "Borduria"), ("Borduria", "Albia"), ("Albia", "Caledon")]),
    st.sampled_from([Status.ASSERTED, Status.ASSERTED, Status.DECLARED, Status.ALLEGED]),
    st.sampled_from([None, None, TimeSpan(date(2024, 2, 1), date(2024, 2, 2)), TimeSpan(date(2024, 4, 1)), TimeSpan(ended=True), TimeSpan(ended=True), TimeSpan(None, date(2024, 3, 1), ended=True)]),
    st.booleans(),
)
ARTICLES = st.lists(st.lists(CLAIMS, max_size=3), min_size=1, max_size=5)


@settings(max_examples=examples(12))
@given(ARTICLES, st.randoms(use_true_random=False))
def test_whatever_comes_and_goes_the_direct_triples_are_those_of_the_rule_over_the_whole_graph(articles, random):
    """Articles are added in any order, some retracted, some replaced: each state equals the full derivation and the query."""
    records = [article(number, *{(c[0], c[1], c[2], c[3]["status"], c[3]["polarity"]): c for c in claims}.values()) for number, claims in enumerate(articles, 1)]
    folder = Path(tempfile.mkdtemp())
    try:
        shuffled = records[:]
        random.shuffle(shuffled)
        one, other = built(folder / "one", *records), built(folder / "other", *shuffled)
        assert direct(one) == direct(other)
        assert one.view().dump("turtle") == other.view().dump("turtle")
        gone = random.choice(records)
        newer = replace(gone, document=replace(gone.document, text=gone.document.text + " Corrected."), claims=())
        with one.writer() as writer:
            if random.random() < 0.5:
                writer.add(newer, earlier=[gone.document.key])
            else:
                writer.retract(gone.document.key, "an error", date(2024, 12, 1))
        direct(one)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
