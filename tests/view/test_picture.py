"""The picture and its panel: few steps to an answer, camps and conflicts, permanent links, exported pictures."""

from __future__ import annotations

import csv
import io
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graphkit.model import Actor, ActorClass, Evidence, Polarity, Precision, Status, TimeSpan
from graphkit.ontology import load_vocabulary
from graphkit.query import count_sources
from graphkit.query.ties import ties
from graphkit.view import page
from tests.view.conftest import Opened
from tests.view.graphs import Graph, article, camps, claim, hostile, river_war
from tests.view.test_looking import choose, opened_part, shown_ties, taken

Open = Callable[..., Opened]
SVG = "{http://www.w3.org/2000/svg}"


def two_wars() -> Graph:
    """Return the river war, and a smaller one of three actors, one of whom is in both."""
    graph = river_war()
    vel = graph.actors[0]
    one, two = Actor("Galora", "Galora", ActorClass.STATE), Actor("IshFront", "Ish Front", ActorClass.ARMED)
    wars = [claim(vel, "supports", one, source=20), claim(one, "attacks", two, source=20), claim(two, "attacks", one, source=21)]
    hill = tuple(replace(article(n), conflict="Hill war") for n in (20, 21))
    return Graph((*graph.actors, one, two), (*graph.claims, *wars), (*graph.articles, *hill))


def with_deeds() -> Graph:
    """Return a backer whose act and its report are years apart, and one who denies it; the backed actor leads a body that is also backed."""
    graph = river_war()
    tamb, army, kant, oro = (next(a for a in graph.actors if a.id == i) for i in ("MarshalIdrisTamb", "SuloraNationalArmy", "Kantmark", "Oroistan"))
    since = TimeSpan(date(2014, 3, 1), None, Precision.MONTH)
    told = [
        claim(kant, "supports", tamb, source=1, valid=since),
        claim(kant, "supports", tamb, source=2, status=Status.DECLARED, polarity=Polarity.NEGATIVE, attributed_to="Kantmark"),
        claim(tamb, "leads", army, source=0),
        claim(oro, "supportsMilitarily", army, source=3),
    ]
    return Graph((tamb, army, kant, oro), tuple(told), graph.articles)


# One question, three steps


def test_who_backs_since_when_how_known_and_who_denies_in_two_steps(opened: Open):
    """Type a name, press Enter: the dossier answers all four."""
    shown = opened(with_deeds())
    shown.page.fill("#search", "tamb")
    shown.page.press("#search", "Enter")
    text = " ".join(shown.panel().split())
    assert "Backed by (1) Kantmark supports" in text
    assert "When: since 2014-03 · reported 2020-01-02" in text
    assert "Kantmark backed Marshal Idris Tamb near the river" in text
    assert "Daily Herald, 2020-01-02" in text
    denial = text.split("Denied by Kantmark")[1]
    assert re.match(r" .*Kantmark backed Marshal Idris Tamb near the river.* Wire Service, 2020-01-03", denial)
    assert re.search(r"Through Sulora National Army Marshal Idris Tamb leads Sulora National Army\.? .*Oroistan supports Sulora National Army militarily", text)


def test_a_denial_opens_its_quote(opened: Open):
    shown = opened(with_deeds())
    choose(shown, "tamb")
    shown.page.click("#panel .denied button")
    assert "Kantmark supports Marshal Idris Tamb" in " ".join(shown.panel().split())
    assert "denied" in shown.panel()


def test_the_overview_lists_camps_strongest_disputed_and_newest(opened: Open):
    text = opened(river_war()).panel()
    for title in ("Camps", "Strongest ties", "Disputed ties", "Newest ties"):
        assert title in text
    disputed = text.split("Disputed ties")[1].split("Newest ties")[0]
    assert "Kantmark supports Sulora National Army" in " ".join(disputed.split())


