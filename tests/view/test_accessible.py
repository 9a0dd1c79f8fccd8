"""axe-core finds nothing of any severity: in the picture, in the table, with a tie open, light and dark, on a phone, and in the brief."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

from graphkit import Graph as Stored
from tests.view.conftest import Opened
from tests.view.graphs import river_war

Open = Callable[..., Opened]
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def serious(page: Any, *rules: str) -> list[str]:
    """Return what axe finds by some of its rules, or by all if none are given."""
    page.evaluate(AXE)
    only = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = page.evaluate("(only) => axe.run(only).then(({ violations }) => violations)", only)
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


def states(shown: Opened) -> Iterator[Any]:
    """Yield the page in each of its states: the picture with all details open, a tie, an actor, the table."""
    shown.js("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    yield shown.page
    shown.js("graphkit.choose({ kind: 'tie', index: 0 })")
    yield shown.page
    shown.js("graphkit.choose({ kind: 'actor', index: 0 })")
    yield shown.page
    shown.page.click("#as-table")
    yield shown.page


def test_the_page(opened: Open):
    for page in states(opened(river_war())):
        assert serious(page) == []


def test_dark_colours_are_told_apart(opened: Open):
    """Dark mode changes only the colours."""
    for page in states(opened(river_war(), color_scheme="dark")):
        assert serious(page, "color-contrast") == []


def test_the_page_on_a_phone(opened: Open):
    """An opened panel covers the picture there; `tests/serve/test_every_page.py` checks the page as it opens."""
    shown = opened(river_war(), viewport={"width": 390, "height": 844})
    shown.js("graphkit.choose({ kind: 'tie', index: 0 })")
    assert serious(shown.page) == []


def test_axe_would_tell(browser: Any):
    page = browser.new_page()
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><input></main></html>")
    assert serious(page) == ["label: ['input']"]
    page.close()


def test_the_brief(browser: Any, tmp_path: Any, seed_folder: Any):
    path = tmp_path / "brief.html"
    path.write_text(Stored.open(seed_folder).report(), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert serious(page) == []
    page.close()
