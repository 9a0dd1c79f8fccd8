"""Add many new articles in batches with the engine's bulk loader; each batch is loaded wholly or not at all.

A batch is kept as N-Quads in a file next to the data until it is loaded in one step. Its articles are
noted in the index before; if the process is killed, the note remains and the next writer rebuilds their rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import pyoxigraph
from pyoxigraph import RdfFormat

from graphkit.errors import RecordRefused, StoreError, in_short
from graphkit.model import ArticleRecord, Claim
from graphkit.ontology import load_vocabulary
from graphkit.plural import counted
from graphkit.rdf import article_graph
from graphkit.standing import Endings, has_ended, is_plain
from graphkit.store.batch import Batch, EncodedRecord, Triple, to_nquads
from graphkit.store.direct import direct_quads, yields_direct_triples
from graphkit.store.find import has_articles
from graphkit.store.index import IndexWriter
from graphkit.store.lifecycle import Change
from graphkit.store.records import MOST_ACTORS, NewActorFilter, check_record
from graphkit.store.signals import defer_interrupt

# Maximum quads of a batch: the loader holds them in memory, some 0.5 KB each, and takes up to a million in one step.
MOST_QUADS = 250_000
# Below this number a transaction is cheaper.
MIN_BULK_QUADS = 10_000
# Maximum articles of a batch that states an end: the triples to remove are computed claim by claim.
MOST_ENDED = 1_000
# The batch being written, and the one being loaded.
FILES = FILE, LOADED = "portion.nq", "portion-loaded.nq"


class BatchLoader:
    """Adds new articles; made by `Writer.batch_loader` and used in a `with`, which loads the last batch.

    Args:
        store: the opened store.
        folder: the graph's folder.
        index: the graph's index.
        keeping: context manager that gives the known endings, to be updated.
    """

    def __init__(self, store: pyoxigraph.Store, folder: Path, index: IndexWriter, known_endings: Callable[[], AbstractContextManager[Endings]]) -> None:
        self._store, self._index, self._known_endings = store, index, known_endings
        self._path = folder / FILE
        # In a graph without articles, lookups in the index are faster than in the engine.
        self._new = not has_articles(store)
        self._actors = NewActorFilter()
        self._known: dict[str, bool] = {}
        self._loading_path = folder / LOADED
        self._thread = ThreadPoolExecutor(1)
        self._running: Future[None] | None = None
        # Contexts to exit when the loading ends, with or without an error.
        self._contexts = ExitStack()
        self._pending, self._loading = Batch(), Batch()
        self._file = self._open_file()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Load the rest, unless writing failed."""
        try:
            if isinstance(error, StoreError):
                with suppress(StoreError), defer_interrupt():
                    self._finish()
            else:
                self.flush()
        finally:
            self._thread.shutdown()
            # The engine closes the store when the last reference is gone.
            del self._store
            with suppress(OSError):
                self._file.close()
            for path in (self._path, self._loading_path):
                path.unlink(missing_ok=True)

    def has(self, key: str) -> bool:
        """Return whether an article, by `Document.key`, is in the graph or waits to be loaded."""
        if key in self._pending.rows or key in self._loading.rows:
            return True
        return self._index.has(key) if self._new else bool(self._store.contains_named_graph(article_graph(key)))

    def add(self, record: ArticleRecord) -> bool:
        """Add one article, without keeping its text.

        Returns:
            False if it existed already.

        Raises:
            InventedQuote, RecordRefused: as `Writer.add`; the article is not added, the others are unaffected.
            StoreError: the disk is full or cannot be written; loaded batches are kept.
        """
        key = record.document.key
        if self.has(key):
            return False
        check_record(record)
        ended = any(map(has_ended, record.claims))
        if ended and not self._pending.ended:
            self.flush()
        self._pending.ended = ended or self._pending.ended
        encoded = self._encode(record)
        with defer_interrupt():
            self._append(key, record, encoded)
        return True

    def _append(self, key: str, record: ArticleRecord, encoded: EncodedRecord) -> None:
        """Write an article to the file and the batch; start loading once the batch is large enough."""
        try:
            self._file.write(encoded.lines)
            if encoded.shared not in self._pending.shared:
                self._file.write(encoded.shared)
                self._pending.shared.add(encoded.shared)
        except OSError as error:
            raise StoreError(f"{self._path} could not be written: {error.strerror or error}") from error
        self._pending.rows[key] = encoded.rows
        self._pending.quads += encoded.number
        self._pending.ties.update(encoded.ties)
        self._actors.remember(record.actors)
        if self._pending.ended:
            self._pending.activated += [(claim, record.document.published) for claim in record.claims]
        if self._pending.quads >= MOST_QUADS or (self._pending.ended and len(self._pending.rows) >= MOST_ENDED):
            self._start()

    def flush(self) -> None:
        """Load what was added, and wait for it.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        with defer_interrupt():
            self._start()
            self._finish()

    def _start(self) -> None:
        """Load the batch in a thread: the engine releases the GIL while the next batch is prepared."""
        self._finish()
        batch = self._pending
        if not batch.rows:
            return
        with _disk_errors(batch), self._known_endings() as endings:
            self._file.close()
            self._path.replace(self._loading_path)
            change = Change(activated=batch.activated)
            change.add_direct_triples(self._store, endings)
            self._contexts.enter_context(self._index.adding(self._store, batch.rows))
            self._loading = batch
            self._running = self._thread.submit(_load, self._store, self._loading_path, batch.quads, change)
        self._pending = Batch()
        self._file = self._open_file()
        if len(self._known) > MOST_ACTORS:
            self._finish()
            self._known.clear()

    def _finish(self) -> None:
        """Wait for the batch being loaded."""
        running, self._running = self._running, None
        if running is None:
            return
        with _disk_errors(self._loading), self._known_endings(), self._contexts:
            try:
                running.result()
            finally:
                # Also after Ctrl-C: what the index must hold is only known once loading ends.
                while not running.done():
                    with suppress(KeyboardInterrupt):
                        wait([running])
        self._loading = Batch()

    def _encode(self, record: ArticleRecord) -> EncodedRecord:
        before = len(self._known)
        try:
            ties = self._new_ties(record)
            direct = [quad for claim in ties.values() for quad in direct_quads(claim)]
            encoded = EncodedRecord.of(record, [*self._actors.entities(self._store, record, self._known), *direct], ties.keys())
        except (OSError, StoreError) as error:
            # The graph is at fault, not the record.
            raise error if isinstance(error, StoreError) else StoreError(f"the graph cannot be read: {error}") from error
        except Exception as error:
            while len(self._known) > before:
                self._known.popitem()
            raise RecordRefused(f"article {record.document.id!r} does not fit the graph: {in_short(error)}; nothing of it was stored") from error
        for name in list(islice(reversed(self._known), len(self._known) - before)):
            self._known[name] = True
        return encoded

    def _new_ties(self, record: ArticleRecord) -> dict[Triple, Claim]:
        """Return the claims whose direct triples the batch lacks; empty if it states an end, since they are then derived at loading."""
        found: dict[Triple, Claim] = {}
        with self._known_endings() as endings:
            for claim in filter(is_plain, record.claims):
                tie = (claim.subject, load_vocabulary().relation(claim.predicate).name, claim.object)
                if not self._pending.ended and tie not in self._pending.ties and yields_direct_triples(claim) and not endings.ended(claim, record.document.published):
                    found[tie] = claim
        return found

    def _open_file(self) -> BinaryIO:
        try:
            return self._path.open("wb")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror or error}") from error


@contextmanager
def _disk_errors(batch: Batch) -> Iterator[None]:
    """Convert errors of the disk while a batch is loaded into one line."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{counted(len(batch.rows), 'article')} could not be written: {error}") from error


def _load(store: pyoxigraph.Store, path: Path, number: int, change: Change) -> None:
    """Load a file of `number` quads with a change, wholly or not at all."""
    if not change.removed and number >= MIN_BULK_QUADS:
        with path.open("ab") as file:
            file.write(to_nquads(change.added))
        # Lenient: the terms were validated when they were created.
        store.bulk_load(path=str(path), format=RdfFormat.N_QUADS, lenient=True)
        return
    change.added += pyoxigraph.parse(path=str(path), format=RdfFormat.N_QUADS)
    change.commit(store)
    store.flush()
