"""Compare two states of a graph."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from graphkit.errors import StoreError
from graphkit.ontology import NS

_COPY = ".before-"


@contextmanager
def snapshot(store: pyoxigraph.Store, folder: Path) -> Iterator[pyoxigraph.Store]:
    """Snapshot a store, to be read after it changes: hard links to the engine's files, removed at the end.

    Args:
        store: opened by this writer.
        folder: the graph's folder; the copy is made in it.

    Raises:
        StoreError: the copy cannot be made; nothing was changed.
    """
    for leftover in folder.glob(f"{_COPY}*"):
        # Left by a killed process: there is only one writer, so nothing else uses it.
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_COPY, dir=folder, ignore_cleanup_errors=True) as name:
        try:
            store.flush()
            store.backup(f"{name}/data")
            before = pyoxigraph.Store.read_only(f"{name}/data")
        except OSError as error:
            raise StoreError(f"{folder} could not be copied before the update: {error}; nothing was changed") from error
        yield before


def differ(before: pyoxigraph.Store, after: pyoxigraph.Store, *, include_own: bool) -> bool:
    """Return whether two states differ; both are read in the engine's order, which is the same for the same quads.

    Args:
        before, after: the states.
        include_own: compare the graphs of graphkit too; without them the cost depends on the user's own graphs only.
    """
    if set(before.named_graphs()) != set(after.named_graphs()):
        return True
    if include_own and len(before) != len(after):
        return True
    states = (before, after) if include_own else (_user_quads(before), _user_quads(after))
    return any(one != other for one, other in zip_longest(*states))


def _user_quads(store: pyoxigraph.Store) -> Iterator[Quad]:
    """Yield the quads of the default graph and of graphs outside this project."""
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())
    for graph in store.named_graphs():
        if not (isinstance(graph, NamedNode) and graph.value.startswith(NS)):
            yield from store.quads_for_pattern(None, None, None, graph)
