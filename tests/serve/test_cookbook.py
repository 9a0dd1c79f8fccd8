"""The queries of the cookbook, which stand in the documentation alone, are one click from the editor."""

from __future__ import annotations

import re
from html import unescape

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


def test_a_click_fills_the_editor_and_runs_nothing(browser, server):
    page = browser.new_page()
    page.goto(f"{server}/ask")
    page.wait_for_selector("html[data-ready=ask]")
    page.evaluate("window.stayed = true")
    page.click("#cookbook summary")
    assert faults(page) == []
    page.get_by_role("link", name="Which support is only alleged?").click()
    page.wait_for_selector("#status:has-text('Not run yet.')")
    assert page.evaluate("graphkitEditor.getValue()") == recipe("9").sparql
    assert page.evaluate("[window.stayed, graphkitEditor.hasFocus(), document.getElementById('cookbook').open]") == [True, True, False]
    assert page.inner_text("[aria-selected=true]") == "Which support is only alleged?"
    assert page.locator("#rows").count() == 0
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#rows")
    page.close()


def test_it_works_without_scripts(ask):
    page = ask("/ask?recipe=9", Accept="text/html").text
    assert recipe("9").sparql in unescape(page.split("<textarea")[1])
    assert 'id="rows"' not in page
    assert ask("/ask?recipe=999", Accept="text/html").status == 200
