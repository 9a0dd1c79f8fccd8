"""Throughput of our endpoint and of the engine's own server, with the same clients on the same data.

    python -m benchmarks.endpoint FOLDER DUMP CLAIMS

Both servers run at once and are queried in turns, so that other load on the machine slows both equally. Repeated
queries are answered from our cache of answers; queries with a new text are evaluated each time.
Queries per second of elapsed time are printed with queries per CPU second, which is stable on a busy machine.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.real.trial import free_port
from benchmarks.site import memory, worked
from benchmarks.timing import show
from graphkit.rdf import PREFIXES

CLIENTS, SECONDS, TURNS = 8, 2.0, 4
# Warm-up queries, so that each process is started and has loaded its data.
WARM = 400
GOAL, MEGABYTES = 0.7, 1024
QUERY = (
    "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    + "SELECT ?c ?o { GRAPH ?g { ?c gk:subject graph:Actor%d ; gk:object ?o } } LIMIT 20"
)
_NEW = itertools.count()


def figures(folder: Path, dump: Path, size: int) -> None:
    """Print both ratios, and the memory of our server."""
    with _ours(folder) as ours, _theirs(dump) as theirs:
        for name, fresh in (("same queries", False), ("new queries", True)):
            for address, _ in (ours, theirs):
                _asked(address, fresh, most=WARM // CLIENTS)
            clock, work = _ratios(ours, theirs, fresh)
            show(f"endpoint, 8 clients, {name}, ours / engine's server, {size:,} claims (goal: {GOAL})", f"{clock:.2f} (by work {work:.2f})")
        show(f"memory of our server with its processes, {size:,} claims (goal: {MEGABYTES} MB)", f"{memory(ours[1]) / (1 << 20):.0f} MB")


def _ratios(ours: tuple[str, int], theirs: tuple[str, int], fresh: bool) -> tuple[float, float]:
    """Return our throughput relative to the engine's: per second of elapsed time, and per CPU second."""
    done, work = [0, 0], [0.0, 0.0]
    for _ in range(TURNS):
        for place, (address, pid) in enumerate((ours, theirs)):
            before = worked(pid)
            done[place] += _asked(address, fresh, until=time.perf_counter() + SECONDS)
            work[place] += worked(pid) - before
    return done[0] / done[1], (done[0] / work[0]) / (done[1] / work[1])


def _asked(address: str, fresh: bool, *, until: float = float("inf"), most: int = sys.maxsize) -> int:
    """Return the number of queries that eight clients have answered by the deadline, at most `most` each."""

    def client(number: int) -> int:
        done = 0
        while done < most and time.perf_counter() < until:
            text = QUERY % ((number * 7919 + done) % 150) + (f" # {next(_NEW)}" if fresh else "")
            request = urllib.request.Request(f"{address}?query={urllib.parse.quote(text)}", headers={"Accept": "application/sparql-results+json"})
            with urllib.request.urlopen(request) as reply:
                reply.read()
            done += 1
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS)))


@contextlib.contextmanager
def _ours(folder: Path) -> Iterator[tuple[str, int]]:
    words = [sys.executable, "-m", "graphkit", "serve", "--graph", str(folder), "--port", "0", "--quiet"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1] + "sparql", process.pid
        finally:
            process.terminate()


@contextlib.contextmanager
def _theirs(dump: Path) -> Iterator[tuple[str, int]]:
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph") or sys.exit("the engine's server is not installed: pip install oxigraph")
    location, port = dump.with_suffix(".theirs"), free_port()
    if not location.exists():
        subprocess.run([program, "load", "--location", location, "--file", dump], check=True, capture_output=True)
    with subprocess.Popen([program, "serve-read-only", "--location", location, "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL) as process:
        try:
            yield _awaited(f"http://127.0.0.1:{port}/query"), process.pid
        finally:
            process.terminate()


def _awaited(address: str) -> str:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}?query=ASK%7B%7D").close()
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise SystemExit("the engine's server does not start")


if __name__ == "__main__":
    figures(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
