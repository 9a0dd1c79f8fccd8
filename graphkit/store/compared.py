"""Whether two states of a graph hold the same, in as little time as that takes."""

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
def as_it_stands(store: pyoxigraph.Store, folder: Path) -> Iterator[pyoxigraph.Store]:
    """The state of a store, to be read after changes of it: a copy of links to the engine's files, gone at the end.

    Args:
        store: opened by this writer.
        folder: the graph's folder; the copy is made in it.

    Raises:
        StoreError: the copy cannot be made; nothing was changed.
    """
    for left in folder.glob(f"{_COPY}*"):
        # Of a process that was killed; whoever writes now is the only one.
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_COPY, dir=folder, ignore_cleanup_errors=True) as name:
        try:
            store.flush()
            store.backup(f"{name}/data")
            before = pyoxigraph.Store.read_only(f"{name}/data")
        except OSError as error:
            raise StoreError(f"{folder} could not be copied before the update: {error}; nothing was changed") from error
        yield before


def differ(before: pyoxigraph.Store, after: pyoxigraph.Store, *, kept: bool) -> bool:
    """Whether two states differ; both are read in the order of the engine, which is the same for the same quads.

    Args:
        before, after: the states.
        kept: compare also the graphs that graphkit keeps; without them it takes as long as the user's own graphs are large.
    """
    if set(before.named_graphs()) != set(after.named_graphs()):
        return True
    if kept and len(before) != len(after):
        return True
    states = (before, after) if kept else (_own(before), _own(after))
    return any(one != other for one, other in zip_longest(*states))


def _own(store: pyoxigraph.Store) -> Iterator[Quad]:
    """Quads of the default graph and of graphs that are not of this project."""
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())
    for graph in store.named_graphs():
        if not (isinstance(graph, NamedNode) and graph.value.startswith(NS)):
            yield from store.quads_for_pattern(None, None, None, graph)
