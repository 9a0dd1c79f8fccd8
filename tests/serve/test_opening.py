"""A named query on a large graph answers at once or shows that it has not been run; when run, it gives the whole answer."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.requests import Request

from graphkit.errors import QueryTimeout
from graphkit.query import named_queries
from graphkit.serve import ask as asking
from graphkit.serve import current
from graphkit.serve.ask import Ask
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.settings import Settings
from tests.serve.aside import run

# A query that no engine finishes within the time of a test.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NAME = "who-backs"


@pytest.fixture
def endpoint(seed_folder):
    made = Endpoint(Settings(folder=seed_folder, timeout=30, queries=1))
    yield made
    made.close()


def shown(ask, query_string):
    scope = {"type": "http", "method": "GET", "path": "/ask", "headers": [], "query_string": query_string.encode()}
    return unescape(run(ask.show(Request(scope))).body.decode())


def run_link(page):
    return page.split('id="run" href="')[1].split('"')[0]


def out_of_time(ask):
    """Make the endpoint's `ask` time out for every request with its own timeout, so that no clock affects the test."""

    async def asked(query, then, *, timeout=None, **dataset):
        if timeout is not None:
            raise QueryTimeout("Out of time.")
        return await ask(query, then, **dataset)

    return asked


def test_a_question_that_takes_long_on_a_large_graph_is_shown_with_run_and_asked_once(endpoint, monkeypatch):
    monkeypatch.setattr(current, "LARGE", 3)
    monkeypatch.setattr(Ask, "_about", lambda *_: ENDLESS)
    ask = Ask(endpoint)
    page = shown(ask, f"name={NAME}")
    assert "Not run yet." in page
    assert "<h2>Answer</h2>" not in page
    assert parse_qs(urlsplit(run_link(page)).query)["query"] == [ENDLESS]
    # Known to be slow, so it is not tried again.
    monkeypatch.setattr(endpoint, "ask", None)
    assert "Not run yet." in shown(ask, f"name={NAME}")


def test_a_query_that_was_slow_once_is_tried_again_after_a_while(endpoint, monkeypatch):
    """It may have been slow only because nothing had been read from disk yet."""
    whole = shown(Ask(endpoint), f"name={NAME}")
    monkeypatch.setattr(current, "LARGE", 3)
    endpoint.current._opened = None
    ask, quick = Ask(endpoint), endpoint.ask
    monkeypatch.setattr(endpoint, "ask", out_of_time(quick))
    assert "Not run yet." in shown(ask, f"name={NAME}")
    monkeypatch.setattr(endpoint, "ask", quick)
    monkeypatch.setattr(asking, "OPENING", 20.0)
    assert "Not run yet." in shown(ask, f"name={NAME}")
    monkeypatch.setattr(asking, "AGAIN", 0.0)
    assert shown(ask, f"name={NAME}") == whole


@pytest.mark.parametrize("opening", [f"name={NAME}", "recipe=9"])
def test_run_gives_the_whole_answer_and_opening_it_then_shows_that(endpoint, monkeypatch, opening):
    whole = shown(Ask(endpoint), opening)
    assert "<h2>Answer</h2>" in whole
    monkeypatch.setattr(current, "LARGE", 3)
    monkeypatch.setattr(endpoint, "ask", out_of_time(endpoint.ask))
    endpoint.current._opened = None
    ask = Ask(endpoint)
    waiting = shown(ask, opening)
    assert "Not run yet." in waiting
    assert shown(ask, urlsplit(run_link(waiting)).query) == whole
    assert shown(ask, opening) == whole


def test_a_quick_question_on_a_large_graph_answers_on_opening(endpoint, monkeypatch):
    whole = shown(Ask(endpoint), f"name={NAME}")
    monkeypatch.setattr(current, "LARGE", 3)
    monkeypatch.setattr(asking, "OPENING", 20.0)
    endpoint.current._opened = None
    assert shown(Ask(endpoint), f"name={NAME}") == whole
    assert named_queries()[NAME].title in whole


def test_of_a_long_answer_the_first_rows_are_shown_at_once_with_run_for_the_rest(endpoint, monkeypatch):
    whole = shown(Ask(endpoint), f"name={NAME}")
    monkeypatch.setattr(current, "LARGE", 3)
    monkeypatch.setattr(asking, "OPENING", 20.0)
    monkeypatch.setattr(asking, "FIRST", 2)
    endpoint.current._opened = None
    ask = Ask(endpoint)
    opened = shown(ask, f"name={NAME}")
    assert "Only the first 2 rows." in opened
    assert shown(ask, urlsplit(run_link(opened)).query) == whole