def with_copies() -> Graph:
    """Return one tie in seven articles: three of them, and a copy of one, have no outlet; two have the same quote, two the same speaker."""
    a, b = Actor("A", "Alphaland"), Actor("B", "Betaland")
    quotes = ["A backed B.", "A helped B.", "A  HELPED B.", "A backed B again.", "A gave to B.", "A stood by B.", "A fed B."]
    claims = [replace(claim(a, "supports", b, source=n), evidence=(Evidence(0, len(quote), quote),)) for n, quote in enumerate(quotes)]
    claims[1], claims[5] = (replace(claims[n], status=Status.ALLEGED, attributed_to="B") for n in (1, 5))
    about = [article(0), article(1), article(2), replace(article(3), outlet=None), replace(article(4), outlet=None, copy_of=article(3).key), *(replace(article(n), outlet=None) for n in (5, 6))]
    return Graph((a, b), tuple(claims), tuple(about))


@pytest.mark.parametrize("graph", [river_war(), with_copies()], ids=["river", "copies"])
def test_sources_are_counted_as_everywhere(opened: Open, graph: Graph):
    """Independent sources, not outlets: copies of a text or of a quote count once, an article without an outlet is its own source."""
    about = {one.key: one for one in graph.articles}
    wanted = []
    for tie in ties(graph.claims, load_vocabulary(), lambda claim: about[claim.article].exact_day):
        told = [[c for c in tie.claims if c.predicate == name] for name in dict.fromkeys(c.predicate for c in tie.claims)]
        wanted.append([count_sources([c for c in group if c.polarity is Polarity.POSITIVE] or group, about.__getitem__) for group in told])
    shown = opened(graph)
    assert shown.js("graphkit.data.ties.map(({ relations }) => relations.map(({ sources }) => sources))") == wanted
    assert shown.js("graphkit.data.ties.map(({ sources }) => sources)") == [max(each) for each in wanted]
    assert "outlet" not in shown.panel()


def test_what_is_only_denied_is_neither_a_strong_nor_a_new_tie(opened: Open):
    shown = opened(river_war())
    labels = shown.js("Object.fromEntries([...document.querySelectorAll('#panel h3.section')].map((h) => [h.textContent, [...h.nextElementSibling.querySelectorAll('button.row')].map((b) => b.getAttribute('aria-label'))]))")
    assert shown.js("graphkit.data.ties.filter((tie) => tie.way === 'denied').length") > 0
    for title in ("Strongest ties", "Newest ties"):
        assert labels[title]
        assert not [label for label in labels[title] if "only denied" in label]
    # Asserted ties come before those that are alleged, planned or possible.
    stated = ["stated" in label for label in labels["Strongest ties"]]
    assert stated == sorted(stated, reverse=True)


@pytest.mark.parametrize(("valid", "more"), [(None, "alleged, 2020-01-02"), (TimeSpan(ended=True), "ended, 2020-01-04")], ids=["denied", "ended"])
def test_the_day_of_a_denial_is_not_that_of_a_new_tie(opened: Open, valid: TimeSpan | None, more: str):
    """A tie alleged on one day and denied two days later is as new as the first day; an end is dated by the article that reports it."""
    a, b, days = Actor("A", "Alphaland"), Actor("B", "Betaland"), [article(1), article(3)]
    told = claim(a, "supports", b, source=1, status=Status.ASSERTED if valid else Status.ALLEGED)
    against = claim(a, "supports", b, source=3, polarity=Polarity.NEGATIVE, valid=valid)
    shown = opened(Graph((a, b), (told, against), tuple(days)))
    newest = " ".join(shown.panel().partition("Newest ties")[2].split())
    assert f"Alphaland supports Betaland · {more}" in newest


# Conflicts


