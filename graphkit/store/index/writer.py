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
from graphkit.model import Claim
from graphkit.rdf import ARTICLE_GRAPH, article_graph
from graphkit.store.index import copy_check, schema
from graphkit.store.index.rows import CLAIM_COLUMNS, Rows, claim_of, rows_in, rows_of
from graphkit.store.index.statements import Statement
from graphkit.store.index.streaming import articles_in
from graphkit.store.index.ties import rebuild_all, rebuild_stale
from graphkit.store.index.validation import discard_validation, note_changed, note_changed_pairs
from graphkit.store.index.written import actor_pairs, replace_rows, write_rows

# Articles per batch of inserts while the whole index is built.
_BATCH = 500
_MOST_NOTED = 10_000


class IndexWriter:
    """Maintains the index of a graph for its writer.

    Args:
        folder: folder of the graph; None for an index in memory.

    Raises:
        StoreError: the index cannot be opened.
    """

    def __init__(self, folder: Path | None) -> None:
        self._name = str(folder / schema.FILE) if folder is not None else "the index"
        self._folder = folder
        self.db = schema.create_in_memory() if folder is None else schema.open_for_writing(folder)

    def outdated(self) -> list[str]:
        """Return the keys of the articles whose rows may be outdated."""
        return [key for (key,) in self._fetch("SELECT article FROM waiting ORDER BY article")]

    def catch_up(self, store: pyoxigraph.Store) -> None:
        """Rebuild what an interrupted writer left outdated.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        self._compare(store)
        waiting = self.outdated()
        if schema.UNREADABLE in waiting:
            # It would take long and fail again; the next change of the graph removes the marker.
            return
        if schema.WHOLE in waiting:
            self.rebuild(store)
        elif waiting:
            with self._transaction():
                self._replace({key: _quads(store, key) for key in waiting})
        self.flush()

    def _compare(self, store: pyoxigraph.Store) -> None:
        """Note the articles of a copied index that differ from the graph next to it."""
        if self._folder is None or not copy_check.is_copy(self.db, self._folder):
            return
        try:
            if schema.WHOLE not in self.outdated() and (wrong := copy_check.differing_articles(store, self.db)):
                self.mark_outdated(wrong if len(wrong) <= _MOST_NOTED else [schema.WHOLE])
            copy_check.record_inode(self.db, self._folder)
        except (OSError, sqlite3.Error) as error:
            if schema.is_damage(error):
                self.rebuild(store)
                return
            raise StoreError(f"{self._name} could not be compared with the graph: {error}") from error

    @contextlib.contextmanager
    def updating(self, store: pyoxigraph.Store, keys: Sequence[str], new: Mapping[str, Sequence[Quad]]) -> Iterator[None]:
        """Guard one transaction of the store and update the rows of the articles that it touches.

        Args:
            store: the store.
            keys: keys of the articles.
            new: quads of new articles, which need not be read back.

        Raises:
            StoreError: the disk is full or cannot be written; the transaction was then not started.
        """
        self.mark_outdated(keys)
        try:
            yield
        except BaseException:
            # Nothing was written, unless the engine itself failed midway: then the note stays.
            with contextlib.suppress(OSError, RuntimeError, sqlite3.Error, StoreError), self._transaction():
                self._replace({key: _quads(store, key) for key in keys})
            raise
        # The transaction is committed: if the rows cannot be updated now, the note stays.
        with contextlib.suppress(StoreError), self._transaction():
            self._replace({key: new.get(key) or _quads(store, key) for key in keys})

    @contextlib.contextmanager
    def adding(self, store: pyoxigraph.Store, new: Mapping[str, Rows]) -> Iterator[None]:
        """Guard the loading of new articles and add their rows.

        Args:
            store: the store.
            new: rows of each article, by its key.

        Raises:
            StoreError: the disk is full or cannot be written; nothing was loaded then.
        """
        self.mark_outdated(new.keys())
        try:
            yield
        except BaseException:
            # As in `updating`.
            with contextlib.suppress(OSError, RuntimeError, sqlite3.Error, StoreError), self._transaction():
                self._replace({key: _quads(store, key) for key in new})
            raise
        with contextlib.suppress(StoreError), self._transaction():
            self._add(new)

    def has(self, key: str) -> bool:
        """Return whether it has the row of an article."""
        return bool(self._fetch("SELECT 1 FROM articles WHERE key = ?", key))

    def claims(self, key: str) -> list[Claim] | None:
        """Return the claims of an article, by position; None if they may be outdated."""
        if self._fetch("SELECT 1 FROM waiting WHERE article IN (?, ?)", key, schema.WHOLE):
            return None
        claims = map(claim_of, self._fetch(f"SELECT {CLAIM_COLUMNS} FROM claims WHERE article = ?", key))
        return sorted(claims, key=lambda claim: (claim.evidence[0].start, claim.evidence[0].end, claim.id))

    def mark_outdated(self, keys: Collection[str]) -> None:
        """Note that the rows of these articles are about to change; `WHOLE` for all."""
        with self._transaction():
            self.db.execute("DELETE FROM waiting WHERE article = ?", (schema.UNREADABLE,))
            self.db.executemany("INSERT OR IGNORE INTO waiting VALUES (?)", [(key,) for key in keys])
            note_changed(self.db, keys)

    def discard_validation(self) -> None:
        """Discard everything known to be valid."""
        with self._transaction():
            discard_validation(self.db)

    def rebuild(self, store: pyoxigraph.Store, dump: Iterable[Statement] = ()) -> None:
        """Rebuild the whole index; if part of the graph cannot be read, it stays incomplete and unused.

        Args:
            store: the store.
            dump: the statements that were loaded, if available: reading them from the engine takes three times as long.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        try:
            self._rebuild(store, dump)
        except StoreError as error:
            if self._folder is None or not schema.is_damage(error.__cause__):
                raise
            self.db = schema.recreate(self._folder, self.db)
            copy_check.record_inode(self.db, self._folder)
            self._rebuild(store)

    def _rebuild(self, store: pyoxigraph.Store, dump: Iterable[Statement] = ()) -> None:
        self.mark_outdated([schema.WHOLE])
        try:
            with self._transaction():
                self.fill(store, dump)
        except (ValueError, LookupError):
            with self._transaction():
                self.db.execute("INSERT INTO waiting VALUES (?)", (schema.UNREADABLE,))

    def fill(self, store: pyoxigraph.Store, dump: Iterable[Statement] = ()) -> None:
        """As `rebuild`, within a transaction.

        Raises:
            ValueError, LookupError: part of the graph cannot be read.
        """
        graphs = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH))
        wanted = {graph.removeprefix(ARTICLE_GRAPH) for graph in graphs}
        schema.clear(self.db)
        left = wanted - self._write_from_dump(dump, wanted)
        rows = (rows_of(key, _quads(store, key)) for key in sorted(left))
        while batch := list(islice(rows, _BATCH)):
            write_rows(self.db, batch)
        schema.create_indexes(self.db)
        rebuild_all(self.db)
        self.db.execute("DELETE FROM waiting")

    def _write_from_dump(self, dump: Iterable[Statement], wanted: Collection[str]) -> set[str]:
        """Write the rows of the articles of a dump; return the keys of the complete ones."""
        done, again = set[str](), set[str]()

        def article_rows() -> Iterator[Rows]:
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

        rows = article_rows()
        while batch := list(islice(rows, _BATCH)):
            write_rows(self.db, batch)
        both = [(key,) for key in sorted(done & again)]
        self.db.executemany("DELETE FROM claims WHERE article = ?", both)
        self.db.executemany("DELETE FROM articles WHERE key = ?", both)
        return done - again

    def flush(self) -> None:
        """Rebuild the ties of all changed pairs.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        if self._fetch("SELECT 1 FROM stale LIMIT 1"):
            with self._transaction():
                rebuild_stale(self.db)

    def close(self) -> None:
        """Close the file; all writes are already committed."""
        self.db.close()

    def _replace(self, articles: Mapping[str, Iterable[Quad]]) -> None:
        """Replace the rows of articles; if one cannot be read, the index is marked unusable."""
        if self._fetch("SELECT 1 FROM waiting WHERE article = ?", schema.WHOLE):
            return
        try:
            made = [(key, rows_of(key, quads)) for key, quads in articles.items()]
        except (ValueError, LookupError):
            self.db.executemany("INSERT OR IGNORE INTO waiting VALUES (?)", [(schema.WHOLE,), (schema.UNREADABLE,)])
            return
        pairs = {pair for key, rows in made for pair in replace_rows(self.db, key, *rows)}
        self._note_ties(pairs, [(key,) for key, _ in made])

    def _add(self, new: Mapping[str, Rows]) -> None:
        """Add the rows of new articles, in the order of the file, so that each page is written once."""
        if not self._fetch("SELECT 1 FROM waiting WHERE article = ?", schema.WHOLE):
            write_rows(self.db, (new[key] for key in sorted(new)))
            self._note_ties(actor_pairs(row for _, claims in new.values() for row in claims), [(key,) for key in new])

    def _note_ties(self, pairs: Collection[tuple[str, str]], keys: Sequence[tuple[str]]) -> None:
        """Note that the ties of pairs must be rebuilt, and that the rows of articles are up to date."""
        self.db.executemany("INSERT OR IGNORE INTO stale VALUES (?, ?)", sorted(pairs))
        note_changed_pairs(self.db, pairs)
        self.db.executemany("DELETE FROM waiting WHERE article = ?", keys)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Run the block in one transaction of the index."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self.db.execute("ROLLBACK")
            raise StoreError(f"{self._name} could not be written: {error}{_advice(error)}") from error

    def _fetch(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self.db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self._name} cannot be read: {error}{_advice(error)}") from error


def _advice(error: BaseException) -> str:
    return "; rebuild it with: graphkit check --repair" if schema.is_damage(error) else ""


def _quads(store: pyoxigraph.Store, key: str) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, article_graph(key))
