"""SPARQL Update on a graph, with checks that keep its invariants.

An update that may touch the graphs of articles, actors or direct triples, or that uses terms of the
vocabulary, runs first on a copy (hard links to the engine's files); if the check finds a problem
there, the update is refused. Direct triples cannot be written, since they follow from the claims:
the same transaction sets them to what the claims give and restores the ontology.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from graphkit.errors import ArticleUnreadable, GraphkitError, QueryError, StoreError, UpdateRefused
from graphkit.ontology import GK, NS, REL
from graphkit.rdf import ONTOLOGY, PREFIXES
from graphkit.store.derive import difference
from graphkit.store.dump import FORMATS
from graphkit.store.guard import guard
from graphkit.store.lifecycle import data_block
from graphkit.store.rewrite import join_updates, touches_own_graphs, volatile_function
from graphkit.store.sparql import UNNAMED_GRAPH, graph_named
from graphkit.store.syntax import parser_message
from graphkit.store.view import View

_COPY = ".try-"
LONGEST_UPDATE = 4_000_000
# Yields the problems of an update, given the graph before and after it.
Check = Callable[[View, View], Iterable[str]]


def apply_update(store: pyoxigraph.Store, folder: Path, update: str, *, base: str | None, check: Check) -> None:
    """Apply an update, wholly or not at all.

    Args:
        store: the opened store.
        folder: the graph's folder; the copy is made in it.
        update: SPARQL Update; the project's prefixes are predefined.
        base: base IRI for relative IRIs.
        check: yields the problems of the graph after the update.

    Raises:
        QueryError: it does not parse, or uses a disabled feature.
        UpdateRefused: the check found a problem.
        StoreError: the disk is full or cannot be written.
    """
    guard(update, LONGEST_UPDATE)
    if not touches_own_graphs(update):
        execute(store, update, base)
        return
    if word := volatile_function(update):
        raise QueryError(f"{word.upper()} is not allowed in an update of claims or actors: its value differs each time")
    execute(store, join_updates(update, dry_run(store, folder, update, base, check)), base)


def put_graph(store: pyoxigraph.Store, folder: Path, graph: str, triples: Iterable[pyoxigraph.Triple], *, replace: bool, check: Check) -> bool:
    """Write one graph (Graph Store Protocol), wholly or not at all.

    Args:
        store, folder, check: as for `apply_update`.
        graph: its IRI, or `UNNAMED_GRAPH`.
        triples: the triples to add.
        replace: whether to remove the previous content.

    Returns:
        Whether the graph is new.

    Raises:
        QueryError, UpdateRefused, StoreError: as `apply_update`.
    """
    node, triples = graph_named(graph), list(triples)
    uses_vocabulary = any(triple.predicate.value.startswith((GK, REL)) for triple in triples)
    if isinstance(node, pyoxigraph.DefaultGraph):
        new, inner = False, " ".join(f"{t} ." for t in triples)
        operations = ["CLEAR DEFAULT"] * replace
    else:
        new = not store.contains_named_graph(node)
        inner = f"GRAPH {node} {{ {' '.join(f'{t} .' for t in triples)} }}"
        operations = [f"DROP SILENT GRAPH {node}"] * replace + [f"CREATE SILENT GRAPH {node}"]
    _update_graph(store, folder, " ;\n".join([*operations, f"INSERT DATA {{ {inner} }}"]), check, touches_own=uses_vocabulary or graph.startswith(NS))
    return new


def drop_graph(store: pyoxigraph.Store, folder: Path, graph: str, check: Check) -> bool:
    """Remove one graph, wholly or not at all; False if it does not exist.

    Raises:
        QueryError, UpdateRefused, StoreError: as `apply_update`.
    """
    node = graph_named(graph)
    if isinstance(node, pyoxigraph.NamedNode) and not store.contains_named_graph(node):
        return False
    update = "CLEAR DEFAULT" if isinstance(node, pyoxigraph.DefaultGraph) else f"DROP GRAPH {node}"
    _update_graph(store, folder, update, check, touches_own=graph.startswith(NS))
    return True


def _update_graph(store: pyoxigraph.Store, folder: Path, update: str, check: Check, *, touches_own: bool) -> None:
    """Run an update of one graph; with `touches_own`, try it on a copy first because it touches data of graphkit."""
    if touches_own:
        follow = dry_run(store, folder, update, None, check)
        update = f"{update} ;\n{follow}" if follow else update
    execute(store, update, None)


def dry_run(store: pyoxigraph.Store, folder: Path, update: str, base: str | None, check: Check) -> str:
    """Try an update on a copy and return the updates that must follow it to keep direct triples and ontology correct.

    Raises:
        QueryError, UpdateRefused, StoreError: as `apply_update`.
    """
    for leftover in folder.glob(f"{_COPY}*"):
        # Left by a killed process: there is only one writer, so nothing else uses it.
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_COPY, dir=folder, ignore_cleanup_errors=True) as name:
        try:
            return _try_on_copy(store, Path(name) / "data", update, base, check)
        except GraphkitError as error:
            # The traceback would keep the copy open while its files are removed.
            raise error.with_traceback(None) from None


def _try_on_copy(store: pyoxigraph.Store, copy: Path, update: str, base: str | None, check: Check) -> str:
    store.flush()
    store.backup(str(copy))
    rehearsal = pyoxigraph.Store(str(copy))
    execute(rehearsal, update, base)
    follow = join_updates(*_repair_updates(store, rehearsal))
    if follow:
        execute(rehearsal, follow, None)
    if problems := list(check(View(store), View(rehearsal))):
        more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
        raise UpdateRefused(f"the update is refused: {'; '.join(problems[:3])}{more}; nothing was changed")
    return follow


def _repair_updates(before: pyoxigraph.Store, after: pyoxigraph.Store) -> list[str]:
    """Return updates that restore the direct triples and the ontology."""
    try:
        missing, spare = difference(after)
    except ArticleUnreadable as error:
        raise UpdateRefused(f"the update is refused: after it {error}; nothing was changed") from error
    earlier, now = _ontology(before), _ontology(after)
    return [
        f"{verb} DATA {{ {data_block(sorted(quads, key=str))} }}"
        for verb, quads in (("DELETE", spare | (now - earlier)), ("INSERT", missing | (earlier - now)))
        if quads
    ]


def _ontology(store: pyoxigraph.Store) -> set[Quad]:
    return set(store.quads_for_pattern(None, None, None, ONTOLOGY))


def parse_triples(text: str, format: str, graph: str) -> list[pyoxigraph.Triple]:
    """Parse triples from an RDF text; relative IRIs are resolved against the graph's IRI.

    Raises:
        QueryError: it does not parse.
    """
    base = graph if graph != UNNAMED_GRAPH else None
    try:
        return [quad.triple for quad in pyoxigraph.parse(text, format=FORMATS[format], base_iri=base)]
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the graph does not parse as {format}: {' '.join(str(error).split())}") from error


def execute(store: pyoxigraph.Store, update: str, base: str | None) -> None:
    """Apply an update in one transaction of the engine.

    Raises:
        QueryError: it does not parse, or cannot be executed.
        StoreError: the disk is full or cannot be written.
    """
    try:
        store.update(update, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(parser_message(error, "the update", update, lambda text: pyoxigraph.Store().update(text, prefixes=PREFIXES))) from error
    except OSError as error:
        raise StoreError(f"the update could not be written: {error}") from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"the update cannot be done: {error}") from error