def test_one_conflict_at_a_time_the_largest_first_all_last(opened: Open):
    shown = opened(two_wars())
    chips = [each.split()[0] for each in shown.page.locator("#stories button").all_inner_texts()]
    assert chips == ["River", "Hill", "All"]
    assert shown.js("graphkit.nodes.length") == 12
    shown.page.click("#stories button:has-text('Hill war')")
    assert set(shown.js("graphkit.nodes.getIds().map(graphkit.name)")) == {"Velavia", "Galora", "Ish Front"}
    shown.page.click("#stories button:has-text('All')")
    assert shown.js("graphkit.nodes.length") == 14


def test_an_actor_of_another_conflict_is_found_there(opened: Open):
    shown = opened(two_wars())
    choose(shown, "Ish Front")
    assert shown.page.inner_text("#stories [aria-pressed=true]").startswith("Hill war")
    assert shown.page.inner_text("#panel h2") == "Ish Front"
    assert "conflict=hill-war" in shown.page.url


def test_actors_are_as_large_as_what_is_said_of_them_in_this_conflict(opened: Open):
    """An actor with many claims elsewhere is not the largest here; with all conflicts together it is."""
    shown = opened(two_wars())
    sizes = "names => names.map(name => graphkit.data.nodes[graphkit.data.actors.findIndex(actor => actor.name === name)].size)"
    names = ["Galora", shown.js("graphkit.data.actors[0].name")]
    shown.page.click("#stories button:has-text('Hill war')")
    here, busy = shown.js(sizes, names)
    assert busy < here
    shown.page.click("#stories button:has-text('All')")
    here, busy = shown.js(sizes, names)
    assert busy > here


def test_no_name_of_a_camp_lies_below_the_buttons_or_beyond_the_rim(opened: Open):
    graph = two_wars()
    long = tuple(replace(actor, name=f"{actor.name} for the Reconciliation of All") if actor.id in ("Galora", "IshFront") else actor for actor in graph.actors)
    shown = opened(replace(graph, actors=long))
    shown.page.click("#stories button:has-text('Hill war')")
    left, right = shown.js("graphkit.campReach()")
    assert left >= shown.js("document.querySelector('#tools').getBoundingClientRect().right")
    assert right <= shown.js("document.querySelector('#network').clientWidth")
    # Nor does the curve of a tie.
    assert shown.js(WIDE_CURVES)


# Every tie as a wide curve; whether all are in the picture after a fit.
WIDE_CURVES = """() => {
    const { network, edges, fit, middleOf } = graphkit, { clientWidth, clientHeight } = document.getElementById("network");
    edges.update(edges.map(({ id }) => ({ id, smooth: { enabled: true, type: "curvedCW", roundness: 0.9 } })));
    fit();
    const spots = network.getPositions();
    return edges.map((edge) => network.canvasToDOM(middleOf(edge, spots))).every(({ x, y }) => x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight);
}"""


def test_export_opens_what_can_be_taken(opened: Open):
    shown = opened(river_war())
    shown.page.click("#export")
    assert shown.page.locator("#taking button").first.is_visible()
    assert shown.js("document.activeElement.id") == "take-png"


def test_hostile_names_of_conflicts_are_words_on_buttons(opened: Open):
    shown = opened(hostile(3))
    assert shown.page.locator("#stories button").count() == 4
    for button in shown.page.locator("#stories button").all():
        button.click()
    assert "<img src=x onerror=" in shown.page.inner_text("#stories")
    assert shown.js("window.pwned") is None
    assert shown.complaints == []


def test_the_headline_is_that_of_the_conflict_which_is_seen(opened: Open):
    shown = opened(two_wars())
    told = shown.page.inner_text("#headline")
    assert "Sulora National Army" in told
    assert "Concord" in told
    shown.page.click("#stories button:has-text('Hill war')")
    assert "Velavia stands with Galora" in shown.page.inner_text("#headline")
    shown.page.click("#stories button:has-text('All')")
    assert not shown.page.is_visible("#headline")


def test_a_single_conflict_needs_no_buttons(opened: Open):
    assert not opened(river_war()).page.is_visible("#stories")


