"""Counts from index rows equal counts from whole claims and articles."""

from __future__ import annotations

from collections import Counter
from datetime import date
from html import unescape

import pytest

from graphkit import Graph
from graphkit.days import day_words
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Polarity, TimeSpan
from graphkit.ontology import load_vocabulary
from graphkit.serve import listing, lists, pages
from graphkit.serve.conflicts import surveyed_conflicts
from graphkit.serve.current import Opened
from graphkit.serve.index_queries import ties_of
from graphkit.standing import is_about_end
from graphkit.store import Store


@pytest.fixture(scope="module")
def view(seed_folder):
    return Store.open(seed_folder).view()


def test_ties_count_active_claims_that_state_a_relation_with_their_first_and_last_day(view):
    claims = [claim for claim in view.claims() if claim.lifecycle == "active" and (claim.polarity == "positive" or is_about_end(claim))]
    counted = Counter((c.predicate, c.subject, c.object) for c in claims)
    ties = {name: ties_of(view, name, 0, 1000) for name in load_vocabulary().relations}
    assert {(name, row["s"], row["o"]): row["claims"] for name, rows in ties.items() for row in rows} == counted
    assert all([row["claims"] for row in rows] == sorted((row["claims"] for row in rows), reverse=True) for rows in ties.values())
    assert ties_of(view, "supports", 1, 2) == ties["supports"][1:3]
    days = {str(view.article(c.article).published) for c in claims if (c.predicate, c.subject, c.object) == ("supports", "UAE", "Haftar")}
    assert next((row["first"], row["last"]) for row in ties["supports"] if (row["s"], row["o"]) == ("UAE", "Haftar")) == (min(days), max(days))


def test_a_slash_within_an_id_of_a_pair_is_not_where_it_ends(ask):
    reply = ask("/pair/No%2FBody/GNA", Accept="text/html")
    assert reply.status == 404
    assert "no actor 'No/Body'" in unescape(reply.text)
    assert ask("/pair/GNA", Accept="text/html").status == 404


def test_articles_of_a_list_are_those_of_the_graph_with_their_active_claims(seed_folder, view):
    graph = Graph.open(seed_folder)
    counted = Counter(claim.article for claim in view.claims() if claim.lifecycle == "active")
    assert {(r.key, r.id, r.title, r.outlet, r.day, r.conflict, r.claims) for r in listing.articles(view, listing.Wanted(), 0, 1000)} == {
        (a.key, a.id, a.title or "", a.outlet or "", str(a.published or ""), a.conflict or "", counted[a.key]) for a in graph.articles()
    }
    assert listing.outlets(view) == sorted({article.outlet for article in graph.articles() if article.outlet})


@pytest.fixture
def four(tmp_path):
    """Four articles; they are named by id in the tests."""
    told = [("a", "Talks in Cairo", "Wire", "2020-01-02", None), ("b", "arms \u00c9lan", None, "2020-02-01", "libya"), ("c", None, "Post", None, None), ("d", "Zinc", "wire", "2019-12-31", None)]
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for id_, title, outlet, day, conflict in told:
            published = date.fromisoformat(day) if day else None
            document = Document(id_, f"Ruritania backs {id_}.", title=title, outlet=outlet, published=published, conflict=conflict)
            quote = document.text
            claim = Claim(document.key, "Ruritania", "supports", "Grand_Fenwick", "Ruritania", id_, (Evidence(0, len(quote), quote),))
            writer.add(ArticleRecord(document, tuple(Actor(name, name) for name in ("Grand_Fenwick", "Ruritania")), (claim,)))
    return Store.open(tmp_path / "g").view()


