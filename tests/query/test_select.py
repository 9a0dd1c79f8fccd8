"""Each filter picks what it says, they combine, and what nobody is called is told."""

from __future__ import annotations

from datetime import date

import pytest

import graphkit
from graphkit import Graph, build, retract
from graphkit.errors import UnknownName, UsageError
from graphkit.model import Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.query import ClaimFilter, select
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def graph(seed_folder):
    return Graph.open(seed_folder)


@pytest.fixture(scope="module")
def picked(graph):
    return lambda **wanted: list(graph.claims(**wanted))


def test_nothing_asked_gives_all_active_claims(tmp_path):
    """As a filter does that says nothing, the command `claims` and the tables: retracted claims came too."""
    build(ROOT / "seeds/articles/libya-2019-12-turkey-gna.md", graph=tmp_path / "g")
    first = next(Graph.open(tmp_path / "g").claims())
    retract(first.id, "misread", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    assert first.id not in {claim.id for claim in graph.claims()}
    assert list(graph.claims()) == list(graph.claims(subject=None)) == list(graph.claims(out_of_force=False))
    assert {claim.id for claim in graph.claims(out_of_force=True)} - {claim.id for claim in graph.claims()} == {first.id}


def test_subject_and_object_as_people_type_them(picked):
    found = picked(subject="uae", object="haftar")
    assert found
    assert {(c.subject, c.object) for c in found} == {("UAE", "Haftar")}


def test_a_symmetric_relation_is_found_from_either_end_and_another_is_not(picked):
    """Its ends are sorted by id: whom the LNA fights depended on the alphabet."""
    symmetric = {name for name, relation in load_vocabulary().relations.items() if relation.symmetric}
    claims = list(picked())
    first = next(c for c in claims if c.predicate in symmetric)
    wanted = [c for c in claims if first.object == c.subject or (first.object == c.object and c.predicate in symmetric)]
    assert first in wanted
    assert picked(subject=first.object) == wanted
    both = {first.subject, first.object}
    assert picked(subject=first.object, object=first.subject) == [c for c in wanted if {c.subject, c.object} == both and (c.subject == first.object or c.predicate in symmetric)]


def test_a_family_takes_in_the_relations_below_it(picked):
    family = load_vocabulary().family
    found = picked(family="supports")
    assert {family(c.predicate) for c in found} == {"supports"}
    assert {c.predicate for c in found} > {"supports"}
    assert {c.predicate for c in picked(family="supportsMilitarily")} == {"supportsMilitarily"}


def test_status_tells_denied_from_stated(picked):
    assert {c.polarity for c in picked(status="negated")} == {Polarity.NEGATIVE}
    for status in (Status.ASSERTED, Status.ALLEGED, Status.PLANNED):
        found = picked(status=str(status))
        assert found
        assert {(c.status, c.polarity) for c in found} == {(status, Polarity.POSITIVE)}


def test_ended_is_a_status_that_can_be_asked_for_and_is_no_denial(tmp_path):
    told = {"2020-01-10": "Russia supports Khalifa Haftar.", "2020-05-05": "Russia no longer supports Khalifa Haftar. Egypt did not support Iran. Turkey supports Libya."}
    (tmp_path / "a.jsonl").write_text("".join(f'{{"id": "{day}", "text": "{text}", "published": "{day}"}}\n' for day, text in told.items()))
    graphkit.build(tmp_path / "a.jsonl", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")

    def found(**wanted):
        return sorted((c.subject, c.object) for c in graph.claims(**wanted))

    assert found(status="ended") == [("Russia", "Haftar")]
    assert found(status="denied") == [("Egypt", "Iran")]
    assert found(status="asserted") == [("Russia", "Haftar"), ("Turkey", "Libya")]
    # On a day, what holds: what ends a claim counts, though the filter leaves it out.
    held = {day: found(day=date(2020, *day), status="asserted") for day in ((1, 9), (1, 10), (5, 4), (5, 5))}
    assert held == {(1, 9): [], (1, 10): [("Russia", "Haftar")], (5, 4): [("Russia", "Haftar")], (5, 5): [("Turkey", "Libya")]}


def test_what_a_table_says_has_ended_is_not_listed_as_asserted(tmp_path):
    (tmp_path / "t.csv").write_text("subject,relation,object,from,until\nRussia,supports,Syria,1990,1995\nIran,supports,Syria,1990,\n")
    graphkit.import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    assert {status: [c.subject for c in graph.claims(status=status)] for status in ("ended", "denied", "asserted")} == {"ended": ["Russia"], "denied": [], "asserted": ["Iran"]}


def test_uncertain_is_a_status_that_can_be_asked_for(graph):
    claims = list(graph.claims())
    object.__setattr__(claims[3], "confidence", 0.4)
    articles = {a.key: a for a in graph.articles()}
    assert list(select(lambda *_: claims, graph.actors(), articles.get, ClaimFilter(status="uncertain"))) == [claims[3]]


def test_days_are_those_of_publication_and_both_ends_count(picked, graph):
    articles = {a.key: a.published for a in graph.articles()}
    since, until = date(2018, 1, 22), date(2020, 1, 14)
    days = {articles[c.article] for c in picked(since=since, until=until)}
    assert min(days) == since
    assert max(days) == until
    assert len(picked(since=since)) + len(picked(until=date(2018, 1, 21))) == len(picked())


def test_an_article_known_by_its_month_or_year_is_within_each_period_that_it_overlaps(tmp_path):
    """It was taken for the first day of it: an issue of May was left out from 2 May on, but for the pages a month overlaps."""
    (tmp_path / "a.jsonl").write_text("".join(f'{{"id": "{day}", "text": "Turkey supports Libya. This is issue {number}.", "published": "{day}"}}\n' for number, day in enumerate(("2020-05", "2020-05-01", "2020", ""))))
    graphkit.build(tmp_path / "a.jsonl", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    (tmp_path / "all.nq").write_bytes(graph.export("nquads"))
    names = {article.key: article.id for article in graph.articles()}
    for since, until, wanted in (
        ((2020, 5, 1), None, {"2020-05", "2020-05-01", "2020"}), ((2020, 5, 31), None, {"2020-05", "2020"}), ((2020, 6, 1), None, {"2020"}), ((2020, 12, 31), (2020, 12, 31), {"2020"}),
        ((2021, 1, 1), None, set()), (None, (2020, 5, 1), {"2020-05", "2020-05-01", "2020"}), (None, (2020, 4, 30), {"2020"}), (None, (2019, 12, 31), set()),
    ):  # fmt: skip
        days = {name: date(*day) for name, day in (("since", since), ("until", until)) if day}
        for one in (graph, Graph.open(tmp_path / "all.nq")):
            assert {names[claim.article] for claim in one.claims(**days)} == wanted, days
        assert bool(graph.timeline("turkey", "libya", **days)) == bool(wanted)


def test_the_index_picks_what_reading_all_claims_picks(picked, graph, tmp_path):
    """A file has no index: there every claim is read."""
    (tmp_path / "all.nq").write_bytes(graph.export("nquads"))
    plain = Graph.open(tmp_path / "all.nq")
    days = {"since": date(2018, 1, 22), "until": date(2020, 1, 14)}
    for wanted in (days, {"family": "supports"}, {"family": "opposes", "until": days["until"]}, {"status": "denied"}, {"status": "alleged", "out_of_force": True}, {"subject": "uae", **days}):
        found = picked(**wanted)
        assert found
        assert found == list(plain.claims(**wanted))


def test_source_is_an_outlet_or_who_said_so(picked):
    assert len(picked(source="Graphkit Seeds")) == len(picked())
    said = picked(source="iran")
    assert said
    assert {c.attributed_to for c in said} == {"Iran"}
    with pytest.raises(UnknownName, match="no outlet or speaker of this graph is called 'nobody'"):
        picked(source="nobody")


def test_out_of_force_only_when_asked(graph):
    claims = [c for c in graph.claims() if c.subject == "Egypt"]
    object.__setattr__(claims[0], "lifecycle", Lifecycle.RETRACTED)
    articles = {a.key: a for a in graph.articles()}
    assert len(list(select(lambda *_: claims, graph.actors(), articles.get, ClaimFilter()))) == len(claims) - 1
    assert len(list(select(lambda *_: claims, graph.actors(), articles.get, ClaimFilter(out_of_force=True)))) == len(claims)


def test_a_denial_is_offered_by_one_word_and_asked_for_by_its_word_in_jsonl_too(picked):
    with pytest.raises(UnknownName, match="denied") as shown:
        picked(status="denyed")
    assert "negated" not in str(shown.value)
    assert picked(status="negated") == picked(status="denied") != []


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"family": "friend"}, "unknown family or relation 'friend'; families:"),
        ({"status": "true"}, "unknown status 'true'; known: alleged"),
        ({"subject": "zorro"}, "no actor of this graph is called 'zorro'"),
    ],
)
def test_what_there_is_none_of_is_told(picked, wanted, told):
    with pytest.raises(UnknownName, match=told):
        picked(**wanted)


def test_from_python_as_from_the_command(graph):
    assert [c.id for c in graph.claims(subject="uae", family="supports")]
    with pytest.raises(UsageError, match="no filter colour"):
        list(graph.claims(colour="red"))