@pytest.mark.parametrize("graph", [river_war(), two_wars(), camps(60)], ids=["river", "two", "60"])
def test_no_stranger_stands_in_the_outline_of_a_camp(opened: Open, graph: Graph):
    """With one conflict, actors are placed by camp, so that every outline can be drawn."""
    shown = opened(graph)
    drawn = shown.js("graphkit.outlines().map(({ number }) => number)")
    sizes = shown.js("graphkit.shownStory().camps.map(({ members }) => members.filter((m) => graphkit.nodes.get(m)).length)")
    assert drawn == [number for number, size in enumerate(sizes) if size > 1]
    strangers = """graphkit.outlines().flatMap(({ number, corners }) => graphkit.nodes.getIds().filter((actor) => {
        if (graphkit.campOf(actor) === number) return false;
        const { x, y } = graphkit.network.getPosition(actor);
        return corners.every(([ax, ay], i) => { const [bx, by] = corners[(i + 1) % corners.length]; return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0; });
    })).length"""
    assert shown.js(strangers) == 0


# Names, filters, time, table


def test_the_twenty_busiest_on_the_picture_are_named(opened: Open):
    shown = opened(camps(300))
    named = {each["actor"] for each in shown.js("graphkit.namesShown()")}
    assert len(shown.js("graphkit.busiest()")) == 20
    assert set(shown.js("graphkit.busiest()")) <= named
    # And both ends of every tie that is selected.
    for index in shown.js("graphkit.edges.getIds().slice(-12)"):
        shown.js("(index) => { graphkit.choose({ kind: 'tie', index }); graphkit.network.redraw(); }", index)
        assert {each["actor"] for each in shown.js("graphkit.namesShown()")} == set(shown.js("(index) => [graphkit.data.ties[index].from, graphkit.data.ties[index].to]", index))


def test_the_outer_ring_of_two_steps_is_named(opened: Open):
    shown = opened(river_war())
    choose(shown, "Neveria Relief")
    shown.page.get_by_role("button", name="2 steps", exact=True).click()
    named = {each["actor"] for each in shown.js("graphkit.namesShown()")}
    assert named == set(shown.js("graphkit.nodes.getIds()"))


def test_typing_is_not_lost_to_the_mouse(opened: Open):
    shown = opened(river_war())
    shown.page.focus("#search")
    shown.page.keyboard.type("Vela")
    shown.page.mouse.move(300, 400)
    shown.page.mouse.move(420, 500, steps=6)
    shown.page.keyboard.type("via")
    assert shown.js("document.activeElement.id") == "search"
    assert shown.page.input_value("#search") == "Velavia"


def test_only_leaves_one_value_of_a_filter(opened: Open):
    shown = opened(river_war())
    assert shown.page.inner_text("#matching") == ""
    shown.page.get_by_role("button", name="Only hostile", exact=True).click()
    assert shown.page.inner_text("#matching") == f"Matching: {shown_ties(shown)} of {shown.js('graphkit.data.ties.length')} ties."
    assert shown_ties(shown) == shown.js("graphkit.data.ties.filter((tie) => tie.sign === -1).length")
    shown.page.get_by_role("button", name="Only friendly", exact=True).click()
    assert shown_ties(shown) == shown.js("graphkit.data.ties.filter((tie) => tie.sign === 1).length")


@pytest.mark.parametrize(
    ("preset", "rule"),
    [
        ("Backing", "['supports', 'allied with'].includes(tie.family)"),
        ("Fighting", "tie.family === 'attacks'"),
        ("Talks", "['negotiates with', 'cooperates with'].includes(tie.family)"),
        ("Disputed", "tie.contested"),
    ],
)
def test_presets_show_what_they_say_and_are_undone_by_a_second_press(opened: Open, preset: str, rule: str):
    shown = opened(river_war())
    whole = shown_ties(shown)
    button = shown.page.locator("#presets").get_by_role("button", name=preset)
    button.click()
    assert 0 < shown_ties(shown) == shown.js(f"graphkit.data.ties.filter((tie) => {rule}).length") < whole
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert shown_ties(shown) == whole


