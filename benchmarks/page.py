"""`make bench`: time until our page and pyvis's default page show a stable picture of the same graph, in one run.

    python -m benchmarks.page [ACTORS ...]

Needs the test dependencies and Debian's Chromium. pyvis computes the layout in the browser, with
physics, until nothing moves; our page has a precomputed layout. The goal is to be at least 20 times faster.
Then a page of 10,000 actors and 40,000 ties: seconds until it is stable (goal: under 3), megabytes
of the file (under 40), and frames per second while the picture is dragged (over 30).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright
from pyvis.network import Network

from benchmarks.timing import show
from graphkit.view import page
from tests.view.graphs import Graph, camps

PATIENCE = 180.0
_STABLE = """(patience) => new Promise((done) => {
    setTimeout(() => done(false), patience);
    network.once("stabilized", () => done(true));
    if (network.physics.stabilized) done(true);
})"""


def by_pyvis(graph: Graph, path: Path) -> Path:
    """Write pyvis's page with its defaults and, like ours, inline scripts."""
    network = Network(directed=True, cdn_resources="in_line")
    for actor in graph.actors:
        network.add_node(actor.id, label=actor.name)
    for claim in graph.claims:
        network.add_edge(claim.subject, claim.object, title=claim.predicate)
    path.write_text(network.generate_html(), encoding="utf-8")
    return path


def by_us(graph: Graph, path: Path) -> Path:
    """Write our page."""
    path.write_text(page(graph.actors, graph.claims, graph.articles, title="bench"), encoding="utf-8")
    return path


def opened(browser: Browser, path: Path, ready: str) -> float:
    """Return the seconds from opening a file until its picture is stable, or the timeout."""
    tab: Any = browser.new_context(offline=True).new_page()
    tab.set_default_timeout(PATIENCE * 1000)
    began = time.perf_counter()
    try:
        tab.goto(path.as_uri(), wait_until="domcontentloaded")
        if not tab.evaluate(ready, PATIENCE * 1000):
            show(f"  {path.name} was not stable after {PATIENCE:g} s", "")
    except Error as error:
        show(f"  {path.name} did not open: {str(error).splitlines()[0]}", "")
    took = time.perf_counter() - began
    tab.context.close()
    return took


_FRAMES = """() => new Promise((done) => {
    const from = performance.now();
    let frames = 0;
    const next = (now) => (now - from < 2000 ? (frames++, requestAnimationFrame(next)) : done(frames / 2));
    requestAnimationFrame(next);
})"""
_DRAG = """() => {
    const canvas = document.querySelector("#network canvas");
    const box = canvas.getBoundingClientRect();
    const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { clientX: box.left + x, clientY: box.top + y, bubbles: true, buttons: 1, button: 0, pointerId: 1, isPrimary: true, pointerType: "mouse" }));
    let turn = 0;
    send("pointerdown", 40, 40);
    const move = () => { turn += 0.2; send("pointermove", 200 + 150 * Math.cos(turn), 200 + 150 * Math.sin(turn)); requestAnimationFrame(move); };
    requestAnimationFrame(move);
}"""


def largest(browser: Browser, path: Path) -> None:
    """Print the figures of a page of 10,000 actors and 40,000 ties."""
    by_us(camps(10_000, ties=40_000), path)
    show("page of 10,000 actors, megabytes (under 40 wanted)", f"{path.stat().st_size / 1e6:.1f}")
    tab: Any = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
    began = time.perf_counter()
    tab.goto(path.as_uri(), wait_until="domcontentloaded")
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    show("page of 10,000 actors, seconds until it stands (under 3 wanted)", f"{time.perf_counter() - began:.1f}")
    before = tab.evaluate("graphkit.network.getViewPosition().x")
    tab.evaluate(_DRAG)
    frames = tab.evaluate(_FRAMES)
    moved = tab.evaluate("graphkit.network.getViewPosition().x") != before
    show("frames a second while it is dragged (over 30 wanted)", f"{frames:.0f}" if moved else "it did not move")
    tab.context.close()


def main() -> None:
    """Measure graphs with these numbers of actors."""
    sizes = [int(word) for word in sys.argv[1:]] or [200, 1000]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size in sizes:
            graph = camps(size)
            ours = opened(browser, by_us(graph, Path(name) / "ours.html"), "() => new Promise((done) => requestAnimationFrame(() => done(true)))")
            theirs = opened(browser, by_pyvis(graph, Path(name) / "pyvis.html"), _STABLE)
            show(f"to a stable picture, pyvis / ours (time), {size:,} actors", f"{theirs / ours:.0f}")
        largest(browser, Path(name) / "largest.html")


if __name__ == "__main__":
    main()
