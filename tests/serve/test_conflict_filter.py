"""`?conflict=ID` limits the other pages to one conflict, and chips select it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from graphkit import Graph
from graphkit.serve.current import Current
from graphkit.serve.lists import Lists
from graphkit.serve.protocol import RequestError
from graphkit.serve.survey import Survey
from tests.serve.aside import run

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
    assert re.findall(r'aria-current="true">([^<]*?) ?<', chips) == ["Libya"]
    # A number of articles beside disputed ties or actors reads as one of them.
    assert (f'>{len(libya.articles)}</span>' in chips) == (path == "/articles")
    assert f'href="{path}">All conflicts' in chips
    # Lists of articles have those of the conflict.
    shown = page.split("</nav>")[-1] if path != "/" else page.split('<div class="lists">')[1].split("Use it elsewhere")[0]
    assert set(re.findall(r'href="/article/(\w+)', shown)) <= set(libya.articles)


def test_a_conflict_that_is_none_is_said_so_and_of_articles_the_given_name_may_be_asked(ask, libya):
    assert ask("/disputed?conflict=none", Accept="text/html").status == 404
    assert ask("/articles?conflict=none", Accept="text/html").status == 404
    page = ask("/articles?conflict=Libya", Accept="text/html").text
    assert set(re.findall(r'href="/article/(\w+)', page)) == set(libya.articles)


def test_while_conflicts_are_computed_a_list_of_articles_is_not_empty_but_unknown(seed_folder, monkeypatch):
    """The list said that no article matches, of a conflict that it showed a minute later."""
    survey = Survey(seed_folder)
    monkeypatch.setattr(survey, "now", lambda: (None, False))
    monkeypatch.setattr(survey, "known", lambda: None)
    shown = Lists(Current(seed_folder), survey)

    def listed(name):
        request = Request({"type": "http", "method": "GET", "path": "/articles", "headers": [], "query_string": urlencode({"conflict": name}).encode()})
        return run(shown.articles(request)).body.decode()

    # The name that the articles give is found without the survey.
    assert "Ankara and Tripoli seal their pact" in listed("Libya")
    with pytest.raises(RequestError, match="are being computed") as error:
        listed("libya")
    assert error.value.status == 503
