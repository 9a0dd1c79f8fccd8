"""Keys of articles in a file of their own: a million take no more memory than a thousand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Self

from graphkit.errors import StoreError


class Seen:
    """A set of keys, to be used in a `with`; its file has no name, and is gone with it."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._rows.execute("BEGIN")

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Remove the file."""
        self._rows.close()

    def add(self, key: str) -> None:
        """Add a key, if it is not there."""
        with _one_line():
            self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,))

    def __contains__(self, key: object) -> bool:
        with _one_line(), closing(self._rows.execute("SELECT 1 FROM seen WHERE key = ?", (key,))) as found:
            return found.fetchone() is not None


@contextmanager
def _one_line() -> Iterator[None]:
    """Around what is written to a folder for temporary files, which may be full."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"the folder for temporary files cannot be written: {error}") from error
