"""Find versions of an article: same address or file, and similar text.

Neither suffices alone: a page or file may hold a new article every day, and different articles may be similar. The graph
contains no texts, so a SQLite file in its folder keeps a sketch of each: MinHash (Broder 1997) over word bigrams, which
also distinguishes texts of one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.documents.address import address_key
from graphkit.model import Document, Precision, digest
from graphkit.pipeline.sketches import SketchFile, minhash, similarity, words_of

if TYPE_CHECKING:
    import numpy as np

# Minimum share of common bigrams of two versions. A quarter remains if half of a text is rewritten. A page that grows
# daily drops some of the day before's text, so versions of different days need half.
SAME_DAY_SIMILARITY, OTHER_DAY_SIMILARITY = 0.25, 0.5
# Latest texts of one address or file that are compared: a page may have been read hourly for years.
MAX_COMPARED = 200
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, key TEXT UNIQUE, address TEXT, place TEXT, day TEXT, sketch BLOB, changed TEXT)",
    "CREATE INDEX IF NOT EXISTS by_address ON texts (address) WHERE address IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS by_place ON texts (place) WHERE place IS NOT NULL",
)


@dataclass(frozen=True, slots=True)
class OtherVersions:
    """Keys of the versions of an article that were read before it.

    Attributes:
        earlier: versions that it replaces, in reading order.
        later: versions that replace it, the next one first: published on a later day, or changed later on the same day.
    """

    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class Versions(SketchFile):
    """Sketches of the articles read so far, by address and file.

    Args:
        path: the SQLite file; created if missing.

    Raises:
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA)
        with self._sqlite_errors():
            if "changed" not in {row[1] for row in self._db.execute("PRAGMA table_info(texts)")}:
                # The file was made by an earlier release.
                self._db.execute("ALTER TABLE texts ADD COLUMN changed TEXT")
            # Whether the file is empty: a new graph, or the file was removed.
            self.is_new = self._db.execute("SELECT 1 FROM texts LIMIT 1").fetchone() is None

    def latest(self, document: Document) -> str | None:
        """Return the key of the article read last from the same place in a file; None if this article was not first read from there."""
        _, place, _ = _lookup_keys(document)
        with self._sqlite_errors():
            found = [key for (key,) in self._db.execute("SELECT key FROM texts WHERE place = ? ORDER BY number DESC LIMIT ?", (place, MAX_COMPARED))]
        return found[0] if document.key in found else None

    def move_to_end(self, key: str) -> None:
        """Make an article the one read last."""
        with self._sqlite_errors():
            self._db.execute("UPDATE texts SET number = (SELECT max(number) + 1 FROM texts) WHERE key = ?", (key,))

    def add(self, document: Document) -> OtherVersions:
        """Store the sketch of an article, and return its versions among the articles stored before.

        Raises:
            StoreError: the file is damaged or the disk is full.
        """
        address, place, day = _lookup_keys(document)
        sketch = sketch_of(document.text)
        with self._sqlite_errors():
            versions = self._other_versions(document, address, place, day, sketch)
            self._db.execute(
                "INSERT OR IGNORE INTO texts (key, address, place, day, sketch, changed) VALUES (?, ?, ?, ?, ?, ?)",
                (document.key, address, place, day, sketch.tobytes(), document.changed),
            )
        return versions

    def _other_versions(self, document: Document, address: str | None, place: str | None, day: str | None, sketch: np.ndarray) -> OtherVersions:
        query = "SELECT number, key, place, day, sketch, changed FROM texts WHERE (address = ? OR place = ?) AND key != ? ORDER BY number DESC LIMIT ?"
        earlier: list[tuple[int, str]] = []
        later: list[tuple[str, str, int, str]] = []
        for number, other, its_place, its_day, stored, its_change in self._db.execute(query, (address, place, document.key, MAX_COMPARED)):
            shared = similarity(stored, sketch)
            different_day = day is not None and its_day is not None and day != its_day
            if shared < (OTHER_DAY_SIMILARITY if different_day else SAME_DAY_SIMILARITY):
                continue
            # In a file, the text read last is the latest, whatever its date. Addresses may be read in any order.
            newer = its_day > day if different_day else (its_change or "") > (document.changed or its_change or "")
            if newer and (place is None or its_place != place):
                later.append((its_day if different_day else day or "", its_change or "", number, other))
            else:
                earlier.append((number, other))
        return OtherVersions(tuple(name for *_, name in sorted(earlier)), tuple(name for *_, name in sorted(later)))


def _lookup_keys(document: Document) -> tuple[str | None, str | None, str | None]:
    """Return digests of address and file, and the day; None for what is unknown.

    Articles of one page share its address except for the fragment after #, which is part of their ids.
    """
    address, (_, sign, anchor) = address_key(document.url), (document.url or "").partition("#")
    if address and sign and document.id.endswith(f"#{anchor}"):
        address = f"{address}#{anchor}"
    day = document.published.isoformat() if document.published and document.published_precision is Precision.DAY else None
    return digest(address) if address else None, digest(document.place) if document.place else None, day


def sketch_of(text: str) -> np.ndarray:
    """Return the MinHash of a text's word bigrams, with its start and end as words: 96 uint32."""
    words = ["", *words_of(text), ""]
    return minhash({" ".join(pair) for pair in pairwise(words)})
