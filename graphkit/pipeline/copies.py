"""Detect copies of a text, such as agency stories printed by several outlets, as articles are read.

Texts are compared by MinHash (Broder 1997) over word trigrams, with candidates from locality-sensitive hashing in bands
(Leskovec, Rajaraman and Ullman 2014, chapter 3). Signatures are in a SQLite file in the graph's folder: memory and time
per article do not grow with the number of articles.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from graphkit.pipeline.sketches import PERMUTATIONS, SketchFile, minhash, similarity, words_of

if TYPE_CHECKING:
    import numpy as np

BANDS = 24
VALUES_PER_BAND = PERMUTATIONS // BANDS
NGRAM = 3
# Minimum share of common trigrams of two copies; lightly edited copies are above it.
MIN_SIMILARITY = 0.5
MIN_WORDS = 40
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, key TEXT UNIQUE, origin TEXT, signature BLOB)",
    "CREATE TABLE IF NOT EXISTS bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID",
)


class Copies(SketchFile):
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
            signature: signature of its text from `copy_signature`; None is never a copy.

        Raises:
            StoreError: the file is damaged or the disk is full.
        """
        if signature is None:
            return None
        with self._sqlite_errors():
            return self._origin(key, signature)

    def _origin(self, key: str, signature: np.ndarray) -> str | None:
        known = self._db.execute("SELECT origin FROM texts WHERE key = ?", (key,)).fetchone()
        if known:
            return known[0] if known[0] != key else None
        found = self._nearest(signature)
        self._store(key, found or key, signature)
        return found

    def _nearest(self, signature: np.ndarray) -> str | None:
        """Return the origin of the most similar text above the threshold; the earliest wins a tie."""
        bands = _bands(signature)
        query = f"SELECT DISTINCT t.number, t.origin, t.signature FROM bands b JOIN texts t USING (number) WHERE b.band IN ({','.join('?' * len(bands))}) ORDER BY t.number LIMIT 200"
        best: tuple[float, str | None] = (MIN_SIMILARITY, None)
        for _, origin, stored in self._db.execute(query, bands):
            shared = similarity(stored, signature)
            if shared > best[0]:
                best = (shared, origin)
        return best[1]

    def _store(self, key: str, origin: str, signature: np.ndarray) -> None:
        self._db.execute("BEGIN")
        row = self._db.execute("INSERT INTO texts (key, origin, signature) VALUES (?, ?, ?)", (key, origin, signature.tobytes()))
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, row.lastrowid) for band in _bands(signature)))
        self._db.execute("COMMIT")


def copy_signature(text: str) -> np.ndarray | None:
    """Return the MinHash of a text, 96 uint32; None for texts of fewer than 40 words."""
    words = words_of(text)
    if len(words) < MIN_WORDS:
        return None
    return minhash({" ".join(words[at : at + NGRAM]) for at in range(len(words) - NGRAM + 1)})


def _bands(signature: np.ndarray) -> list[int]:
    """Return one number per band of the signature; texts that share one are compared."""
    return [band << 32 | crc32(signature[band * VALUES_PER_BAND : (band + 1) * VALUES_PER_BAND].tobytes()) for band in range(BANDS)]
