"""Repair an index in memory if the graph cannot be written: the disk is full or read-only."""

from __future__ import annotations

import pyoxigraph

from graphkit.store.index import copy_check
from graphkit.store.index.reader import Index
from graphkit.store.index.writer import IndexWriter

# Largest index, in bytes, that is repaired in memory.
_LARGEST = 256 << 20


def repair_in_memory(index: Index, store: pyoxigraph.Store) -> Index | None:
    """Return the index repaired in memory; None if it was never completed, or is too large."""
    if not index.is_complete or index.size > _LARGEST:
        return None
    writer = IndexWriter(None)
    index.copy(writer.db)
    writer.mark_outdated(copy_check.differing_articles(store, writer.db) if index.is_copy else ())
    writer.catch_up(store)
    return Index(writer.db)
