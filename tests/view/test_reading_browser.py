"""The reading view in a real browser: words select their claims by mouse and keyboard, filters work, no network requests."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from graphkit.view import Note, reading_page
from tests.view.test_reading import ARMED, ARTICLE, NAMES, NEVER, TEXT


@pytest.fixture
def opened(browser, tmp_path):
    """Open the page at a width, light or dark; any other request or console error fails the test."""
    (tmp_path / "a.html").write_text(
        reading_page(ARTICLE, TEXT, [ARMED, NEVER], names=NAMES, counters={ARMED.id: [NEVER], NEVER.id: [ARMED]}, notes=[Note("Replaced by a newer version")]), encoding="utf-8"
    )
    asked, contexts = [], []

    def show(width=1200, *, scheme="light", script=True, anchor=""):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        page.goto(f"{(tmp_path / 'a.html').as_uri()}{anchor}")
        return page

    yield show
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file:")] == []


def chosen(page):
    return page.eval_on_selector_all(".card.chosen", "cards => cards.map(card => card.id.slice(5))")


def test_the_text_is_shown_verbatim(opened):
    assert opened().eval_on_selector(".reading-text", "e => e.textContent") == TEXT


def test_words_choose_their_claim_and_mark_its_ends(opened):
    page = opened()
    page.click("a.said >> nth=0")
    assert chosen(page) == [ARMED.id]
    assert page.inner_text("b.is-subject") == "Ankara"
    assert page.inner_text("b.is-object") == "the accord government"


def test_the_keyboard_does_the_same_and_escape_returns_to_the_words(opened):
    page = opened()
    page.focus("a.said >> nth=1")
    page.keyboard.press("Enter")
    assert chosen(page) == [NEVER.id]
    assert page.evaluate("document.activeElement.id") == f"card-{NEVER.id}"
    page.keyboard.press("Escape")
    assert chosen(page) == []
    assert page.evaluate("document.activeElement.className").startswith("said")


def test_an_address_with_a_claim_chooses_it(opened):
    assert chosen(opened(anchor=f"#claim-{NEVER.id}")) == [NEVER.id]


def test_a_counter_claim_in_the_article_is_one_click_away(opened):
    page = opened()
    page.click(f"#card-{ARMED.id} li a")
    assert chosen(page) == [NEVER.id]


def test_a_status_that_is_left_out_takes_its_claims_and_their_highlights_away(opened):
    page = opened()
    page.uncheck("[name=word][value=denied]")
    assert page.is_hidden(f"#card-{NEVER.id}")
    assert page.inner_text("[role=status]") == "1 of 2 claims shown."
    assert page.eval_on_selector_all("a.said", "runs => runs.map(run => run.hasAttribute('href'))") == [True, False]
    page.check("[name=word][value=denied]")
    assert page.inner_text("[role=status]") == ""


def test_without_scripts_words_still_lead_to_their_claim(opened):
    page = opened(script=False)
    page.click("a.said >> nth=1")
    assert page.url.endswith(f"#card-{NEVER.id}")
    assert page.is_hidden(".filters")


@pytest.mark.parametrize("width", [390, 768, 1920])
def test_no_width_needs_to_scroll_sideways(opened, width):
    assert opened(width).evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_is_accessible(opened, scheme, width):
    page = opened(width, scheme=scheme)
    page.click("a.said >> nth=0")
    assert Axe().run(page).response["violations"] == []
