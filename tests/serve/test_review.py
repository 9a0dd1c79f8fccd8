"""The review page: only with the token, by forms that work without scripts, and nothing from untrusted sources."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from graphkit import Graph
from graphkit.decisions import file_of, read_decisions
from graphkit.model import Act, Decision, Evidence
from graphkit.review import Review
from graphkit.serve.current import Opened
from graphkit.serve.review import _made
from graphkit.serve.review_queue import quote_in_context
from graphkit.store import Store
from tests.serve.conftest import TOKEN


@pytest.fixture
def judge(undecided):
    """Post a form of the page, with the cookie of the token; nothing is applied."""
    return judging(undecided)


@pytest.fixture
def applying(writable):
    """The same for a graph of its own, to which decisions are applied."""
    return judging(writable)


def judging(writable):
    """Sign in to a server with write access, and return a function that posts forms."""
    def post(cookie=None, **told):
        headers = {"Cookie": cookie} if cookie else {}
        return writable("/review", token=None, data=urlencode(told).encode(), **headers)

    let_in = post(token=TOKEN)
    assert let_in.status == 303
    cookie = let_in.headers["Set-Cookie"].split(";")[0]
    judged = lambda **told: post(cookie, **told)  # noqa: E731
    judged.shown = lambda at=0: writable(f"/review?at={at}", token=None, Cookie=cookie)
    judged.page = lambda address: writable(address, token=None, Cookie=cookie, Accept="text/html")
    judged.claim = lambda name: judged.page(f"/review?claim={name}")
    judged.post, judged.folder, judged.cookie = post, writable.folder, let_in.headers["Set-Cookie"]
    judged.address = writable.address
    return judged


def test_a_server_that_only_reads_says_so(ask):
    assert "is read-only" in ask("/review").text
    assert ["<h1>Add articles</h1>" in ask(path, Accept="text/html").text for path in ("/inbox", "/review")] == [True, False]
    assert ask("/review", data=b"token=x").status == 403
    assert ask("/review", data=b"act=apply").status == 403


def test_nothing_is_decided_without_the_token(judge):
    assert judge.post(act="undo").status == 403
    assert judge.post(token="wrong").status == 403
    assert judge.post("graphkit-writer=0000", act="apply").status == 403
    assert TOKEN not in judge.cookie
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in judge.cookie.split(";")}


def test_a_form_on_a_strangers_page_decides_nothing(judge, undecided):
    reply = undecided("/review", token=None, data=b"act=undo", Cookie=judge.cookie.split(";")[0], Origin="https://evil.example")
    assert reply.status == 403


def test_a_claim_is_rejected_and_taken_in(applying):
    [first, *_] = Review(applying.folder).waiting()
    page = applying.shown(len(Review(applying.folder).proposals())).text
    assert first.id in page
    assert "<mark>" in page
    assert applying(act="reject", target=first.id, why="misread", who="Ada", at="0").status == 303
    assert [(d.act, d.target, d.why) for d in read_decisions(file_of(applying.folder))] == [("reject", first.id, "misread")]
    pending = applying.shown().text.partition("not yet applied")[2]
    assert re.search(r"Ada, [\d-]+, misread", pending)
    assert applying(act="apply").status == 303
    assert first.id not in {c.id for c in Graph.open(applying.folder).claims() if c.lifecycle == "active"}
    assert "not yet applied" not in applying.shown().text


def test_undo_takes_the_last_one_back(judge):
    [first, *_] = Review(judge.folder).waiting()
    judge(act="accept", target=first.id)
    assert judge(act="undo").status == 303
    assert read_decisions(file_of(judge.folder)) == []


@pytest.mark.parametrize("told,says", [
    ({"act": "love", "target": "x"}, "unknown decision"),
    ({"act": "relation", "target": "x", "value-relation": "loves"}, "not in the ontology"),
    ({"act": "rename", "target": "x"}, "rename needs a target and a value"),
    ({"act": "reject", "target": "0000"}, "no active claim"),
    ({"act": "rename", "target": "c", "which": "Nobody", "value-rename": "x"}, "no actor"),
])
def test_what_cannot_be_is_told_on_the_page(judge, told, says):
    reply = judge(**told)
    assert says in reply.text
    assert reply.kind == "text/html"
    assert read_decisions(file_of(judge.folder)) == []


def test_words_of_a_decision_are_text(judge):
    [first, *_] = Review(judge.folder).waiting()
    judge(act="accept", target=first.id, why="<script>alert(1)</script>")
    assert "<script>alert" not in judge.shown().text
    assert "&lt;script&gt;" in judge.shown().text


def test_a_person_judges_in_a_browser_by_keyboard_alone(applying, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{applying.address}/review")
    page.fill("input[name=token]", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=accept]")
    for _ in Review(applying.folder).proposals():
        page.click("text=Skip")
    [first, *_] = Review(applying.folder).waiting()
    page.select_option("select[name=value-relation]", "opposes")
    page.focus("button[value=relation]")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=apply]")
    page.focus("button[value=apply]")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=apply]", state="detached")
    assert (first.subject, "opposes", first.object) in {(c.subject, c.predicate, c.object) for c in Graph.open(applying.folder).claims() if c.lifecycle == "active"}
    page.context.close()


def pressed(page, key):
    """Press a key that opens a page, and wait until that page handles keys."""
    with page.expect_event("load"):
        page.keyboard.press(key)


def test_a_queue_is_judged_by_keys(judge, browser):
    """j and k move, a accepts, r rejects, u undoes the last decision, e opens the correction form."""
    page = browser.new_context().new_page()
    page.goto(f"{judge.address}/review")
    page.fill("input[name=token]", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=accept]")
    page.select_option("select[name=order]", "disputed")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**order=disputed**")
    first = page.inner_text("h2")
    pressed(page, "j")
    assert page.url.endswith("at=1")
    pressed(page, "k")
    assert page.url.endswith("at=0")
    assert page.inner_text("h2") == first
    for key, act in (("a", "accept"), ("r", "reject")):
        pressed(page, key)
        page.get_by_role("listitem").filter(has_text=act).wait_for()
    assert [d.act for d in read_decisions(file_of(judge.folder))] == ["accept", "reject"]
    pressed(page, "u")
    page.get_by_role("listitem").filter(has_text="reject").wait_for(state="detached")
    assert [d.act for d in read_decisions(file_of(judge.folder))] == ["accept"]
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "value-relation"
    # A key that is typed into a field is text.
    page.keyboard.press("a")
    assert len(read_decisions(file_of(judge.folder))) == 1
    page.evaluate("document.activeElement.blur()")
    pressed(page, "x")
    page.get_by_text("Decided, not yet applied: swap").wait_for()
    assert [d.act for d in read_decisions(file_of(judge.folder))] == ["accept", "swap"]
    page.context.close()


@pytest.mark.parametrize("text,shown", [
    (f"First. {'word ' * 300}Egypt backs Haftar. {'more ' * 300}Last.", ("…\u00a0word", "more\u00a0…")),
    ("First. Egypt backs Haftar. Last.", ("First. ", " Last.")),
    (None, ("…\u00a0", "\u00a0…")),
], ids=["long", "short", "not kept"])
def test_the_text_beside_a_claim_says_where_it_is_cut(text, shown):
    """At whole words, with an ellipsis where the article continues, and none at its beginning or end."""
    whole = text or f"{'word ' * 300}Egypt backs Haftar. {'more ' * 300}"
    start = whole.index("Egypt")
    claim = SimpleNamespace(evidence=[Evidence.of(whole, start, start + len("Egypt backs Haftar."))])
    before, quote, after = quote_in_context(text, claim)
    assert quote == "Egypt backs Haftar."
    assert before.startswith(shown[0])
    assert after.endswith(shown[1])


def test_a_version_that_is_to_stay_is_called_by_its_title_and_leads_to_its_page(seed_folder):
    """A decisions file may name an article that is not in the graph."""
    view = Store.open(seed_folder).view()
    article = view.article(view.article_keys()[0])
    shown = [_made(Opened(view), Decision(Act.KEEP, target, on=date(2024, 3, 1))) for target in (article.key, "none")]
    assert (shown[0]["about"], shown[0]["address"]) == (article.title, f"/article/{article.key}")
    assert shown[1]["about"] == "none"


def test_one_claim_or_one_actor_can_be_reviewed_next_to_the_text(judge, undecided):
    cookie = judge.cookie.split(";")[0]
    graph = Graph.open(judge.folder)
    claim = next(c for c in graph.claims() if c.confidence >= 0.85 and c.lifecycle == "active")
    page = undecided(f"/review?claim={claim.id}", token=None, Cookie=cookie).text
    assert f"/claim/{claim.id}" in page
    text = graph.text(claim.article)
    assert text[max(0, claim.evidence[0].start - 200) : claim.evidence[0].start][:40] in unescape(page)
    of_turkey = undecided("/review?actor=Turkey", token=None, Cookie=cookie).text
    assert "Turkey" in of_turkey.split("<h2>")[1].split("</h2>")[0]
    assert "Nothing is left to review" in undecided("/review?claim=none", token=None, Cookie=cookie).text


def test_the_page_is_accessible(judge, browser):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_context().new_page()
    page.goto(f"{judge.address}/review")
    page.fill("input[name=token]", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=accept]")
    serious = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert serious == []
    page.context.close()


def test_an_applied_rejection_merge_and_retraction_are_taken_back_on_the_page(applying):
    """After "Apply", a wrong click could not be undone."""
    [first, *_] = Review(applying.folder).waiting()
    one, other = [actor.id for actor in Graph.open(applying.folder).actors() if actor.id in ("Egypt", "Turkey")]
    active = lambda: {c.id for c in Graph.open(applying.folder).claims() if c.lifecycle == "active"}  # noqa: E731
    before, article = active(), next(c.article for c in Graph.open(applying.folder).claims() if c.article != first.article)
    for form in ({"act": "reject", "target": first.id}, {"act": "merge", "target": one, "value": other}, {"act": "retract", "target": article, "why": "withdrawn"}):
        assert applying(**form).status == 303
    applying(act="apply")
    assert "Take back" in applying.shown().text
    assert f'name="target" value="{first.id}"' in applying.claim(first.id).text
    for form in ({"act": "accept", "target": first.id}, {"act": "accept", "target": one, "value": other}, {"act": "restore", "target": article}):
        assert f'<button name="act" value="{form["act"]}">Take back</button>' in applying.shown().text
        assert applying(**form).status == 303
        applying(act="apply")
    assert active() == before
    assert "Take back" not in applying.shown().text


def test_an_article_is_retracted_and_restored_on_its_page(applying):
    article = next(Graph.open(applying.folder).articles()).key
    shown = lambda: applying.page(f"/article/{article}").text  # noqa: E731
    assert ("Retract all its claims" in shown(), "Restore its retracted claims" in shown()) == (True, False)
    assert applying(act="retract", target=article, back=f"/article/{article}").headers["Location"] == f"/article/{article}"
    applying(act="apply")
    assert ("Retract all its claims" in shown(), "Restore its retracted claims" in shown()) == (False, True)
