"""The query editor in a real browser: completion on request, and legibility."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest

from graphkit.store.named import match_named_query
from tests.serve.test_every_page import faults

HINTS = ".CodeMirror-hints"


@pytest.fixture
def desk(browser, server):
    """Open the query page in dark mode, with empty local storage."""
    context = browser.new_context(color_scheme="dark")

    def open_(query=""):
        page = context.new_page()
        page.goto(f"{server}/ask" + (f"?query={quote(query)}" if query else ""))
        page.wait_for_selector("html[data-ready=ask]")
        page.get_by_label("SPARQL query").focus()
        return page

    yield open_
    context.close()


def test_the_editor_shows_a_question_without_what_is_for_the_program_only(ask):
    """The text still matches a named query, so the index answers it."""
    for address in ("/ask?name=who-backs", "/ask?name=who-backs&object=haftar"):
        shown = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", ask(address, Accept="text/html").text, re.DOTALL).group(1))
        assert "# ends" not in shown
        assert match_named_query(shown).name == "who-backs"
    assert match_named_query(shown).object == "Haftar"


def test_ctrl_space_completes_and_the_list_that_is_open_stays(desk):
    """As the line below the editor says."""
    page = desk()
    page.keyboard.type("SELECT ?who { ?who rel:supports Haf")
    page.wait_for_selector(HINTS)
    page.keyboard.press("Control+Space")
    page.wait_for_selector(f"{HINTS} li:has-text('graph:Haftar')")
    page.keyboard.press("Escape")
    page.wait_for_selector(HINTS, state="detached")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(f"{HINTS} li:has-text('graph:Haftar')")
    page.keyboard.press("Tab")
    assert page.evaluate("graphkitEditor.getValue()").endswith("rel:supports graph:Haftar")


def test_nothing_is_offered_for_a_query_that_nobody_types(browser, server):
    page = browser.new_page()
    page.goto(f"{server}/ask?query={quote('SELECT * WHERE {?s ?p ?o')}")
    page.wait_for_selector("html[data-ready=ask]")
    page.wait_for_timeout(500)
    assert page.locator(HINTS).count() == 0
    page.close()


def test_all_of_a_long_list_is_reached_by_keys(desk):
    page = desk("SELECT * WHERE {?s ?p ?o")
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(HINTS)
    assert page.evaluate(f"document.querySelector('{HINTS}').scrollHeight > document.querySelector('{HINTS}').clientHeight")
    assert faults(page) == []


def test_what_matches_the_word_at_the_cursor_can_be_read_in_the_dark(desk):
    page = desk()
    page.keyboard.type("SELECT ?who { ?who rel:supports graph:Haf")
    page.wait_for_selector(".cm-matchhighlight")
    assert faults(page) == []
