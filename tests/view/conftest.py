"""A browser without network, and pages opened in it from disk."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graphkit.view import page
from tests.view.graphs import Graph

TITLE = "Who backs whom"


@dataclass
class Opened:
    """A page in the browser, with its console errors and requests."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def js(self, expression: str, argument: Any = None) -> Any:
        return self.page.evaluate(expression, argument)

    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))

    def spot(self, *actors: str) -> tuple[float, float]:
        """Return the screen position of an actor; for two, the midpoint, where a straight tie passes."""
        x, y = self.js(_MIDDLE, list(actors))
        return x, y


_MIDDLE = """(names) => {
    const { data, network } = window.graphkit;
    const ids = names.map((name) => data.actors.findIndex((actor) => actor.name === name));
    const spots = Object.values(network.getPositions(ids));
    const mean = (axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length;
    const at = network.canvasToDOM({ x: mean("x"), y: mean("y") });
    const box = document.getElementById("network").getBoundingClientRect();
    return [box.left + at.x, box.top + at.y];
}"""


@functools.cache
def written(graph: Graph, title: str) -> str:
    return page(graph.actors, graph.claims, graph.articles, title=title)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Function that opens the page of a graph from a file, with the network off."""
    contexts = []

    def open_page(graph: Graph, *, title: str = TITLE, **options: Any) -> Opened:
        file = tmp_path / "graph.html"
        file.write_text(written(graph, title), encoding="utf-8")
        settings = {"viewport": {"width": 1280, "height": 800}, "offline": True, **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        shown = Opened(context.new_page())
        shown.page.on("console", lambda message: shown.complaints.append(message.text))
        shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.page.on("request", lambda request: shown.requests.append(request.url))
        shown.page.goto(file.as_uri())
        return shown

    yield open_page
    for context in contexts:
        context.close()
