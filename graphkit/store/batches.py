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
from graphkit.store.batch import Made, Portion, Triple, lines_of
from graphkit.store.direct import counts, direct_quads
from graphkit.store.find import has_articles
from graphkit.store.index import Keeper
from graphkit.store.lifecycle import Change
from graphkit.store.records import MOST_ACTORS, Newcomers, check_record
from graphkit.store.signals import undisturbed

# Maximum quads of a batch: the loader holds them in memory, some 0.5 KB each, and takes up to a million in one step.
MOST_QUADS = 250_000
# Below this number a transaction is cheaper.
FEWEST = 10_000
# Maximum articles of a batch that states an end: the triples to remove are computed claim by claim.
MOST_ENDED = 1_000
# The batch being written, and the one being loaded.
FILES = FILE, LOADED = "portion.nq", "portion-loaded.nq"


class Portions:
    """Adds new articles; made by `Writer.portions` and used in a `with`, which loads the last batch.

    Args:
        store: the opened store.
        folder: the graph's folder.
        index: the graph's index.
        keeping: context manager that gives the known endings, to be updated.
    """

    def __init__(self, store: pyoxigraph.Store, folder: Path, index: Keeper, keeping: Callable[[], AbstractContextManager[Endings]]) -> None:
        self._store, self._index, self._keeping = store, index, keeping
        self._path = folder / FILE
        # In a graph without articles, lookups in the index are faster than in the engine.
        self._new = not has_articles(store)
        self._actors = Newcomers()
        self._known: dict[str, bool] = {}
        self._beside = folder / LOADED
        self._thread = ThreadPoolExecutor(1)
        self._running: Future[None] | None = None
        # Contexts to exit when the loading ends, with or without an error.
        self._around = ExitStack()
        self._waiting, self._loading = Portion(), Portion()
        self._file = self._opened()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Load the rest, unless writing failed."""
        try:
            if isinstance(error, StoreError):
                with suppress(StoreError), undisturbed():
                    self._finish()
            else:
                self.flush()
        finally:
            self._thread.shutdown()
            # The engine closes the store when the last reference is gone.
            del self._store
            with suppress(OSError):
                self._file.close()
            for path in (self._path, self._beside):
                path.unlink(missing_ok=True)

    def has(self, key: str) -> bool:
        """Return whether an article, by `Document.key`, is in the graph or waits to be loaded."""
        if key in self._waiting.rows or key in self._loading.rows:
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
        if ended and not self._waiting.ended:
            self.flush()
        self._waiting.ended = ended or self._waiting.ended
        made = self._made(record)
        with undisturbed():
            self._enter(key, record, made)
        return True

    def _enter(self, key: str, record: ArticleRecord, made: Made) -> None:
        """Write an article to the file and the batch; start loading once the batch is large enough."""
        try:
            self._file.write(made.lines)
            if made.shared not in self._waiting.shared:
                self._file.write(made.shared)
                self._waiting.shared.add(made.shared)
        except OSError as error:
            raise StoreError(f"{self._path} could not be written: {error.strerror or error}") from error
        self._waiting.rows[key] = made.rows
        self._waiting.quads += made.number
        self._waiting.ties.update(made.ties)
        self._actors.remember(record.actors)
        if self._waiting.ended:
            self._waiting.into += [(claim, record.document.published) for claim in record.claims]
        if self._waiting.quads >= MOST_QUADS or (self._waiting.ended and len(self._waiting.rows) >= MOST_ENDED):
            self._start()

    def flush(self) -> None:
        """Load what was added, and wait for it.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        with undisturbed():
            self._start()
            self._finish()

    def _start(self) -> None:
        """Load the batch in a thread: the engine releases the GIL while the next batch is prepared."""
        self._finish()
        portion = self._waiting
        if not portion.rows:
            return
        with _one_line(portion), self._keeping() as endings:
            self._file.close()
            self._path.replace(self._beside)
            change = Change(into=portion.into)
            change.add_direct_triples(self._store, endings)
            self._around.enter_context(self._index.adding(self._store, portion.rows))
            self._loading = portion
            self._running = self._thread.submit(_load, self._store, self._beside, portion.quads, change)
        self._waiting = Portion()
        self._file = self._opened()
        if len(self._known) > MOST_ACTORS:
            self._finish()
            self._known.clear()

    def _finish(self) -> None:
        """Wait for the batch being loaded."""
        running, self._running = self._running, None
        if running is None:
            return
        with _one_line(self._loading), self._keeping(), self._around:
            try:
                running.result()
            finally:
                # Also after Ctrl-C: what the index must hold is only known once loading ends.
                while not running.done():
                    with suppress(KeyboardInterrupt):
                        wait([running])
        self._loading = Portion()

    def _made(self, record: ArticleRecord) -> Made:
        before = len(self._known)
        try:
            ties = self._new_ties(record)
            direct = [quad for claim in ties.values() for quad in direct_quads(claim)]
            made = Made.of(record, [*self._actors.entities(self._store, record, self._known), *direct], ties.keys())
        except (OSError, StoreError) as error:
            # The graph is at fault, not the record.
            raise error if isinstance(error, StoreError) else StoreError(f"the graph cannot be read: {error}") from error
        except Exception as error:
            while len(self._known) > before:
                self._known.popitem()
            raise RecordRefused(f"article {record.document.id!r} does not fit the graph: {in_short(error)}; nothing of it was stored") from error
        for name in list(islice(reversed(self._known), len(self._known) - before)):
            self._known[name] = True
        return made

    def _new_ties(self, record: ArticleRecord) -> dict[Triple, Claim]:
        """Return the claims whose direct triples the batch lacks; empty if it states an end, since they are then derived at loading."""
        found: dict[Triple, Claim] = {}
        with self._keeping() as endings:
            for claim in filter(is_plain, record.claims):
                tie = (claim.subject, load_vocabulary().relation(claim.predicate).name, claim.object)
                if not self._waiting.ended and tie not in self._waiting.ties and counts(claim) and not endings.ended(claim, record.document.published):
                    found[tie] = claim
        return found

    def _opened(self) -> BinaryIO:
        try:
            return self._path.open("wb")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror or error}") from error


@contextmanager
def _one_line(portion: Portion) -> Iterator[None]:
    """Convert errors of the disk while a batch is loaded into one line."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{counted(len(portion.rows), 'article')} could not be written: {error}") from error


def _load(store: pyoxigraph.Store, path: Path, number: int, change: Change) -> None:
    """Load a file of `number` quads with a change, wholly or not at all."""
    if not change.removed and number >= FEWEST:
        with path.open("ab") as file:
            file.write(lines_of(change.added))
        # Lenient: the terms were validated when they were created.
        store.bulk_load(path=str(path), format=RdfFormat.N_QUADS, lenient=True)
        return
    change.added += pyoxigraph.parse(path=str(path), format=RdfFormat.N_QUADS)
    change.commit(store)
    store.flush()
