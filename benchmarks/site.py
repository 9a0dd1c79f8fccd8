"""The site over a graph of 100,000 made-up claims: seconds that each page takes, beside the goal of half a second.

    python -m benchmarks.site [CLAIMS] [--dir DIR]

Every page is asked five times by one client; the first answer is told apart, for it fills what is kept.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks import made
from benchmarks.timing import show
from graphkit.api import Graph, import_rdf
from tests.serve.every_page import site_pages

GOAL, ROUNDS = 0.5, 5


def _seconds(address: str) -> float:
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=120) as reply:
            reply.read()
    except urllib.error.HTTPError as error:
        # The page of an error is a page too; what the server could not do is not.
        if error.code != 404:
            return float("inf")
        error.read()
    return time.perf_counter() - began


def figures(site: str, pages: dict[str, str]) -> None:
    """Print the first answer, the median and the worst of the later ones, of each page."""
    show(f"page (goal: {GOAL:g} s)", "first  median  worst")
    # The network of all claims takes longest by far: it does not keep the others waiting.
    for path in sorted(pages.values(), key=lambda path: path == "/network"):
        first, *later = [_seconds(site + path) for _ in range(ROUNDS + 1)]
        over = "" if max(later) < GOAL else "  over"
        show(path[:60], f"{first:5.2f}   {statistics.median(later):5.2f}  {max(later):5.2f}{over}")


def main() -> None:
    """Parse the command line, build, serve and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int, nargs="?", default=100_000)
    parser.add_argument("--dir", type=Path, help="folder for what is made; kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work: Path = options.dir or Path(name)
        folder = work / f"site-{options.claims}"
        if not folder.exists():
            work.mkdir(parents=True, exist_ok=True)
            import_rdf(made.write(work / f"made-{options.claims}.nq", options.claims), graph=folder, trust=True)
        pages = site_pages(Graph.open(folder), conflict="none")
        with subprocess.Popen([sys.executable, "-m", "graphkit", "serve", "--graph", str(folder), "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                figures(server.stdout.readline().split()[1].rstrip("/"), pages)
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
