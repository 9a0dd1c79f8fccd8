"""The home page: contents of the graph, links, completion of names while typing."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from graphkit.documents import archive, walk
from graphkit.errors import QueryError
from graphkit.model import Actor
from graphkit.serve.home import Home, suggestions
from graphkit.serve.search import found
from graphkit.serve.skip_reasons import why
from graphkit.serve.survey import ROWS, Survey, sketched, surveyed
from graphkit.store import Store, Worker, unread_inputs
from tests.serve.conftest import sender, serving


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
    ask("/")
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
    assert [(row["kind"], row["name"]) for row in suggestions("haven", told)] == [("actor", "Haven"), ("actor", "New Haven"), ("conflict", "Haven war"), ("article", "A haven")]
    assert [row["address"] for row in suggestions("elm", told)] == ["/id/NH"]
    assert suggestions("haven w", told)[0]["address"] == "/conflict/haven-war"


@pytest.mark.parametrize("typed", ["erdogan", "Erdoğan", "ERDOG\u0306AN"])
def test_case_and_accents_are_not_compared(typed):
    told = {"names": [["Recep Tayyip Erdoğan", [], "Erdogan", 3]], "conflicts": [], "titles": [["Erdogan visits Tripoli", "k"]]}
    assert [row["kind"] for row in suggestions(typed, told)] == ["actor", "article"]


def test_what_was_not_read_is_listed_with_the_reason(tmp_path):
    (tmp_path / "failures.csv").write_text("source,reason\n" + "".join(f"{n}.pdf,broken\n" for n in range(30)))
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "not-read.csv").write_text('source,reason\n"<b>.zip","too large"\n')
    (tmp_path / "skipped.csv").write_text("source,reason\nnote.odt,.odt\n")
    left = unread_inputs(tmp_path, 3)
    assert left.rows == (("27.pdf", "broken"), ("28.pdf", "broken"), ("29.pdf", "broken"), ("note.odt", "skipped: .odt"), ("<b>.zip", "too large"))
    assert (left.failed, left.skipped, left.number) == (31, 1, 32)
    assert unread_inputs(tmp_path / "none", 3).rows == ()


def test_why_something_was_not_read_is_said_in_words(ask):
    assert ("README.md: a README describes its folder and is never read as an article</li>") in ask("/").text
    assert why("skipped: unknown ending .odg") == why("skipped: .odg") == ".odg is not a format of articles; convert the file, for example to .txt, .html or .pdf"
    assert why("skipped: French") == "the article is in French; use --any-language to read languages other than English"
    assert why("the file is empty") == "the file is empty"
    # Every kind of source that the readers of folders and archives know.
    source = "".join(inspect.getsource(module) for module in (walk, archive))
    kinds = re.findall(r'return "([a-zA-Z. ]+)"', source)
    assert len(kinds) > 7
    assert [kind for kind in kinds if why(f"skipped: {kind}") == kind] == []


def test_a_survey_has_bounded_lists_and_counts_active_claims_only(seed_folder):
    told = surveyed(Store.open(seed_folder).view())
    assert max(len(told[name]) for name in ("busiest", "newest", "disputed")) <= ROWS
    assert told["claims"] == sum(claim.lifecycle == "active" for claim in Store.open(seed_folder).view().claims())
    assert [one["day"] for one in told["newest"]] == sorted((one["day"] for one in told["newest"]), reverse=True)
    json.dumps(told)
    quick = sketched(Store.open(seed_folder).view())
    assert {name: quick[name] for name in ("articles", "claims", "actors", "busiest", "names")} == {name: told[name] for name in ("articles", "claims", "actors", "busiest", "names")}
    assert quick.keys() == told.keys()


def test_a_file_that_a_writer_removes_meanwhile_does_not_end_the_survey(seed_folder, tmp_path):
    shutil.copytree(seed_folder, tmp_path / "graph")
    # A name that is listed but gone by the time its size is read.
    (tmp_path / "graph" / "data" / "000037.sst").symlink_to(tmp_path / "removed")
    survey = Survey(tmp_path / "graph")
    try:
        for _ in range(2):
            assert survey.now()[0]["whole"]
            survey.begin()
    finally:
        survey.close()


def test_a_survey_that_fails_is_not_repeated_for_the_same_state(tmp_path, monkeypatch):
    """A graph that is too large would otherwise be read again and again."""
    asked = []

    def fails(_, request, **_more):
        asked.append(request)
        raise QueryError("too large")

    monkeypatch.setattr(Worker, "send", fails)
    (tmp_path / "graph").mkdir()
    survey = Survey(tmp_path / "graph")
    for _ in range(3):
        assert survey.now() == (None, False)
    assert len(asked) == 1


def test_a_graph_that_goes_away_meanwhile_does_not_block_later_surveys(tmp_path, monkeypatch):
    (tmp_path / "graph").mkdir()
    survey = Survey(tmp_path / "graph")

    def gone(_):
        raise OSError("gone")

    monkeypatch.setattr("graphkit.serve.survey.fingerprint", gone)
    survey.begin()
    assert survey._ready.wait(60)
    assert survey._asking.acquire(timeout=60)


def test_until_a_graph_is_surveyed_names_are_completed_by_the_engine_and_no_completion_waits(seed_folder, monkeypatch):
    """If the engine takes too long, the answer is an empty list and a time to retry."""

    class Slow:
        settings = SimpleNamespace(folder=seed_folder)

        def __init__(self, seconds):
            self.seconds = seconds

        async def rows(self, query):
            await asyncio.sleep(self.seconds)
            return [(SimpleNamespace(value="https://w3id.org/graphkit/id/Haftar"), "Khalifa Haftar")]

    async def asked(seconds):
        home = Home(Slow(seconds))
        monkeypatch.setattr(home.survey, "known", lambda: None)
        began = time.monotonic()
        reply = await home.complete(SimpleNamespace(query_params={"q": "haf"}, scope={}))
        took = time.monotonic() - began
        return json.loads(reply.body), reply.headers.get("Retry-After"), took

    # The browser's event loop runs in this thread.
    with ThreadPoolExecutor(1) as aside:
        quick, late = (aside.submit(asyncio.run, asked(seconds)).result() for seconds in (0, 5))
    rows, again, _ = quick
    assert [(row["name"], row["kind"]) for row in rows] == [("Khalifa Haftar", "actor")]
    assert again is None
    rows, again, took = late
    assert (rows, again) == ([], "1")
    assert took < 4


def test_conflicts_that_were_found_have_a_page_and_are_completed_and_searched_for(ask, server, browser, seed_folder):
    told = surveyed(Store.open(seed_folder).view())
    first = next(one for one in told["conflicts"] if one["headline"])
    ask("/")
    page = browser.new_page()
    page.goto(server)
    page.locator("section", has=page.get_by_role("heading", name="Conflicts", exact=True)).get_by_role("link", name=first["name"], exact=True).click()
    assert page.locator("h1").inner_text() == first["name"]
    assert first["headline"] in page.locator("main").inner_text()
    links = set(page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))"))
    assert {f"/article/{key}" for key, *_ in first["newest"]} <= links
    assert f"/id/{quote(first['actors'][0][0], safe='')}" in links
    page.close()
    completions = json.loads(ask("/complete?q=" + quote(first["name"][:30])).text)
    assert f"/conflict/{first['id']}" in [row["address"] for row in completions]
    assert f'href="/conflict/{first["id"]}"' in ask("/search?q=" + quote(first["name"])).text


def test_a_conflict_that_is_not_there_is_a_404_that_names_others(ask):
    ask("/")
    reply = ask("/conflict/nowhere", Accept="text/html")
    assert reply.status == 404
    assert 'href="/conflict/' in reply.text


@pytest.mark.parametrize("words", ["%", "🚀", "--"])
def test_signs_alone_find_no_conflict(ask, words):
    ask("/")
    assert "/conflict/" not in ask("/search?q=" + quote(words)).text.partition("<main")[2]


def test_search_shows_a_conflict_that_is_called_as_an_actor_is(tmp_path):
    """A search for "Libya" may mean the country or the war; both are listed."""
    from graphkit import build

    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("---\ntitle: Aid arrives\nconflict: Turkey\n---\nTurkey supports Libya with arms, the ministry said on Monday.\n")
    build(news, graph=tmp_path / "graph")
    with serving(tmp_path / "graph") as address:
        ask = sender(address)
        ask("/")
        text = ask("/search?q=Turkey").text
    assert 'href="/conflict/turkey"' in text
    assert 'href="/id/Turkey"' in text or "/id/Turkey" in text


def test_a_part_of_a_name_is_found_without_its_accents():
    """Names are typed without accents, and the whole name seldom."""
    made = [Actor("E", "Recep Tayyip Erdoğan"), Actor("M", "Nicolás Maduro")]
    opened = SimpleNamespace(cached=lambda _, make: make(), numbers={}, actors={actor.id: actor for actor in made})
    for words, name in (("erdogan", "Recep Tayyip Erdoğan"), ("Erdoğan", "Recep Tayyip Erdoğan"), ("nicolas mad", "Nicolás Maduro"), ("tayyip e", "Recep Tayyip Erdoğan")):
        assert [one[0] for one in found(opened, words)] == [name]
    assert found(opened, "***") == []
