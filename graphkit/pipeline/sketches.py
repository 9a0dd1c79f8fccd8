"""MinHash sketches of texts (Broder 1997), and the SQLite files that store them."""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from graphkit.errors import StoreError
from graphkit.model import in_nfc

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash

PERMUTATIONS, SEED = 96, 1
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, casefolded and in NFC."""
    return _WORD.findall(in_nfc(text).casefold())


def minhash(parts: Set[str]) -> np.ndarray:
    """Return the MinHash of a set, 96 uint32; the share of equal values estimates the Jaccard similarity of two sets."""
    import numpy as np

    made = _empty().copy()
    made.update_batch(sorted(part.encode("utf-8", "replace") for part in parts))
    values: np.ndarray = made.hashvalues.astype(np.uint32)
    return values


def from_bytes(stored: bytes) -> np.ndarray:
    """Return a stored sketch."""
    import numpy as np

    return np.frombuffer(stored, dtype=np.uint32)


def similarity(one: np.ndarray, other: np.ndarray) -> float:
    """Return the estimated Jaccard similarity of two texts, 0 to 1, from their sketches."""
    return float((one == other).mean())


@functools.cache
def _empty() -> MinHash:
    """An empty MinHash, cached because drawing its permutations is slow."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=crc32)


class SketchFile:
    """A SQLite file of sketches.

    Args:
        path: the file; created if missing.
        schema: statements that create its tables if missing, one of them `texts` with a column `key`.

    Raises:
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: Path, schema: tuple[str, ...]) -> None:
        self._path = path
        # Whether the file is new: a new graph, or the file was removed.
        self.created = not path.exists()
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = OFF")
            for statement in schema:
                self._db.execute(statement)
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be opened: {error}; remove it and build from all articles again to restore it") from error

    def has(self, key: str) -> bool:
        """Whether the file has a sketch of an article."""
        with self._sqlite_errors():
            return self._db.execute("SELECT 1 FROM texts WHERE key = ?", (key,)).fetchone() is not None

    def close(self) -> None:
        """Close the file; rows are committed as they are added, so a killed run loses nothing."""
        with self._sqlite_errors():
            self._db.close()

    @contextmanager
    def _sqlite_errors(self) -> Iterator[None]:
        """Convert SQLite errors.

        Raises:
            StoreError: the file is damaged or the disk is full.
        """
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read or written: {error}") from error