def test_time_goes_by_the_day_of_the_deed_where_asked_and_says_what_has_none(opened: Open):
    graph = with_deeds()
    later = claim(graph.actors[3], "attacks", graph.actors[2], source=5, valid=TimeSpan(date(2019, 5, 1), date(2019, 5, 2)))
    shown = opened(replace(graph, claims=(*graph.claims, later)))
    shown.page.select_option("#by", "deed")
    shown.page.fill("#until", "0")
    assert shown.page.inner_text("#until-told") == "2014-03"
    assert shown.js("graphkit.edges.getIds().map((i) => graphkit.data.ties[i].family)").count("attacks") == 0
    words = "Ties with a claim about an event until 2014-03. Camps are those of its claims; status, numbers and headline are those of the whole time."
    assert shown.page.inner_text("#undated") == f"{words} 2 ties without a date are kept."
    # Beside the camps in the panel, and in the picture.
    assert words in shown.panel()
    assert words in " ".join(shown.js("graphkit.scene().items.flatMap(({ words }) => words || [])"))
    assert "by=deed" in shown.page.url


@pytest.mark.parametrize(("precision", "words"), [(Precision.DAY, "2014-03-01"), (Precision.MONTH, "2014-03"), (Precision.YEAR, "2014")])
def test_a_deed_has_its_day_as_exactly_as_the_text_tells_it(opened: Open, precision: Precision, words: str):
    """A month is not shown as its first day: in the table, in the panel's timeline, in the file."""
    graph = with_deeds()
    told = replace(graph.claims[0], valid=TimeSpan(date(2014, 3, 1), None, precision))
    shown = opened(replace(graph, claims=(told, *graph.claims[1:])))
    choose(shown, "tamb")
    shown.page.click("#panel summary:has-text('Timeline')")
    assert shown.page.locator("#panel time").first.inner_text() == words
    rows = csv.DictReader(io.StringIO(taken(shown, "claims-csv").decode("utf-8-sig")))
    assert {row["first day of the event"] for row in rows if row["claim id"] == told.id} == {words}
    shown.page.click("#as-table")
    days = [row.split("\t")[7].strip() for row in shown.page.locator("#table tbody tr").all_inner_texts()]
    assert sorted(set(days)) == sorted({words, "–"})


def test_the_table_is_sorted_by_its_heads(opened: Open):
    shown = opened(river_war())
    shown.page.click("#as-table")
    shown.page.get_by_role("button", name="From").click()
    firsts = [row.split("\t")[0] for row in shown.page.locator("#table tbody tr").all_inner_texts()]
    assert firsts == sorted(firsts)
    assert shown.page.get_attribute("th:has-text('From')", "aria-sort") == "ascending"
    shown.page.get_by_role("button", name="From").click()
    assert [row.split("\t")[0] for row in shown.page.locator("#table tbody tr").all_inner_texts()] == sorted(firsts, reverse=True)


# Permanent links


def test_the_address_names_actors_by_their_ids_and_outlives_a_larger_graph(opened: Open):
    graph = river_war()
    shown = opened(graph)
    choose(shown, "Port Galuna")
    assert shown.page.url.endswith("#conflict=river-war&actor=PortGaluna")
    shown.js("graphkit.choose({ kind: 'tie', index: graphkit.data.ties.findIndex((tie) => tie.family === 'controls') })")
    words = shown.page.url.partition("#")[2]
    assert words == "conflict=river-war&tie=SuloraNationalArmy,PortGaluna,controls"
    before = shown.panel()
    more = tuple(claim(graph.actors[n], "attacks", graph.actors[11], source=n) for n in range(5))
    larger = opened(replace(graph, claims=(*more, *graph.claims)))
    larger.page.goto(f"{larger.page.url}#{words}")
    assert larger.page.inner_text("#panel h2") == "Sulora National Army → Port Galuna"
    assert before.splitlines()[0] in larger.panel()