def test_articles_are_chosen_and_ordered_as_the_address_says(four):
    def ids(first=0, most=10, **wanted):
        return "".join(each.id for each in listing.articles(four, listing.Wanted.of(wanted), first, most))

    assert [ids(), ids(sort="title")] == ["badc", "bcad"]
    # Two outlets that differ in the case of a letter are sorted by key.
    assert ids(sort="outlet") in ("cadb", "cdab")
    assert [ids(outlet="Wire"), ids(day="2020"), ids(day="2020-01"), ids(conflict="libya"), ids(q="CAIRO"), ids(q="c"), ids(q="\u00e9lan")] == ["a", "ba", "a", "b", "a", "adc", "b"]
    assert ids(sort="nonsense", day="20x") == ""
    assert [ids(0, 2), ids(2, 2), ids(4, 2)] == ["ba", "dc", ""]


def test_deeds_are_those_of_active_claims_by_day_month_and_year(view):
    claims = [claim for claim in view.claims() if claim.lifecycle == "active"]
    # A date known by its month counts for that month and its year, but for no day.
    days = {(day_words(day, claim.valid.precision), claim.id) for claim in claims if claim.valid for day in (claim.valid.start, claim.valid.end) if day}
    assert {len(day) for day, _ in days} == {4, 7, 10}
    for length in (4, 7, 10):
        for wanted in {day[:length] for day, _ in days if len(day) >= length}:
            found = list(dict.fromkeys(claim for _, claim in sorted(pair for pair in days if pair[0].startswith(wanted))))
            assert listing.deeds(view, wanted, 1000) == found
            assert listing.deeds(view, wanted, 1) == found[:1]


@pytest.fixture
def over(tmp_path):
    """One of Fenwick's backers has stopped by its own words, another by a later article that ends all backing, and the third has resumed."""
    told = [
        ("Ruritania", "supports", 1, True), ("Ruritania", "supports", 2, True),
        ("Arda", "supportsMilitarily", 3, False), ("Arda", "supports", 4, True),
        ("Ilm", "supports", 5, True), ("Ilm", "supports", 6, False),
    ]
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for backer, relation, day, ended in told:
            document = Document(f"{day}", f"{backer} backs Fenwick {day}.", outlet="Wire", published=date(2020, 1, day), conflict="Fenwick")
            evidence = (Evidence(0, len(document.text), document.text),)
            valid = TimeSpan(ended=True) if ended else None
            claim = Claim(document.key, backer, relation, "Fenwick", backer, "Fenwick", evidence, polarity=Polarity.NEGATIVE if ended and day > 1 else Polarity.POSITIVE, valid=valid, confidence=0.9)
            writer.add(ArticleRecord(document, (Actor(backer, backer), Actor("Fenwick", "Fenwick")), (claim,)))
    return Opened(Store.open(tmp_path / "g").view())


def test_the_list_of_a_relation_has_the_status_of_each_tie_and_how_many_claims_are_of_an_end(over):
    """As in the dossiers of page and shell; a bare number of claims would count ended ties as if they held."""
    def cells(relation):
        rows = lists._ends(over, relation, ties_of(over.view, relation, 0, 9))
        text = pages.page("relation", relation=load_vocabulary().relation(relation), narrower=(), rows=rows, before=None, after=None, number_of_page=1).decode()
        return {row["s"]: (row["claims"], row["ended"], row["status"]) for row in rows}, text

    found, text = cells("supports")
    assert found == {"Ruritania": (2, 2, "asserted, ended"), "Arda": (1, 1, "asserted, ended"), "Ilm": (2, 1, "asserted")}
    assert all(f'data-head="Status">{status}<' in text for *_, status in found.values())
    assert ["(2 about its end)" in text, "(1 about its end)" in text] == [True] * 2
    assert cells("supportsMilitarily")[0] == {"Arda": (1, 0, "asserted, ended")}


def test_the_ties_of_a_conflict_say_which_have_ended(over):
    view = over.view
    (made,) = surveyed_conflicts({actor.id: actor for actor in view.actors()}, list(view.briefs()), {article.key: article for article in view.articles()})
    assert {tie[2]: tie[3] for tie in made["ties"]} == {
        "Ruritania supports Fenwick": "asserted, ended",
        "Arda supports Fenwick": "asserted, ended",
        "Arda supports Fenwick militarily": "asserted, ended",
        "Ilm supports Fenwick": "asserted",
    }
