"""`make bench`: importing, checking, and drawing the strongest ties of made-up graphs.

    python -m benchmarks.upkeep [CLAIMS ...] [--dir DIR]

Prints seconds of work (CPU of this process, its threads too) beside what is wanted at 100,000 claims: an import without
and with the check, a check of everything, one after an article was added, and the page of the 300 strongest ties.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import made
from benchmarks.timing import measured, show
from graphkit.api import Graph, import_rdf
from graphkit.store import Store


def figures(sizes: list[int], work: Path) -> None:
    """Print the figures, size by size."""
    for size in sizes:
        _of(size, work)


def _of(size: int, work: Path) -> None:
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


if __name__ == "__main__":
    measured(__doc__.splitlines()[0], figures)