def test_two_ids_alone_open_a_tie_either_way_round(opened: Open):
    shown = opened(river_war())
    for words in ("tie=PortGaluna,SuloraNationalArmy", "tie=SuloraNationalArmy,PortGaluna"):
        shown.page.goto(f"{shown.page.url.partition('#')[0]}#{words}")
        shown.page.wait_for_function("document.querySelector('#panel h2').textContent.includes('Port Galuna')")


def test_ids_with_commas_and_percent_signs_come_back(opened: Open):
    odd, other = Actor("a,b%2C c", "Odd one"), Actor("x&y=z#", "Other one")
    shown = opened(Graph((odd, other), (claim(odd, "supports", other),), (article(0),)))
    choose(shown, "Odd one")
    again = shown.page.context.new_page()
    again.goto(shown.page.url)
    assert again.inner_text("#panel h2") == "Odd one"


def test_served_quotes_lead_to_their_words_and_actors_to_their_pages_and_a_file_has_no_such_links(browser: Any, opened: Open):
    graph = river_war()
    shown = browser.new_page()
    shown.set_content(page(graph.actors, graph.claims, graph.articles, title="x", served=True))
    shown.evaluate("graphkit.choose({ kind: 'actor', index: graphkit.data.actors.findIndex(({ id }) => id === 'PortGaluna') })")
    assert shown.get_attribute("#panel h2 a", "href") == "/id/PortGaluna"
    [told] = [each for each in graph.claims if each.object == "PortGaluna"]
    assert shown.get_attribute("#panel .relation a", "href") == f"/article/{told.article}#claim-{told.id}"
    assert shown.locator("nav[aria-label=Main] a").count() == 7
    shown.close()
    alone = opened(graph)
    choose(alone, "Port Galuna")
    assert alone.page.locator("a[href^='/']").count() == 0


# Exported pictures


def test_the_svg_has_title_direction_camps_legend_sources_and_day(opened: Open):
    shown = opened(river_war())
    opened_part(shown, "taking")
    picture = ET.fromstring(taken(shown, "take-svg"))
    texts = " ".join(str(e.text) for e in picture.iter(f"{SVG}text"))
    for words in ("Who backs whom", "Government of National Concord and allies", "friendly", "hostile", "alleged", "Sources: Daily Herald, The Courier, Wire Service", "14 articles", "graphkit on 20"):
        assert words in texts
    heads = [e for e in picture.iter(f"{SVG}path") if e.get("class") == "head"]
    assert len(heads) == shown.js("graphkit.edges.get().reduce((sum, { id }) => sum + (graphkit.data.ties[id].symmetric ? 2 : 1), 0)")
    assert len([e for e in picture.iter(f"{SVG}path") if e.get("class") == "camp"]) == shown.js("graphkit.outlines().length")


def test_the_png_is_the_same_picture_at_twice_its_size(opened: Open):
    shown = opened(river_war())
    opened_part(shown, "taking")
    width, height = struct.unpack(">II", taken(shown, "take-png")[16:24])
    scene = shown.js("(({ width, height }) => [width, height])(graphkit.scene())")
    assert (width, height) == pytest.approx((2 * scene[0], 2 * scene[1]), abs=1)


def test_claims_are_taken_in_one_click_with_quote_source_and_days(opened: Open):
    graph = with_deeds()
    shown = opened(graph)
    opened_part(shown, "taking")
    rows = list(csv.DictReader(io.StringIO(taken(shown, "take-claims").decode("utf-8-sig"))))
    assert {row["claim id"] for row in rows} == {each.id for each in graph.claims}
    [row] = [r for r in rows if r["claim id"] == graph.claims[0].id]
    assert (row["subject"], row["relation"], row["status"], row["first day of the event"], row["published"], row["outlet"]) == ("Kantmark", "supports", "asserted", "2014-03", "2020-01-02", "Daily Herald")
    assert row["quote"] == graph.claims[0].evidence[0].quote


