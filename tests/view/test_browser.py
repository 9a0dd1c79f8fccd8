"""The page as a user sees it: in Chromium, from disk, with the network off."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.view.conftest import Opened
from tests.view.graphs import HOSTILE, Graph, actor, article, camps, claim, hostile, river_war

Open = Callable[..., Opened]
PHONE = {"viewport": {"width": 390, "height": 844}}

# Thirty animation frames: half a second in which something could have moved.
FRAMES = """() => new Promise((done) => {
    let left = 30;
    const next = () => (left-- ? requestAnimationFrame(next) : done());
    next();
})"""

INK = """() => {
    const canvas = document.querySelector("#network canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    let painted = 0;
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 0) continue;
        painted += 1;
        seen.add(`${data[at] >> 4},${data[at + 1] >> 4},${data[at + 2] >> 4}`);
    }
    return [painted, seen.size];
}"""


# An empty point of the picture, away from the zoom buttons and the legend.
NOTHING = """() => {
    const { left, top, width } = document.getElementById("network").getBoundingClientRect();
    for (let x = width - 30; x > 80; x -= 10) {
        const at = { x, y: 30 };
        if (graphkit.network.getNodeAt(at) === undefined && graphkit.network.getEdgeAt(at) === undefined && graphkit.namedAt(at) === undefined) return [left + x, top + 30];
    }
}"""


def ink(opened: Opened) -> tuple[int, int]:
    """Return the number of painted pixels of the picture, and of their colours."""
    painted, colours = opened.js(INK)
    return painted, colours


def at_rest(opened: Opened) -> None:
    """Check that there are no console errors, and no requests except for the file itself."""
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1


# The picture


@pytest.mark.parametrize(
    "graph", [river_war(), camps(60), camps(300), hostile(), Graph((), (), ())],
    ids=["12", "60", "300", "hostile", "empty"],
)
def test_every_graph_opens_without_complaint_or_request(opened: Open, graph: Graph):
    at_rest(opened(graph))


def test_the_picture_is_painted(opened: Open):
    painted, colours = ink(opened(river_war()))
    assert painted > 5000
    assert colours > 10


def test_an_empty_graph_says_so(opened: Open):
    assert opened(Graph((), (), ())).page.inner_text("#empty") == "Nothing to show."


def test_the_heading_tells_how_much_there_is(opened: Open):
    text = opened(river_war()).page.inner_text("header")
    assert "12 actors" in text
    assert "24 claims" in text


def test_nothing_moves_by_itself(opened: Open):
    """Physics is off: the positions are those of the file, also after a while."""
    shown = opened(river_war())
    before = shown.js("JSON.stringify(graphkit.network.getPositions())")
    shown.js(FRAMES)
    assert shown.js("JSON.stringify(graphkit.network.getPositions())") == before


def test_light_and_dark_are_different_pictures(opened: Open):
    background = "getComputedStyle(document.body).backgroundColor"
    light = opened(river_war(), color_scheme="light").js(background)
    dark = opened(river_war(), color_scheme="dark")
    assert dark.js(background) != light
    at_rest(dark)


def names(opened: Opened) -> list[dict[str, float]]:
    return list(opened.js("graphkit.namesShown()"))


@pytest.mark.parametrize("scale", [0.2, 0.5, 1.0, 2.0])
def test_names_never_overlap_at_any_zoom(opened: Open, scale: float):
    shown = opened(camps(300))
    shown.js("(scale) => { graphkit.network.moveTo({ scale }); graphkit.network.redraw(); }", scale)
    boxes = names(shown)
    assert boxes
    for index, a in enumerate(boxes):
        for b in boxes[:index]:
            assert (
                a["left"] + a["width"] <= b["left"] + 0.01
                or b["left"] + b["width"] <= a["left"] + 0.01
                or a["top"] + a["height"] <= b["top"] + 0.01
                or b["top"] + b["height"] <= a["top"] + 0.01
            )


def test_names_are_inside_the_picture(opened: Open):
    width, height = 1280, 800
    for box in names(opened(camps(60), viewport={"width": width, "height": height})):
        assert box["left"] >= 0
        assert box["left"] + box["width"] <= width


def test_every_actor_of_a_small_graph_is_named(opened: Open):
    assert len(names(opened(river_war()))) == 12


# Clicks


def test_a_click_on_a_tie_shows_its_quote_with_source_date_and_status(opened: Open):
    shown = opened(river_war())
    shown.page.mouse.click(*shown.spot("Kantmark", "River States Union"))
    text = shown.panel()
    assert "Kantmark → River States Union" in " ".join(text.split())
    assert "Kantmark memberOf River States Union near the river" in text
    assert "Kantmark is a member of River States Union" in text
    assert "asserted" in text
    assert "The Courier, 2020-01-13, Report 12 from the front" in text
    at_rest(shown)


def test_the_quote_stands_out_from_its_context(opened: Open):
    shown = opened(river_war())
    shown.page.mouse.click(*shown.spot("Kantmark", "River States Union"))
    assert shown.page.inner_text("#panel mark") == "Kantmark memberOf River States Union near the river"
    quote = shown.page.inner_text("#panel blockquote")
    # The article has more text before the quote.
    assert quote.startswith("…\xa0Officials on both sides said Kantmark")
    assert quote.endswith("weeks after the talks.")
    assert shown.page.locator("#panel mark b").all_inner_texts() == ["Kantmark", "River States Union"]


def test_a_click_on_an_actor_lists_its_ties(opened: Open):
    shown = opened(river_war())
    shown.page.mouse.click(*shown.spot("Velavia"))
    assert shown.page.inner_text("#panel h2") == "Velavia"
    assert "state" in shown.panel()
    assert "Velavia supports Government of National Concord militarily" in shown.panel()
    assert "Opposed by" in shown.panel()


def test_a_click_on_a_name_is_a_click_on_its_actor(opened: Open):
    shown = opened(river_war())
    box = next(b for b in names(shown) if shown.js("(a) => graphkit.name(a)", b["actor"]) == "Port Galuna")
    stage = shown.page.locator("#network").bounding_box()
    shown.page.mouse.click(stage["x"] + box["left"] + 6, stage["y"] + box["top"] + 8)
    assert shown.page.inner_text("#panel h2") == "Port Galuna"


def test_a_click_on_nothing_and_escape_close_the_details(opened: Open):
    shown = opened(river_war())
    for close in (
        lambda: shown.page.mouse.click(*shown.js(NOTHING)),
        lambda: shown.page.keyboard.press("Escape"),
        lambda: shown.page.click("#panel button[aria-label='Close details']"),
    ):
        shown.page.mouse.click(*shown.spot("Velavia"))
        assert shown.page.inner_text("#panel h2") == "Velavia"
        close()
        assert shown.page.inner_text("#panel h2") == "Overview"


def test_from_an_actor_to_its_tie_to_the_other_end(opened: Open):
    shown = opened(river_war())
    shown.page.mouse.click(*shown.spot("Neveria Relief"))
    shown.page.click("#panel .relation button:has-text('details')")
    assert "Neveria Relief requests River States Union" in shown.panel()
    shown.page.click("#panel h2 button:has-text('River States Union')")
    assert shown.page.inner_text("#panel h2") == "River States Union"


def test_a_contested_tie_says_so_and_tells_both_sides(opened: Open):
    shown = opened(river_war())
    shown.js("graphkit.choose({ kind: 'tie', index: graphkit.data.ties.findIndex((tie) => tie.contested) })")
    text = shown.panel()
    assert "Disputed" in text
    assert "denied" in text
    assert "alleged" in text
    assert "cue: " in text
    assert "Attribution: diplomats said" in text
    assert "Speaker: Kantmark" in text


def test_support_and_opposition_of_one_pair_can_both_be_clicked(opened: Open):
    """Parallel ties are drawn next to each other and can be clicked separately."""
    first, second = actor(0), actor(4)
    shown = opened(Graph((first, second), (claim(first, "supports", second), claim(first, "attacks", second)), ()))
    x, y = shown.spot(first.name, second.name)
    seen = set()
    for away in range(-60, 61, 3):
        shown.page.mouse.click(x, y + away)
        seen.add(shown.panel().split("·")[0].split()[-1])
    assert {"supports", "attacks"} <= seen


def test_only_web_addresses_become_links(opened: Open):
    shown = opened(river_war())
    shown.page.mouse.click(*shown.spot("Kantmark", "River States Union"))
    link = shown.page.locator("#panel a")
    assert link.get_attribute("href") == "https://example.org/12"
    assert "noopener" in str(link.get_attribute("rel"))
    odd = opened(hostile())
    odd.js("graphkit.choose({ kind: 'tie', index: 12 })")
    assert odd.page.locator("a").count() == 0


def test_many_claims_come_in_portions(opened: Open):
    first, second = actor(0), actor(4)
    claims = tuple(claim(first, "supports", second, source=number) for number in range(100))
    shown = opened(Graph((first, second), claims, tuple(map(article, range(100)))))
    shown.js("graphkit.choose({ kind: 'tie', index: 0 })")
    assert shown.page.locator("#panel .claim").count() == 40
    shown.page.click("#panel button:has-text('Show 40 more of 100')")
    shown.page.click("#panel button:has-text('Show 20 more of 100')")
    assert shown.page.locator("#panel .claim").count() == 100
    # A hidden button, which has nothing more to show, has no count.
    assert shown.js("[...document.querySelectorAll('#panel button[hidden]')].every((button) => button.textContent === 'Show more')")


# Keyboard and table


def test_the_table_holds_the_same_ties_a_row_for_each_relation(opened: Open):
    graph = river_war()
    shown = opened(graph)
    shown.page.click("#as-table")
    assert shown.page.locator("#table tbody tr").count() == len({(claim.subject, claim.predicate, claim.object) for claim in graph.claims})
    assert f"in {shown.js('graphkit.data.ties.length')} ties" in shown.page.inner_text("#table caption")
    row = [cell.strip() for cell in shown.page.locator("#table tbody tr").first.inner_text().split("\t")]
    assert row == ["Velavia", "supports militarily", "Government of National Concord", "friendly", "asserted", "2", "1", "–", "2020-01-02", "Velavia supportsMilitarily Government of National Concord near the river"]


def test_everything_is_reached_by_keyboard(opened: Open):
    """From the search field on: table, first tie, its details; the focus follows."""
    shown = opened(river_war())
    keys = shown.page.keyboard
    shown.page.focus("#search")
    for _ in range(3):
        keys.press("Tab")
    assert shown.js("document.activeElement.id") == "as-table"
    keys.press("Enter")
    # Past the other buttons and the column headers.
    for _ in range(30):
        keys.press("Tab")
        if shown.js("document.activeElement.closest('#table tbody') !== null"):
            break
    assert shown.js("document.activeElement.closest('#table tbody') !== null")
    keys.press("Enter")
    assert shown.js("document.activeElement.tagName") == "H2"
    assert "Velavia supports Government of National Concord militarily" in shown.panel()


def test_no_element_jumps_the_order_of_focus(opened: Open):
    assert opened(river_war()).js("[...document.querySelectorAll('[tabindex]')].every((e) => e.tabIndex <= 0)")


def test_every_control_has_a_name(opened: Open):
    shown = opened(river_war())
    shown.page.click("#as-table")
    nameless = shown.js(
        """[...document.querySelectorAll("button, input, [role=application]")].filter((element) =>
            !(element.getAttribute("aria-label") || element.textContent.trim() || element.labels?.[0]?.textContent.trim())
        ).length"""
    )
    assert nameless == 0


def test_ids_are_unique_and_the_language_is_told(opened: Open):
    shown = opened(river_war())
    assert shown.js("document.documentElement.lang") == "en"
    ids = shown.js("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))


# Filters and search


def edges(opened: Opened) -> int:
    return int(opened.js("graphkit.edges.length"))


def test_filters_hide_and_bring_back(opened: Open):
    shown = opened(river_war())
    everything = edges(shown)
    shown.page.click("label:has-text('hostile')")
    assert edges(shown) == everything - 6
    shown.page.click("label:has-text('planned or possible')")
    assert edges(shown) == everything - 7
    shown.page.click("#reset")
    assert edges(shown) == everything


def test_counts_follow_the_other_filters(opened: Open):
    shown = opened(river_war())
    attacks = shown.page.locator("#facets label:has-text('attacks')")
    assert attacks.inner_text().strip() == "attacks (3)"
    shown.page.click("label:has-text('hostile')")
    assert attacks.inner_text().strip() == "attacks (0)"
    assert "(6)" in shown.page.locator("label:has-text('hostile')").inner_text()


def test_actors_left_without_a_tie_leave_the_picture(opened: Open):
    shown = opened(river_war())
    shown.page.click("label:has-text('controls')")
    assert shown.js("graphkit.nodes.length") == 11


def test_the_table_follows_the_filters(opened: Open):
    shown = opened(river_war())
    shown.page.click("#as-table")
    shown.page.click("label:has-text('friendly')")
    assert "friendly" not in shown.page.inner_text("#table tbody")


def search(opened: Opened, text: str) -> None:
    opened.page.fill("#search", text)
    opened.page.press("#search", "Enter")


def test_search_finds_by_part_of_a_name(opened: Open):
    shown = opened(river_war())
    search(shown, "concord")
    assert shown.page.inner_text("#panel h2") == "Government of National Concord"


def test_search_offers_a_choice_where_several_fit(opened: Open):
    shown = opened(river_war())
    search(shown, "national")
    assert "2 actors for national" in shown.panel()
    shown.page.click("#panel .row:has-text('Army')")
    assert shown.page.inner_text("#panel h2") == "Sulora National Army"


def test_search_for_nobody_says_so(opened: Open):
    shown = opened(river_war())
    search(shown, "<b>nobody</b>")
    assert "No actor matches “<b>nobody</b>”" in shown.panel()


def test_three_hundred_are_shown_first_and_search_reveals_the_others(opened: Open):
    shown = opened(camps(420, ties=1300))
    assert shown.js("graphkit.nodes.length") <= 300
    assert "300 of 420 actors shown" in shown.page.inner_text("#note")
    hidden = shown.js("graphkit.data.actors[419].name")
    search(shown, hidden)
    assert shown.page.inner_text("#panel h2") == hidden
    assert shown.js("graphkit.nodes.get(419) !== null")
    shown.page.click("#all")
    assert shown.js("graphkit.nodes.length") == shown.js("graphkit.data.actors.length")
    assert shown.page.locator("#note").is_hidden()
    at_rest(shown)


def test_what_is_found_is_brought_into_the_picture(opened: Open):
    shown = opened(camps(420, ties=1300))
    name = shown.js("graphkit.data.actors[415].name")
    search(shown, name)
    x, y = shown.spot(name)
    stage = shown.page.locator("#network").bounding_box()
    assert stage["x"] < x < stage["x"] + stage["width"]
    assert stage["y"] < y < stage["y"] + stage["height"]


def test_a_dragged_actor_stays_where_it_was_put(opened: Open):
    shown = opened(river_war())
    x, y = shown.spot("Port Galuna")
    mouse = shown.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 30, y + 40, steps=4)
    mouse.up()
    shown.page.click("label:has-text('requests')")
    left, top = shown.spot("Port Galuna")
    assert (abs(left - x - 30) < 6, abs(top - y - 40) < 6) == (True, True)


# Phones


def test_a_phone_shows_picture_and_details_without_scrolling_sideways(opened: Open):
    shown = opened(river_war(), **PHONE)
    assert shown.js("document.documentElement.scrollWidth") <= 390
    shown.js("graphkit.choose({ kind: 'tie', index: 0 })")
    assert shown.js("document.documentElement.scrollWidth") <= 390
    assert "Velavia" in shown.panel()
    assert ink(shown)[0] > 2000
    # As on a screen of 1280 pixels at 400 %.
    shown.page.set_viewport_size({"width": 320, "height": 640})
    assert shown.js("document.documentElement.scrollWidth") <= 320


# Injection


def test_hostile_texts_change_nothing(opened: Open):
    shown = opened(hostile(), title=HOSTILE[0])
    for index in range(len(HOSTILE)):
        shown.js("(index) => graphkit.choose({ kind: 'tie', index })", index)
        shown.js("(index) => graphkit.choose({ kind: 'actor', index })", index)
    shown.page.click("#as-table")
    for text in HOSTILE[:6]:
        search(shown, text)
    assert shown.js("window.pwned") is None
    assert shown.js("document.querySelectorAll('img, iframe, object, embed, [onerror], [onclick]').length") == 0
    assert shown.page.inner_text("h1") == HOSTILE[0]
    assert shown.page.title() == HOSTILE[0]
    assert shown.js("(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('aside'))") == 0
    at_rest(shown)


@pytest.mark.parametrize("text", [t for t in HOSTILE if len(t) < 100 and t.isprintable()])
def test_a_hostile_name_is_read_as_it_was_written(opened: Open, text: str):
    shown = opened(hostile())
    search(shown, text)
    assert shown.page.locator("#panel h2").text_content() == text


def test_a_hostile_name_hovered_is_text(opened: Open):
    shown = opened(hostile())
    name = '<img src=x onerror="window.pwned=1">'
    shown.page.mouse.move(*shown.spot(name))
    tooltip = shown.page.locator("div.vis-tooltip")
    tooltip.wait_for(state="visible")
    assert tooltip.text_content() == f"{name}, actor of unknown kind"
    assert shown.js("window.pwned") is None


def test_marks_that_turn_the_direction_stay_in_their_element(opened: Open):
    shown = opened(hostile())
    shown.page.click("#as-table")
    assert shown.js(
        "[...document.querySelectorAll('td bdi')].every((e) => getComputedStyle(e).unicodeBidi === 'isolate')"
    )


def test_a_script_put_into_the_page_is_refused_by_the_policy(opened: Open):
    """Defence in depth: even injected markup could not run or send requests."""
    shown = opened(river_war())
    failures: list[str] = []
    shown.page.on("requestfailed", lambda request: failures.append(request.failure))
    directives = shown.js(
        """() => new Promise((done) => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", (event) => {
                seen.push(event.effectiveDirective);
                if (seen.length === 2) done(seen);
            });
            const script = document.createElement("script");
            script.textContent = "window.pwned = 1";
            document.body.append(script);
            const image = document.createElement("img");
            image.src = "https://example.org/x.png";
            document.body.append(image);
        })"""
    )
    assert sorted(directives) == ["img-src", "script-src-elem"]
    assert shown.js("window.pwned") is None
    # The browser reports the blocked request, and the policy as the reason.
    assert failures == ["csp"]


def test_the_data_is_open_to_scripts_of_the_reader(opened: Open):
    found: dict[str, Any] = json.loads(opened(river_war()).js("JSON.stringify(graphkit.data)"))
    assert {"actors", "ties", "articles"} <= set(found)
