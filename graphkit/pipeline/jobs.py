"""Read articles in several processes, with the same records in the same order as in one.

Where the system can fork, the processes share the loaded language model. If a process dies (killed, or out of
memory), its article is tried again and the run continues.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from itertools import islice
from types import TracebackType
from typing import Self

from graphkit.errors import UsageError, in_short
from graphkit.model import ArticleRecord, Document, Failure, Finished, Notice
from graphkit.pipeline.reader import FATAL_ERRORS, Pipeline, Settings, read_or_fail

_UNREAD = "was not read: the process that should read it ended; run the command again"
# Articles in flight per process: enough that none waits for the writer.
_IN_FLIGHT = 4
# Characters of an article from which on a line says that it takes long; the line of progress comes when it is read.
LONG = 300_000
Outcome = ArticleRecord | Failure | Notice
Item = Document | Failure | Notice | Finished | str
_log = logging.getLogger("graphkit")
_reader: Pipeline | None = None


def _announced(item: Item) -> Item:
    if isinstance(item, Document) and len(item.text) >= LONG:
        _log.warning("reading %s, one text of %s characters, which takes minutes", item.id[:80], f"{len(item.text):,}")
    return item


def _start_worker(given: Pipeline | Settings) -> None:
    """Set the reader of a new process: the parent's if forked, else a new one with the same settings."""
    global _reader
    # Ctrl-C goes to all processes of the terminal; the parent reports it and stops this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    _reader = given if isinstance(given, Pipeline) else Pipeline.of(given)


@contextmanager
def _without_interrupt() -> Iterator[None]:
    """Block Ctrl-C, also in processes that are forked meanwhile: one that comes before they ignore it waits until they do."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _exit_with_parent() -> None:
    """Exit when the parent process has ended: a killed parent cannot notify this one, which would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(document: Document | None) -> Outcome | None:
    return None if document is None or _reader is None else read_or_fail(document, _reader)


def _windows(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of `size`, consuming them lazily."""
    left = iter(items)
    while window := list(islice(left, size)):
        yield window


class Jobs:
    """A pool of processes that read articles; a context manager.

    Args:
        pipeline: reads the articles.
        number: number of processes; with 1, this process reads.

    Raises:
        UsageError: several processes, and a pipeline that uses a language model.
    """

    def __init__(self, pipeline: Pipeline, number: int) -> None:
        self._pipeline, self._number = pipeline, number
        if number > 1 and pipeline.window:
            raise UsageError("--jobs does not apply to language models; use --llm-parallel for parallel requests")
        self._pool: ProcessPoolExecutor | None = None
        if number > 1:
            self._start()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the processes; articles in flight are dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def notes(self) -> list[str]:
        """Return the extractors' final notes."""
        return self._pipeline.notes()

    @property
    def any_language(self) -> bool:
        """Whether articles in any language are read."""
        return self._pipeline.settings.any_language

    @property
    def extractor(self) -> str:
        """Name of the extractor, which determines the languages read."""
        return self._pipeline.settings.extractor

    def _prepare(self, documents: Sequence[Document]) -> None:
        """Prepare documents as a batch; if that fails, each is read (or fails) individually."""
        try:
            self._pipeline.prepare(documents)
        except FATAL_ERRORS:
            raise
        except Exception as error:
            _log.warning("several articles could not be prepared at once: %s", in_short(error))

    def outcomes(self, items: Iterable[Item]) -> Iterator[Outcome | Finished | str]:
        """Yield the outcome of each item, in order: documents are read, other items pass through."""
        items = map(_announced, items)
        if self._pool is None:
            for window in _windows(items, max(1, self._pipeline.window)):
                self._prepare([item for item in window if isinstance(item, Document)])
                yield from (read_or_fail(item, self._pipeline) if isinstance(item, Document) else item for item in window)
            return
        waiting: deque[tuple[Item, Future[Outcome | None] | None]] = deque()
        for item in items:
            waiting.append((item, self._submit(item) if isinstance(item, Document) else None))
            if len(waiting) >= _IN_FLIGHT * self._number:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _result(self, item: Item, future: Future[Outcome | None] | None) -> Outcome | Finished | str:
        if not isinstance(item, Document):
            return item
        if future is not None:
            try:
                return future.result() or Failure(item.id, _UNREAD)
            except BrokenProcessPool:
                pass
            except FATAL_ERRORS:
                raise
            except Exception as error:
                # The result cannot be pickled.
                return Failure(item.id, f"could not be read: {in_short(error)}")
        return self._retry(item)

    def _retry(self, document: Document) -> Outcome:
        """Read an article a second time, alone, after a process died while it was in flight."""
        try:
            return self._resubmit(document).result() or Failure(document.id, _UNREAD)
        except BrokenProcessPool:
            self._start()
            return Failure(document.id, "the process that read it ended twice (killed, or out of memory)")

    def _resubmit(self, document: Document) -> Future[Outcome | None]:
        future = self._submit(document)
        if future is None:
            self._start()
            future = self._submit(document)
        assert future is not None, "a new pool takes work"
        return future

    def _submit(self, document: Document) -> Future[Outcome | None] | None:
        """Submit a document; None if the pool is broken."""
        assert self._pool is not None
        try:
            return self._pool.submit(_read, document)
        except BrokenProcessPool:
            return None

    def _start(self) -> None:
        """Start the processes now, before this one opens files or threads that they would inherit."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        forks = "fork" in multiprocessing.get_all_start_methods()
        given = self._pipeline if forks else self._pipeline.settings
        context = multiprocessing.get_context("fork" if forks else "spawn")
        self._pool = ProcessPoolExecutor(self._number, mp_context=context, initializer=_start_worker, initargs=(given,))
        with _without_interrupt() if forks else nullcontext():
            started = self._pool.submit(_read, None)
        started.result()
