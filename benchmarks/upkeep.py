"""`make bench`: import, validation, and the page of the strongest ties of synthetic graphs.

    python -m benchmarks.upkeep [CLAIMS ...] [--dir DIR]

Prints CPU seconds (of this process with its threads) and their goals: an import without validation into
a new graph, full validation, adding an article and validating after it, the page of the 300 strongest
ties, and all claims about two actors.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import made
from benchmarks.timing import measured, show
from graphkit.api import Graph
from graphkit.query.validate import rules_digest
from graphkit.store import Store

# Full validation of a larger graph takes a quarter of an hour; it is marked as validated instead.
WHOLE = 100_000


def figures(sizes: list[int], work: Path) -> None:
    """Print the figures, size by size."""
    for size in sizes:
        _of(size, work)


def _of(size: int, work: Path) -> None:
    folder = made.graph(work, size)
    if size <= WHOLE:
        _take(f"validate --all, {size:,} claims (60 wanted at 100,000)", lambda: Graph.open(folder).checked(everything=True))
    else:
        view = Store.open(folder).view()
        view.save_validation(view.last_transaction() or 0, rules_digest(), view.partitions().digests(), (), ())
    # A different article each time: one that is in the graph would not be added.
    name = f"added {len(Store.open(folder).view().article_keys())}"
    record = made.record(name, random.Random(0), [f"Actor{number}" for number in range(100)])

    def adding() -> None:
        with Store.open(folder).writer() as writer:
            writer.add(record)

    _take(f"one article added, {size:,} claims (1.2 times that of 10,000 wanted)", adding)
    _take(f"validate after it, {size:,} claims (5 wanted)", lambda: Graph.open(folder).checked())
    _take(f"view --strongest 300, {size:,} claims (3 wanted)", lambda: Graph.open(folder).page(strongest=300))
    graph = Graph.open(folder)
    _take(f"explain, {size:,} claims, the first time", lambda: graph.explain("Actor0", "Actor1"))
    _take(f"explain, {size:,} claims (0.1 wanted)", lambda: graph.explain("Actor0", "Actor2"))


def _take(name: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    show(name, f"{time.process_time() - began:.2f}")


if __name__ == "__main__":
    measured(__doc__.splitlines()[0], figures)
