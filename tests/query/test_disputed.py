"""One definition of a disputed tie: each rule, and that page, named queries, analysis and report agree on any graph."""

from __future__ import annotations

from datetime import date

import pyoxigraph
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphkit import Graph
from graphkit.analyze import analyze, tables
from graphkit.denials import _any_meet, denies, opposed
from graphkit.model import (
    Actor,
    Article,
    ArticleRecord,
    Claim,
    Document,
    Evidence,
    Lifecycle,
    Polarity,
    Precision,
    Status,
    TimeSpan,
)
from graphkit.ontology import load_vocabulary
from graphkit.query import contradictions, disputed, named_query
from graphkit.query.disputed import tie_key
from graphkit.query.ties import ties
from graphkit.rdf import record_quads
from graphkit.store.ontology import ontology_quads
from graphkit.store.view import View
from graphkit.view import report
from graphkit.view.data import data
from tests.conftest import examples
from tests.view.graphs import claim as made_claim

A, B, C = (Actor(name, f"Land {name}") for name in "ABC")
DOCUMENTS = [Document(f"d{n}", f"text {n}", outlet=outlet, published=date(2020, 1, 1 + n)) for n, outlet in enumerate(("Courier", "Herald", None))]
ARTICLES = [document.article for document in DOCUMENTS]
ABOUT = {each.key: each for each in ARTICLES}
DENIED = Polarity.NEGATIVE
ENDED = TimeSpan(ended=True)
ONTOLOGY = ontology_quads()


def claim(subject: Actor, predicate: str, object_: Actor, *, source: int = 0, **more) -> Claim:
    return made_claim(subject, predicate, object_, **{"article": DOCUMENTS[source].key, **more})


def found(*claims: Claim) -> list[tuple[str, str, str, bool]]:
    return [tie.key for tie in disputed(claims, ABOUT.__getitem__)]


def test_stated_and_denied_is_disputed():
    [tie] = disputed([claim(A, "supports", B), claim(A, "supports", B, polarity=DENIED, source=1)], ABOUT.__getitem__)
    assert (tie.key, tie.sources_for, tie.sources_against) == (("A", "B", "supports", False), 1, 1)


@pytest.mark.parametrize(("status", "is_disputed"), [(Status.ASSERTED, True), (Status.DECLARED, True), (Status.ALLEGED, True), (Status.PROBABLE, False), (Status.POSSIBLE, False), (Status.PLANNED, False)])
def test_only_what_is_stated_or_alleged_is_disputed(status, is_disputed):
    assert bool(found(claim(A, "supports", B, status=status), claim(A, "supports", B, polarity=DENIED, source=1))) is is_disputed


@pytest.mark.parametrize("status", Status)
def test_a_denial_that_is_only_possible_or_probable_disputes_nothing(status):
    is_disputed = status not in {Status.PROBABLE, Status.POSSIBLE}
    assert bool(found(claim(A, "supports", B), claim(A, "supports", B, polarity=DENIED, status=status, source=1))) is is_disputed


def test_denying_the_wider_relation_denies_the_narrower_and_not_the_reverse():
    assert found(claim(A, "supportsMilitarily", B), claim(A, "supports", B, polarity=DENIED)) == [("A", "B", "supports", False)]
    assert found(claim(A, "supports", B), claim(A, "supportsMilitarily", B, polarity=DENIED)) == []


def test_a_word_of_the_end_is_on_neither_side():
    assert found(claim(A, "supports", B), claim(A, "supports", B, polarity=DENIED, valid=ENDED)) == []
    assert found(claim(A, "supports", B, valid=ENDED), claim(A, "supports", B, polarity=DENIED)) == []


def test_a_relation_without_direction_is_denied_in_either_direction():
    assert found(claim(A, "alliedWith", B), claim(B, "alliedWith", A, polarity=DENIED)) == [("A", "B", "allied_with", True)]
    assert found(claim(A, "supports", B), claim(B, "supports", A, polarity=DENIED)) == []


# The denial is published on 2 January 2020.
@pytest.mark.parametrize(
    ("said", "denied", "status", "is_disputed"),
    [
        (TimeSpan(date(2020, 1, 3)), None, Status.ASSERTED, False),
        (TimeSpan(date(2020, 1, 3), date(2020, 1, 3)), None, Status.DECLARED, False),
        (TimeSpan(date(2020, 1, 3)), None, Status.PLANNED, True),
        (TimeSpan(date(2020, 1, 2)), None, Status.ASSERTED, True),
        (TimeSpan(date(2019, 1, 1), date(2019, 1, 1)), None, Status.ASSERTED, True),
        (None, TimeSpan(date(2019, 5, 1), date(2019, 5, 1)), Status.ASSERTED, True),
        (TimeSpan(date(2019, 1, 1), date(2019, 1, 1)), TimeSpan(date(2019, 5, 1), date(2019, 5, 1)), Status.ASSERTED, False),
        (TimeSpan(date(2019, 6, 1)), TimeSpan(date(2019, 5, 1), date(2019, 5, 1)), Status.ASSERTED, False),
    ],
)
def test_a_denial_concerns_its_own_days_and_none_after_its_publication(said, denied, status, is_disputed):
    """A refusal concerns the days after it."""
    stated, denial = claim(A, "supports", B, valid=said, source=2), claim(A, "supports", B, polarity=DENIED, status=status, valid=denied, source=1)
    assert bool(found(stated, denial)) is is_disputed


