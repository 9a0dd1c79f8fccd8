"""Keep the index up to date while the graph is written to.

The articles that a transaction touches are noted in the index before it, and their rows rebuilt after it.
If the process is killed in between, the note remains: the next writer rebuilds the rows, and a reader that
finds a note without an active writer triggers that (`graphkit.store.store`).
Ties are rebuilt from the rows, for all changed pairs, when the writer flushes.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.errors import StoreError
from graphkit.rdf import ARTICLE_GRAPH, article_graph
from graphkit.store.index import copy_check, schema
from graphkit.store.index.rows import ARTICLE_COLUMNS, Rows, rows_in, rows_of
from graphkit.store.index.statements import Statement
from graphkit.store.index.streaming import articles_in
from graphkit.store.index.ties import make_all, refresh
from graphkit.store.index.validation import forget, noted, noted_pairs

# Articles per batch of inserts while the whole index is built.
_AT_ONCE = 500
_MOST_NOTED = 10_000


class Keeper:
    """Maintains the index of a graph for its writer.

    Args:
        folder: folder of the graph; None for an index in memory.

    Raises:
        StoreError: the index cannot be opened.
    """

    def __init__(self, folder: Path | None) -> None:
        self._name = str(folder / schema.FILE) if folder is not None else "the index"
        self._folder = folder
        self.rows = schema.in_memory() if folder is None else schema.written(folder)

    def waiting(self) -> list[str]:
        """Return the keys of the articles whose rows may be outdated."""
        return [key for (key,) in self._all("SELECT article FROM waiting ORDER BY article")]

    def catch_up(self, store: pyoxigraph.Store) -> None:
        """Rebuild what an interrupted writer left outdated.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        self._compare(store)
        waiting = self.waiting()
        if schema.UNREADABLE in waiting:
            # It would take long and fail again; the next change of the graph removes the marker.
            return
        if schema.WHOLE in waiting:
            self.make(store)
        elif waiting:
            with self._at_once():
                self._put({key: _quads(store, key) for key in waiting})
        self.flush()

    def _compare(self, store: pyoxigraph.Store) -> None:
        """Note the articles of a copied index that differ from the graph next to it."""
        if self._folder is None or not copy_check.is_copy(self.rows, self._folder):
            return
        try:
            if schema.WHOLE not in self.waiting() and (wrong := copy_check.differing(store, self.rows)):
                self.note(wrong if len(wrong) <= _MOST_NOTED else [schema.WHOLE])
            copy_check.settle(self.rows, self._folder)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self._name} could not be compared with the graph: {error}") from error

    @contextlib.contextmanager
    def following(self, store: pyoxigraph.Store, keys: Sequence[str], new: Mapping[str, Sequence[Quad]]) -> Iterator[None]:
        """Guard one transaction of the store and update the rows of the articles that it touches.

        Args:
            store: the store.
            keys: keys of the articles.
            new: quads of new articles, which need not be read back.

        Raises:
            StoreError: the disk is full or cannot be written; the transaction was then not started.
        """
        self.note(keys)
        try:
            yield
        except BaseException:
            # Nothing was written, unless the engine itself failed midway: then the note stays.
            with contextlib.suppress(OSError, RuntimeError, sqlite3.Error, StoreError), self._at_once():
                self._put({key: _quads(store, key) for key in keys})
            raise
        # The transaction is committed: if the rows cannot be updated now, the note stays.
        with contextlib.suppress(StoreError), self._at_once():
            self._put({key: new.get(key) or _quads(store, key) for key in keys})

    @contextlib.contextmanager
    def adding(self, store: pyoxigraph.Store, new: Mapping[str, Rows]) -> Iterator[None]:
        """Guard the loading of new articles and add their rows.

        Args:
            store: the store.
            new: rows of each article, by its key.

        Raises:
            StoreError: the disk is full or cannot be written; nothing was loaded then.
        """
        self.note(new.keys())
        try:
            yield
        except BaseException:
            # As in `following`.
            with contextlib.suppress(OSError, RuntimeError, sqlite3.Error, StoreError), self._at_once():
                self._put({key: _quads(store, key) for key in new})
            raise
        with contextlib.suppress(StoreError), self._at_once():
            self._add(new)

    def has(self, key: str) -> bool:
        """Return whether it has the row of an article."""
        return bool(self._all("SELECT 1 FROM articles WHERE key = ?", key))

    def note(self, keys: Collection[str]) -> None:
        """Note that the rows of these articles are about to change; `WHOLE` for all."""
        with self._at_once():
            self.rows.execute("DELETE FROM waiting WHERE article = ?", (schema.UNREADABLE,))
            self.rows.executemany("INSERT OR IGNORE INTO waiting VALUES (?)", [(key,) for key in keys])
            noted(self.rows, keys)

    def forget(self) -> None:
        """Discard everything known to be valid."""
        with self._at_once():
            forget(self.rows)

    def make(self, store: pyoxigraph.Store, dump: Iterable[Statement] = ()) -> None:
        """Rebuild the whole index; if part of the graph cannot be read, it stays incomplete and unused.

        Args:
            store: the store.
            dump: the statements that were loaded, if available: reading them from the engine takes three times as long.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        try:
            self._make(store, dump)
        except StoreError as error:
            if self._folder is None or not schema.is_damage(error.__cause__):
                raise
            self.rows = schema.anew(self._folder, self.rows)
            copy_check.settle(self.rows, self._folder)
            self._make(store)

    def _make(self, store: pyoxigraph.Store, dump: Iterable[Statement] = ()) -> None:
        self.note([schema.WHOLE])
        try:
            with self._at_once():
                self.fill(store, dump)
        except (ValueError, LookupError):
            with self._at_once():
                self.rows.execute("INSERT INTO waiting VALUES (?)", (schema.UNREADABLE,))

    def fill(self, store: pyoxigraph.Store, dump: Iterable[Statement] = ()) -> None:
        """As `make`, within a transaction.

        Raises:
            ValueError, LookupError: part of the graph cannot be read.
        """
        graphs = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH))
        wanted = {graph.removeprefix(ARTICLE_GRAPH) for graph in graphs}
        schema.emptied(self.rows)
        left = wanted - self._streamed(dump, wanted)
        rows = (rows_of(key, _quads(store, key)) for key in sorted(left))
        while portion := list(islice(rows, _AT_ONCE)):
            self._write(portion)
        schema.indexed(self.rows)
        make_all(self.rows)
        self.rows.execute("DELETE FROM waiting")

    def _streamed(self, dump: Iterable[Statement], wanted: Collection[str]) -> set[str]:
        """Write the rows of the articles of a dump; return the keys of the complete ones."""
        done, again = set[str](), set[str]()

        def made() -> Iterator[Rows]:
            # One article at a time: batches of parsed articles exceed the CPU cache.
            for key, found in articles_in(dump):
                if found is None or key in done or key not in wanted:
                    again.add(key)
                elif key not in again:
                    try:
                        rows = rows_in(key, found)
                    except (ValueError, LookupError):  # perhaps only a part of it: the engine decides
                        again.add(key)
                    else:
                        done.add(key)
                        yield rows

        rows = made()
        while portion := list(islice(rows, _AT_ONCE)):
            self._write(portion)
        both = [(key,) for key in sorted(done & again)]
        self.rows.executemany("DELETE FROM claims WHERE article = ?", both)
        self.rows.executemany("DELETE FROM articles WHERE key = ?", both)
        return done - again

    def flush(self) -> None:
        """Rebuild the ties of all changed pairs.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        if self._all("SELECT 1 FROM stale LIMIT 1"):
            with self._at_once():
                refresh(self.rows)

    def close(self) -> None:
        """Close the file; all writes are already committed."""
        self.rows.close()

    def _put(self, articles: Mapping[str, Iterable[Quad]]) -> None:
        """Replace the rows of articles; if one cannot be read, the index is marked unusable."""
        if self._all("SELECT 1 FROM waiting WHERE article = ?", schema.WHOLE):
            return
        try:
            made = [(key, rows_of(key, quads)) for key, quads in articles.items()]
        except (ValueError, LookupError):
            self.rows.executemany("INSERT OR IGNORE INTO waiting VALUES (?)", [(schema.WHOLE,), (schema.UNREADABLE,)])
            return
        keys = [(key,) for key, _ in made]
        pairs = {pair for key in keys for pair in self._all("SELECT DISTINCT min(subject, object), max(subject, object) FROM claims WHERE article = ?", *key)}
        self.rows.executemany("DELETE FROM claims WHERE article = ?", keys)
        self.rows.executemany("DELETE FROM articles WHERE key = ?", keys)
        self._write([rows for _, rows in made])
        self._changed(pairs | _pairs(rows for _, rows in made), keys)

    def _add(self, new: Mapping[str, Rows]) -> None:
        """Add the rows of new articles, in the order of the file, so that each page is written once."""
        if not self._all("SELECT 1 FROM waiting WHERE article = ?", schema.WHOLE):
            self._write(new[key] for key in sorted(new))
            self._changed(_pairs(new.values()), [(key,) for key in new])

    def _changed(self, pairs: Collection[tuple[str, str]], keys: Sequence[tuple[str]]) -> None:
        """Note that the ties of pairs must be rebuilt, and that the rows of articles are up to date."""
        self.rows.executemany("INSERT OR IGNORE INTO stale VALUES (?, ?)", sorted(pairs))
        noted_pairs(self.rows, pairs)
        self.rows.executemany("DELETE FROM waiting WHERE article = ?", keys)

    def _write(self, made: Iterable[Rows]) -> None:
        made = list(made)
        self.rows.executemany(f"INSERT OR REPLACE INTO articles ({ARTICLE_COLUMNS}, publisher) VALUES ({_marks(11)})", [article for article, _ in made if article])
        self.rows.executemany(f"INSERT INTO claims VALUES ({_marks(19)})", [row for _, claims in made for row in claims])

    @contextlib.contextmanager
    def _at_once(self) -> Iterator[None]:
        """Run the block in one transaction of the index."""
        try:
            self.rows.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.rows.execute("ROLLBACK")
                raise
            self.rows.execute("COMMIT")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self.rows.execute("ROLLBACK")
            raise StoreError(f"{self._name} could not be written: {error}{_way_out(error)}") from error

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self.rows.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self._name} cannot be read: {error}{_way_out(error)}") from error


def _way_out(error: BaseException) -> str:
    return "; rebuild it with: graphkit check --repair" if schema.is_damage(error) else ""


def _pairs(made: Iterable[Rows]) -> set[tuple[str, str]]:
    """Return the two actors of each claim, ids sorted."""
    return {(min(row[4], row[6]), max(row[4], row[6])) for _, claims in made for row in claims}


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _quads(store: pyoxigraph.Store, key: str) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, article_graph(key))
