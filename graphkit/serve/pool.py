"""So many queries at once and no more: worker processes that take turns."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from graphkit.errors import GraphkitError
from graphkit.store import Result, Worker, answered

T = TypeVar("T")


class Busy(GraphkitError):
    """All workers have been at work for as long as one may wait."""


class Pool:
    """Workers over one graph; a slow query keeps its own, and the others do not notice.

    Args:
        folder: the graph's folder.
        size: how many queries at once.
        wait: seconds that a query waits for a worker.
        timeout: seconds that a query may take.
        rows: at most so many rows or triples.
        largest: at most so many bytes of an answer.
    """

    def __init__(self, folder: Path, *, size: int, wait: float, timeout: float, rows: int, largest: int) -> None:
        self._wait, self._timeout, self._rows, self._largest = wait, timeout, rows, largest
        self._workers = [Worker(folder) for _ in range(size)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def ask(self, query: str, then: Callable[[Result], T], *, timeout: float | None = None, rows: int | None = None, **dataset: Any) -> T:
        """What is made of the answer to a query, cut at the row limit.

        Args:
            query: SPARQL.
            then: what to make of it, in this thread: an answer may not leave it.
            timeout: seconds that it may take, without the start of a process; None for those of the pool.
            rows: at most so many rows or triples; None for those of the pool.
            dataset: `default` and `named` graphs, as `Worker.ask` takes them.

        Raises:
            Busy: no worker became free in time.
            QueryError, QueryTimeout, StoreError: see `Worker.ask`.
        """
        with self._one() as worker:
            if timeout is not None:
                worker.ask("ASK {}", timeout=self._timeout)
            answer = worker.ask(query, timeout=min(timeout or self._timeout, self._timeout), rows=min(rows or self._rows, self._rows), largest=self._largest, **dataset)
        try:
            return then(answered(answer))
        except Exception as error:
            # The traceback would carry the engine's answer out of this thread, which it may not leave.
            raise error.with_traceback(None) from None

    @contextmanager
    def _one(self) -> Iterator[Worker]:
        try:
            worker = self._idle.get(timeout=self._wait)
        except queue.Empty:
            raise Busy(f"{len(self._workers)} queries are running; try again in a moment") from None
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.close()
