"""Keeping the index right while the graph is written to.

Which articles a transaction touches is noted in the index before it, and their rows are made anew
after it. A process that is killed in between leaves the note: whoever writes next reads those articles
again, and a reader who finds a note that nobody works on has that done (`graphkit.store.store`).
Ties are made anew of the rows alone, for all pairs that changed, when the writer writes everything out.
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
from graphkit.store.index import copied, schema
from graphkit.store.index.checked import forget, noted, noted_pairs
from graphkit.store.index.dumped import Statement
from graphkit.store.index.rows import ARTICLE_COLUMNS, Rows, rows_in, rows_of
from graphkit.store.index.streaming import articles_in
from graphkit.store.index.ties import make_all, refresh

# Articles of which rows are written at once while all of the index is made.
_AT_ONCE = 500
_MOST_NOTED = 10_000


class Keeper:
    """Keeps the index of the graph of one writer.

    Args:
        folder: of the graph; None for an index in memory.

    Raises:
        StoreError: the index cannot be opened.
    """

    def __init__(self, folder: Path | None) -> None:
        self._name = str(folder / schema.FILE) if folder is not None else "the index"
        self._folder = folder
        self.rows = schema.in_memory() if folder is None else schema.written(folder)

    def waiting(self) -> list[str]:
        """Keys of the articles whose rows may not be right."""
        return [key for (key,) in self._all("SELECT article FROM waiting ORDER BY article")]

    def catch_up(self, store: pyoxigraph.Store) -> None:
        """Make anew what a writer that was broken off has left.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        self._compare(store)
        waiting = self.waiting()
        if schema.UNREADABLE in waiting:
            # It would take long and fail again: whoever changes the graph takes the mark out.
            return
        if schema.WHOLE in waiting:
            self.make(store)
        elif waiting:
            with self._at_once():
                self._put({key: _quads(store, key) for key in waiting})
        self.flush()

    def _compare(self, store: pyoxigraph.Store) -> None:
        """Note what of an index that was copied is not that of the graph beside it."""
        if self._folder is None or not copied.is_copy(self.rows, self._folder):
            return
        try:
            if schema.WHOLE not in self.waiting() and (wrong := copied.differing(store, self.rows)):
                self.note(wrong if len(wrong) <= _MOST_NOTED else [schema.WHOLE])
            copied.settle(self.rows, self._folder)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self._name} could not be compared with the graph: {error}") from error

    @contextlib.contextmanager
    def following(self, store: pyoxigraph.Store, keys: Sequence[str], new: Mapping[str, Sequence[Quad]]) -> Iterator[None]:
        """Around one transaction of the store: the rows of the articles that it touches follow it.

        Args:
            store: the store.
            keys: of the articles.
            new: of articles that come new their quads, which need not be read again.

        Raises:
            StoreError: the disk is full or cannot be written; then the transaction was not begun.
        """
        self.note(keys)
        try:
            yield
        except BaseException:
            # Nothing was written, unless the engine itself failed in the middle: then the note stays.
            with contextlib.suppress(OSError, RuntimeError, sqlite3.Error, StoreError), self._at_once():
                self._put({key: _quads(store, key) for key in keys})
            raise
        # What was committed is committed: where the rows cannot follow now, the note stays.
        with contextlib.suppress(StoreError), self._at_once():
            self._put({key: new.get(key) or _quads(store, key) for key in keys})

    @contextlib.contextmanager
    def adding(self, store: pyoxigraph.Store, new: Mapping[str, Rows]) -> Iterator[None]:
        """Around the loading of articles that the store lacks: their rows come in with them.

        Args:
            store: the store.
            new: rows of each article, by its key.

        Raises:
            StoreError: the disk is full or cannot be written; then nothing was loaded.
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
        """Whether it has the row of an article."""
        return bool(self._all("SELECT 1 FROM articles WHERE key = ?", key))

    def note(self, keys: Collection[str]) -> None:
        """Note that the rows of these articles are about to change; `WHOLE` for those of all."""
        with self._at_once():
            self.rows.execute("DELETE FROM waiting WHERE article = ?", (schema.UNREADABLE,))
            self.rows.executemany("INSERT OR IGNORE INTO waiting VALUES (?)", [(key,) for key in keys])
            noted(self.rows, keys)

    def forget(self) -> None:
        """Note that nothing is known to be valid any more."""
        with self._at_once():
            forget(self.rows)

    def make(self, store: pyoxigraph.Store, dump: Iterable[Statement] = ()) -> None:
        """Make all of the index anew; where something cannot be read it stays unfinished, and is not used.

        Args:
            store: the store.
            dump: the statements that were loaded into it, where they are at hand: to read them from the engine takes three times as long.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        try:
            self._make(store, dump)
        except StoreError as error:
            if self._folder is None or not schema.is_damage(error.__cause__):
                raise
            self.rows = schema.anew(self._folder, self.rows)
            copied.settle(self.rows, self._folder)
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
            ValueError, LookupError: something cannot be read.
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
        """Write the rows of the articles of a dump; the keys of those that are done."""
        done, again = set[str](), set[str]()

        def made() -> Iterator[Rows]:
            # One article after the other: what many say at once does not fit into the processor's own memory.
            for key, found in articles_in(dump):
                if found is None or key in done or key not in wanted:
                    again.add(key)
                elif key not in again:
                    try:
                        rows = rows_in(key, found)
                    except (ValueError, LookupError):  # perhaps a part of it only: the engine says
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
        """Make the ties of all pairs that changed anew.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        if self._all("SELECT 1 FROM stale LIMIT 1"):
            with self._at_once():
                refresh(self.rows)

    def close(self) -> None:
        """Close the file; what was written is in it already."""
        self.rows.close()

    def _put(self, articles: Mapping[str, Iterable[Quad]]) -> None:
        """Rows of articles in place of those that they had; where one cannot be read the index is not used any more."""
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
        """Rows of articles that had none; in the order of the file, so that each page of it is written once."""
        if not self._all("SELECT 1 FROM waiting WHERE article = ?", schema.WHOLE):
            self._write(new[key] for key in sorted(new))
            self._changed(_pairs(new.values()), [(key,) for key in new])

    def _changed(self, pairs: Collection[tuple[str, str]], keys: Sequence[tuple[str]]) -> None:
        """Note that the ties of pairs are to be made anew, and that the rows of articles are right."""
        self.rows.executemany("INSERT OR IGNORE INTO stale VALUES (?, ?)", sorted(pairs))
        noted_pairs(self.rows, pairs)
        self.rows.executemany("DELETE FROM waiting WHERE article = ?", keys)

    def _write(self, made: Iterable[Rows]) -> None:
        made = list(made)
        self.rows.executemany(f"INSERT OR REPLACE INTO articles ({ARTICLE_COLUMNS}, publisher) VALUES ({_marks(11)})", [article for article, _ in made if article])
        self.rows.executemany(f"INSERT INTO claims VALUES ({_marks(19)})", [row for _, claims in made for row in claims])

    @contextlib.contextmanager
    def _at_once(self) -> Iterator[None]:
        """Do it in one transaction of the index."""
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
    """The two actors of each claim, in the order of their ids."""
    return {(min(row[4], row[6]), max(row[4], row[6])) for _, claims in made for row in claims}


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _quads(store: pyoxigraph.Store, key: str) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, article_graph(key))
