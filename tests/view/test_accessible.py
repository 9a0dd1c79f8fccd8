"""axe-core finds nothing of any severity: in the picture, in the table, with a tie open, light and dark, on a phone, and in the brief."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from graphkit import Graph as Stored
from tests.view.conftest import Opened
from tests.view.graphs import river_war

Open = Callable[..., Opened]
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def serious(page: Any) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)")
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}], ids=["light", "dark", "phone"])
def test_the_page(opened: Open, options: dict[str, Any]):
    shown = opened(river_war(), **options)
    shown.js("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert serious(shown.page) == []
    shown.js("graphkit.choose({ kind: 'tie', index: 0 })")
    assert serious(shown.page) == []
    shown.js("graphkit.choose({ kind: 'actor', index: 0 })")
    assert serious(shown.page) == []
    shown.page.click("#as-table")
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
