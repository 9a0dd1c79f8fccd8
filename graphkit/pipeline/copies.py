"""Copies of one text: wire stories that several outlets print, found as they come in.

Texts are compared by MinHash (Broder 1997) over runs of three words, candidates found by bands of
their signatures (Leskovec, Rajaraman and Ullman 2014, chapter 3), which stand in a SQLite file
beside the data: memory stays flat, and an article costs the same however many there are.
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
# Of the runs of words of two copies at least this share is in both; copies edited here and there lie above.
ALIKE = 0.5
SHORTEST = 40
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, key TEXT UNIQUE, origin TEXT, signature BLOB)",
    "CREATE TABLE IF NOT EXISTS bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID",
)


class Copies(Sketches):
    """What was read before, by its words.

    Args:
        path: the SQLite file; it is made.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA, ", copies are then detected from here on")

    def origin(self, key: str, signature: np.ndarray | None) -> str | None:
        """Key of the article that this one is a copy of, None where it is none; it is remembered.

        Args:
            key: of the article.
            signature: of its text, as `signature_of` makes it; None is never a copy.

        Raises:
            StoreError: the file is damaged, or the disk is full.
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
        """Origin of the text that is most like this one, if it is like enough; the earlier of two."""
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
    """MinHash of a text, 96 numbers of 32 bits; None for one of fewer than 40 words."""
    words = words_of(text)
    if len(words) < SHORTEST:
        return None
    return minhash({" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)})


def _bands(signature: np.ndarray) -> list[int]:
    """One number for each band of the signature; two texts that share one are compared."""
    return [band << 32 | crc32(signature[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(BANDS)]
