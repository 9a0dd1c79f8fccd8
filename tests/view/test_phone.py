"""On a phone: details scroll into view, names avoid buttons and other actors, nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit import Graph as Stored
from tests.view.conftest import Opened
from tests.view.graphs import Graph, river_war
from tests.view.test_browser import FRAMES
from tests.view.test_looking import choose

Open = Callable[..., Opened]
PHONE = {"viewport": {"width": 390, "height": 844}}

# Names over the zoom buttons, the legend, or the disc of another actor.
COVERED = """() => {
    const { network, nodes, data, name } = graphkit;
    network.redraw();
    const scale = network.getScale();
    const over = (id) => { const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = document.getElementById(id); return { left, top, width, height, what: id }; };
    const discs = Object.entries(network.getPositions()).map(([id, spot]) => {
        const { x, y } = network.canvasToDOM(spot);
        const reach = data.nodes[id].size * scale * 0.9;
        return { left: x - reach, top: y - reach, width: 2 * reach, height: 2 * reach, what: name(Number(id)), actor: Number(id) };
    });
    const meet = (a, b) => a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
    return graphkit.namesShown().flatMap((box) => [over("tools"), over("key"), ...discs].filter((each) => meet(box, each)).map(({ what }) => `${name(box.actor)} over ${what}`));
}"""


@pytest.fixture(scope="module")
def seeds(seed_folder: Path) -> Graph:
    graph = Stored.open(seed_folder)
    return Graph(tuple(graph.actors()), tuple(graph.claims()), tuple(graph.articles()))


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1440, 900)])
def test_no_name_covers_a_button_or_another_actor_and_no_outline_is_cut(opened: Open, seeds: Graph, width: int, height: int):
    shown = opened(seeds, viewport={"width": width, "height": height})
    for number in range(shown.js("graphkit.data.stories.length")):
        shown.js("(number) => graphkit.openStory(number)", number)
        assert shown.js(COVERED) == []
        rim = shown.js("graphkit.campRim()")
        if rim:
            wide, high = shown.js("(({ clientWidth, clientHeight }) => [clientWidth, clientHeight])(document.getElementById('network'))")
            assert rim[0] >= 0
            assert rim[1] <= wide
            assert rim[2] >= 0
            assert rim[3] <= high


ON_RIMS = """() => {
    const meets = ({ left, top, width, height }, [a, b]) => [...Array(200).keys()].some((nth) => {
        const [x, y] = [a.x + ((b.x - a.x) * nth) / 200, a.y + ((b.y - a.y) * nth) / 200];
        return x > left && x < left + width && y > top && y < top + height;
    });
    const rims = graphkit.outlines().flatMap(({ corners }) => {
        const points = corners.map(([x, y]) => graphkit.network.canvasToDOM({ x, y }));
        return points.map((point, nth) => [point, points[(nth + 1) % points.length]]);
    });
    const names = graphkit.namesShown();
    return [names.filter((box) => rims.some((side) => meets(box, side))).length, names.length];
}"""


def test_few_names_stand_on_the_outline_of_a_camp(opened: Open, seeds: Graph):
    """A name moves to a free place around its node; only if all of them are on an outline, at the tip of a camp, does it cover the line."""
    shown = opened(seeds, viewport={"width": 1440, "height": 900})
    crossing = named = 0
    for number in range(shown.js("graphkit.data.stories.length")):
        shown.js("(number) => graphkit.openStory(number)", number)
        found = shown.js(ON_RIMS)
        crossing, named = crossing + found[0], named + found[1]
    assert crossing < named / 4


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_details_come_into_view(opened: Open, motion: str):
    shown = opened(river_war(), **PHONE, reduced_motion=motion)
    top = "document.querySelector('#panel').getBoundingClientRect().top"
    # At the top of the screen, or as far up as the page scrolls.
    seen = f"{top} < 20 || ({top} < 600 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2)"
    assert shown.js(top) > 700
    choose(shown, "Velavia")
    if motion == "reduce":
        assert shown.js(seen)
    shown.page.wait_for_function(f"() => {seen}")
    back = "scrollTo({ top: 0, behavior: 'instant' })"
    shown.js(FRAMES)
    shown.js(back)
    shown.page.mouse.click(*shown.spot("United Nations"))
    shown.page.wait_for_function(f"() => {seen}")
    assert shown.page.inner_text("#panel h2") == "United Nations"
    shown.js(FRAMES)
    shown.js(back)
    choose(shown, "national")
    shown.page.wait_for_function(f"() => {seen}")


def test_on_a_desk_nothing_scrolls(opened: Open):
    shown = opened(river_war())
    choose(shown, "Velavia")
    assert shown.js("scrollY") == 0


@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
def test_the_table_is_wholly_reached(opened: Open, width: int):
    """It fits or it scrolls, by keyboard too."""
    shown = opened(river_war(), viewport={"width": width, "height": 844})
    shown.page.click("#as-table")
    shown.page.focus("#table")
    shown.js("document.querySelector('#table').scrollLeft = 10000")
    right, edge = shown.js("[document.querySelector('#table td.quote').getBoundingClientRect().right, document.querySelector('#table').getBoundingClientRect().right]")
    assert right <= edge
    assert shown.js("getComputedStyle(document.querySelector('#table')).overflowX") == "auto"


BREAKABLE = """() => {
    const walker = document.createTreeWalker(document.getElementById("panel"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) { const { data, parentElement } = walker.currentNode; if (/\\d{4}-\\d\\d/.test(data) && getComputedStyle(parentElement).whiteSpace !== "nowrap") found.push(data); }
    return found;
}"""


def test_on_a_phone_no_line_of_the_panel_ends_within_a_day_and_a_row_of_the_table_is_read_without_scrolling_sideways(opened: Open):
    """Of ten columns, four were in sight, and of a name three words in three lines."""
    shown = opened(river_war(), **PHONE)
    assert shown.page.inner_text("#panel").count("-0")
    assert shown.js(BREAKABLE) == []
    shown.page.click("#as-table")
    assert shown.js("(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('#table'))") == 0
    boxes = shown.page.locator("#table tbody tr").first.locator("td").evaluate_all("(cells) => cells.map((cell) => cell.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])")
    assert len({round(bottom) for _, bottom in boxes[3:5]}) == 1
    assert boxes[-1][0] - boxes[0][0] < 120
    assert shown.js("getComputedStyle(document.querySelector('#table td:nth-child(5)'), '::before').content") == '"Status "'
    shown.page.click("#table th:nth-child(7) button")
    assert shown.page.locator("#table th:nth-child(7)").get_attribute("aria-sort") == "descending"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_placeholders_have_the_contrast_of_words(opened: Open, scheme: str):
    from tests.view.test_picture import _contrast

    shown = opened(river_war(), color_scheme=scheme)
    words, ground = shown.js("[getComputedStyle(document.querySelector('#search'), '::placeholder').color, getComputedStyle(document.querySelector('#search')).backgroundColor]")
    parts = [tuple(int(part) / 255 for part in text[4:-1].split(",")) for text in (words, ground)]
    assert _contrast(*parts) >= 4.5
