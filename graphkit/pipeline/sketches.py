"""Sketches of texts (MinHash, Broder 1997), and the SQLite files beside the graph that keep them."""

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
    """The words of a text, without regard to case and to how its accents are encoded."""
    return _WORD.findall(in_nfc(text).casefold())


def minhash(parts: Set[str]) -> np.ndarray:
    """MinHash of a set, 96 numbers of 32 bits: the share of equal ones estimates what two sets have in common."""
    import numpy as np

    made = _empty().copy()
    made.update_batch(sorted(part.encode("utf-8", "replace") for part in parts))
    values: np.ndarray = made.hashvalues.astype(np.uint32)
    return values


def likeness(stored: bytes, sketch: np.ndarray) -> float:
    """Estimated share of the parts of two texts that both have, 0 to 1; of one the sketch as it was stored."""
    import numpy as np

    return float(np.mean(np.frombuffer(stored, dtype=np.uint32) == sketch))


@functools.cache
def _empty() -> MinHash:
    """The MinHash of nothing: its permutations are drawn once, and not with every text."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=crc32)


class Sketches:
    """A SQLite file of sketches.

    Args:
        path: the file; it is made.
        schema: statements that make its tables where they are missing.
        lost: what follows when a damaged file is removed, for the message.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, path: Path, schema: tuple[str, ...], lost: str) -> None:
        self._path = path
        try:
            self._rows = sqlite3.connect(path, isolation_level=None)
            self._rows.execute("PRAGMA journal_mode = WAL")
            self._rows.execute("PRAGMA synchronous = OFF")
            for statement in schema:
                self._rows.execute(statement)
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be opened: {error}; remove it{lost}") from error

    def close(self) -> None:
        """Close the file; what was added is in it already, so that a run that is killed loses nothing."""
        with self._written():
            self._rows.close()

    @contextmanager
    def _written(self) -> Iterator[None]:
        """Turn errors of SQLite into one line.

        Raises:
            StoreError: the file is damaged, or the disk is full.
        """
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read or written: {error}") from error
