"""An index that is not right, of a graph that cannot be written: the disk is full, or the folder not to be written to."""

from __future__ import annotations

import pyoxigraph

from graphkit.store.index import copied
from graphkit.store.index.keeping import Keeper
from graphkit.store.index.reading import Index

# Bytes of an index that is made right in memory.
_LARGEST = 256 << 20


def aside(index: Index, store: pyoxigraph.Store) -> Index | None:
    """The index made right in memory; None for one that was never made, or is too large for that."""
    if not index.is_whole or index.size > _LARGEST:
        return None
    made = Keeper(None)
    index.copy(made.rows)
    made.note(copied.differing(store, made.rows) if index.is_copy else ())
    made.catch_up(store)
    return Index(made.rows)
