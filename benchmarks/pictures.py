"""`make pictures`: screenshots of every page of the site and every page that is a file, at four widths, light and dark.

    python -m benchmarks.pictures FOLDER [--look 390-dark ...] [--only WORD] [--keep FOLDER]

Needs the test dependencies and Debian's Chromium. The graph is built from the seed articles.
`--keep examples` updates the screenshots of the documentation, and the thumbnails of each page.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.timing import show
from graphkit import Graph, build
from tests.serve.every_page import offline_pages, site_pages

LOOKS = [f"{width}-{scheme}" for width in (390, 768, 1440, 1920) for scheme in ("light", "dark")]
SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "articles"
TOKEN = "a-token-of-the-pictures"
# Pages that differ for a user with write access.
WRITERS = {"/", "/article/{name:path}", "/review", "/inbox"}
# Looks with thumbnails, and their width; timeout of a page in milliseconds; screenshots for the documentation by page and part of the address.
SMALL = {"390-dark": 312, "768-light": 480, "1440-light": 720, "1920-dark": 768}
PATIENCE = 120_000
SHOWN = {"network": ("file-network", "#actor=Haftar"), "dossier": ("site-id", ""), "reading": ("site-article", ""), "home": ("site-home", ""), "questions": ("site-ask", "")}


def made(folder: Path) -> Graph:
    """Return the graph of the seed articles; built once."""
    if not (folder / "data").exists():
        build(SEEDS, graph=folder)
    return Graph.open(folder)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the graph with a write token; yields the address."""
    (folder / "token").write_text(TOKEN)
    words = [sys.executable, "-m", "graphkit", "serve", "--graph", str(folder / "graph"), "--port", "0", "--quiet", "--write", "--token-file", str(folder / "token")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[1].rstrip("/")
        finally:
            server.terminate()


def addresses(graph: Graph, folder: Path, site: str) -> dict[str, str]:
    """Return the address of every page by the name of its picture: `site-` for readers, `desk-` with write access, `file-` on disk."""
    routes = site_pages(graph) | {"/id/{name:path}": "/id/Haftar"}
    pages = {f"site-{_called(route)}": site + path for route, path in routes.items()}
    pages |= {f"desk-{_called(route)}": site + routes[route] for route in sorted(WRITERS)}
    # Scrolled to the answer, below the query.
    pages |= {name: f"{address}#answer" for name, address in pages.items() if "view=" in address}
    return pages | {f"file-{name}": path.resolve().as_uri() for name, path in offline_pages(graph, folder)}


def _called(route: str) -> str:
    return re.sub(r"[^a-z]+", "-", re.sub(r"\{.*?\}", "", route)).strip("-") or "home"


def taken(browser: Browser, pages: Mapping[str, str], folder: Path, site: str, looks: list[str]) -> Iterator[Path]:
    """Take a screenshot of each page in each look."""
    for look in looks:
        width, _, scheme = look.partition("-")
        size: Any = {"viewport": {"width": int(width), "height": 844 if int(width) < 700 else 900}, "color_scheme": scheme}
        tabs = {kind: browser.new_context(**size).new_page() for kind in ("site", "desk")}
        _entered(tabs["desk"], site)
        for name, address in pages.items():
            yield _taken(tabs.get(name.partition("-")[0], tabs["site"]), address, folder / f"{name}-{look}.png")
        for tab in tabs.values():
            tab.context.close()


def _entered(tab: Any, site: str) -> None:
    tab.set_default_timeout(PATIENCE)
    tab.goto(f"{site}/review")
    tab.fill("input[name=token]", TOKEN)
    tab.press("input[name=token]", "Enter")
    tab.wait_for_load_state()


def _taken(tab: Any, address: str, path: Path) -> Path:
    tab.set_default_timeout(PATIENCE)
    tab.goto("about:blank")
    tab.goto(address)
    tab.wait_for_timeout(300)
    tab.screenshot(path=path)
    return path


def kept(browser: Browser, pages: Mapping[str, str], folder: Path, pictures: list[Path], into: Path) -> Iterator[Path]:
    """Write thumbnails: for the documentation as PNG, of each page as WebP in `pages/`."""
    from PIL import Image

    (into / "pages").mkdir(parents=True, exist_ok=True)
    tab = browser.new_page(viewport={"width": 1360, "height": 850}, color_scheme="light")
    for name, (page, part) in SHOWN.items():
        if page in pages:
            picture = Image.open(_taken(tab, pages[page] + part, folder / f"{name}.png"))
            picture.convert("RGB").quantize(256, kmeans=2).save(into / f"{name}.png", optimize=True)
            yield into / f"{name}.png"
    for path in pictures:
        for look, width in SMALL.items():
            if path.stem.endswith(f"-{look}"):
                picture, small = Image.open(path).convert("RGB"), into / "pages" / f"{path.stem}.webp"
                picture.resize((width, width * picture.height // picture.width)).save(small, quality=50, method=6)
                yield small


def main() -> None:
    """Parse the command line, build, serve and take the screenshots."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--look", nargs="+", choices=LOOKS, default=LOOKS, metavar="LOOK")
    parser.add_argument("--only", default="", help="pages whose name holds this word")
    parser.add_argument("--keep", type=Path, help="folder of small pictures to renew: examples")
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    graph = made(folder / "graph")
    with served(folder) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        pages = {name: address for name, address in addresses(graph, folder, site).items() if options.only in name}
        pictures = []
        for path in taken(browser, pages, folder, site, options.look):
            pictures.append(path)
            show(path.name, "")
        for path in kept(browser, pages, folder, pictures, options.keep) if options.keep else ():
            show(path.name, f"{path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
