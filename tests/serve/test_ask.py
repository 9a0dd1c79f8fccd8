"""The query page in a real browser: tabs, history, completion, sorting, pages, views, files, links and errors."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.view.test_accessible import AXE

BACKERS = "SELECT ?who ?whom WHERE { ?who rel:supports ?whom } ORDER BY ?who ?whom"
MANY = "SELECT ?n WHERE { VALUES ?a { 0 1 2 3 4 5 6 7 8 9 } VALUES ?b { 0 1 2 3 4 5 6 7 8 9 } VALUES ?c { 0 1 2 3 4 5 6 } BIND (?a + 10 * ?b + 100 * ?c AS ?n) } ORDER BY DESC(?n)"


def at(query, **more):
    return f"/ask?query={quote(query)}" + "".join(f"&{name}={value}" for name, value in more.items())


def all_of(page):
    """Return everything that axe-core finds, of any severity."""
    page.evaluate(AXE)
    return page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.target).join(' ')))")


@pytest.fixture
def desk(browser, server):
    """Open the page with empty local storage; an error in it, or a request to another host, fails the test."""
    context, wrong = browser.new_context(), []

    def open_(path="/ask"):
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((server, "data:")) else wrong.append(request.url))
        page.goto(server + path)
        page.wait_for_selector("html[data-ready=ask]")
        return page

    yield open_
    context.close()
    assert wrong == []


def run(page, query):
    page.evaluate("(text) => graphkitEditor.setValue(text)", query)
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#answer:not([aria-busy]) h2, #answer:not([aria-busy]) .error")


def test_haf_gives_haftar_by_keyboard_and_the_answer_comes_without_leaving_the_page(desk):
    page = desk()
    page.evaluate("window.stayed = true")
    page.get_by_label("SPARQL query").focus()
    page.keyboard.type("SELECT ?who { ?who rel:supports Haf")
    page.wait_for_selector(".CodeMirror-hint:has-text('graph:Haftar')")
    assert all_of(page) == []
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    assert page.evaluate("graphkitEditor.getValue()") == "SELECT ?who { ?who rel:supports graph:Haftar }"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#rows")
    assert page.evaluate("window.stayed")
    assert parse_qs(urlsplit(page.url).query)["query"] == ["SELECT ?who { ?who rel:supports graph:Haftar }"]
    assert "row" in page.inner_text("#status")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editors_own_notices_can_be_read(desk, scheme):
    page = desk()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("graphkitEditor.showNotification('variables', 'Press CTRL - <spacebar> to autocomplete')")
    page.wait_for_function("document.querySelector('.notification.active').clientHeight > 10")
    assert all_of(page) == []


def test_a_name_of_several_words_is_replaced_as_a_whole(desk):
    page = desk()
    page.get_by_label("SPARQL query").focus()
    page.keyboard.type("ASK { ?who rel:supports Khalifa Haf")
    page.wait_for_selector(".CodeMirror-hint:has-text('graph:Haftar')")
    page.keyboard.press("Enter")
    assert page.evaluate("graphkitEditor.getValue()") == "ASK { ?who rel:supports graph:Haftar"


def test_actors_are_found_by_any_spelling_and_graphs_by_name(ask):
    def words(**asked):
        name, text = next(iter(asked.items()))
        return [one["word"] for one in json.loads(ask(f"/vocabulary.json?{name}={quote(text)}").body)]

    assert words(actor="hifter") == words(actor="KHALIFA_HAF") == ["graph:Haftar"]
    assert words(actor="") == words(actor='") } DROP') == []
    assert "<https://w3id.org/graphkit/graph/entities>" in words(graph="entities")
    assert len(words(actor="a")) <= 20


def test_tabs_keep_their_queries_names_and_answers_and_last_beyond_the_window(desk):
    page = desk()
    run(page, BACKERS)
    page.get_by_role("button", name="New tab").click()
    assert page.evaluate("graphkitEditor.getValue()") == ""
    assert page.locator("#rows").count() == 0
    run(page, "ASK {}")
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Name of the tab").fill("Yes or no")
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Query 1").click()
    assert page.evaluate("graphkitEditor.getValue()") == BACKERS
    assert page.locator("#rows tbody tr").count() > 3
    page.keyboard.press("ArrowRight")
    assert page.inner_text("[aria-selected=true]") == "Yes or no"
    again = desk()
    assert again.locator("[role=tab]").all_inner_texts() == ["Query 1", "Yes or no"]
    assert again.evaluate("graphkitEditor.getValue()") == "ASK {}"
    again.get_by_role("button", name="Close tab").click()
    assert again.locator("[role=tab]").all_inner_texts() == ["Query 1"]


def test_history_keeps_what_was_run_and_can_be_searched(desk):
    page = desk()
    run(page, BACKERS)
    run(page, "ASK { graph:Nobody ?p ?o }")
    page.click("#history summary")
    page.get_by_label("Search the history").fill("nobody")
    assert page.locator("#history li button").all_inner_texts() == ["ASK { graph:Nobody ?p ?o }"]
    page.get_by_label("Search the history").fill("SUPPORTS")
    page.locator("#history li button").click()
    assert page.evaluate("graphkitEditor.getValue()") == BACKERS
    assert all_of(page) == []


def test_what_is_kept_on_the_computer_may_be_broken(desk):
    page = desk()
    page.evaluate("""() => { localStorage.setItem("graphkit-ask-tabs", '{"tabs": [{"name": 3}, null], "active": "x"}'); localStorage.setItem("graphkit-ask-history", "{") }""")
    again = desk()
    assert again.locator("[role=tab]").count() == 1


def test_heads_sort_the_whole_answer_and_say_so(desk):
    page = desk(at(MANY))
    first = "#rows tbody tr:first-child td"
    assert "700 rows; here 1 to 500" in page.inner_text("#size")
    assert page.inner_text(first) == "699"
    page.locator("#sort-0").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[aria-sort=ascending]")
    assert page.inner_text(first) == "0"
    assert page.evaluate("document.activeElement.id") == "sort-0"
    page.click("#next")
    page.wait_for_selector("text=Page 2 of 2")
    assert page.inner_text(first) == "500"
    page.go_back()
    page.wait_for_selector("text=Page 1 of 2")
    assert page.inner_text(first) == "0"


def test_an_answer_cut_at_the_limit_of_the_server_says_so(ask):
    page = ask(at("SELECT * { ?s ?p ?o }")).text
    assert "this server returns at most 2,000 rows" in page
    assert "Only these rows are sorted" in ask(at("SELECT * { ?s ?p ?o }") + "&sort=0").text
    assert "are sorted" not in page + ask(at(MANY) + "&sort=0").text


def test_views_are_table_chart_and_network_and_each_is_accessible(desk):
    page = desk(at(BACKERS))
    assert all_of(page) == []
    page.click("#view-chart")
    page.wait_for_selector(".bars")
    assert page.inner_text(".bars caption") == "number of rows for each who"
    assert all_of(page) == []
    page.get_by_label("For each").select_option(label="whom")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_selector("caption:has-text('for each whom')")
    page.click("#view-network")
    page.wait_for_selector("svg.graph")
    assert page.locator("svg.graph path.tie").count() == page.locator("#rows tbody tr").count()
    assert all_of(page) == []
    before = page.locator("svg.graph").bounding_box()["width"]
    page.get_by_role("button", name="Larger").click()
    assert page.locator("svg.graph").bounding_box()["width"] > before
    page.get_by_role("button", name="Fit").click()
    page.locator("svg.graph a", has_text="Turkey").locator("circle").click()
    page.wait_for_url("**/id/Turkey")


def test_triples_are_a_network_with_their_relations_and_a_table(desk):
    page = desk(at("CONSTRUCT { ?s rel:supports ?o } WHERE { ?s rel:supports ?o }"))
    assert page.locator("svg.graph circle").count() > 5
    assert page.locator("svg.graph path.tie.plus").count() == page.locator("#rows tbody tr").count()
    page.click("#view-table")
    page.wait_for_selector("svg.graph", state="detached")


def test_names_in_an_answer_lead_to_their_pages(ask):
    page = ask("/ask?name=who-backs").text
    assert '<a href="/id/Turkey">Turkey</a>' in page
    assert '<a href="/relation/supportsMilitarily">supports militarily</a>' in page


def test_a_question_is_one_click_away_and_stands_beside_what_one_wrote(desk):
    page = desk()
    page.evaluate("graphkitEditor.setValue('ASK {}')")
    page.click("text=Who backs whom, how")
    page.wait_for_selector("#rows")
    assert "SELECT DISTINCT ?backer" in page.evaluate("graphkitEditor.getValue()")
    assert page.locator("[role=tab]").all_inner_texts()[0] == "Query 1"
    page.get_by_role("tab", name="Query 1").click()
    assert page.evaluate("graphkitEditor.getValue()") == "ASK {}"


@pytest.mark.parametrize("width", [390, 1440])
def test_quotes_of_an_answer_can_be_read_at_every_width(server, browser, width):
    """A quote in a column of two words fills a screen: the table scrolls sideways instead, and the page does not."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{server}/ask?name=who-backs")
    widths = page.locator("#rows td:nth-child(5)").evaluate_all("cells => cells.filter((cell) => cell.innerText.length > 80).map((cell) => cell.clientWidth)")
    assert widths
    assert min(widths) >= 250
    assert page.locator("#rows tr").evaluate_all("rows => Math.max(...rows.map((row) => row.clientHeight))") < 422
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_files_of_an_answer(ask, desk):
    for name, ending in (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("XLSX", "xlsx")):
        assert f'download="answer.{ending}">{name}</a>' in ask(at(BACKERS)).text
    assert 'download="answer.ttl">Turtle</a>' in ask(at("CONSTRUCT { ?s ?p ?o } WHERE { ?s rel:supports ?o . ?s ?p ?o }")).text
    reply = ask(at(BACKERS, download="xlsx"))
    assert reply.body.startswith(b"PK")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="answer.xlsx"'
    page = desk(at(BACKERS))
    with page.expect_download() as got:
        page.click("text=CSV")
    assert got.value.suggested_filename == "answer.csv"