def test_a_denial_of_an_unknown_day_disputes_what_began_in_its_month():
    month = Document("month", "text", published=date(2020, 1, 1), published_precision=Precision.MONTH).article
    told = [claim(A, "supports", B, valid=TimeSpan(date(2020, 1, 9)), article="late"), claim(A, "supports", B, polarity=DENIED, article=month.key)]
    assert disputed(told, {month.key: month, "late": ARTICLES[2]}.__getitem__)


@pytest.mark.parametrize("lifecycle", [Lifecycle.RETRACTED, Lifecycle.SUPERSEDED])
def test_what_is_not_active_disputes_nothing(lifecycle):
    assert found(claim(A, "supports", B), claim(A, "supports", B, polarity=DENIED, lifecycle=lifecycle)) == []


def test_copies_of_one_text_are_one_source_on_their_side():
    copy = Article("copy", "copy", "0" * 64, outlet="Daily", published=date(2020, 1, 9), copy_of=ARTICLES[0].key)
    told = [claim(A, "supports", B), claim(A, "supports", B, article="copy"), claim(A, "supports", B, polarity=DENIED, source=1)]
    [tie] = disputed(told, {**ABOUT, "copy": copy}.__getitem__)
    assert (len(tie.stated), tie.sources_for, tie.sources_against) == (2, 1, 1)


DECLARED, ALLEGED = {"status": Status.DECLARED}, {"status": Status.ALLEGED, "attributed_to": "C"}


@pytest.mark.parametrize("told", [DECLARED, ALLEGED], ids=["of itself", "of others"])
def test_a_denial_that_its_speaker_takes_back_later_disputes_nothing(told):
    """Of an act it still disputes what was said before: the speaker may have admitted another act."""
    denial, before = claim(A, "supports", B, polarity=DENIED, source=0, **told), claim(A, "supports", B, source=0)
    disputed_tie = [("A", "B", "supports", False)]
    assert found(denial, before, claim(A, "supportsMilitarily", B, source=1, **told)) == []
    # Not in the same article, nor by others, of a wider relation, of an uncertain reading or before the denial.
    for other in ({**told, "source": 0}, {"source": 1}, {**told, "source": 1, "predicate": "cooperatesWith"}, {**told, "source": 1, "confidence": 0.3}):
        assert found(denial, before, claim(A, other.pop("predicate", "supports"), B, **other)) == disputed_tie
    assert found(claim(A, "supports", B, polarity=DENIED, source=1, **told), claim(A, "supports", B, **told)) == disputed_tie
    [tie] = disputed([claim(A, "attacks", B, polarity=DENIED, **told), claim(A, "attacks", B, source=0), claim(A, "attacks", B, source=1, **told), claim(A, "attacks", B, source=1)], ABOUT.__getitem__)
    assert [stated.article for stated in tie.stated] == [DOCUMENTS[0].key]


def test_the_most_evenly_disputed_comes_first():
    told = [
        claim(A, "attacks", C),
        claim(A, "attacks", C, polarity=DENIED),
        *(claim(A, "supports", B, source=n, evidence=(Evidence(0, 9, f"quote {n:03}"),)) for n in (0, 1)),
        *(claim(A, "supports", B, source=n, polarity=DENIED, evidence=(Evidence(0, 9, f"denial {n:02}"),)) for n in (1, 2)),
    ]
    assert [key[2] for key in found(*told)] == ["supports", "attacks"]


PREDICATES = ("supports", "supportsMilitarily", "supportsMaterially", "fightsAlongside", "cooperatesWith", "alliedWith", "fights", "attacks", "leads", "commands")


def _any_claim(ends, predicate, number, status, polarity, valid) -> Claim:
    return claim(ends[0], predicate, ends[1], source=number, status=status, polarity=polarity, valid=valid)


CLAIMS = st.builds(
    _any_claim,
    st.sampled_from([(A, B), (B, A), (A, C)]),
    st.sampled_from(PREDICATES),
    st.integers(0, 2),
    st.sampled_from(list(Status)),
    st.sampled_from(list(Polarity)),
    st.sampled_from([None, None, ENDED, TimeSpan(date(2020, 1, 2)), TimeSpan(date(2020, 1, 3), date(2020, 1, 3))]),
)