def test_only_claims_of_the_conflict_that_is_seen_are_taken(opened: Open):
    """If two conflicts share a tie, the claims of the other one are left out."""
    graph = two_wars()
    shared = replace(graph, claims=(*graph.claims, claim(graph.actors[0], "opposes", graph.actors[1], source=20)))
    shown = opened(shared)
    opened_part(shown, "taking")
    titles = {row["title"] for row in csv.DictReader(io.StringIO(taken(shown, "take-claims").decode("utf-8-sig")))}
    assert titles
    assert not titles & {"Report 20 from the front", "Report 21 from the front"}


# Colours


def _luminance(colour: tuple[float, ...]) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(text: str) -> tuple[float, ...]:
    return tuple(int(text[n : n + 2], 16) / 255 for n in (1, 3, 5))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_have_a_contrast_of_three_and_words_of_four_and_a_half_also_within_a_camp(opened: Open, scheme: str):
    shown = opened(camps(60), color_scheme=scheme)
    colours = {name: _rgb(value) for name, value in shown.js("graphkit.palette()").items()}
    # An outline is filled with 28 % of its colour.
    grounds = [colours["paper"], *(tuple(0.28 * c + 0.72 * p for c, p in zip(colours[f"camp-{n}"], colours["paper"], strict=True)) for n in range(8))]
    for ground in grounds:
        assert min(_contrast(colours[line], ground) for line in ("good", "bad", "flat")) >= 3
        assert _contrast(colours["ink"], ground) >= 4.5
    assert min(_contrast(colours[f"edge-{n}"], colours["paper"]) for n in range(8)) >= 3
    assert _contrast(colours["soft"], colours["paper"]) >= 4.5
    assert shown.js("graphkit.edges.get().every(({ color }) => color.opacity === 1)")


def test_the_width_of_a_line_is_the_number_of_independent_sources_as_in_exports(opened: Open):
    """Copies of a text add nothing, and a denied tie is thin however often it is denied."""
    one, two, three, four = (Actor(name, name, ActorClass.STATE) for name in ("Kantmark", "Oroistan", "Miruna", "Velavia"))
    said = [replace(claim(*ends, source=n, polarity=polarity), evidence=(Evidence(0, 3, f"in {n}"),)) for n in range(3) for ends, polarity in (((one, "supports", two), Polarity.POSITIVE), ((one, "attacks", three), Polarity.POSITIVE), ((one, "supports", four), Polarity.NEGATIVE))]
    copies = [replace(each, article=article(n + 3).key) for n, each in enumerate(each for each in said if each.predicate == "attacks")]
    about = [*(article(n) for n in range(3)), *(replace(article(n + 3), copy_of=article(0).key) for n in range(3))]
    graph = Graph((one, two, three, four), (*(each for each in said if each.predicate != "attacks"), said[1], *copies), tuple(about))
    shown = opened(graph)
    found = {row[0]: row[1:] for row in shown.js("graphkit.data.ties.map((tie, at) => [graphkit.name(tie.to), graphkit.data.edges[at].width, graphkit.summary(tie)])")}
    assert found["Velavia"][0] < found["Miruna"][0] < found["Oroistan"][0]
    assert found["Miruna"][1].endswith("4 claims, 1 source")
    assert found["Oroistan"][1].endswith("3 claims, 3 sources")
    assert "more independent sources" in shown.page.inner_html("body")


