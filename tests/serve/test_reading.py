"""The reading view on the site: one click from every quote; users with write access accept, reject, correct and undo there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe

from graphkit import Graph
from graphkit.decisions import file_of, read_decisions
from graphkit.review import Review
from tests.conftest import LONG
from tests.serve.conftest import TOKEN


@pytest.fixture(scope="module")
def claim(seed_folder):
    """A claim of the article with most claims."""
    claims = list(Graph.open(seed_folder).claims())
    by_article = {key: [c for c in claims if c.article == key] for key in {c.article for c in claims}}
    return max(by_article.values(), key=lambda found: (len(found), found[0].article))[0]


@pytest.fixture
def desk(undecided):
    """Post forms with the cookie of the token; `shown` is the page of an article. Nothing is applied."""
    return desk_of(undecided)


@pytest.fixture
def applying(writable):
    """The same for a graph of its own, to which decisions are applied."""
    return desk_of(writable)


def desk_of(writable):
    """Sign in to a server with write access, and return a function that posts forms."""
    def post(cookie=None, **told):
        return writable("/review", token=None, data=urlencode(told).encode(), **({"Cookie": cookie} if cookie else {}))

    cookie = post(token=TOKEN).headers["Set-Cookie"].split(";")[0]
    judged = lambda **told: post(cookie, **told)  # noqa: E731
    judged.shown = lambda key: unescape(writable(f"/article/{key}", token=None, Cookie=cookie, Accept="text/html").text)
    judged.folder, judged.address, judged.ask = writable.folder, writable.address, writable
    return judged


def test_the_page_has_the_text_and_a_card_for_each_claim(ask, seed_folder, claim):
    page = ask(f"/article/{claim.article}", Accept="text/html").text
    graph = Graph.open(seed_folder)
    text = page.split('<div class="reading-text" dir="auto">')[1].split("</div>")[0]
    assert unescape(re.sub("<[^>]*>", "", text)) == graph.text(claim.article)
    assert set(re.findall(r'id="card-(\w+)"', page)) == {c.id for c in graph.claims() if c.article == claim.article}


def test_actors_claims_outlet_and_day_are_links(ask, seed_folder, claim):
    page = ask(f"/article/{claim.article}", Accept="text/html").text
    article = Graph.open(seed_folder).article(claim.article)
    assert {f"/id/{claim.subject}", f"/claim/{claim.id}", f"/day/{article.published}"} <= set(re.findall(r'href="([^"#?]*)"', page))
    assert "/articles?outlet=" in page
    for path in ("reading.css", "reading.js"):
        assert ask(f"/assets/{path}").status == 200


def test_a_server_that_only_reads_offers_no_form(ask, claim):
    page = ask(f"/article/{claim.article}", Accept="text/html").text
    assert 'name="act"' not in page
    assert "enter the token" not in page


def test_who_may_write_is_asked_for_the_token_first(desk, claim):
    page = desk.ask(f"/article/{claim.article}", token=None, Accept="text/html").text
    assert 'name="act"' not in page
    assert "enter the token" in page


@pytest.mark.parametrize(("told", "act"), [({"act": "accept"}, "accept"), ({"act": "reject", "why": "a slip"}, "reject"), ({"act": "relation"}, "relation"), ({"act": "split", "end": "object", "value-split": "Somebody else"}, "split"), ({"act": "polarity", "value-polarity": "ended"}, "polarity")])
def test_a_claim_is_judged_in_place_and_the_form_returns_to_it(desk, claim, told, act):
    back = f"/article/{claim.article}#card-{claim.id}"
    card = desk.shown(claim.article).split(f'id="card-{claim.id}"')[1].split("</li>")[0]
    assert back in card
    if act == "relation":
        # Only relations that may hold between these two are offered.
        told = {**told, "value-relation": next(name for name in re.findall('<option value="([^"]+)"', card) if name != claim.predicate)}
    reply = desk(target=claim.id, back=back, **told)
    assert (reply.status, reply.headers["Location"]) == (303, back)
    assert [str(d.act) for d in read_decisions(file_of(desk.folder))] == [act]
    assert f"Decided, not yet applied: {act}" in desk.shown(claim.article)
    assert "1 decision is not yet applied." in desk.shown(claim.article)


def test_a_decision_is_undone_in_place(desk, claim):
    back = f"/article/{claim.article}"
    desk(target=claim.id, act="reject", back=back)
    assert desk(act="undo", back=back).headers["Location"] == back
    assert Review(desk.folder).pending == []
    assert "not yet applied" not in desk.shown(claim.article)


def test_applied_decisions_change_the_page(applying, claim):
    back = f"/article/{claim.article}"
    applying(target=claim.id, act="reject", why="a slip", back=back)
    assert applying(act="apply", back=back).headers["Location"] == back
    card = applying.shown(claim.article).split(f'id="card-{claim.id}"')[1].split("</li>")[0]
    assert "retracted" in card
    assert "a slip" in card
    assert 'name="act"' not in card


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/article/x", "/article/../review", "/article/x\r\nSet-Cookie: a=b", "/article/x?y", "javascript:alert(1)", ""])
def test_a_form_leads_nowhere_but_to_an_article_or_the_review(desk, back):
    assert desk(act="undo", back=back).headers["Location"] == "/review?at=0"


def test_a_status_and_a_direction_are_corrected_in_place_and_applied(applying, browser):
    """In the article's card, one after the other before they are applied; the graph then records both with user and time."""
    claim = next(c for c in Graph.open(applying.folder).claims() if c.predicate == "supportsMilitarily" and c.status == "asserted" and c.polarity == "positive")
    page = browser.new_context().new_page()
    page.goto(f"{applying.address}/review")
    page.fill("[name=token]", TOKEN)
    page.press("[name=token]", "Enter")
    page.wait_for_selector("form.filters")
    page.goto(f"{applying.address}/article/{claim.article}#claim-{claim.id}")
    card = page.locator(f"#card-{claim.id}")
    card.locator("summary").click()
    card.get_by_label("Status").select_option("alleged")
    card.get_by_role("button", name="Correct the status").click()
    card.get_by_text("Decided, not yet applied: status alleged").wait_for()
    # The form shows the current decision.
    assert card.get_by_label("Status").input_value() == "alleged"
    card.get_by_role("button", name="Swap subject and object").click()
    card.get_by_text("Decided, not yet applied: swap").wait_for()
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("not yet applied").first.wait_for(state="detached")
    graph = Graph.open(applying.folder)
    assert [c.lifecycle for c in graph.claims(out_of_force=True) if c.id == claim.id] == ["superseded"]
    [now] = [c for c in graph.claims(subject=claim.object, object=claim.subject) if c.article == claim.article and c.predicate == claim.predicate and c.lifecycle == "active"]
    assert now.status == "alleged"
    assert page.locator(f"#card-{now.id}").is_visible()
    assert [(d.act, d.value, d.who, d.on is not None) for d in read_decisions(file_of(applying.folder))] == [("status", "alleged", "a user of the server", True), ("swap", "", "a user of the server", True)]
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light"), *(((390, "light"), (1440, "dark")) if LONG else ())])
def test_the_page_works_in_a_browser_and_is_accessible(desk, browser, claim, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{desk.address}/review")
    page.fill("[name=token]", TOKEN)
    page.press("[name=token]", "Enter")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{desk.address}/article/{claim.article}#claim-{claim.id}")
    assert page.eval_on_selector_all(".card.chosen", "cards => cards.map(card => card.id)") == [f"card-{claim.id}"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click(f"#card-{claim.id} summary")
    assert Axe().run(page).response["violations"] == []
    page.click(f"#card-{claim.id} button[value=accept]")
    page.wait_for_url(f"**/article/{claim.article}#card-{claim.id}")
    assert "Decided, not yet applied: accept" in page.inner_text(f"#card-{claim.id}")
    context.close()
    assert said == []
