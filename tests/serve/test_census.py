"""What is counted from claims in short is what counting them whole gives; a page whose lists are not ready says so."""

from __future__ import annotations

import json
from collections import Counter
from html import unescape

import pytest

from graphkit import Graph
from graphkit.serve import listing, pages
from graphkit.serve.census import Census
from graphkit.serve.survey import surveyed
from graphkit.store import Store


@pytest.fixture(scope="module")
def view(seed_folder):
    return Store.open(seed_folder).view()


def test_disputes_of_a_survey_are_the_disputed_ties_of_the_graph(seed_folder, view):
    sides = [([c.id for c in tie.stated], [c.id for c in tie.denied], tie.sources_for, tie.sources_against) for tie in Graph.open(seed_folder).disputed()]
    assert sides
    assert [(one["stated"], one["denied"], one["for"], one["against"]) for one in surveyed(view)["disputes"]] == sides


def test_ties_count_active_claims_that_state_a_relation_with_their_first_and_last_day(view):
    claims = [claim for claim in view.claims() if claim.lifecycle == "active" and claim.polarity == "positive"]
    counted = Counter((c.predicate, c.subject, c.object) for c in claims)
    ties = Census.of(view).ties()
    assert {(name, s, o): number for name, rows in ties.items() for s, o, number, _, _ in rows} == counted
    days = {str(view.article(c.article).published) for c in claims if (c.predicate, c.subject, c.object) == ("supports", "UAE", "Haftar")}
    assert next(row[3:] for row in ties["supports"] if row[:2] == ("UAE", "Haftar")) == (min(days), max(days))


def test_a_slash_within_an_id_of_a_pair_is_not_where_it_ends(ask):
    reply = ask("/pair/No%2FBody/GNA", Accept="text/html")
    assert reply.status == 404
    assert "no actor 'No/Body'" in unescape(reply.text)
    assert ask("/pair/GNA", Accept="text/html").status == 404


@pytest.mark.parametrize("made", [True, False])
def test_a_list_that_is_being_counted_says_so_and_not_that_there_is_nothing(made):
    page = pages.page("disputed", rows=[], made=made, current=made, actor="", name="", number=0, before=None, after=None, number_of_page=1).decode()
    assert ("No tie is disputed." in page) is made
    assert ("data-again" in page) is not made


def test_articles_of_a_survey_are_those_of_the_graph_with_their_active_claims(seed_folder, view):
    graph = Graph.open(seed_folder)
    numbers = Counter(claim.article for claim in view.claims() if claim.lifecycle == "active")
    rows = listing.rows_of(json.loads(json.dumps(surveyed(view))))
    assert {(r.key, r.id, r.title, r.outlet, r.day, r.conflict, r.claims) for r in rows} == {
        (a.key, a.id, a.title or "", a.outlet or "", str(a.published or ""), a.conflict or "", numbers[a.key]) for a in graph.articles()
    }


def test_articles_are_chosen_and_ordered_in_memory_as_the_address_says():
    def row(key, title, outlet, day, conflict=""):
        return listing.Row(key, f"id-{key}", title, outlet, day, conflict, "", 1)

    rows = [row("a", "Talks in Cairo", "Wire", "2020-01-02"), row("b", "arms", "", "2020-02-01", "libya"), row("c", "", "Post", ""), row("d", "Zinc", "wire", "2019-12-31")]

    def keys(**wanted):
        return "".join(each.key for each in listing.chosen(rows, listing.Wanted.of(wanted)))

    assert [keys(), keys(sort="title"), keys(sort="outlet")] == ["badc", "bcad", "cadb"]
    assert [keys(outlet="Wire"), keys(day="2020"), keys(day="2020-01"), keys(conflict="libya"), keys(q="CAIRO"), keys(q="id-c")] == ["a", "ba", "a", "b", "a", "c"]
    assert keys(sort="nonsense", day="20x") == ""


def test_deeds_are_those_of_active_claims_by_day_month_and_year(view):
    claims = [claim for claim in view.claims() if claim.lifecycle == "active"]
    told = listing.deeds(view, Census.of(view).past)
    days = {(str(day), claim.id) for claim in claims if claim.valid for day in (claim.valid.start, claim.valid.end) if day}
    assert days
    assert set(told) == days
    year = max(days)[0][:4]
    assert listing.deeds_of(told, year) == sorted({claim for day, claim in told if day.startswith(year)})


@pytest.mark.parametrize(("name", "more"), [("articles", {"wanted": listing.Wanted(), "outlets": [], "rows": [], "before": None, "after": None, "number_of_page": 1}), ("day", {"day": "2020", "articles": [], "claims": [], "more_articles": False, "more_claims": False})])
def test_articles_that_are_not_counted_yet_are_not_said_to_be_none(name, more):
    waiting, old, now = (pages.page(name, made=made, current=current, **more).decode() for made, current in ((False, False), (True, False), (True, True)))
    assert [("data-again" in page) for page in (waiting, old, now)] == [True, True, False]
    assert ["No article" in page for page in (waiting, old, now)] == [False, True, True]
