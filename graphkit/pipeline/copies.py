"""Detect copies of a text, such as agency stories printed by several outlets, as articles are read.

Texts are compared by MinHash (Broder 1997) over word trigrams, with candidates from locality-sensitive hashing in bands
(Leskovec, Rajaraman and Ullman 2014, chapter 3). Signatures are in a SQLite file in the graph's folder: memory and time
per article do not grow with the number of articles.
"""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from graphkit.pipeline.sketches import PERMUTATIONS, SketchFile, from_bytes, minhash, similarity, words_of

if TYPE_CHECKING:
    import numpy as np

BANDS = 24
VALUES_PER_BAND = PERMUTATIONS // BANDS
NGRAM = 3
# Minimum share of common trigrams of two copies; lightly edited copies are above it.
MIN_SIMILARITY = 0.5
MIN_WORDS = 40
# Sorts after every day.
_UNDATED = "undated"
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, key TEXT UNIQUE, origin TEXT, signature BLOB, published TEXT)",
    "CREATE TABLE IF NOT EXISTS bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS origins ON texts (origin)",
)


class Copies(SketchFile):
    """Signatures of the texts read so far.

    The original of copies is the one that was published first, whichever was read first.

    Args:
        path: the SQLite file; created if missing.

    Raises:
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA)
        with self._sqlite_errors(), contextlib.suppress(sqlite3.OperationalError):
            # In files of older versions, whose texts count as published before all others.
            self._db.execute("ALTER TABLE texts ADD COLUMN published TEXT DEFAULT ''")

    def add(self, key: str, published: date | None, signature: np.ndarray | None) -> dict[str, str]:
        """Store the signature of an article; return the keys of the articles that are now copies of another original, each with that of the original.

        Args:
            key: key of the article; if it is known, all copies of its original are returned.
            published: its day.
            signature: signature of its text from `copy_signature`; None is never a copy.

        Raises:
            StoreError: the file is damaged or the disk is full.
        """
        if signature is None:
            return {}
        with self._sqlite_errors():
            known = self._db.execute("SELECT origin FROM texts WHERE key = ?", (key,)).fetchone()
            return self._copies_of(known[0]) if known else self._add(key, str(published or _UNDATED), signature)

    def _copies_of(self, origin: str) -> dict[str, str]:
        return {key: origin for (key,) in self._db.execute("SELECT key FROM texts WHERE origin = ? AND key != origin", (origin,))}

    def _add(self, key: str, published: str, signature: np.ndarray) -> dict[str, str]:
        origins = self._similar(signature)
        known = [(self._db.execute("SELECT published FROM texts WHERE key = ?", (origin,)).fetchone()[0], origin) for origin in origins]
        first = min([(published, key), *known])[1]
        moved = [(copy,) for origin in origins if origin != first for copy in (origin, *self._copies_of(origin))]
        self._db.execute("BEGIN")
        self._db.executemany("UPDATE texts SET origin = ? WHERE key = ?", [(first, *copy) for copy in moved])
        row = self._db.execute("INSERT INTO texts (key, origin, signature, published) VALUES (?, ?, ?, ?)", (key, first, signature.tobytes(), published))
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, row.lastrowid) for band in _bands(signature)))
        self._db.execute("COMMIT")
        return {copy: first for (copy,) in (*moved, (key,)) if copy != first}

    def _similar(self, signature: np.ndarray) -> list[str]:
        """Return the originals of the texts above the threshold, sorted."""
        bands = _bands(signature)
        query = f"SELECT DISTINCT t.number, t.origin, t.signature FROM bands b JOIN texts t USING (number) WHERE b.band IN ({','.join('?' * len(bands))}) ORDER BY t.number LIMIT 200"
        return sorted({origin for _, origin, stored in self._db.execute(query, bands) if similarity(from_bytes(stored), signature) > MIN_SIMILARITY})


def copy_signature(text: str) -> np.ndarray | None:
    """Return the MinHash of a text, 96 uint32; None for texts of fewer than 40 words."""
    words = words_of(text)
    if len(words) < MIN_WORDS:
        return None
    return minhash({" ".join(words[at : at + NGRAM]) for at in range(len(words) - NGRAM + 1)})


def _bands(signature: np.ndarray) -> list[int]:
    """Return one number per band of the signature; texts that share one are compared."""
    return [band << 32 | crc32(signature[band * VALUES_PER_BAND : (band + 1) * VALUES_PER_BAND].tobytes()) for band in range(BANDS)]
