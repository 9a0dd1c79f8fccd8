"""Compare the index with the graph."""

from __future__ import annotations

import sqlite3

import pyoxigraph

from graphkit.store.index import tallies
from graphkit.store.index.reader import Index
from graphkit.store.index.ties import TIE_COLUMNS, derive_rows
from graphkit.store.index.writer import IndexWriter

_TABLES = ("articles", "claims", "voices")


def difference(store: pyoxigraph.Store, index: Index) -> int:
    """Count the rows of claims, articles, ties and counts that are missing, surplus or wrong, compared with a full rebuild.

    Raises:
        ValueError, LookupError: part of the graph cannot be read.
    """
    rebuilt = IndexWriter(None)
    rebuilt.fill(store)
    tables = (*_TABLES, *(tallies.NAMES if tallies.has_counts(index.all) else ()))
    wrong = sum(len(set(rebuilt.db.execute(f"SELECT * FROM {table}")) ^ set(index.all(f"SELECT * FROM {table}"))) for table in tables)
    stored = set(index.all(f"SELECT {TIE_COLUMNS} FROM ties"))
    return wrong + len(set(_ties(rebuilt.db)) ^ stored)


def _ties(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return list(derive_rows(db))
