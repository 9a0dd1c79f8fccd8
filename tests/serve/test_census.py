"""What is counted from claims in short is what counting them whole gives; a page whose lists are not ready says so."""

from __future__ import annotations

from collections import Counter
from html import unescape

import pytest

from graphkit import Graph
from graphkit.serve import pages
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
