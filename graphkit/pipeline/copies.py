"""Detect copies of a text, such as agency stories printed by several outlets, as articles are read.

Texts are compared by MinHash (Broder 1997) over word trigrams, with candidates from locality-sensitive hashing in bands
(Leskovec, Rajaraman and Ullman 2014, chapter 3). Signatures are in a SQLite file in the graph's folder: memory and time
per article do not grow with the number of articles.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from graphkit.pipeline.sketches import PERMUTATIONS, Sketches, likeness, minhash, words_of

if TYPE_CHECKING:
    import numpy as np

BANDS = 24
ROWS = PERMUTATIONS // BANDS
RUN = 3
# Minimum share of common trigrams of two copies; lightly edited copies are above it.
ALIKE = 0.5
SHORTEST = 40
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, key TEXT UNIQUE, origin TEXT, signature BLOB)",
    "CREATE TABLE IF NOT EXISTS bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID",
)


class Copies(Sketches):
    """Signatures of the texts read so far.

    Args:
        path: the SQLite file; created if missing.

    Raises:
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA)

    def origin(self, key: str, signature: np.ndarray | None) -> str | None:
        """Return the key of the article of which this one is a copy, or None, and store its signature.

        Args:
            key: key of the article.
            signature: signature of its text from `signature_of`; None is never a copy.

        Raises:
            StoreError: the file is damaged or the disk is full.
        """
        if signature is None:
            return None
        with self._written():
            return self._origin(key, signature)

    def _origin(self, key: str, signature: np.ndarray) -> str | None:
        known = self._rows.execute("SELECT origin FROM texts WHERE key = ?", (key,)).fetchone()
        if known:
            return known[0] if known[0] != key else None
        found = self._nearest(signature)
        self._keep(key, found or key, signature)
        return found

    def _nearest(self, signature: np.ndarray) -> str | None:
        """Return the origin of the most similar text above the threshold; the earliest wins a tie."""
        marks = _bands(signature)
        asked = f"SELECT DISTINCT t.number, t.origin, t.signature FROM bands b JOIN texts t USING (number) WHERE b.band IN ({','.join('?' * len(marks))}) ORDER BY t.number LIMIT 200"
        best: tuple[float, str | None] = (ALIKE, None)
        for _, origin, stored in self._rows.execute(asked, marks):
            alike = likeness(stored, signature)
            if alike > best[0]:
                best = (alike, origin)
        return best[1]

    def _keep(self, key: str, origin: str, signature: np.ndarray) -> None:
        self._rows.execute("BEGIN")
        made = self._rows.execute("INSERT INTO texts (key, origin, signature) VALUES (?, ?, ?)", (key, origin, signature.tobytes()))
        self._rows.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((mark, made.lastrowid) for mark in _bands(signature)))
        self._rows.execute("COMMIT")


def signature_of(text: str) -> np.ndarray | None:
    """Return the MinHash of a text, 96 uint32; None for texts of fewer than 40 words."""
    words = words_of(text)
    if len(words) < SHORTEST:
        return None
    return minhash({" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)})


def _bands(signature: np.ndarray) -> list[int]:
    """Return one number per band of the signature; texts that share one are compared."""
    return [band << 32 | crc32(signature[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(BANDS)]
