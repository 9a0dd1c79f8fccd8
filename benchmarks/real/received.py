"""What `graphkit push` leaves in third-party stores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph

from benchmarks.real.trial import ROOT, Trial, graphkit, nquads

Triples = frozenset[str]
ONTOLOGY = "https://w3id.org/graphkit/graph/ontology"


def made(folder: Path, trial: Trial) -> Path:
    """Build a graph of the seed articles."""
    done = graphkit("build", str(ROOT / "seeds" / "articles"), "--graph", str(folder / "graph"))
    trial.check("a graph is made", done.returncode == 0, done.stderr)
    return folder / "graph"


def graphs(graph: Path) -> dict[str, Triples]:
    """Return the triples of each named graph."""
    found: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(nquads(graph), format=pyoxigraph.RdfFormat.N_QUADS):
        found.setdefault(quad.graph_name.value, set()).add(str(quad.triple))
    return {name: frozenset(triples) for name, triples in found.items()}


def triples(data: bytes) -> Triples:
    """Return the triples of an N-Triples response."""
    return frozenset(map(str, pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)))


def compare(trial: Trial, what: str, graph: Path, theirs: Callable[[str], Triples]) -> None:
    """Check that a store has every graph unchanged."""
    ours = graphs(graph)
    other = [name for name, held in ours.items() if theirs(name) != held]
    trial.check(f"{what}: all {len(ours)} graphs arrive, {sum(map(len, ours.values()))} triples", not other, other)
