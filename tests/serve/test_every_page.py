"""Every page, of the site and on disk, is accessible, also on a phone."""

from __future__ import annotations

import os

import pytest
from starlette.routing import Route

from graphkit import Graph
from graphkit.serve.app import application
from graphkit.serve.settings import Settings
from tests.serve.every_page import NO_PAGE, offline_pages, site_pages
from tests.view.test_accessible import AXE

# A walk takes a minute: only the phone in dark mode each time, the others with `make looks`.
LOOKS = [(390, "dark"), *([(390, "light"), (1440, "light"), (1440, "dark")] if os.environ.get("GRAPHKIT_LOOKS") == "all" else [])]
_FOUND = "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap((one) => one.nodes.map((node) => `${one.id} (${one.impact}): ${node.target}`)))"
# axe no longer checks these.
_TWICE = "[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, nth, all) => all.indexOf(id) !== nth)"
_WIDE = "document.documentElement.scrollWidth - window.innerWidth"
# axe does not check placeholders.
_PLACEHOLDERS = """[...document.querySelectorAll("[placeholder]")].map((field) => {
  const light = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255).map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)); return .2126 * r + .7152 * g + .0722 * b; };
  let below = field;
  while (below.parentElement && /, 0\\)$|^transparent$/.test(getComputedStyle(below).backgroundColor)) below = below.parentElement;
  const [ink, paper] = [getComputedStyle(field, "::placeholder").color, getComputedStyle(below).backgroundColor].map(light);
  return [field.placeholder, (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05)];
}).filter(([, contrast]) => contrast < 4.5).map(([words, contrast]) => `placeholder ${words}: contrast ${contrast.toFixed(2)}`)"""


def faults(page):
    """Return the faults of a page in its current state, one per line."""
    page.evaluate(AXE)
    twice = [f"id {one!r} twice" for one in page.evaluate(_TWICE)]
    return [*page.evaluate(_FOUND), *twice, *page.evaluate(_PLACEHOLDERS), *(["scrolls sideways"] if page.evaluate(_WIDE) > 0 else [])]


def typed(page):
    """Return the query page with typed text that has completions, and the list of completions open."""
    page.wait_for_selector("html[data-ready=ask]")
    page.get_by_label("SPARQL query").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" graph:Haf")
    page.wait_for_selector(".CodeMirror-hints")


def addresses(server, graph, folder):
    """Return every page by name: those of the site, then the files."""
    return {**{route: server + path for route, path in site_pages(graph).items()}, **{name: path.as_uri() for name, path in offline_pages(graph, folder)}}


def test_no_page_of_the_site_is_left_out(seed_folder):
    routes = {route.path for route in application(Settings(seed_folder)).routes if isinstance(route, Route)}
    assert routes - NO_PAGE <= set(site_pages(Graph.open(seed_folder)))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_of_any_severity_no_id_stands_twice_and_no_page_scrolls_sideways(server, browser, seed_folder, tmp_path, width, scheme):
    """One walk over all pages for each look, since a browser per page would be too slow."""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    wrong = []
    for name, address in addresses(server, Graph.open(seed_folder), tmp_path).items():
        page.goto(address)
        wrong += [f"{name}: {one}" for one in faults(page)]
        if name == "/ask with an unfinished query":
            typed(page)
            wrong += [f"{name}, typed on: {one}" for one in faults(page)]
    page.close()
    assert wrong == []
