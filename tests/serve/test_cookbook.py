"""The queries of the cookbook, kept in the documentation only, are one click from the editor."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from graphkit import Graph
from graphkit.api import import_table, retract, update
from graphkit.serve.cookbook import cookbook, recipe
from tests.conftest import ROOT
from tests.docs.blocks import blocks
from tests.serve.test_every_page import faults

PAGE = (ROOT / "docs" / "how-to" / "sparql-cookbook.md").read_text(encoding="utf-8")


def test_every_query_of_the_page_is_offered_in_its_order_and_words():
    offered = [one for recipes in cookbook().values() for one in recipes]
    assert [one.sparql for one in offered] == [block.body.strip() for block in blocks(PAGE) if block.language == "sparql"]
    assert [(one.number, one.title) for one in offered] == re.findall(r"^### (\d+)\. (.+)$", PAGE, re.MULTILINE)
    assert not any(mark in one.note for one in offered for mark in "`#")
    assert recipe("0") is None


@pytest.mark.parametrize("width", [390, 1440])
def test_one_click_opens_a_question_with_its_answer(browser, server, width):
    """From the start page, and from one with an answer; the page stays, and the answer is scrolled into view."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{server}/ask")
    page.wait_for_selector("html[data-ready=ask]")
    page.evaluate("window.stayed = true")
    assert faults(page) == []
    for title, number in (("Which support is only alleged?", "9"), ("What is denied?", "10")):
        # Nothing is opened first, and there is no scrolling except what a click itself causes.
        page.get_by_role("link", name=title).click()
        page.wait_for_function("title => document.querySelector('[aria-selected=true]').textContent === title && document.querySelector('#status').textContent.includes('row')", arg=title)
        assert page.evaluate("graphkitEditor.getValue()") == recipe(number).sparql
        assert page.locator("#rows tbody tr").count() > 0
        assert -1 <= page.evaluate("document.querySelector('#answer').getBoundingClientRect().top") < 400
    assert page.evaluate("window.stayed")
    page.click("#history summary")
    assert page.locator("#history li").count() == 2
    page.close()


def test_every_question_of_the_cookbook_answers(ask):
    """A recipe may find nothing in a graph, but must not fail."""
    for recipes in cookbook().values():
        for one in recipes:
            reply = ask(f"/ask?recipe={one.number}", Accept="text/html")
            assert reply.status == 200, one
            assert 'id="size"' in reply.text, one


def test_it_works_without_scripts(ask):
    page = ask("/ask?recipe=9", Accept="text/html").text
    assert recipe("9").sparql in unescape(page.split("<textarea")[1])
    assert 'id="rows"' in page
    assert page.count('href="/ask?recipe=') == sum(map(len, cookbook().values()))
    assert ask("/ask?recipe=999", Accept="text/html").status == 404


def test_no_question_lists_or_counts_what_was_retracted(tmp_path):
    (tmp_path / "t.csv").write_text("subject,relation,object,status,polarity,date,from\nUAE,supports,Haftar,,,2020-05-31,\nIran,attacks,Mali,alleged,negative,2020-05-31,2020-05\n")
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    recipes = {one.number: one.sparql for group in cookbook().values() for one in group if "?claim" in one.sparql}
    assert len(recipes) > 12
    found = {number for number, sparql in recipes.items() if list(Graph.open(tmp_path / "g").query(sparql))}
    assert {"8", "10", "14", "17", "19", "20", "21", "23", "24", "25"} <= found
    for article in Graph.open(tmp_path / "g").articles():
        retract(article.key, "withdrawn", graph=tmp_path / "g")
    assert [number for number, sparql in recipes.items() if list(Graph.open(tmp_path / "g").query(sparql))] == []


@pytest.mark.parametrize("day", ["2017-12-25", "2020-01-31"])
def test_the_state_on_a_day_is_that_of_the_claims_that_hold(seed_folder, day):
    graph, asked = Graph.open(seed_folder), recipe("26").sparql.replace("2020-01-31", day).replace("SELECT DISTINCT ?subject", "SELECT ?claim")
    held = sorted(claim.id for claim in graph.claims(day=date.fromisoformat(day)))
    assert held == sorted(row[0].short.removeprefix("claim:") for row in graph.query(asked))
    assert 0 < len(held) < len(list(graph.claims()))


def test_the_state_on_a_day_has_undated_articles(tmp_path):
    """An article without a day had no claim in the query; `graphkit claims --date` had them."""
    (tmp_path / "t.csv").write_text("subject,relation,object,from,until\nIran,supports,Mali,2015,2018\nIran,supports,Mali,,2019\nEgypt,supports,Sudan,2016,\nFrance,supports,Mali,,\n")
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    graph, asked = Graph.open(tmp_path / "g"), recipe("26").sparql.replace("SELECT DISTINCT ?subject", "SELECT ?claim")
    for day, count in (("2014-01-01", 1), ("2017-01-01", 4), ("2019-01-01", 3), ("2020-01-01", 2)):
        held = sorted(claim.id for claim in graph.claims(day=date.fromisoformat(day)))
        assert held == sorted(row[0].short.removeprefix("claim:") for row in graph.query(asked.replace("2020-01-31", day)))
        assert len(held) == count


def test_ends_that_are_uncertain_or_only_declared_end_no_fact_on_a_day(tmp_path):
    (tmp_path / "t.csv").write_text(
        "subject,relation,object,status,date,from,until\nRussia,supports,Mali,asserted,2016-01-01,,\nRussia,supports,Mali,asserted,2018-01-01,,2017-12-31\n"
        "Iran,supportsMilitarily,Mali,asserted,2016-01-01,,\nIran,supportsMilitarily,Mali,declared,2018-01-01,,2017-12-31\n"
    )
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    sure, asked = "?claim gk:confidence ?sure", recipe("26").sparql.replace("2020-01-31", "2019-01-01")
    update(f"DELETE {{ GRAPH ?g {{ {sure} }} }} INSERT {{ GRAPH ?g {{ ?claim gk:confidence 0.3 }} }} WHERE {{ GRAPH ?g {{ {sure} ; gk:ended true ; gk:subject graph:Russia }} }}", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    assert [row[0].value for row in graph.query(asked)] == ["Iran", "Russia"]
    assert len(list(graph.claims(day=date(2019, 1, 1)))) == 2


def test_what_has_ended_is_neither_denied_nor_backed(tmp_path):
    (tmp_path / "t.csv").write_text("subject,relation,object,polarity,until\nUAE,supports,Haftar,negative,2018\nIran,supports,Mali,,2018\n")
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    assert [list(Graph.open(tmp_path / "g").query(recipe(number).sparql)) for number in ("10", "25")] == [[], []]


def test_only_alleged_is_what_no_outlet_states(tmp_path):
    (tmp_path / "t.csv").write_text("subject,relation,object,status\nUAE,supports,Haftar,alleged\nIran,supports,Mali,alleged\nIran,supportsMilitarily,Mali,asserted\n")
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    assert [backer.value for backer, *_ in Graph.open(tmp_path / "g").query(recipe("9").sparql)] == ["United Arab Emirates"]