def test_the_place_of_an_error_is_marked_in_the_editor_until_one_writes(desk):
    page = desk()
    run(page, "SELECT ?s\nWHERE { ?s rel:supports }")
    assert "line 2, column" in page.inner_text(".error")
    assert page.inner_text(".error pre").splitlines()[1].strip() == "^"
    assert page.locator(".wrong-line").count() == 1
    assert page.evaluate("graphkitEditor.getCursor().line") == 1
    assert all_of(page) == []
    page.get_by_label("SPARQL query").focus()
    page.keyboard.type(" ")
    assert page.locator(".wrong-line").count() == 0


def test_a_link_to_the_query_is_copied(desk):
    page = desk(at(BACKERS, view="chart"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_selector("text=Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_is_light_or_dark_as_the_page_is(server, browser, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.goto(server + at(BACKERS, view="network"))
    page.wait_for_selector("html[data-ready=ask]")
    shade = "(which) => getComputedStyle(document.querySelector(which)).backgroundColor"
    assert page.evaluate(shade, ".CodeMirror") == page.evaluate(shade, "html")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert all_of(page) == []
    page.close()


def test_order_and_views_work_without_scripts(server, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + "/ask")
    page.fill("textarea", BACKERS)
    page.get_by_role("button", name="Run").click()
    page.click("#sort-1")
    assert page.locator("[aria-sort=ascending]").inner_text().startswith("whom")
    page.click("#view-network")
    page.wait_for_selector("svg.graph path.tie", state="attached")
    assert page.locator("svg.graph path.tie").count() > 3
    context.close()


def test_a_word_that_nothing_knows_is_named_above_the_answer_with_the_nearest(desk, ask):
    """A misspelt relation gives an empty table, and the page explains why. Known terms give no notice."""
    page = desk(at("SELECT * { ?who rel:suports graph:Haftarr }"))
    notes = page.locator("#answer .notice").all_inner_texts()
    assert len(notes) == 2
    assert "rel:suports" in notes[0]
    assert "rel:supports" in notes[0]
    assert "graph:Haftar" in notes[1]
    assert page.locator("#answer > *").first.get_attribute("role") == "note"
    assert all_of(page) == []
    assert 'class="notice"' not in ask(at(BACKERS)).text


def test_a_question_is_asked_about_actors_whose_names_are_completed(desk, ask):
    ask("/")
    page = desk()
    form = page.get_by_role("form", name="Who backs whom")
    form.get_by_label("Object").press_sequentially("hift")
    page.wait_for_selector("#who-backs-object-offered li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert form.get_by_label("Object").input_value() == "Khalifa Haftar"
    assert urlsplit(page.url).path == "/ask", "a field of a form opens no other page"
    form.get_by_role("button").click()
    page.wait_for_selector("#rows")
    assert "Haftar" in page.locator("#rows tbody").inner_text()
    assert "VALUES ?o { <https://w3id.org/graphkit/id/Haftar> }" in page.evaluate("graphkitEditor.getValue()")
    assert page.get_by_role("tab", selected=True).inner_text().startswith("Who backs whom")
    page.evaluate("document.querySelector('#questions').open = true")
    assert all_of(page) == []


def test_a_name_in_a_question_that_fits_nobody_is_an_error_that_proposes(ask):
    reply = ask("/ask?name=who-backs&object=" + quote("Haftarr<script>"), Accept="text/html")
    assert reply.status == 404
    assert 'class="error"' in reply.text
    assert "<script>Haftarr" not in reply.text
    assert "Haftarr<script>" not in reply.text
    assert ask("/ask?name=who-backs&object=&subject=").status == 200
    assert ask("/ask?name=blocs&object=haftar", Accept="text/html").status == 400, "this question has no ends to choose"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_a_query_with_a_line_separator_of_unicode_is_shown_and_runs(desk, separator):
    """As pasted from a word processor; its error is marked, and it can be mended in the editor."""
    page = desk(at(f"SELECT ?n{separator}{{ BIND ('a{separator}b' AS ?n) }}"))
    assert "does not parse at line 1" in page.inner_text("#answer")
    page.evaluate("graphkitEditor.setValue(graphkitEditor.getValue().replace(/[\\u2028\\u2029]/, ' '))")
    page.click("#ask button:has-text('Run')")
    page.wait_for_selector("#rows")
    assert page.inner_text("#rows td").split() == ["a", "b"]
