"""The home page: what a graph holds, everything a link, names completed while they are typed."""

from __future__ import annotations

import json
from urllib.parse import quote

from graphkit.serve.home import completed, unread
from graphkit.serve.survey import ROWS, sketched, surveyed
from graphkit.store import Store


def test_the_home_page_lists_conflicts_actors_claims_and_what_is_disputed(ask, server, browser):
    page = browser.new_page()
    page.goto(server)
    for name in ("Conflicts", "Busiest actors", "Newest claims", "Most disputed"):
        section = page.locator("section").filter(has=page.get_by_role("heading", name=name, exact=True))
        assert section.locator("a").count() >= 1, name
    links = sorted(set(page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")))
    for kind in ("/id/", "/claim/", "/article/", "/conflict/"):
        first = next(link for link in links if link.startswith(kind))
        assert ask(first, Accept="text/html").status == 200, first
    assert page.locator("#add").count() == 0, "only a writer may add"
    page.close()


def test_a_name_is_completed_by_any_spelling_and_opened_by_keyboard(ask, server, browser):
    assert json.loads(ask("/complete?q=hifter").text)[0]["address"] == "/id/Haftar"
    assert json.loads(ask("/complete?q=").text) == []
    assert json.loads(ask("/complete?q=" + quote('") } DROP <script>')).text) == []
    page = browser.new_page()
    page.goto(server)
    page.locator("#begin").press_sequentially("haf")
    page.wait_for_selector("#begin-offered li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/Haftar")
    page.close()


def test_what_begins_with_the_words_comes_first_actors_before_conflicts_before_articles():
    told = {"names": [["New Haven", ["Elm"], "NH", 9], ["Haven", [], "H", 1]], "conflicts": [{"id": "haven-war", "name": "Haven war", "claims": 2}], "titles": [["A haven", "k"]]}
    assert [(row["kind"], row["name"]) for row in completed("haven", told)] == [("actor", "Haven"), ("actor", "New Haven"), ("conflict", "Haven war"), ("article", "A haven")]
    assert [row["address"] for row in completed("elm", told)] == ["/id/NH"]


def test_what_was_not_read_is_listed_with_the_reason(tmp_path):
    (tmp_path / "failures.csv").write_text("source,reason\n" + "".join(f"{n}.pdf,broken\n" for n in range(30)))
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "not-read.csv").write_text('source,reason\n"<b>.zip","too large"\n')
    rows, number = unread(tmp_path, 3)
    assert rows == [("27.pdf", "broken"), ("28.pdf", "broken"), ("29.pdf", "broken"), ("<b>.zip", "too large")]
    assert number == 31


def test_a_survey_has_bounded_lists_and_counts_active_claims_only(seed_folder):
    told = surveyed(Store.open(seed_folder).view())
    assert max(len(told[name]) for name in ("busiest", "newest", "disputed")) <= ROWS
    assert told["claims"] == sum(claim.lifecycle == "active" for claim in Store.open(seed_folder).view().claims())
    assert [one["day"] for one in told["newest"]] == sorted((one["day"] for one in told["newest"]), reverse=True)
    json.dumps(told)
    quick = sketched(Store.open(seed_folder).view())
    assert {name: quick[name] for name in ("articles", "claims", "actors", "busiest", "names")} == {name: told[name] for name in ("articles", "claims", "actors", "busiest", "names")}
    assert quick.keys() == told.keys()
