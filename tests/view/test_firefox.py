"""The page in Firefox, from disk, with the network off: what works in Chromium works there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.view.conftest import written
from tests.view.graphs import camps, hostile, river_war


def shown(firefox: Any, tmp_path: Path, graph: Any) -> Any:
    file = tmp_path / "graph.html"
    file.write_text(written(graph, "Who backs whom"), encoding="utf-8")
    firefox.navigate(file.as_uri())
    return firefox


def ask(firefox: Any, script: str) -> Any:
    """Return the value of an expression in the page, with access to the page's own objects."""
    return firefox.execute_script(f"return {script};", sandbox=None)


@pytest.mark.parametrize("graph", [river_war(), camps(300), hostile()], ids=["12", "300", "hostile"])
def test_it_draws_every_actor_and_tie(firefox: Any, tmp_path: Path, graph: Any):
    page = shown(firefox, tmp_path, graph)
    assert ask(page, "graphkit.nodes.length") == min(len(graph.actors), ask(page, "graphkit.data.actors.length"))
    assert ask(page, "graphkit.edges.length") > 0
    painted = "(() => { const c = document.querySelector('#network canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; return d.some((v, i) => i % 4 === 3 && v > 0); })()"
    assert ask(page, painted)


def test_searching_opens_the_quotes_and_filters_take_ties_out(firefox: Any, tmp_path: Path):
    from marionette_driver.by import By

    page = shown(firefox, tmp_path, river_war())
    search = page.find_element(By.ID, "search")
    search.send_keys("Velavia\ue007")
    assert "Velavia" in page.find_element(By.ID, "panel").text
    whole = ask(page, "graphkit.edges.length")
    page.find_element(By.CSS_SELECTOR, 'input[data-facet="sign"][value="-1"]').click()
    assert 0 < ask(page, "graphkit.edges.length") < whole
    assert ask(page, "location.hash.includes('sign=-1')")


def test_no_hostile_name_becomes_a_script(firefox: Any, tmp_path: Path):
    page = shown(firefox, tmp_path, hostile())
    assert ask(page, "typeof window.pwned") == "undefined"
    assert ask(page, "document.querySelectorAll('img, iframe').length") == 0


def test_the_claims_leave_as_a_workbook(firefox: Any, tmp_path: Path):
    """Its bytes are tested in `test_claims_taken.py`; here it must be created without errors."""
    page = shown(firefox, tmp_path, river_war())
    assert ask(page, "(() => { const make = URL.createObjectURL; let size = 0; URL.createObjectURL = (blob) => { size = blob.size; return make.call(URL, blob); }; document.getElementById('claims-xlsx').click(); URL.createObjectURL = make; return size; })()") > 5000