def view_of(claims: list[Claim]) -> View:
    """The claims in a store in memory, with the ontology."""
    store = pyoxigraph.Store()
    store.extend(ONTOLOGY)
    for document in DOCUMENTS:
        store.extend(record_quads(ArticleRecord(document, (A, B, C), tuple(c for c in claims if c.article == document.key))))
    return View(store)


@settings(max_examples=examples(8), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CLAIMS, max_size=8, unique_by=lambda c: c.id))
@example([claim(A, "fightsAlongside", B), claim(B, "cooperatesWith", A, source=1, polarity=DENIED)])
@example([claim(A, "supportsMilitarily", B, status=Status.ALLEGED), claim(A, "supports", B, source=1, polarity=DENIED)])
@example([claim(A, "supports", B, polarity=DENIED, status=Status.DECLARED), claim(A, "supportsMilitarily", B, status=Status.DECLARED, source=1)])
@example([claim(A, "fights", B, polarity=DENIED, **ALLEGED), claim(A, "attacks", B, source=1, **ALLEGED)])
def test_page_queries_analysis_and_report_agree(claims):
    """The same ties are disputed wherever a user looks."""
    expected = set(found(*claims))
    vocabulary = load_vocabulary()
    names = {actor.id: actor.name for actor in (A, B, C)}

    assert {(t.subject, t.object, t.family, t.symmetric) for t in ties(claims, vocabulary, lambda claim: ABOUT[claim.article].exact_day) if t.contested} == expected

    shown = data((A, B, C), claims, ARTICLES, vocabulary)
    of_page = {(shown["actors"][t["from"]]["id"], shown["actors"][t["to"]]["id"], t["family"].replace(" ", "_"), t["symmetric"]) for t in shown["ties"] if t["contested"]}
    assert of_page == expected

    view = view_of(claims)
    for name in ("contested", "sources-disagree"):
        rows = {tuple(term.short.split(":")[1] for term in row[:3]) for row in view.query(named_query(name).sparql)}
        assert {_key(*row, vocabulary) for row in rows} == expected, name

    made = analyze(claims, ABOUT.__getitem__)
    assert {tie.key for tie in made.disputed} == expected
    assert len(tables(made, str)["disputed"][1]) == len(expected)

    html = report(made, lambda actor: names[actor], ABOUT.__getitem__, title="t")
    part = html.split('<h2 id="disputed">')[1].split("<h2")[0]
    assert part.count("<li>") == len(expected)


DAYS = st.sets(st.tuples(*[st.integers(0, 4)] * 3), max_size=6).map(sorted)


@settings(max_examples=examples(100))
@given(DAYS, DAYS)
def test_whether_any_of_many_claims_are_disputed_is_found_as_if_each_were_compared_with_each(stated, denials):
    wanted = any(start <= until and end >= begun and said < back for start, end, said in stated for until, begun, back in denials)
    assert _any_meet(stated, denials) is wanted


@given(st.lists(CLAIMS, max_size=8, unique_by=lambda c: c.id))
def test_labels_that_contradict_each_other_are_those_of_the_claims(claims):
    of_two = [c for c in claims if C.id not in (c.subject, c.object)]
    wanted = {(yes.id, no.id) for yes, no in contradictions(of_two, lambda claim: ABOUT[claim.article].exact_day)}
    assert opposed((c, ABOUT[c.article].exact_day, c.id) for c in of_two) == wanted


def test_each_relation_is_compared_once_however_many_claims_state_and_deny_it(monkeypatch):
    told = [claim(A, "attacks", B, polarity=polarity, source=n % 3, evidence=(Evidence(n, n + 3, "war"),), **DECLARED) for n in range(20) for polarity in Polarity]
    asked: list[object] = []
    monkeypatch.setattr("graphkit.denials.denies", lambda *each: asked.append(each) or denies(*each))
    assert opposed((c, ABOUT[c.article].exact_day, c.predicate) for c in told) == {("attacks", "attacks")}
    # Once for each denial, whether it was taken back, and once for all.
    assert len(asked) == len(told) // 2 + 1


def _key(subject: str, predicate: str, object_: str, vocabulary):
    return tie_key(claim(Actor(subject, subject), predicate, Actor(object_, object_)), vocabulary)


def test_a_pair_shows_what_the_list_shows(seed_folder):
    """`explain A B` and the list of disputed ties rest on the same contradictions."""
    graph = Graph.open(seed_folder)
    listed, articles = graph.disputed(), {article.key: article for article in graph.articles()}
    assert listed
    for tie in listed:
        shown = {(stated.id, denied.id) for stated, denied in graph.explain(tie.subject, tie.object).contested}
        assert {(s.id, d.id) for s, d in contradictions([*tie.stated, *tie.denied], lambda claim: articles[claim.article].exact_day)} <= shown
