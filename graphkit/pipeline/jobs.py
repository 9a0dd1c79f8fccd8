"""Reading in several processes: the same records in the same order as in one.

Where the system can fork, the processes share the language model that is loaded already. A
process that dies (killed, or out of memory) costs its article a second try, not the run.
"""

from __future__ import annotations

import logging
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from types import TracebackType
from typing import Self

from graphkit.errors import UsageError, in_short
from graphkit.model import ArticleRecord, Document, Failure, Finished, Notice
from graphkit.pipeline.reader import ENDS, Pipeline, Settings, guarded

# How many articles are under way for each process: enough that none waits for the writer.
_AHEAD = 4
Outcome = ArticleRecord | Failure | Notice
Item = Document | Failure | Notice | Finished | str
_log = logging.getLogger("graphkit")
_reader: Pipeline | None = None


def _begin(given: Pipeline | Settings) -> None:
    """Give a new process its reader: the parent's own where it was forked, else one like it."""
    global _reader
    _reader = given if isinstance(given, Pipeline) else Pipeline.of(given)


def _read(document: Document | None) -> Outcome | None:
    return None if document is None or _reader is None else guarded(document, _reader)


def _windows(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in groups of this many, read only as they are wanted."""
    left = iter(items)
    while window := list(islice(left, size)):
        yield window


class Jobs:
    """So many processes that read articles; use it in a `with`.

    Args:
        pipeline: what reads an article.
        number: how many processes; with one, this process reads.

    Raises:
        UsageError: several processes, and a pipeline that asks a language model.
    """

    def __init__(self, pipeline: Pipeline, number: int) -> None:
        self._pipeline, self._number = pipeline, number
        if number > 1 and pipeline.window:
            raise UsageError("--jobs does not apply to language models; use --llm-parallel for parallel requests")
        self._pool: ProcessPoolExecutor | None = None
        if number > 1:
            self._start()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes; what they were reading is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def notes(self) -> list[str]:
        """What the extractors have to say at the end of a run."""
        return self._pipeline.notes()

    @property
    def any_language(self) -> bool:
        """Whether articles in any language are read."""
        return self._pipeline.settings.any_language

    @property
    def extractor(self) -> str:
        """Name of the extractor; it says which languages are read."""
        return self._pipeline.settings.extractor

    def _prepare(self, documents: Sequence[Document]) -> None:
        """Do ahead what can be; where that fails each article is read on its own, and fails on its own."""
        try:
            self._pipeline.prepare(documents)
        except ENDS:
            raise
        except Exception as error:
            _log.warning("several articles could not be prepared at once: %s", in_short(error))

    def outcomes(self, items: Iterable[Item]) -> Iterator[Outcome | Finished | str]:
        """What becomes of each item, in order: a document is read, everything else passes through."""
        if self._pool is None:
            for window in _windows(items, max(1, self._pipeline.window)):
                self._prepare([item for item in window if isinstance(item, Document)])
                yield from (guarded(item, self._pipeline) if isinstance(item, Document) else item for item in window)
            return
        waiting: deque[tuple[Item, Future[Outcome | None] | None]] = deque()
        for item in items:
            waiting.append((item, self._sent(item) if isinstance(item, Document) else None))
            if len(waiting) >= _AHEAD * self._number:
                yield self._got(*waiting.popleft())
        while waiting:
            yield self._got(*waiting.popleft())

    def _got(self, item: Item, under_way: Future[Outcome | None] | None) -> Outcome | Finished | str:
        if not isinstance(item, Document):
            return item
        if under_way is not None:
            try:
                return under_way.result() or Failure(item.id, "no process read it")
            except BrokenProcessPool:
                pass
            except ENDS:
                raise
            except Exception as error:
                # What was read cannot be sent from one process to the other.
                return Failure(item.id, f"could not be read: {in_short(error)}")
        return self._again(item)

    def _again(self, document: Document) -> Outcome:
        """A second try, alone: a process died while this article was under way."""
        try:
            return self._retried(document).result() or Failure(document.id, "no process read it")
        except BrokenProcessPool:
            self._start()
            return Failure(document.id, "the process that read it ended twice (killed, or out of memory)")

    def _retried(self, document: Document) -> Future[Outcome | None]:
        sent = self._sent(document)
        if sent is None:
            self._start()
            sent = self._sent(document)
        assert sent is not None, "a new pool takes work"
        return sent

    def _sent(self, document: Document) -> Future[Outcome | None] | None:
        """The document under way; None where the pool is broken."""
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
        self._pool = ProcessPoolExecutor(self._number, mp_context=context, initializer=_begin, initargs=(given,))
        self._pool.submit(_read, None).result()
