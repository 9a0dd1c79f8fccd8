"""Transactions of a writer: the index and the direct triples follow every change."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph

from graphkit.decisions import Replay
from graphkit.errors import StoreError
from graphkit.model import Actor, Claim, Document
from graphkit.rdf import ARTICLE_GRAPH, DIRECT, ONTOLOGY, article_graph
from graphkit.standing import Endings
from graphkit.store.batches import FILES, BatchLoader
from graphkit.store.copies import copied
from graphkit.store.derive import endings_in
from graphkit.store.find import claims_in, has_articles
from graphkit.store.index import IndexWriter
from graphkit.store.index.schema import WHOLE
from graphkit.store.introduced import reclassified
from graphkit.store.lifecycle import Change
from graphkit.store.ontology import ontology_quads
from graphkit.store.records import missing_links
from graphkit.store.texts import TEXTS, Texts
from graphkit.store.view import View
from graphkit.store.wholes import links_left

# Articles between flushes: until then the engine keeps what was written in memory.
FLUSH_INTERVAL = 1_000


class Transactions:
    """The opened store of a folder, with its index and the articles' texts."""

    def __init__(self, store: pyoxigraph.Store, folder: Path, *, texts: bool = True) -> None:
        """Take the opened store of a folder, and load the ontology if it is new; `texts` is whether to keep texts.

        Raises:
            StoreError: the index cannot be opened or updated.
        """
        self._store, self._folder, self._keep_texts = store, folder, texts
        self._written = 0
        self._at_end: list[Callable[[], object]] = []
        self._cached_endings: Endings | None = None
        if not store.contains_named_graph(ONTOLOGY):
            store.extend(ontology_quads())
        self._index = IndexWriter(folder)

    def catch_up(self) -> None:
        """Rebuild the parts of the index that an interrupted writer left incomplete.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        self._index.catch_up(self._store)
        for name in FILES:
            (self._folder / name).unlink(missing_ok=True)

    def on_close(self, act: Callable[[], object]) -> None:
        """Register a function to call when this writer is closed or garbage-collected."""
        self._at_end.append(weakref.finalize(self, act))

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; what was added is kept."""
        _forget(error)
        self.close()

    def close(self) -> None:
        """Flush everything and release the lock.

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
        """Return whether an article is in the graph, by `Document.key`."""
        return bool(self._store.contains_named_graph(article_graph(key)))

    def has_articles(self) -> bool:
        """Return whether the graph has an article."""
        return has_articles(self._store)

    def view(self) -> View:
        """Return a view of the current state, including this writer's own changes."""
        return View(self._store)

    def store_text(self, document: Document) -> None:
        """Store the text of an article, unless this writer keeps none.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        if self._keep_texts:
            self._texts.put(document)

    def add_links(self, listed: Iterable[Actor]) -> None:
        """Add what `View.unlinked` counts.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        self._commit(Change(added=missing_links(self._store, listed)))

    def reclassify(self, replay: Replay) -> None:
        """Give the unlisted actors that decisions introduce the class, and what belonged to merged ones the whole, that follow from all that was read, whatever its order.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        for changed in (reclassified, links_left):
            change = changed(self._store, replay)
            if change.added or change.removed:
                self._write(change)

    def mark_copies(self, copies: Mapping[str, str]) -> None:
        """Mark articles as copies, by key, each with the key of its original; those that the graph lacks are ignored.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        change = copied(self._store, copies)
        if change.added:
            self._commit(change)

    def batch_loader(self) -> BatchLoader:
        """Add many new articles in batches, without their texts; do not write anything else while a batch waits.

        Raises:
            StoreError: the folder cannot be written.
        """
        return BatchLoader(self._store, self._folder, self._index, self._known_endings)

    def lacks_text(self, key: str) -> bool:
        """Return whether the text of an article should be stored but is not."""
        return self._keep_texts and not self._texts.has(key)

    @functools.cached_property
    def _texts(self) -> Texts:
        return Texts(self._folder)

    def _prune_texts(self) -> None:
        """Remove the texts of articles that are no longer in the graph."""
        if (self._folder / TEXTS).is_file():
            self._texts.prune(self.has)

    def _claims_of(self, key: str) -> list[Claim]:
        """Return the claims of one article, by position; the index has them in a twentieth of the time."""
        found = self._index.claims(key)
        return claims_in(self._store, key) if found is None else found

    @contextmanager
    def _known_endings(self) -> Iterator[Endings]:
        """Give the known endings to a change, which updates them; they are reloaded after a failed change."""
        try:
            if self._cached_endings is None:
                self._cached_endings = endings_in(self._store)
            yield self._cached_endings
        except BaseException:
            self._cached_endings = None
            raise

    def _write(self, change: Change) -> None:
        """Apply a change, with the resulting direct triples, wholly or not at all.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        with self._known_endings() as endings:
            change.add_direct_triples(self._store, endings)
            self._commit(change)

    def _commit(self, change: Change) -> None:
        """Write the quads of a change, and update the index rows of its articles."""
        touched = change.articles
        new = {key: quads for key, quads in touched.items() if quads and not self.has(key)}
        with self._index.updating(self._store, list(touched), new):
            change.commit(self._store)
        self._written += 1
        if self._written % FLUSH_INTERVAL == 0:
            self._store.flush()
            self._index.flush()

    @contextmanager
    def _rebuilding_index(self) -> Iterator[None]:
        """Guard an operation that may change any article: the whole index is rebuilt after it."""
        self._cached_endings = None
        self._index.mark_outdated([WHOLE])
        try:
            yield
        finally:
            self._index.rebuild(self._store)

    @contextmanager
    def _changing_graph(self, graph: str) -> Iterator[None]:
        """Guard an operation that may change one graph, given by its IRI, in any way."""
        self._cached_endings = None
        keys = [graph.removeprefix(ARTICLE_GRAPH)] if graph.startswith(ARTICLE_GRAPH) else []
        if graph in (DIRECT.value, ONTOLOGY.value):
            # It is unknown which articles depend on these graphs.
            self._index.discard_validation()
        with self._index.updating(self._store, keys, {}):
            yield


def _forget(error: BaseException | None) -> None:
    """Clear the variables of our finished functions in a traceback: a notebook keeps it, and with it the engine's store and its lock."""
    passed: set[int] = set()
    while error is not None and id(error) not in passed:
        passed.add(id(error))
        trace = error.__traceback__
        while trace is not None:
            if str(trace.tb_frame.f_globals.get("__name__")).startswith("graphkit."):
                # Raised for functions that still run.
                with suppress(RuntimeError):
                    trace.tb_frame.clear()
            trace = trace.tb_next
        error = error.__cause__ or error.__context__
