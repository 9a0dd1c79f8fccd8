"""Find versions of an article: same address or file, and similar text.

Neither suffices alone: a page or file may hold a new article every day, and different articles may be similar. The graph
contains no texts, so a SQLite file in its folder keeps a sketch of each: MinHash (Broder 1997) over word bigrams, which
also distinguishes texts of one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.documents.address import address_key
from graphkit.model import Document, Precision, digest
from graphkit.pipeline.sketches import SketchFile, from_bytes, minhash, similarity, words_of

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
        earlier: versions before it, in reading order.
        later: versions after it, the next one first: published on a later day, or changed later on the same day.
        replaced: those of the earlier ones whose next version it is.
        after: all articles of its address or file after it, also those that are no versions of it.
    """

    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    replaced: tuple[str, ...] = field(default=(), compare=False)
    after: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A row of the file."""

    number: float
    key: str
    place: str | None
    day: str | None
    sketch: np.ndarray
    changed: str | None

    def is_later(self, other: _Text) -> bool:
        """Whether it is newer than another text of its address or file; of two that nothing orders, the one read last is."""
        if self.number > other.number:
            return not other.is_later(self)
        # In a file, the text read last is the latest, whatever its date. Addresses may be read in any order.
        newer = (self.day or "") > (other.day or "") if self._is_of_other_day(other) else (self.changed or "") > (other.changed or self.changed or "")
        return newer and (self.place is None or self.place != other.place)

    def is_like(self, other: _Text) -> bool:
        """Whether both are versions of one text."""
        return similarity(self.sketch, other.sketch) >= (OTHER_DAY_SIMILARITY if self._is_of_other_day(other) else SAME_DAY_SIMILARITY)

    def _is_of_other_day(self, other: _Text) -> bool:
        return self.day is not None and other.day is not None and self.day != other.day


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

    def add(self, document: Document, has: Callable[[str], bool] = lambda _key: True) -> OtherVersions:
        """Store the sketch of an article, and return its versions among the articles stored before.

        Args:
            document: the article.
            has: returns whether the graph has an article.

        Raises:
            StoreError: the file is damaged or the disk is full.
        """
        address, place, day = _lookup_keys(document)
        new = _Text(inf, document.key, place, day, sketch_of(document.text), document.changed)
        with self._sqlite_errors():
            others = self._others(new, address)
            self._db.execute(
                "INSERT OR IGNORE INTO texts (key, address, place, day, sketch, changed) VALUES (?, ?, ?, ?, ?, ?)",
                (new.key, address, place, day, new.sketch.tobytes(), new.changed),
            )
        like, after = [other for other in others if new.is_like(other)], [other for other in others if other.is_later(new)]
        earlier = [other for other in like if other not in after]
        later = sorted((other for other in like if other in after), key=lambda other: (other.day or "", other.changed or "", other.number))
        # A text may be like two versions that are not like each other; the next one replaces it, in whichever order they are read.
        between = [other for other in reversed(others) if other not in after]
        replaced = (old for old in earlier if not any(other is not old and other.is_later(old) and other.is_like(old) and has(other.key) for other in between))
        return OtherVersions(_keys(earlier), _keys(later), _keys(replaced), frozenset(_keys(after)))

    def _others(self, new: _Text, address: str | None) -> list[_Text]:
        """Return the latest texts of the same address or file, in reading order."""
        query = "SELECT number, key, place, day, sketch, changed FROM texts WHERE (address = ? OR place = ?) AND key != ? ORDER BY number DESC LIMIT ?"
        rows = self._db.execute(query, (address, new.place, new.key, MAX_COMPARED))
        return [_Text(number, key, place, day, from_bytes(stored), changed) for number, key, place, day, stored, changed in rows][::-1]


def _keys(texts: Iterable[_Text]) -> tuple[str, ...]:
    return tuple(text.key for text in texts)


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
