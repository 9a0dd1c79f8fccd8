"""The texts of articles, compressed, in a SQLite file beside the graph's data; they are never exported.

A text is written before the article that it belongs to: a run that is killed in between leaves a
text that nobody asks for, never an article that has lost its own. Every text is compared with the hash
that the graph has of it, so that one which was changed or damaged counts as none.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.model import Article, Claim, Document, hash_of

TEXTS = "texts.sqlite"
# Characters of a text take at most so many bytes; a file that gives more was not written here.
LONGEST = 256 << 20
_SCHEMA = "CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID"


class Texts:
    """The texts of a graph's articles, for the one who writes to it.

    Args:
        folder: the graph's folder; the file is made in it.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / TEXTS
        try:
            self._rows = sqlite3.connect(self._path, isolation_level=None)
            self._rows.execute("PRAGMA journal_mode = WAL")
            self._rows.execute("PRAGMA synchronous = OFF")
            self._rows.execute(_SCHEMA)
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be opened: {error}; remove it, and the texts are kept anew from here on") from error

    def put(self, document: Document) -> None:
        """Keep the text of an article, by its key.

        Raises:
            StoreError: the file is damaged, or the disk is full.
        """
        self._run("INSERT OR REPLACE INTO texts VALUES (?, ?)", (document.key, zlib.compress(document.text.encode("utf-8", "surrogatepass"))))

    def has(self, key: str) -> bool:
        """Whether the text of an article is kept."""
        return bool(self._run("SELECT 1 FROM texts WHERE key = ?", (key,)))

    def sweep(self, stays: Callable[[str], bool]) -> None:
        """Remove the texts of the articles that do not stay, by their keys."""
        gone = [(key,) for (key,) in self._run("SELECT key FROM texts", ()) if not stays(key)]
        for key in gone:
            self._run("DELETE FROM texts WHERE key = ?", key)

    def close(self) -> None:
        """Close the file; what was added is in it already."""
        self._rows.close()

    def _run(self, statement: str, values: tuple[object, ...]) -> list[tuple[str]]:
        try:
            return self._rows.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read or written: {error}") from error


def kept_text(folder: Path | None, article: Article) -> str | None:
    """The text of an article as it was read; None where it is not kept, or is not the one that was read.

    Args:
        folder: the graph's folder; None for a graph in memory, which keeps none.
        article: of the graph.
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
    """The text of an article that one of its quotes repeats from end to end, as the row of a table does; None without one."""
    quotes = (evidence.quote for claim in claims for evidence in claim.evidence if evidence.start == 0)
    return next((quote for quote in quotes if hash_of(quote) == article.text_hash), None)


def _read(path: Path, key: str) -> bytes | None:
    """What the file has of a key; where it may not be written to, it is read as it lies there."""
    for how in ("mode=rw", "immutable=1"):
        try:
            rows = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
            try:
                found = rows.execute("SELECT text FROM texts WHERE key = ?", (key,)).fetchone()
            finally:
                rows.close()
        except sqlite3.Error:
            continue
        return found[0] if found and isinstance(found[0], bytes) else None
    return None
