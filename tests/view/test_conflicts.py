"""One conflict at a time: what the page counts, quotes, offers and exports is what the articles of the chosen conflict say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from graphkit.model import Actor, ActorClass, Evidence, Polarity
from graphkit.ontology import load_vocabulary
from graphkit.view.data import data
from tests.view.conftest import Opened
from tests.view.graphs import Graph, article, claim
from tests.view.test_looking import choose, opened_part, shown_ties, taken

Open = Callable[..., Opened]


def told_twice() -> Graph:
    """A large war of 2020 in the lowlands, a small one of 2016 in the hills; one tie and one backer stand in both."""
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


# What is read


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
    assert shown.js("graphkit.summary(graphkit.data.ties[graphkit.chosen.now.index])").endswith("4 claims")


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
