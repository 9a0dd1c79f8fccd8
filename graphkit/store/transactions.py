"""What every writing has in common: one transaction, with the index and the direct triples following it."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph

from graphkit.errors import StoreError
from graphkit.model import Document
from graphkit.rdf import ARTICLE_GRAPH, DIRECT, ONTOLOGY, article_graph
from graphkit.standing import Endings
from graphkit.store.derive import endings_in
from graphkit.store.find import has_articles
from graphkit.store.index import Keeper
from graphkit.store.index.schema import WHOLE
from graphkit.store.lifecycle import Change
from graphkit.store.portions import FILES, Portions
from graphkit.store.schema import ontology_quads
from graphkit.store.texts import TEXTS, Texts
from graphkit.store.view import View

# The engine keeps what was written in memory until it is flushed; this many articles at most.
AT_ONCE = 1_000


class Transactions:
    """The opened store of a folder, with what is kept beside it: the index and the articles' texts."""

    def __init__(self, store: pyoxigraph.Store, folder: Path, *, texts: bool = True) -> None:
        """Take the opened store of a folder, and load the ontology into it if it is new; whether texts are kept.

        Raises:
            StoreError: the index cannot be opened or brought up to date.
        """
        self._store, self._folder, self._keeps = store, folder, texts
        self._written = 0
        self._at_end: list[Callable[[], object]] = []
        self._ended: Endings | None = None
        if not store.contains_named_graph(ONTOLOGY):
            store.extend(ontology_quads())
        self._index = Keeper(folder)

    def catch_up(self) -> None:
        """Make anew what of the index a writer that was broken off has left.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        self._index.catch_up(self._store)
        for name in FILES:
            (self._folder / name).unlink(missing_ok=True)

    def at_end(self, act: Callable[[], object]) -> None:
        """Have something done when this writer is closed, or nobody has it any more."""
        self._at_end.append(weakref.finalize(self, act))

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; what was added stays."""
        self.close()

    def close(self) -> None:
        """Write everything out and let the next writer in.

        Raises:
            StoreError: the disk is full; what was added before is kept.
        """
        store = self.__dict__.pop("_store", None)
        if texts := self.__dict__.pop("_texts", None):
            texts.close()
        index = self.__dict__.pop("_index", None)
        try:
            if store is not None:
                store.flush()
            if index is not None:
                index.flush()
        except OSError as error:
            raise StoreError(f"{self._folder} could not be written out: {error}") from error
        finally:
            if index is not None:
                index.close()
            while self._at_end:
                self._at_end.pop()()

    def has(self, key: str) -> bool:
        """Whether an article is in the graph, by `Document.key`."""
        return bool(self._store.contains_named_graph(article_graph(key)))

    def has_articles(self) -> bool:
        """Whether there is an article in the graph."""
        return has_articles(self._store)

    def view(self) -> View:
        """What stands in the graph now, this writer's own work included."""
        return View(self._store)

    def keep(self, document: Document) -> None:
        """Keep the text of an article, unless this writer keeps none.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        if self._keeps:
            self._texts.put(document)

    def portions(self) -> Portions:
        """Adds many new articles at once, without their texts; nothing else is to be written while a portion waits.

        Raises:
            StoreError: the folder cannot be written.
        """
        return Portions(self._store, self._folder, self._index, self._keeping)

    def lacks_text(self, key: str) -> bool:
        """Whether the text of an article is wanted and not kept."""
        return self._keeps and not self._texts.has(key)

    @functools.cached_property
    def _texts(self) -> Texts:
        return Texts(self._folder)

    def _sweep(self) -> None:
        """Remove the texts of articles that are no longer here."""
        if (self._folder / TEXTS).is_file():
            self._texts.sweep(self.has)

    @contextmanager
    def _keeping(self) -> Iterator[Endings]:
        """What has ended, for a change to keep right; it is looked up anew after a change that failed."""
        try:
            if self._ended is None:
                self._ended = endings_in(self._store)
            yield self._ended
        except BaseException:
            self._ended = None
            raise

    def _write(self, change: Change) -> None:
        """Do a change, with the direct triples that follow from it, wholly or not at all.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        with self._keeping() as endings:
            change.settle(self._store, endings)
            self._commit(change)

    def _commit(self, change: Change) -> None:
        """Write the quads of a change as they are, and make the rows of its articles follow."""
        touched = change.articles
        new = {key: quads for key, quads in touched.items() if quads and not self.has(key)}
        with self._index.following(self._store, list(touched), new):
            change.commit(self._store)
        self._written += 1
        if self._written % AT_ONCE == 0:
            self._store.flush()
            self._index.flush()

    @contextmanager
    def _anything(self) -> Iterator[None]:
        """Around what may change any article: all of the index is made anew after it."""
        self._ended = None
        self._index.note([WHOLE])
        try:
            yield
        finally:
            self._index.make(self._store)

    @contextmanager
    def _one(self, graph: str) -> Iterator[None]:
        """Around what may change one graph, by its IRI, in any way."""
        self._ended = None
        keys = [graph.removeprefix(ARTICLE_GRAPH)] if graph.startswith(ARTICLE_GRAPH) else []
        if graph in (DIRECT.value, ONTOLOGY.value):
            # Of what follows from them nobody knows which articles it concerns.
            self._index.forget()
        with self._index.following(self._store, keys, {}):
            yield
