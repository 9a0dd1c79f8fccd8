"""One conflict at a time: counts, quotes, choices and exports of the page come from the articles of the selected conflict."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from graphkit.model import Actor, ActorClass, Evidence, Polarity
from graphkit.ontology import load_vocabulary
from graphkit.view import page
from graphkit.view.data import data
from tests.view.conftest import Opened
from tests.view.graphs import Graph, article, claim, river_war
from tests.view.test_looking import choose, opened_part, shown_ties, taken
from tests.view.test_picture import two_wars

Open = Callable[..., Opened]


def told_twice() -> Graph:
    """Return a large war of 2020 in the lowlands and a small one of 2016 in the hills; one tie and one backer are in both."""
    kant, oro, front, guard = (Actor(name, name, ActorClass.STATE) for name in ("Kantmark", "Oroistan", "Front", "Guard"))

    def said(subject: Actor, relation: str, object_: Actor, source: int, quote: str, **more: object):
        return claim(subject, relation, object_, source=source, evidence=(Evidence(0, len(quote), quote),), **more)

    claims = (
        said(kant, "supports", oro, 0, "Kantmark backed Oroistan in the lowlands."),
        said(front, "attacks", oro, 1, "Front shelled Oroistan in the lowlands."),
        said(kant, "supports", oro, 20, "Kantmark armed Oroistan in the hills."),
        said(kant, "supports", oro, 21, "Kantmark paid Oroistan in the hills."),
        said(kant, "supports", oro, 20, "Kantmark never backed Oroistan in the hills.", polarity=Polarity.NEGATIVE),
        said(guard, "attacks", oro, 20, "Guard shelled Oroistan in the hills."),
    )
    low = tuple(replace(article(n), conflict="Lowland war", published=date(2020, 1 + n, 1)) for n in range(5))
    hill = tuple(replace(article(n), conflict="Hill war", published=date(2016, n - 19, 1)) for n in (20, 21))
    more = (said(front, "attacks", oro, n, f"Front shelled Oroistan {n} times in the lowlands.") for n in (2, 3, 4))
    return Graph((kant, oro, front, guard), (*claims, *more), (*low, *hill))


BACKING = "graphkit.data.ties.findIndex((tie) => tie.family === 'supports')"


def hill(opened: Open) -> Opened:
    shown = opened(told_twice())
    shown.page.click("#stories button:has-text('Hill war')")
    return shown


# Filters


def test_months_are_those_of_the_conflict(opened: Open):
    shown = opened(told_twice())
    months = "[...document.querySelectorAll('#from option')].slice(1).map((option) => option.value)"
    assert shown.js(months) == ["2020-01", "2020-02", "2020-03", "2020-04", "2020-05"]
    shown.page.click("#stories button:has-text('Hill war')")
    assert shown.js(months) == ["2016-01", "2016-02"]
    shown.page.click("#stories button:has-text('All')")
    assert len(shown.js(months)) == 7


def test_a_limit_of_time_goes_by_the_claims_of_the_conflict(opened: Open):
    """Kantmark backed Oroistan in 2016 too, in another war."""
    shown = opened(told_twice())
    shown.js("Object.assign(graphkit.limits, { to: '2016-12-31' }); graphkit.changed()")
    assert shown_ties(shown) == 0


def test_limits_of_time_do_not_outlive_the_conflict_whose_months_they_are(opened: Open):
    shown = opened(told_twice())
    shown.page.fill("#until", "0")
    assert "to=2020-01-31" in shown.page.url
    shown.page.click("#stories button:has-text('Hill war')")
    assert "to=" not in shown.page.url
    assert shown_ties(shown) == 2


def test_outlets_and_numbers_of_sources_are_those_of_the_conflict(opened: Open):
    shown = opened(told_twice())
    tie = f"graphkit.data.ties[{BACKING}]"
    assert shown.js(f"[{tie}.sources, {tie}.values.outlet, {tie}.contested]") == [1, ["The Courier"], False]
    shown.page.fill("#least", "2")
    shown.page.press("#least", "Tab")
    assert shown.js("graphkit.edges.getIds()") == shown.js("[graphkit.data.ties.findIndex((tie) => tie.family === 'attacks' && tie.sources === 3)]")


def test_a_tie_is_disputed_where_the_conflict_says_so(opened: Open):
    shown = opened(told_twice())
    assert "Disputed ties" not in shown.panel()
    shown.page.click("#stories button:has-text('Hill war')")
    assert "Disputed ties" in shown.panel()
    assert shown.js("graphkit.edges.get().filter(({ label }) => label === '!').length") == 1


# Reading


def test_the_table_has_the_claims_of_the_conflict(opened: Open):
    shown = opened(told_twice())
    shown.page.click("#as-table")
    text = shown.page.inner_text("#table tbody")
    assert "hills" not in text
    row = next(row for row in shown.page.locator("#table tbody tr").all_inner_texts() if "supports" in row)
    assert row.split("\t")[5:7] == ["1", "1"]


def test_the_panel_of_a_tie_quotes_the_conflict_and_counts_what_others_say(opened: Open):
    shown = opened(told_twice())
    shown.js(f"graphkit.choose({{ kind: 'tie', index: {BACKING} }})")
    assert "hills" not in shown.panel()
    assert "· 1 claim" in shown.panel()
    assert "3 more claims in other conflicts." in shown.panel()
    shown.page.get_by_role("button", name="Show all conflicts").click()
    assert shown.page.inner_text("#stories [aria-pressed=true]") == "All"
    assert "· 4 claims" in shown.panel()
    assert "in other conflicts" not in shown.panel()
    assert shown.js("graphkit.summary(graphkit.data.ties[graphkit.chosen.now.index])").endswith("4 claims, 2 sources")


def test_a_dossier_quotes_the_conflict(opened: Open):
    shown = opened(told_twice())
    choose(shown, "Oroistan")
    text = shown.panel()
    assert "lowlands" in text
    assert "hills" not in text
    assert "1 more in other conflicts" in text
    shown.page.click("#panel summary:has-text('Timeline')")
    assert "2016" not in shown.panel()
    shown.page.get_by_role("button", name="Show all conflicts").click()
    assert "hills" in shown.panel()


def test_ties_are_exported_with_the_claims_of_the_conflict(opened: Open):
    graph = told_twice()
    shown = opened(graph)
    opened_part(shown, "taking")
    rows = list(csv.DictReader(io.StringIO(taken(shown, "take-csv").decode())))
    assert {id_ for row in rows for id_ in row["claim ids"].split()} == {each.id for each in graph.claims if int(each.article, 16) < 20}
    assert {(row["tie"], row["claims"], row["disputed"]) for row in rows} == {("supports", "1", ""), ("attacks", "4", "")}


def test_dossiers_that_are_the_same_in_a_conflict_are_told_once():
    graph = told_twice()
    found = data(graph.actors, graph.claims, graph.articles, load_vocabulary())
    names = [actor["name"] for actor in found["actors"]]
    apart = [{names[int(number)] for number in story["dossiers"]} for story in found["stories"]]
    assert apart == [{"Kantmark", "Oroistan"}, {"Kantmark", "Oroistan"}, set()]


def test_the_table_begins_with_the_tie_of_most_claims_in_the_conflict(opened: Open):
    shown = opened(told_twice())
    shown.page.click("#as-table")
    for conflict, counts in (("Lowland war", ["4", "1"]), ("Hill war", ["3", "1"])):
        shown.page.click(f"#stories button:has-text('{conflict}')")
        assert [row.split("\t")[5] for row in shown.page.locator("#table tbody tr").all_inner_texts()] == counts


def test_an_article_without_claims_counts_for_its_conflict_as_on_the_site():
    """The button of a conflict had fewer articles than its page, which counts those whose claims were retracted."""
    graph = told_twice()
    more = replace(graph.articles[0], key="f" * 16, id="more")
    few, many = (data(graph.actors, graph.claims, articles, load_vocabulary())["stories"][:2] for articles in (graph.articles, (*graph.articles, more)))
    assert [story["size"] for story in few] == [len(story["articles"]) for story in few]
    assert sum(story["size"] for story in many) == sum(story["size"] for story in few) + 1
    assert [story["articles"] for story in many] == [story["articles"] for story in few]


def test_the_heading_of_one_claim_has_singulars():
    graph = told_twice()
    text = page(graph.actors, graph.claims[:1], graph.articles, title="One")
    assert re.findall(r"<b>(\d+)</b> ([a-z ]+)", text) == [("2", "actors"), ("1", "tie"), ("1", "claim"), ("1", "cited article")]


def test_the_heading_counts_what_is_in_the_conflict(opened: Open):
    shown = opened(told_twice())
    assert " ".join(shown.page.inner_text(".counts").split()) == "3 of 4 actors 2 of 3 ties 5 of 9 claims 5 of 7 cited articles"
    shown.page.click("#stories button:has-text('All')")
    assert " ".join(shown.page.inner_text(".counts").split()) == "4 actors 3 ties 9 claims 7 cited articles"


# Camps


def test_of_all_conflicts_together_each_has_its_own_camps_and_none_is_drawn(opened: Open):
    shown = opened(two_wars())
    shown.page.click("#stories button:has-text('All')")
    assert shown.js("graphkit.outlines()") == []
    assert shown.page.locator("#panel h4").all_inner_texts() == ["River war", "Hill war"]
    assert "Camps are shown per conflict" in shown.panel()
    assert len(set(shown.js("graphkit.nodes.get().filter(({ id }) => graphkit.data.actors[id].kind === 'state').map(({ color }) => color.background)"))) == 1
    choose(shown, "Velavia")
    text = " ".join(shown.panel().split())
    assert "River war: Camp" in text
    assert "Hill war: Camp" in text
    shown.page.keyboard.press("Escape")
    shown.page.click("#panel h4 button:has-text('Hill war')")
    assert shown.page.inner_text("#stories [aria-pressed=true]").startswith("Hill war")
    assert shown.js("graphkit.outlines().length") > 0


def test_an_excerpt_has_no_camps_and_no_headline():
    """The conflicts of its ties are not known there."""
    graph = river_war()
    [whole] = data(graph.actors, graph.claims, graph.articles, load_vocabulary(), excerpt=True)["stories"]
    assert (whole["camps"], whole["headline"]) == ([], "")


def test_unrelated_articles_have_no_camps_and_no_headline():
    """The site had none, the page put the friends of one power in unrelated articles into one camp."""
    actors = tuple(Actor(name, name, ActorClass.STATE) for name in ("Arda", "Belmark", "Osk", "Tir"))
    claims = tuple(claim(actors[n], "supports", actors[n + 1], source=n) for n in (0, 2))
    [whole] = data(actors, claims, tuple(replace(article(n), conflict=None) for n in (0, 2)), load_vocabulary())["stories"]
    assert (whole["id"], whole["camps"], whole["headline"]) == ("other", [], "")


# Permanent links


def test_a_link_opens_its_conflict_when_another_has_become_the_largest(opened: Open):
    shown = opened(told_twice())
    choose(shown, "Oroistan")
    words = shown.page.url.partition("#")[2]
    assert "conflict=lowland-war" in words
    graph = told_twice()
    more = tuple(claim(graph.actors[3], "attacks", graph.actors[1], source=n) for n in range(30, 40))
    larger = opened(Graph(graph.actors, (*graph.claims, *more), (*graph.articles, *(replace(article(n), conflict="Hill war") for n in range(30, 40)))))
    assert larger.page.inner_text("#stories [aria-pressed=true]").startswith("Hill war")
    larger.page.goto(f"{larger.page.url}#{words}")
    assert larger.page.inner_text("#stories [aria-pressed=true]").startswith("Lowland war")


def test_a_link_of_a_graph_with_one_conflict_opens_that_conflict_among_several(opened: Open):
    shown = opened(river_war())
    choose(shown, "Velavia")
    assert "conflict=river-war" in shown.page.url
    two = opened(two_wars())
    two.page.goto(f"{two.page.url}#{shown.page.url.partition('#')[2]}")
    assert two.page.inner_text("#stories [aria-pressed=true]").startswith("River war")


def test_what_comes_later_does_not_get_into_a_link_that_says_only(opened: Open):
    shown = opened(river_war())
    shown.page.locator("#presets").get_by_role("button", name="Backing").click()
    words = shown.page.url.partition("#")[2]
    assert words.endswith("only-family=allied+with&only-family=supports")
    ties = shown_ties(shown)
    graph = river_war()
    later = opened(replace(graph, claims=(*graph.claims, claim(graph.actors[0], "basedIn", graph.actors[11], source=1))))
    later.page.goto(f"{later.page.url}#{words}")
    assert shown_ties(later) == ties
    assert later.page.get_attribute("#presets button:has-text('Backing')", "aria-pressed") == "true"
    later.page.check('input[data-facet="family"][value="attacks"]')
    assert "only-family=attacks" in later.page.url


def test_old_links_still_open(opened: Open):
    """They list disabled filters, and do not name the largest conflict."""
    shown = opened(two_wars())
    whole = shown_ties(shown)
    shown.page.goto(f"{shown.page.url}#sign=-1&tie=Velavia,GovernmentofNationalConcord,supports")
    assert shown.page.inner_text("#stories [aria-pressed=true]").startswith("River war")
    assert shown_ties(shown) == whole - shown.js("graphkit.data.ties.filter((tie) => tie.sign === -1 && tie.stories.has(0)).length")
    assert "Government of National Concord" in shown.page.inner_text("#panel h2")
    for words, conflict in (("conflict=hill-war", "Hill war"), ("conflict=*", "All"), ("actor=IshFront", "Hill war")):
        shown.page.goto(f"{shown.page.url.partition('#')[0]}#{words}")
        shown.page.wait_for_function("(name) => document.querySelector('#stories [aria-pressed=true]').textContent.startsWith(name)", arg=conflict)


# Unknown values


def test_an_empty_picture_says_why_and_leads_back(opened: Open):
    shown = opened(told_twice())
    whole = shown_ties(shown)
    shown.page.locator("#presets").get_by_role("button", name="Disputed").click()
    assert "No tie in Lowland war is disputed." in shown.page.inner_text("#empty")
    shown.page.click("#empty button")
    assert shown_ties(shown) == whole
    shown.page.locator("#presets").get_by_role("button", name="Talks").click()
    assert "No tie in Lowland war matches the filters." in shown.page.inner_text("#empty")
