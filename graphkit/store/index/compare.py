"""Compare the index with the graph."""

from __future__ import annotations

import sqlite3

import pyoxigraph

from graphkit.store.index import tallies
from graphkit.store.index.reader import Index
from graphkit.store.index.ties import TIE_COLUMNS, derived
from graphkit.store.index.writer import Keeper

_TABLES = ("articles", "claims", "voices")


def difference(store: pyoxigraph.Store, index: Index) -> int:
    """Count the rows of claims, articles, ties and counts that are missing, surplus or wrong, compared with a full rebuild.

    Raises:
        ValueError, LookupError: part of the graph cannot be read.
    """
    made = Keeper(None)
    made.fill(store)
    tables = (*_TABLES, *(tallies.NAMES if tallies.kept(index.all) else ()))
    wrong = sum(len(set(made.rows.execute(f"SELECT * FROM {table}")) ^ set(index.all(f"SELECT * FROM {table}"))) for table in tables)
    kept = set(index.all(f"SELECT {TIE_COLUMNS} FROM ties"))
    return wrong + len(set(_ties(made.rows)) ^ kept)


def _ties(rows: sqlite3.Connection) -> list[tuple[object, ...]]:
    return list(derived(rows))
