"""`make bench`: importing, checking, and drawing the strongest ties of made-up graphs.

    python -m benchmarks.upkeep [CLAIMS ...] [--dir DIR]

Prints seconds of work (CPU of this process, its threads too) beside what is wanted at 100,000 claims: an import without
and with the check, a check of everything, one after an article was added, and the page of the 300 strongest ties.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import made
from benchmarks.timing import show
from graphkit.api import Graph, import_rdf
from graphkit.store import Store


def figures(size: int, work: Path) -> None:
    """Print the figures of one size."""
    dump, folder = made.write(work / f"made-{size}.nq", size), work / "upkeep"
    shutil.rmtree(folder, ignore_errors=True)
    _take(f"import --trust, {size:,} claims (50 wanted)", lambda: import_rdf(dump, graph=folder, trust=True))
    _take(f"validate --all, {size:,} claims (60 wanted)", lambda: Graph.open(folder).checked(everything=True))
    record = made.record("added", random.Random(0), [f"Actor{number}" for number in range(100)])

    def adding() -> None:
        with Store.open(folder).writer() as writer:
            writer.add(record)

    _take(f"one article added, {size:,} claims", adding)
    _take(f"validate after it, {size:,} claims (5 wanted)", lambda: Graph.open(folder).checked())
    _take(f"view --strongest 300, {size:,} claims (3 wanted)", lambda: Graph.open(folder).page(strongest=300))


def _take(name: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    show(name, f"{time.process_time() - began:.2f}")


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int, nargs="*", default=[100_000], help="sizes of the graphs")
    parser.add_argument("--dir", type=Path, help="folder for what is made; kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work: Path = options.dir or Path(name)
        work.mkdir(parents=True, exist_ok=True)
        for size in options.claims:
            figures(size, work)


if __name__ == "__main__":
    main()
