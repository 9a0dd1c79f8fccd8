"""`?conflict=ID` limits the other pages to one conflict, and chips select it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from graphkit import Graph

PAGES = ("/", "/disputed", "/articles", "/search?q=a", "/id/Turkey")


def test_home_offers_each_conflict_once(ask, seed_folder):
    """As a tile; chips are shown only if one is selected."""
    page = unescape(ask("/", Accept="text/html").text)
    for one in Graph.open(seed_folder).conflicts():
        assert page.count(f">{one.name}<") == 1


@pytest.fixture(scope="module")
def libya(seed_folder):
    return next(one for one in Graph.open(seed_folder).conflicts() if one.id == "libya")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_one_conflict_alone_and_leads_back_to_all(ask, libya, path):
    page = unescape(ask(f"{path}{'&' if '?' in path else '?'}conflict=libya", Accept="text/html").text)
    chips = page.split('<nav class="chips"')[1].split("</nav>")[0]
    assert re.findall(r'aria-current="true">([^<]*?) <', chips) == ["Libya"]
    assert f'href="{path}">All conflicts' in chips
    # Lists of articles have those of the conflict.
    shown = page.split("</nav>")[-1] if path != "/" else page.split('<div class="lists">')[1].split("Use it elsewhere")[0]
    assert set(re.findall(r'href="/article/(\w+)', shown)) <= set(libya.articles)


def test_a_conflict_that_is_none_is_said_so_and_of_articles_any_name_may_be_asked(ask, libya):
    assert ask("/disputed?conflict=none", Accept="text/html").status == 404
    assert "No matching articles" in ask("/articles?conflict=none", Accept="text/html").text
    page = ask("/articles?conflict=Libya", Accept="text/html").text
    assert set(re.findall(r'href="/article/(\w+)', page)) == set(libya.articles)
