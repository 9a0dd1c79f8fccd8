"""One click leads from the quotes of an answer to their position in the article."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from graphkit.serve.quoted import Quoted, cells
from graphkit.store import Term

CELL = re.compile(r'<td(?: class="prose")?><a href="(/article/[^"#]+#claim-[^"]+)">([^<]+)</a></td>')


@pytest.mark.parametrize("address", ["/ask?name=who-backs&object=haftar", "/ask?name=evidence"])
def test_every_quote_of_an_answer_leads_to_its_words_in_the_article(ask, browser, server, address):
    links = CELL.findall(ask(address, Accept="text/html").text)
    assert len(links) == ask(address, Accept="text/html").text.count("<tr><td") > 0
    page = browser.new_page()
    page.goto(server + links[0][0])
    assert page.evaluate("document.getElementById(location.hash.slice(1)).closest('.reading-text') !== null")
    page.close()


def test_of_the_claims_of_one_sentence_the_one_of_the_row_is_meant():
    iris = {name: f"https://w3id.org/graphkit/id/{name}" for name in "ABC"}
    both = [Quoted(f"https://w3id.org/graphkit/claim/{claim}", iris[s], iris[o], "https://w3id.org/graphkit/article/k") for claim, s, o in (("1", "A", "B"), ("2", "A", "C"))]
    row = (Term("A", "literal", language="en"), Term(iris["C"], "iri"), Term("A backs B and C.", "literal"))
    *_, shown = cells(row, {("A", "en"): iris["A"]}, {"A backs B and C.": both})
    assert shown["link"] == "/article/k#claim-2"


def test_a_text_that_is_no_quote_stays_a_text(ask):
    hostile = 'no quote"} DROP ALL #'
    page = ask(f"/ask?query={quote('SELECT (' + repr(hostile) + ' AS ?x) {}')}", Accept="text/html")
    assert (page.status, "/article/" in page.text.split('id="rows"')[1]) == (200, False)
