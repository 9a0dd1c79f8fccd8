"""Repair an index in memory if the graph cannot be written: the disk is full or read-only."""

from __future__ import annotations

import pyoxigraph

from graphkit.store.index import copy_check
from graphkit.store.index.reader import Index
from graphkit.store.index.writer import Keeper

# Largest index, in bytes, that is repaired in memory.
_LARGEST = 256 << 20


def aside(index: Index, store: pyoxigraph.Store) -> Index | None:
    """Return the index repaired in memory; None if it was never completed, or is too large."""
    if not index.is_whole or index.size > _LARGEST:
        return None
    made = Keeper(None)
    index.copy(made.rows)
    made.note(copy_check.differing(store, made.rows) if index.is_copy else ())
    made.catch_up(store)
    return Index(made.rows)
