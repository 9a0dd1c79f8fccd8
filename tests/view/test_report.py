"""The brief: every sentence has a source, the source its quote; nothing that was told is markup."""

from __future__ import annotations

import re
from datetime import date

import pytest

from graphkit import Graph
from graphkit.analyze import analyze
from graphkit.model import Article, Claim, Evidence
from graphkit.view import report

NASTY = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def page(seed_folder):
    return Graph.open(seed_folder).report(title="Backers", since=date(2019, 1, 1))


def test_it_says_who_backs_whom(page):
    assert "United Arab Emirates supports Khalifa Haftar" in page
    assert "Turkey supports Government of National Accord militarily" in page
    assert "<h2>Rivals and those behind them</h2>" in page


def test_every_note_that_is_cited_is_there_and_the_other_way_round(page):
    cited = {int(n) for n in re.findall(r'href="#n(\d+)"', page)}
    there = {int(n) for n in re.findall(r'<li id="n(\d+)"><q>.{10,}?</q>', page)}
    assert cited == there == set(range(1, len(there) + 1))
    sentences = re.findall(r"<li>[^<]*(?:supports|attacks|sanctions|accuses|fights)[^<]*(<sup>)?", page)
    assert sentences
    assert all(sentences[:40])


def test_quotes_are_those_of_the_graph(page, seed_folder):
    from html import unescape

    quotes = {c.evidence[0].quote for c in Graph.open(seed_folder).claims()}
    assert {unescape(q) for q in re.findall(r"<q>(.*?)</q>", page)} <= quotes


def test_it_is_the_same_every_time_and_as_of_a_day(seed_folder, page):
    graph = Graph.open(seed_folder)
    assert graph.report(title="Backers", since=date(2019, 1, 1)) == page
    assert "as of 2000-01-01" in graph.report(day=date(2000, 1, 1))


def test_nothing_that_was_told_is_markup():
    claims = [Claim("k", "a", "supports", "b", NASTY, "b", (Evidence(0, len(NASTY), NASTY),))]

    def article(key):
        return Article(key=key, id=NASTY, text_hash="0" * 64, title=NASTY, outlet=NASTY, url="javascript:alert(1)")

    page = report(analyze(claims, article), lambda actor: NASTY, article, title=NASTY)
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page
    assert "&lt;script&gt;" in page


def test_an_empty_graph_has_a_brief_too():
    page = report(analyze([], lambda key: None), str, lambda key: None, title="None")
    assert "Nobody is said to." in page
    assert "Read from 0 articles" in page
