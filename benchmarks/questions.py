"""CPU seconds of the named queries on disk; goals: 2 for each and .2 for the median.

    python -m benchmarks.questions [CLAIMS ...] [--dir DIR]

Each query is run for its first 1,000 rows, which is what shell and site show, and for 100,000, the maximum of the
site. The second of two runs counts. CPU seconds are those of the answering processes only, so that other load does
not count. With `--engine` the same text is also run on the bare engine, with a timeout of a minute.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import made
from benchmarks.site import worked
from benchmarks.timing import show
from graphkit.api import Graph
from graphkit.errors import QueryError, QueryTimeout
from graphkit.query import named_queries

GOAL, MEDIAN, PATIENCE, FIRST, ROWS = 2.0, 0.2, 60.0, 1000, 100_000


def _worked(ask: Callable[[], int]) -> tuple[float, int]:
    """Return the CPU seconds of a call, and the number of rows."""
    work, rows = worked(os.getpid()), ask()
    return worked(os.getpid()) - work, rows


def asked(graph: Graph, name: str, rows: int) -> tuple[float, int]:
    """Return the CPU seconds of the second run of a query, and the number of rows."""
    _worked(lambda: sum(1 for _ in graph.query(name, timeout=None, rows=rows)))
    return _worked(lambda: sum(1 for _ in graph.query(name, timeout=None, rows=rows)))


def unnamed(sparql: str) -> str:
    """Change the text of a query so that the engine answers it, and not the index."""
    return f"# The engine's.\n{sparql}"


def by_engine(graph: Graph, sparql: str) -> str:
    """Return the CPU seconds of the engine."""
    began = time.perf_counter()
    try:
        work, _ = _worked(lambda: sum(1 for _ in graph.query(unnamed(sparql), timeout=PATIENCE, rows=ROWS)))
    except (QueryError, QueryTimeout) as error:
        return f"no answer after {time.perf_counter() - began:.0f} s: {error}"
    return f"{work:.2f} s"


def figures(graph: Graph, size: int, *, engine: bool) -> None:
    """Print the seconds of each query."""
    taken = []
    for name, query in named_queries().items():
        (first, _), (most, rows) = asked(graph, name, FIRST), asked(graph, name, ROWS)
        taken.append(first)
        beside = f"; the engine: {by_engine(graph, query.sparql)}" if engine else ""
        show(f"  {name}, {size:,} claims: {FIRST:,} rows (goal: {GOAL:g} s)", f"{first:.2f} s; {rows:,} rows: {most:.2f} s{beside}")
    show(f"median of the named questions, {FIRST:,} rows, {size:,} claims (goal: {MEDIAN:g} s)", f"{statistics.median(taken):.2f} s")


def main() -> None:
    """Parse the command line, build and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000], help="sizes of the graphs")
    parser.add_argument("--dir", type=Path, help="folder for what is made, kept; a graph that is there as graph-CLAIMS is measured")
    parser.add_argument("--engine", action="store_true", help="ask the engine too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work: Path = options.dir or Path(name)
        for size in options.claims:
            figures(Graph.open(made.graph(work, size)), size, engine=options.engine)


if __name__ == "__main__":
    main()
