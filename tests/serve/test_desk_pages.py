"""Dossiers, pairs, claims, lists and days on the site: content, links, accessibility."""

from __future__ import annotations

import re
from html import unescape

import pytest

from graphkit import Graph
from graphkit.serve.current import Current


def page_of(ask, path):
    return ask(path, Accept="text/html").text


def test_a_dossier_says_who_backs_since_when_by_whose_word_and_who_denies(ask):
    page = page_of(ask, "/id/Haftar")
    backed = page.split('<h3 id="backed-by">')[1].split("</table>")[0]
    assert 'href="/id/UAE"' in backed
    assert 'href="/day/2019-12-22"' in backed
    assert "The United Arab Emirates supports Haftar." in backed
    assert re.search(r'data-head="Denied by".*Putin', page.split('<h3 id="denied">')[1].split("</table>")[0], re.DOTALL)
    assert "Egypt" in page.split("Through ")[-1]


def test_every_link_of_a_dossier_leads_to_a_page(ask):
    for path in sorted(set(re.findall(r'href="(/(?:id|pair|claim|article|day|relation|articles)[^"#]*)', page_of(ask, "/id/Haftar")))):
        assert ask(path.replace("&amp;", "&"), Accept="text/html").status == 200, path


def test_the_title_of_a_claim_is_its_sentence_and_what_speaks_against_it_is_listed(ask, seed_folder):
    graph = Graph.open(seed_folder)
    [tie, *_] = graph.disputed()
    page = page_of(ask, f"/claim/{tie.stated[0].id}")
    names = {actor.id: actor.name for actor in graph.actors()}
    assert re.search(rf"<h1>{re.escape(names[tie.subject])} .*\({tie.stated[0].status}\)</h1>", page)
    against = page.split("<h2>Counter-claims</h2>")[1]
    assert all(denial.id in against for denial in tie.denied)


def test_the_disputed_list_is_that_of_the_graph(ask, seed_folder):
    ties = Graph.open(seed_folder).disputed()
    page = page_of(ask, "/disputed")
    assert page.count("Stated by") == len(ties) > 0
    assert all(claim.id in page for tie in ties for claim in (*tie.stated[:3], *tie.denied[:3]))
    assert "No tie of Azerbaijan is disputed." in page_of(ask, "/disputed?actor=Azerbaijan")


def test_articles_are_sorted_and_filtered(ask, seed_folder):
    titles = {str(article.title) for article in Graph.open(seed_folder).articles()}
    page = unescape(page_of(ask, "/articles"))
    assert all(title in page for title in titles)
    days = re.findall(r'href="/day/([^"]+)"', page)
    assert days == sorted(days, reverse=True)
    assert page_of(ask, "/articles?day=2019-12").count('data-head="Title"') == 1
    assert "No matching articles." in page_of(ask, "/articles?outlet=graphkit+seeds&day=1999")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/claims.csv?status=denied", "this page has no parameter 'status'; it has none"),
        ("/articles?oultet=x", "this page has no parameter 'oultet'; it has conflict, day, outlet, page, q, sort. Did you mean outlet?"),
        ("/articles?page=1&sort=none", "sort is day, outlet, title, not 'none'"),
        ("/actors?q=a&q=b", "q is given 2 times; give it once"),
        ("/id/UAE?format=pdf", "format is a media type or one of json, jsonld, ntriples, rdfxml, turtle, xml, not 'pdf'"),
        ("/id/UAE?utm_source=x&format=csv", "format is a media type or one of json, jsonld, ntriples, rdfxml, turtle, xml, not 'csv'"),
        ("/ask?query=ASK+%7B%7D&sort=up", "sort is a number, not 'up'"),
        ("/ask?query=ASK+%7B%7D&view=pie", "view is chart, network, table, not 'pie'"),
    ],
)
def test_what_a_page_does_not_know_is_refused_with_what_it_knows(ask, address, says):
    """It was ignored, and the file or list had everything."""
    answer = ask(address)
    assert (answer.status, answer.text.strip()) == (400, says)
    assert ask(address.split("?")[0]).status == 200


@pytest.mark.parametrize("address", ["/", "/articles?page=1", "/id/UAE", "/claims.csv"])
def test_parameters_of_tracking_are_ignored(ask, address):
    tracked = ask(f"{address}{'&' if '?' in address else '?'}utm_source=x&utm_medium=a+b&fbclid=1&fbclid=2&gclid=&mc_cid=3&mc_eid=4")
    assert (tracked.status, tracked.text) == (200, ask(address).text)


def test_a_day_lists_what_was_published_and_what_happened(ask):
    assert "Ankara and Tripoli seal their pact" in page_of(ask, "/day/2019-12-22")
    assert page_of(ask, "/day/2024-09").count("<figure>") > 0
    assert ask("/day/yesterday").status == 404


def test_a_relation_has_its_definition_and_ties(ask):
    page = page_of(ask, "/relation/supports")
    assert "rel:supports" in page
    assert 'href="/relation/supportsMaterially"' in page
    assert 'href="/id/UAE"' in page
    assert ask("/relation/suports").status == 404


def test_names_that_are_not_there_lead_to_those_that_were_meant(ask):
    for path in ("/id/Haftr", "/pair/Haftr/GNA"):
        reply = ask(path, Accept="text/html")
        assert reply.status == 404
        assert 'href="/id/Haftar"' in reply.text


def test_of_very_many_claims_the_newest_are_read_and_the_rest_is_counted(seed_folder):
    view = Current(seed_folder).now().view
    whole = list(view.claims("Turkey", None))
    active = [claim for claim in whole if claim.lifecycle == "active"]
    found, number = view.index.newest("Turkey", None, 3)
    assert len(found) == 3
    assert number == len(active)
    days = {claim.id: str(view.article(claim.article).published or "") for claim in active}
    assert [days[c.id] for c in found] == sorted(days.values(), reverse=True)[:3]


def test_the_four_questions_in_three_steps(server, browser):
    """Who backs Haftar, since when, how do we know, who denies it: search and read; the article is one more click."""
    page = browser.new_page()
    page.goto(server)
    search = page.locator("#find")
    search.fill("haftar")
    search.press("Enter")
    backed = page.get_by_role("region", name="Backed by", exact=True)
    backed.wait_for()
    told = backed.inner_text()
    assert "United Arab Emirates" in told
    assert "2019-12-22" in told
    assert "The United Arab Emirates supports Haftar." in told
    assert "Vladimir Putin said" in page.get_by_role("region", name="Denied", exact=True).inner_text()
    backed.get_by_role("link", name="The United Arab Emirates supports Haftar.").click()
    page.wait_for_url("**/article/*")
    assert "Ankara and Tripoli seal their pact" in page.inner_text("h1")
    page.close()
