"""`make bench`: the store compared with the bare engine and rdflib, on synthetic graphs, in one run.

    python -m benchmarks.store [CLAIMS ...] [--dir DIR]

Prints ratios: loading (ours to bare engine; goal: 0.8), the named queries (at most 1.2),
rdflib in memory on the same data up to a hundred thousand claims (15 times the load, 10 times
the median query; loads into memory and to disk are listed separately), adding one article to the
largest graph relative to ten thousand claims (at most 1.5), the endpoint with eight clients relative to the engine's own
server (0.7), and our peak memory (1 GB).
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import rdflib

from benchmarks import endpoint, made
from benchmarks.questions import unnamed
from benchmarks.timing import measured, seconds, show
from graphkit.api import Graph, import_rdf
from graphkit.errors import QueryError, QueryTimeout
from graphkit.query import named_queries
from graphkit.rdf import PREFIXES
from graphkit.store import Store, load_in_memory

SMALL = 10_000
# rdflib holds everything in memory: 1.5 GB for this many claims.
RDFLIB = 100_000
# Slower queries are left out on both sides: the bare engine cannot be interrupted.
PATIENCE = 30.0
# Timeout of our queries where they are compared with rdflib.
LONG = 600.0


def loading(dump: Path, work: Path) -> tuple[float, float]:
    """Return the seconds in which the bare engine and our store load a dump."""
    bare, ours, worked = work / "bare", work / "ours", list[float]()

    def by_engine() -> None:
        shutil.rmtree(bare, ignore_errors=True)
        store = pyoxigraph.Store(str(bare))
        store.bulk_load(path=str(dump), format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()

    def by_us() -> None:
        shutil.rmtree(ours, ignore_errors=True)
        began = time.process_time()
        import_rdf(dump, graph=ours, trust=True)
        worked.append(time.process_time() - began)

    rounds = 3 if dump.stat().st_size < 10**9 else 1
    times = seconds(by_engine, rounds), seconds(by_us, rounds)
    show(f"import --trust of {dump.name}, seconds of work (50 wanted at 100,000 claims)", f"{min(worked):.2f}")
    return times


def asking(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Yield each named query with the seconds of the bare engine and of our index, both warm."""
    graph, engine = Graph.open(folder), pyoxigraph.Store.read_only(str(folder / "data"))
    for name, query in named_queries().items():
        began = time.perf_counter()
        try:
            graph.query(unnamed(query.sparql), timeout=PATIENCE)
        except (QueryError, QueryTimeout) as error:
            # Too slow, or at a million claims an answer of more than 512 MB.
            show(f"  {name}: left out, {error}", "")
            continue
        rounds = 3 if time.perf_counter() - began < 2 else 1
        bare = seconds(lambda: list(engine.query(query.sparql, prefixes=PREFIXES, use_default_graph_as_union=True)), rounds)  # type: ignore[arg-type]  # noqa: B023
        yield name, bare, seconds(lambda: list(graph.query(query.sparql, timeout=PATIENCE)), rounds)  # noqa: B023


def adding(folder: Path) -> float:
    """Return the seconds to add one article (open, add, close), as the median of twenty."""
    dice, actors = random.Random(0), [f"Actor{i}" for i in range(100)]
    taken = []
    for number in range(20):
        record = made.record(f"added {number}", dice, actors)
        began = time.perf_counter()
        with Store.open(folder).writer() as writer:
            writer.add(record)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def by_rdflib(folder: Path, work: Path, size: int) -> None:
    """Print the figures relative to rdflib in memory, on the same data: a dump of the graph with its ontology."""
    dump = work / f"all-{size}.nq"
    pyoxigraph.Store.read_only(str(folder / "data")).dump(output=str(dump), format=pyoxigraph.RdfFormat.N_QUADS)
    dataset = rdflib.Dataset(default_union=True)
    began = time.perf_counter()
    dataset.parse(str(dump), format="nquads")
    took = time.perf_counter() - began
    show(f"rdflib / ours: load into memory, {size:,} claims", f"{took / seconds(lambda: load_in_memory(dump), 3):.1f}")
    show(f"rdflib / ours: load to disk, {size:,} claims", f"{took / loading(dump, work)[1]:.1f}")
    heads = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    theirs = [_stopped(dataset, heads + query.sparql) for query in named_queries().values()]
    for where, graph in (("on disk", Graph.open(folder)), ("in memory", Graph.open(dump))):
        # Warm: a file is read by the first query.
        graph.query("ASK {}", timeout=LONG)
        ratios = [their / seconds(lambda: list(graph.query(query.sparql, timeout=LONG)), 2) for their, query in zip(theirs, named_queries().values(), strict=True)]  # noqa: B023
        show(f"rdflib / ours {where}: median named query, {size:,} claims", f"{statistics.median(ratios):.1f}")


def _stopped(dataset: rdflib.Dataset, query: str) -> float:
    """Return the seconds that rdflib takes, or the timeout: it runs in a child process, since it cannot be interrupted."""
    asking = multiprocessing.get_context("fork").Process(target=lambda: list(dataset.query(query)))
    began = time.perf_counter()
    asking.start()
    asking.join(PATIENCE)
    asking.kill()
    return time.perf_counter() - began


def figures(sizes: list[int], work: Path) -> None:
    """Print all figures, the smallest graph first."""
    times = {}
    for size in sorted({SMALL, *sizes}):
        dump = made.write(work / f"made-{size}.nq", size)
        bare, ours = loading(dump, work)
        show(f"load, ours / bare engine (speed), {size:,} claims", f"{bare / ours:.2f}")
        folder = made.folder(work, size)
        shutil.rmtree(folder, ignore_errors=True)
        (work / "ours").rename(folder)
        times[size] = adding(folder)
        found = list(asking(folder))
        total = sum(took for _, _, took in found) / sum(took for _, took, _ in found)
        show(f"named queries, ours / bare engine (time), {size:,} claims", f"{total:.2f}")
        if size <= RDFLIB:
            by_rdflib(folder, work, size)
        endpoint.figures(folder, dump, size)
    for size, took in times.items():
        if size != SMALL:
            show(f"one article added, {size:,} / 10,000 claims (time)", f"{took / times[SMALL]:.2f}")


if __name__ == "__main__":
    measured(__doc__.splitlines()[0], figures)
