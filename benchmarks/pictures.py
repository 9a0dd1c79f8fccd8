"""`make pictures`: every page of the site and every page that is a file, at four widths, light and dark.

    python -m benchmarks.pictures FOLDER [--width W ...] [--only WORD]

Needs the packages of the tests and Debian's Chromium. The graph is read from the seed articles.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.timing import show
from graphkit import Graph, build
from tests.serve.every_page import offline_pages, site_pages

WIDTHS = (390, 768, 1440, 1920)
SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "articles"


def made(folder: Path) -> Graph:
    """The graph of the seed articles; made once."""
    if not (folder / "data").exists():
        build(SEEDS, graph=folder)
    return Graph.open(folder)


def taken(browser: Browser, pages: dict[str, str], folder: Path, widths: list[int]) -> Iterator[Path]:
    """A picture of each page by name and address, at each width, light and dark."""
    for width in widths:
        for scheme in ("light", "dark"):
            tab: Any = browser.new_page(viewport={"width": width, "height": 844 if width < 700 else 900}, color_scheme=scheme)
            for name, address in pages.items():
                tab.goto("about:blank")
                tab.goto(address)
                tab.wait_for_timeout(300)
                path = folder / f"{name}-{width}-{scheme}.png"
                tab.screenshot(path=path)
                yield path
            tab.close()


def _called(route: str) -> str:
    return re.sub(r"[^a-z]+", "-", route.lower().replace(":path", "")).strip("-") or "home"


def main() -> None:
    """Parse the command line, build, serve and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--width", type=int, nargs="+", default=list(WIDTHS))
    parser.add_argument("--only", default="", help="pages whose name holds this word")
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    graph = made(folder / "graph")
    words = [sys.executable, "-m", "graphkit", "serve", "--graph", str(folder / "graph"), "--port", "0", "--quiet"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
        assert server.stdout is not None
        try:
            site = server.stdout.readline().split()[1].rstrip("/")
            pages = {f"site-{_called(route)}": site + path for route, path in site_pages(graph).items()}
            pages |= {f"file-{name}": path.resolve().as_uri() for name, path in offline_pages(graph, folder)}
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            chosen = {name: address for name, address in pages.items() if options.only in name}
            for path in taken(browser, chosen, folder, options.width):
                show(path.name, "")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
