"""Queries a second of our server and of the engine's own, with the same clients on the same data."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graphkit.rdf import PREFIXES

CLIENTS, SECONDS = 8, 5.0
QUERY = (
    "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    + "SELECT ?c ?o { GRAPH ?g { ?c gk:subject graph:Actor%d ; gk:object ?o } } LIMIT 20"
)


def throughput(folder: Path, dump: Path) -> float:
    """Queries a second under eight clients, ours over the engine's."""
    with _ours(folder) as address:
        ours = _rate(address)
    with _theirs(dump) as address:
        return ours / _rate(address)


def _rate(address: str) -> float:
    until = time.perf_counter() + SECONDS

    def client(number: int) -> int:
        done = 0
        while time.perf_counter() < until:
            text = urllib.parse.quote(QUERY % ((number * 7919 + done) % 150))
            request = urllib.request.Request(f"{address}?query={text}", headers={"Accept": "application/sparql-results+json"})
            with urllib.request.urlopen(request) as reply:
                reply.read()
            done += 1
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS))) / SECONDS


@contextlib.contextmanager
def _ours(folder: Path) -> Iterator[str]:
    words = [sys.executable, "-m", "graphkit", "serve", "--graph", str(folder), "--port", "0", "--quiet"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1] + "sparql"
        finally:
            process.terminate()


@contextlib.contextmanager
def _theirs(dump: Path) -> Iterator[str]:
    program = Path(sys.executable).with_name("oxigraph")
    location = dump.with_suffix(".theirs")
    if not location.exists():
        subprocess.run([program, "load", "--location", location, "--file", dump], check=True, capture_output=True)
    with subprocess.Popen([program, "serve-read-only", "--location", location, "--bind", "127.0.0.1:7899"], stderr=subprocess.DEVNULL) as process:
        try:
            yield _awaited("http://127.0.0.1:7899/query")
        finally:
            process.terminate()


def _awaited(address: str) -> str:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}?query=ASK%7B%7D").close()
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise SystemExit("the engine's server does not start")