def test_no_line_is_thinner_than_can_be_seen_however_far_away(opened: Open):
    shown = opened(camps(300))
    for scale in (0.1, 0.3, 1.0):
        widths = shown.js("(scale) => { graphkit.network.moveTo({ scale, animation: false }); graphkit.network.redraw(); return Object.values(graphkit.network.body.edges).map((e) => e.options.width * scale); }", scale)
        assert min(widths) >= 1.39


def _hue(colour: tuple[float, ...]) -> float:
    import colorsys

    return 360 * colorsys.rgb_to_hls(*colour)[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_camp_has_the_colour_of_a_tie(opened: Open, scheme: str):
    colours = {name: _rgb(value) for name, value in opened(river_war(), color_scheme=scheme).js("graphkit.palette()").items()}
    for number in range(8):
        for tie in ("good", "bad"):
            gap = abs(_hue(colours[f"camp-{number}"]) - _hue(colours[tie]))
            assert min(gap, 360 - gap) >= 20


def test_the_switch_turns_the_page_dark_and_back(opened: Open):
    shown = opened(river_war(), color_scheme="light")
    paper, light = shown.js("(({ paper, 'node-line': line }) => [paper, line])(graphkit.palette())")
    shown.page.click("#theme")
    assert shown.js("graphkit.palette().paper") != paper
    assert shown.page.get_attribute("#theme", "aria-pressed") == "true"
    # On paper it is light, and nothing of the table is cut.
    shown.page.click("#as-table")
    shown.page.emulate_media(media="print")
    shown.page.wait_for_function("(light) => graphkit.nodes.get(0).color.border === light", arg=light)
    assert shown.js("document.querySelector('#table table').getBoundingClientRect().bottom <= document.querySelector('#stage').getBoundingClientRect().bottom")
    shown.page.emulate_media(media="screen")
    shown.page.click("#theme")
    assert shown.js("graphkit.palette().paper") == paper


def test_a_tie_says_how_many_of_its_claims_are_of_its_end_and_what_is_over_is_not_among_the_strongest(opened: Open):
    """Three claims, of which two report the end, are not three reports that it holds; the site has the same wording."""
    graph = river_war()
    vel, oro, army = (graph.actors[number] for number in (0, 1, 5))
    over = TimeSpan(ended=True)
    claims = (
        claim(vel, "supports", army), claim(vel, "supports", army, source=1, valid=over), claim(vel, "supports", army, source=2, valid=over),
        claim(oro, "supports", army, source=3),
    )
    shown = opened(Graph((vel, oro, army), claims, graph.articles))
    strongest = " ".join(shown.panel().partition("Strongest ties")[2].partition("Newest ties")[0].split())
    assert strongest.index("Oroistan supports") < strongest.index("Velavia supports")
    assert "3 claims (2 about its end), 1 source, ended" in strongest
    assert "1 claim, 1 source" in strongest
    choose(shown, "Sulora")
    shown.page.get_by_role("button", name="all 3 claims").click()
    assert "3 claims (2 about its end)" in shown.panel()


def test_what_is_over_is_marked_in_the_picture_and_can_be_hidden(opened: Open):
    """An alliance that ended years ago was drawn like one that holds, without a word in the legend."""
    graph = river_war()
    vel, oro, army = (graph.actors[number] for number in (0, 1, 5))
    claims = (claim(vel, "supports", army, valid=TimeSpan(ended=True)), claim(oro, "supports", army, source=1))
    shown = opened(Graph((vel, oro, army), claims, graph.articles))
    drawn = "graphkit.edges.get().map(({ id, label, color }) => [graphkit.data.ties[id].ended, label ?? '', color.opacity < 1])"
    assert sorted(shown.js(drawn)) == [[False, "", False], [True, "×", True]]
    assert shown.js("graphkit.scene().items.filter(({ words }) => words === '×').length") == 1
    assert "ended" in shown.page.locator("#key").inner_text()
    shown.page.get_by_role("button", name="Only not ended").click()
    assert shown.js(drawn) == [[False, "", False]]
