"""The named questions on disk: seconds of each beside the goals, 2 for each and .2 for the median.

    python -m benchmarks.questions [CLAIMS ...] [--dir DIR]

Each is asked until it has given 100,000 rows, as the site does, a second time where it ended the first; beside the
seconds on the clock stand those that the process of the question was at work.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks import made
from benchmarks.site import worked
from benchmarks.timing import show
from graphkit.api import Graph, import_rdf
from graphkit.errors import QueryError, QueryTimeout
from graphkit.query import named_queries

GOAL, MEDIAN, PATIENCE, ROWS = 2.0, 0.2, 60.0, 100_000


def _asked(graph: Graph, sparql: str) -> tuple[float, float, int]:
    """Seconds on the clock and at work, and how many rows came."""
    began, work = time.perf_counter(), worked(os.getpid())
    rows = sum(1 for _ in graph.query(sparql, timeout=PATIENCE, rows=ROWS))
    return time.perf_counter() - began, worked(os.getpid()) - work, rows


def figures(graph: Graph, size: int) -> None:
    """Print the seconds of each question."""
    graph.query("ASK {}")
    taken = []
    for name, query in named_queries().items():
        try:
            _asked(graph, query.sparql)
            clock, work, rows = _asked(graph, query.sparql)
        except (QueryError, QueryTimeout) as error:
            taken.append(PATIENCE)
            show(f"  {name}, {size:,} claims", f"no answer: {error}")
            continue
        taken.append(clock)
        show(f"  {name}, {size:,} claims", f"{clock:6.2f} s ({work:.2f} at work), {rows:,} rows{'' if clock < GOAL else '  over'}")
    show(f"median of the named questions, {size:,} claims (goal: {MEDIAN:g} s)", f"{statistics.median(taken):.2f} s")


def main() -> None:
    """Parse the command line, build and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000], help="sizes of the graphs")
    parser.add_argument("--dir", type=Path, help="folder for what is made; kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work: Path = options.dir or Path(name)
        work.mkdir(parents=True, exist_ok=True)
        for size in options.claims:
            folder = work / f"site-{size}"
            if not folder.exists():
                import_rdf(made.write(work / f"made-{size}.nq", size), graph=folder, trust=True)
            figures(Graph.open(folder), size)


if __name__ == "__main__":
    main()
