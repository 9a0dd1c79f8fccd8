"""Which articles are versions of one: read at one address or in one file, and near copies of each other.

Neither is enough alone: a page or a file may hold another article every day, and two articles may be
alike. The graph contains no texts, so a sketch of each is kept in a SQLite file beside its data: MinHash
(Broder 1997) over pairs of neighbouring words, which also tells texts of one sentence apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.documents.address import address_key
from graphkit.model import Document, Precision, digest
from graphkit.pipeline.sketches import Sketches, likeness, minhash, words_of

if TYPE_CHECKING:
    import numpy as np

# Share of the pairs of words of two versions that both have. A quarter is left where half of a text is
# written anew. A page that grows day by day loses some of yesterday's text: there, half is asked for.
SAME_DAY, OTHER_DAY = 0.25, 0.5
# Texts of one address or file that are compared, the latest: a page may have been read every hour for years.
COMPARED = 200
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, key TEXT UNIQUE, address TEXT, place TEXT, day TEXT, sketch BLOB, changed TEXT)",
    "CREATE INDEX IF NOT EXISTS by_address ON texts (address) WHERE address IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS by_place ON texts (place) WHERE place IS NOT NULL",
)


@dataclass(frozen=True, slots=True)
class Family:
    """Keys of the versions of an article that were read before it, in the order of their reading.

    Attributes:
        earlier: those that it replaces.
        later: those that replace it: they were published on a later day, or changed later on the same.
    """

    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class Versions(Sketches):
    """Sketches of the articles that were read, by address and file.

    Args:
        path: the SQLite file; it is made.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA, " and build from all articles again to restore it")
        with self._written():
            if "changed" not in {row[1] for row in self._rows.execute("PRAGMA table_info(texts)")}:
                # A file of an earlier version.
                self._rows.execute("ALTER TABLE texts ADD COLUMN changed TEXT")
            # Whether nothing is remembered yet: a new graph, or one whose file was removed.
            self.fresh = self._rows.execute("SELECT 1 FROM texts LIMIT 1").fetchone() is None

    def has(self, key: str) -> bool:
        """Whether an article is remembered."""
        with self._written():
            return self._rows.execute("SELECT 1 FROM texts WHERE key = ?", (key,)).fetchone() is not None

    def add(self, document: Document) -> Family:
        """Remember an article, and say which of those remembered before it are versions of it.

        Raises:
            StoreError: the file is damaged, or the disk is full.
        """
        address, place, day = _marks(document)
        sketch = sketch_of(document.text)
        with self._written():
            family = self._family(document, address, place, day, sketch)
            self._rows.execute(
                "INSERT OR IGNORE INTO texts (key, address, place, day, sketch, changed) VALUES (?, ?, ?, ?, ?, ?)",
                (document.key, address, place, day, sketch.tobytes(), document.changed),
            )
        return family

    def _family(self, document: Document, address: str | None, place: str | None, day: str | None, sketch: np.ndarray) -> Family:
        asked = "SELECT number, key, place, day, sketch, changed FROM texts WHERE (address = ? OR place = ?) AND key != ? ORDER BY number DESC LIMIT ?"
        earlier: list[tuple[int, str]] = []
        later: list[tuple[int, str]] = []
        for number, other, its_place, its_day, stored, its_change in self._rows.execute(asked, (address, place, document.key, COMPARED)):
            alike = likeness(stored, sketch)
            other_day = day is not None and its_day is not None and day != its_day
            if alike < (OTHER_DAY if other_day else SAME_DAY):
                continue
            # A file holds what was written to it last, whatever day it says. An address may be read in any order.
            newer = its_day > day if other_day else (its_change or "") > (document.changed or its_change or "")
            after = newer and (place is None or its_place != place)
            (later if after else earlier).append((number, other))
        return Family(*(tuple(name for _, name in sorted(found)) for found in (earlier, later)))


def _marks(document: Document) -> tuple[str | None, str | None, str | None]:
    """Address and file, as digests, and the day, each where it is known.

    The articles of one page share its address but for what stands behind the #, which is part of their ids.
    """
    address, (_, sign, anchor) = address_key(document.url), (document.url or "").partition("#")
    if address and sign and document.id.endswith(f"#{anchor}"):
        address = f"{address}#{anchor}"
    day = document.published.isoformat() if document.published and document.published_precision is Precision.DAY else None
    return digest(address) if address else None, digest(document.place) if document.place else None, day


def sketch_of(text: str) -> np.ndarray:
    """MinHash of a text's pairs of neighbouring words, its beginning and end counted as words: 96 numbers of 32 bits."""
    words = ["", *words_of(text), ""]
    return minhash({" ".join(pair) for pair in pairwise(words)})
