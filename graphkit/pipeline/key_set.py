"""A set of article keys on disk, so that memory does not grow with their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Self

from graphkit.errors import StoreError


class KeySet:
    """A set of keys in a temporary SQLite file; a context manager."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Remove the file."""
        self._db.close()

    def add(self, key: str) -> None:
        """Add a key."""
        with _store_errors():
            self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,))

    def __contains__(self, key: object) -> bool:
        with _store_errors(), closing(self._db.execute("SELECT 1 FROM seen WHERE key = ?", (key,))) as found:
            return found.fetchone() is not None


@contextmanager
def _store_errors() -> Iterator[None]:
    """Convert SQLite errors into a StoreError; the folder for temporary files may be full."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"the folder for temporary files cannot be written: {error}; set TMPDIR to another") from error
