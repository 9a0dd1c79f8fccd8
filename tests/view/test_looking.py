"""Filtering, sharing, undo and export in the page, by clicking and typing as a user does."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from rdflib import Graph as Triples
from rdflib import URIRef

from graphkit.export.cells import guarded
from graphkit.model import Evidence, Polarity, Status, TimeSpan
from tests.view.conftest import TITLE, Opened, written
from tests.view.graphs import Graph, claim, hostile, river_war

Open = Callable[..., Opened]
NS = "https://w3id.org/graphkit/"


def months() -> Graph:
    """Return the river war, spread over fourteen months."""
    graph = river_war()
    dated = tuple(replace(a, published=date(2020 + n // 12, n % 12 + 1, 5)) for n, a in enumerate(graph.articles))
    return Graph(graph.actors, graph.claims, dated)


def shown_ties(opened: Opened) -> int:
    return opened.js("graphkit.edges.length")


def until(opened: Opened, condition: str) -> None:
    """Wait, frame by frame, until a condition of the page holds."""
    opened.js(f"new Promise((done) => {{ const look = () => (({condition}) ? done(true) : requestAnimationFrame(look)); look(); }})")


def choose(opened: Opened, name: str) -> None:
    opened.page.fill("#search", name)
    opened.page.press("#search", "Enter")


def opened_part(opened: Opened, part: str) -> None:
    opened.page.click(f"#{part} summary")


# Camps


def test_camps_are_outlines_with_names_colours_in_the_picture_and_words_in_the_panel(opened: Open):
    shown = opened(river_war())
    camps = shown.js("graphkit.shownStory().camps.map(({ members }) => members.map((actor) => graphkit.data.actors[actor].name))")
    sides = {name: number for number, camp in enumerate(camps) for name in camp}
    assert sides["Velavia"] == sides["Government of National Concord"] != sides["Sulora National Army"] == sides["Oroistan"]
    fills = {n: shown.js("(n) => graphkit.nodes.get(graphkit.data.actors.findIndex((a) => a.name === n)).color.background", n) for n in ("Velavia", "Oroistan")}
    assert fills["Velavia"] != fills["Oroistan"]
    assert {"Government of National Concord and allies", "Sulora National Army and allies"} <= set(shown.js("graphkit.campsNamed()"))


def test_an_outline_that_is_seen_has_its_name_though_its_upper_rim_is_not(opened: Open):
    """At some sizes there is no free line above an outline, and none when zoomed in."""
    shown = opened(river_war(), viewport={"width": 1440, "height": 900})
    whole = set(shown.js("graphkit.campsNamed()"))
    top = "graphkit.campNames((text) => 8 * text.length).map(({ top }) => top)"
    shown.page.evaluate(f"graphkit.network.moveTo({{ offset: {{ x: 0, y: -20 - Math.min(...{top}) }}, animation: false }})")
    shown.page.evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    assert min(shown.js(top)) == 0
    assert set(shown.js("graphkit.campsNamed()")) == whole
    assert len(whole) >= 2
    assert "Camps" in shown.panel()
    choose(shown, "Velavia")
    assert re.search(r"Camp .*, with .*Government of National Concord", shown.panel())


# Filters


@pytest.mark.parametrize(
    ("facet", "value", "gone", "stays"),
    [
        ("type", "drones", 0, True),
        ("kind", "international organization", 3, False),
        ("outlet", "Daily Herald", 0, True),
    ],
)
def test_more_filters(opened: Open, facet: str, value: str, gone: int, stays: bool):
    shown = opened(river_war())
    before = shown_ties(shown)
    shown.page.uncheck(f'input[data-facet="{facet}"][value="{value}"]')
    assert shown_ties(shown) <= before - gone
    seen = shown.js("(v) => graphkit.edges.getIds().some((i) => JSON.stringify(graphkit.data.ties[i].values).includes(v))", value)
    assert seen is stays or facet == "outlet"
    shown.page.click("#reset")
    assert shown_ties(shown) == before
    assert shown.page.is_checked(f'input[data-facet="{facet}"][value="{value}"]')


def test_a_tie_of_too_few_sources_is_left_out(opened: Open):
    """Two outlets report that Velavia arms the government; one reports that it backs it."""
    graph = river_war()
    again = replace(graph.claims[0], article=graph.articles[5].key, evidence=(Evidence(0, 17, "Velavia sent guns"),))
    shown = opened(replace(graph, claims=(*graph.claims, again)))
    shown.page.fill("#least", "2")
    shown.page.press("#least", "Tab")
    assert shown_ties(shown) == 1
    shown.page.click("#as-table")
    assert [[cell.strip() for cell in row.split("\t")[:3]] for row in shown.page.locator("#table tbody tr").all_inner_texts()] == [["Velavia", "supports militarily", "Government of National Concord"]]
    choose(shown, "Velavia")
    assert shown.page.locator("#panel .relation").count() == 1


def test_time_limits_and_plays(opened: Open):
    shown = opened(months())
    whole = shown_ties(shown)
    shown.page.fill("#until", "0")
    few = shown_ties(shown)
    assert 0 < few < whole
    assert shown.page.inner_text("#until-told") == shown.page.get_attribute("#until", "aria-valuetext") == "2020-01"
    shown.page.click("#play")
    until(shown, "document.getElementById('until-told').textContent === '2020-09'")
    assert few < shown_ties(shown) < whole
    shown.page.click("#play")
    at = shown.page.inner_text("#until-told")
    shown.page.select_option("#from", "2020-02")
    assert shown.js("graphkit.edges.getIds().every((i) => graphkit.data.ties[i].days.some((d) => d >= '2020-02'))")
    assert shown.page.inner_text("#until-told") == at


def test_one_month_needs_no_slider(opened: Open):
    assert not opened(river_war()).page.is_visible("#time")


# Parts of the graph


def test_only_what_is_within_so_many_steps(opened: Open):
    shown = opened(river_war())
    choose(shown, "Neveria Relief")
    counts = []
    for words in ("1 step", "2 steps", "3 steps"):
        shown.page.get_by_role("button", name=words, exact=True).click()
        counts.append(shown.js("graphkit.nodes.length"))
    assert counts[0] == 2
    assert counts[0] < counts[1] < counts[2]


def test_who_connects_two(opened: Open):
    shown = opened(river_war())
    opened_part(shown, "between")
    shown.page.fill("#one", "Neveria Relief")
    shown.page.fill("#two", "Sulora National Army")
    shown.page.get_by_role("button", name="Find path").click()
    told = shown.page.inner_text("#connected")
    assert told.count("claim") >= 3
    assert "River States Union" in told
    assert 4 <= shown.js("graphkit.nodes.length") <= 5
    shown.page.locator("#connected button").first.click()
    assert "Neveria Relief" in shown.panel()


@pytest.mark.parametrize(("one", "two", "says"), [("Nobody", "Velavia", "No actor matches “Nobody”."), ("", "Velavia", "Enter two actors"), ("", "", "Enter two actors")])
def test_a_way_between_nobody_is_told(opened: Open, one: str, two: str, says: str):
    shown = opened(river_war())
    opened_part(shown, "between")
    shown.page.fill("#one", one)
    shown.page.fill("#two", two)
    shown.page.get_by_role("button", name="Find path").click()
    assert says in shown.page.inner_text("#connected")


def test_no_way_is_told(opened: Open):
    shown = opened(river_war())
    for value in ("1", "0"):
        shown.page.uncheck(f'input[data-facet="sign"][value="{value}"]')
    opened_part(shown, "between")
    shown.page.fill("#one", "Neveria Relief")
    shown.page.fill("#two", "Velavia")
    shown.page.get_by_role("button", name="Find path").click()
    assert "No path from" in shown.page.inner_text("#connected")


def test_hiding_and_undoing(opened: Open):
    shown = opened(river_war())
    before = shown.js("graphkit.nodes.length")
    choose(shown, "United Nations")
    shown.page.get_by_role("button", name="Hide").click()
    assert shown.js("graphkit.nodes.length") == before - 1
    shown.page.click("#undo")
    until(shown, f"graphkit.nodes.length === {before}")
    assert "United Nations" in shown.panel()
    shown.page.click("#undo")
    until(shown, "graphkit.chosen.now === null")


def test_undo_takes_back_choices_and_does_not_leave_the_page(opened: Open):
    shown = opened(river_war())
    page = shown.page
    assert page.is_disabled("#undo")
    home = page.url
    page.goto("about:blank")
    page.goto(home)
    choose(shown, "United Nations")
    page.uncheck('input[data-facet="sign"][value="-1"]')
    page.reload()
    page.click("#undo")
    until(shown, "graphkit.off.sign.size === 0")
    page.click("#undo")
    until(shown, "graphkit.chosen.now === null")
    assert page.is_disabled("#undo")
    page.evaluate("document.getElementById('undo').disabled = false")
    page.click("#undo")
    page.wait_for_timeout(300)
    assert page.url.split("#")[0] == home.split("#")[0]
    page.go_forward()
    until(shown, "graphkit.chosen.now !== null")
    assert page.is_enabled("#undo")


def test_undo_of_a_page_within_another_takes_back_choices_too(opened: Open):
    shown = opened(river_war())
    shown.js("(html) => { document.body.innerHTML = '<iframe id=within style=width:900px;height:600px></iframe>'; document.querySelector('iframe').srcdoc = html; }", written(river_war(), TITLE))
    within = shown.page.frame_locator("#within")
    within.locator("#search").fill("United Nations")
    within.locator("#search").press("Enter")
    within.locator("#panel h2", has_text="United Nations").wait_for()
    assert within.locator("#undo").is_enabled()
    within.locator("#undo").click()
    within.locator("#panel h2", has_text="United Nations").wait_for(state="detached")
    assert within.locator("#undo").is_disabled()


# The URL


def test_a_view_can_be_sent_to_others(opened: Open):
    shown = opened(months())
    shown.page.uncheck('input[data-facet="sign"][value="-1"]')
    shown.page.fill("#until", "5")
    choose(shown, "Velavia")
    shown.page.get_by_role("button", name="2 steps").click()
    ties, panel = shown_ties(shown), shown.panel()
    other = shown.page.context.new_page()
    other.goto(shown.page.url)
    assert other.evaluate("graphkit.edges.length") == ties
    assert other.inner_text("#panel") == panel
    assert not other.is_checked('input[data-facet="sign"][value="-1"]')


def test_who_is_dragged_stays_there_also_for_others_until_undone(opened: Open):
    shown = opened(river_war())
    where = "(page) => { const { data, network } = graphkit; const i = data.actors.findIndex((a) => a.name === 'Velavia'); return network.getPosition(i); }"
    home = shown.js(where)
    x, y = shown.spot("Velavia")
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x + 60, y + 40, steps=4)
    shown.page.mouse.up()
    until(shown, "location.hash.includes('pin=')")
    there = shown.js(where)
    assert abs(there["x"] - home["x"]) > 10
    shown.page.uncheck('input[data-facet="sign"][value="-1"]')
    shown.page.check('input[data-facet="sign"][value="-1"]')
    other = shown.page.context.new_page()
    other.goto(shown.page.url)
    found = other.evaluate(where)
    assert abs(found["x"] - there["x"]) <= 1
    assert abs(found["y"] - there["y"]) <= 1
    for _ in range(3):
        shown.page.click("#undo")
    until(shown, "graphkit.pinned.size === 0")
    assert shown.js(where) == home


@pytest.mark.parametrize("words", ["pin=0.1", "pin=99999.1.1", "pin=0.1e9.x", "open-tie=3", "open-actor=1", "tie=Nobody,Velavia", "actor=Nobody", "tie=", "tie=Velavia", "conflict=none", "focus=x,y", "focus=Velavia,9", "by=day", "focus=0-999", "least=-3&from=%3Cscript%3E&to=20", "hide=1e9", "sign=<img src=x>", "%ff"])
def test_an_address_that_makes_no_sense_is_passed_over(opened: Open, words: str):
    shown = opened(river_war())
    whole = shown_ties(shown)
    other = shown.page.context.new_page()
    wrong: list[str] = []
    other.on("pageerror", lambda error: wrong.append(str(error)))
    other.goto(f"{shown.page.url.partition('#')[0]}#{words}")
    assert wrong == []
    assert other.evaluate("graphkit.edges.length") == whole
    # What a link of the site leads to may be missing in the picture of a large graph, which showed another one without a word.
    assert other.locator("#panel p:has-text('is not in this picture')").count() == (words in {"tie=Nobody,Velavia", "tie=Velavia", "actor=Nobody", "conflict=none"})


# Export


def taken(opened: Opened, button: str) -> str:
    with opened.page.expect_download() as download:
        opened.page.click(f"#{button}")
    return download.value.path().read_bytes()


@pytest.fixture
def taking(opened: Open):
    def start(graph: Graph) -> Opened:
        shown = opened(graph)
        opened_part(shown, "taking")
        return shown

    return start


def test_the_picture_is_taken_as_png_and_svg(taking):
    shown = taking(river_war())
    assert taken(shown, "take-png").startswith(b"\x89PNG")
    picture = ET.fromstring(taken(shown, "take-svg"))
    texts = [e.text for e in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "Government of National Concord" in texts
    assert len([e for e in picture.iter("{http://www.w3.org/2000/svg}path") if e.get("class") == "tie"]) == shown_ties(shown)


def test_what_is_filtered_out_is_not_taken(taking):
    shown = taking(river_war())
    shown.page.uncheck('input[data-facet="family"][value="supports"]')
    rows = list(csv.DictReader(io.StringIO(taken(shown, "take-csv").decode())))
    assert len({(row["from id"], row["tie"], row["to id"]) for row in rows}) == shown_ties(shown)
    assert "supports" not in {row["tie"] for row in rows}
    assert {row["sign"] for row in rows} == {"friendly", "hostile", "neutral"}


def test_claims_are_taken_as_turtle(taking):
    graph = river_war()
    triples = Triples().parse(data=taken(taking(graph), "take-turtle").decode(), format="turtle")
    claims = set(triples.subjects(URIRef(f"{NS}ns#subject")))
    assert claims == {URIRef(f"{NS}claim/{claim.id}") for claim in graph.claims}
    quotes = {str(o) for o in triples.objects(None, URIRef(f"{NS}ns#quote"))}
    assert quotes == {claim.evidence[0].quote for claim in graph.claims}


def test_files_and_table_say_of_each_relation_what_its_dossier_says(taking):
    """In the files, an ended tie was 'only denied', and its Turtle that of a denial; sanctions that were lifted were 'planned or possible', with the quote of the plan."""
    vel, oro, army = (river_war().actors[number] for number in (0, 1, 5))
    negative, over = {"polarity": Polarity.NEGATIVE}, {"valid": TimeSpan(ended=True)}
    ended = claim(vel, "supports", army, **over, **negative)
    denial = claim(oro, "supports", army, source=1, **negative)
    sanctions = [claim(oro, "sanctions", vel), claim(oro, "sanctions", vel, source=1, status=Status.PLANNED, **over, **negative), claim(oro, "sanctions", vel, source=2, **over, **negative)]
    plan = [claim(vel, "attacks", oro, status=Status.PLANNED), claim(vel, "attacks", oro, source=1, **negative)]
    articles = [replace(one, published=date(2019, 12, 1)) if one.key == sanctions[1].article else one for one in river_war().articles]
    shown = taking(Graph((vel, oro, army), (ended, denial, *sanctions, *plan), tuple(articles)))
    rows = {row["claim ids"]: (row["status"], row["disputed"], row["ended"]) for row in csv.DictReader(io.StringIO(taken(shown, "take-csv").decode()))}
    ids = [" ".join(one.id for one in told) for told in ([ended], [denial], sanctions, plan)]
    assert rows == dict(zip(ids, [("asserted, ended", "", "ended"), ("asserted, denied", "", ""), ("asserted, ended", "", "ended"), ("planned, denied", "", "")], strict=True))
    triples = Triples().parse(data=taken(shown, "take-turtle").decode(), format="turtle")
    assert {str(one) for one in triples.subjects(URIRef(f"{NS}ns#ended"))} == {f"{NS}claim/{one.id}" for one in (ended, *sanctions[1:])}
    shown.page.click("#as-table")
    told = shown.page.locator("#table tbody tr").evaluate_all("(rows) => rows.map((row) => [4, 9].map((nth) => row.children[nth].textContent))")
    assert sorted(told) == sorted([rows[" ".join(one.id for one in group)][0], group[0].evidence[0].quote] for group in ([ended], [denial], sanctions, plan))
    labels = shown.page.locator("#panel button.row").evaluate_all("(rows) => rows.map((row) => row.getAttribute('aria-label'))")
    assert any("attacks, planned or possible, denied" in label for label in labels)
    shown.js("graphkit.choose({ kind: 'tie', index: graphkit.data.ties.findIndex(({ family }) => family === 'sanctions') })")
    assert "3 claims (2 about its end)" in shown.panel()
    assert shown.page.locator("#panel .claim .chip:first-child").all_inner_texts() == ["planned", "asserted", "asserted"]


def test_hostile_names_leave_as_text(taking):
    shown = taking(hostile())
    Triples().parse(data=taken(shown, "take-turtle").decode(), format="turtle")
    ET.fromstring(taken(shown, "take-svg"))
    for row in csv.reader(io.StringIO(taken(shown, "take-csv").decode())):
        assert not any(cell != "-" and cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_cells_of_the_page_are_those_of_the_exports(taking):
    """One rule for formulas, dashes and numbers, so that the page and `graphkit export` give the same text."""
    texts = ["-", "-5", "+1,000.5%", "=1+1", "-1+1", "@x", "＝1", "plain", "- cmd", "+", "–", 'a "b"']
    graph = river_war()
    who = [replace(graph.actors[number], name=text) for number, text in enumerate(texts[: len(graph.actors)])]
    shown = taking(replace(graph, actors=(*who, *graph.actors[len(who) :])))
    rows = list(csv.DictReader(io.StringIO(taken(shown, "take-csv").decode())))
    names = {actor.id: guarded(actor.name) for actor in who}
    for row in rows:
        assert row["from"] == names.get(row["from id"], row["from"])
        assert row["to"] == names.get(row["to id"], row["to"])
    assert {names[row["from id"]] for row in rows if row["from id"] in names} >= {"-", "'=1+1"}
    assert {id_ for row in rows for id_ in row["claim ids"].split()} == {claim.id for claim in graph.claims}


def test_for_excel_the_file_begins_with_a_mark_and_else_it_does_not(taking):
    shown = taking(river_war())
    bare = taken(shown, "take-csv")
    assert taken(shown, "take-excel") == b"\xef\xbb\xbf" + bare
    assert bare.startswith(b'"from","tie","relation","to"')


def test_a_claim_is_copied_as_citation_and_as_turtle(opened: Open):
    shown = opened(river_war())
    shown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(shown, "Neveria Relief")
    shown.page.locator("#panel .relation").first.get_by_text("details").click()
    shown.page.get_by_role("button", name="Copy citation").first.click()
    until(shown, "document.getElementById('said').textContent === 'Copied.'")
    cited = shown.js("navigator.clipboard.readText()")
    assert cited.startswith("“Neveria Relief requests River States Union near the river”")
    assert f"{NS}claim/" in cited
    shown.page.get_by_role("button", name="Copy Turtle").first.click()
    shown.page.get_by_role("button", name="Copied").nth(1).wait_for()
    assert len(Triples().parse(data=shown.js("navigator.clipboard.readText()"), format="turtle")) == 7
