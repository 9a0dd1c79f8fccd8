"""The texts of articles, compressed, in a SQLite file next to the graph's data; they are never exported.

A text is written before its article: a killed run may leave an unused text, but never an article
without its text. Every text is compared with the hash in the graph, so that a changed or damaged
text counts as missing.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.model import Article, Claim, Document, hash_of

TEXTS = "texts.sqlite"
# Maximum bytes of a decompressed text; a larger one was not written by graphkit.
LONGEST = 256 << 20
_SCHEMA = "CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID"


class Texts:
    """The texts of a graph's articles, for its writer.

    Args:
        folder: the graph's folder; the file is created in it.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / TEXTS
        try:
            self._db = sqlite3.connect(self._path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = OFF")
            self._db.execute(_SCHEMA)
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be opened: {error}; remove it; texts are then kept from here on") from error

    def put(self, document: Document) -> None:
        """Store the text of an article, by its key.

        Raises:
            StoreError: the file is damaged, or the disk is full.
        """
        self._run("INSERT OR REPLACE INTO texts VALUES (?, ?)", (document.key, zlib.compress(document.text.encode("utf-8", "surrogatepass"))))

    def has(self, key: str) -> bool:
        """Return whether the text of an article is stored."""
        return bool(self._run("SELECT 1 FROM texts WHERE key = ?", (key,)))

    def prune(self, keep: Callable[[str], bool]) -> None:
        """Remove the texts of the articles whose keys `keep` rejects."""
        gone = [(key,) for (key,) in self._run("SELECT key FROM texts", ()) if not keep(key)]
        for key in gone:
            self._run("DELETE FROM texts WHERE key = ?", key)

    def close(self) -> None:
        """Close the file; all writes are already committed."""
        self._db.close()

    def _run(self, statement: str, values: tuple[object, ...]) -> list[tuple[str]]:
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read or written: {error}") from error


def stored_text(folder: Path | None, article: Article) -> str | None:
    """Return the text of an article as it was read; None if it is not stored or its hash differs.

    Args:
        folder: the graph's folder; None for a graph in memory, which stores no texts.
        article: an article of the graph.
    """
    path = folder / TEXTS if folder is not None else None
    if path is None or not path.is_file():
        return None
    packed = _read(path, article.key)
    if packed is None:
        return None
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, LONGEST).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError):
        return None
    return text if hash_of(text) == article.text_hash else None


def whole_quote(article: Article, claims: Iterable[Claim]) -> str | None:
    """Return the text of an article if one of its quotes covers all of it, as for a table row; None otherwise."""
    quotes = (evidence.quote for claim in claims for evidence in claim.evidence if evidence.start == 0)
    return next((quote for quote in quotes if hash_of(quote) == article.text_hash), None)


def _read(path: Path, key: str) -> bytes | None:
    """Return the stored bytes of a key; on a read-only file system the file is opened as immutable."""
    for mode in ("mode=rw", "immutable=1"):
        try:
            rows = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)
            try:
                found = rows.execute("SELECT text FROM texts WHERE key = ?", (key,)).fetchone()
            finally:
                rows.close()
        except sqlite3.Error:
            continue
        return found[0] if found and isinstance(found[0], bytes) else None
    return None
