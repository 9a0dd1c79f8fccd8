"""Every page, of the site and on disk: anybody can read it, on a phone too."""

from __future__ import annotations

import os

import pytest
from starlette.routing import Route

from graphkit import Graph
from graphkit.serve.app import application
from graphkit.serve.settings import Settings
from tests.serve.every_page import NO_PAGE, offline_pages, site_pages
from tests.view.test_accessible import AXE

# A walk takes a minute: the phone in the dark each time, the others with `make looks`.
LOOKS = [(390, "dark"), *([(390, "light"), (1440, "light"), (1440, "dark")] if os.environ.get("GRAPHKIT_LOOKS") == "all" else [])]
_FOUND = "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap((one) => one.nodes.map((node) => `${one.id} (${one.impact}): ${node.target}`)))"
# axe no longer looks for these.
_TWICE = "[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, nth, all) => all.indexOf(id) !== nth)"
_WIDE = "document.documentElement.scrollWidth - window.innerWidth"


def addresses(server, graph, folder):
    """Every page by its name: those of the site, then the files."""
    return {**{route: server + path for route, path in site_pages(graph).items()}, **{name: path.as_uri() for name, path in offline_pages(graph, folder)}}


def test_no_page_of_the_site_is_left_out(seed_folder):
    routes = {route.path for route in application(Settings(seed_folder)).routes if isinstance(route, Route)}
    assert routes - NO_PAGE <= set(site_pages(Graph.open(seed_folder)))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_of_any_severity_no_id_stands_twice_and_no_page_scrolls_sideways(server, browser, seed_folder, tmp_path, width, scheme):
    """One walk over all pages for each look: a browser for each page would cost more than it shows."""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    wrong = []
    for name, address in addresses(server, Graph.open(seed_folder), tmp_path).items():
        page.goto(address)
        page.evaluate(AXE)
        wrong += [f"{name}: {one}" for one in page.evaluate(_FOUND)]
        wrong += [f"{name}: id {one!r} twice" for one in page.evaluate(_TWICE)]
        if page.evaluate(_WIDE) > 0:
            wrong.append(f"{name} scrolls sideways")
    page.close()
    assert wrong == []
