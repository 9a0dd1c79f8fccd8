"""So many queries at once and no more: worker processes that take turns."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync

from graphkit.errors import GraphkitError
from graphkit.store import PIECE, START, Answer, Declined, Exchange, Worker, line_of, too_long

# Bytes of a question that a pipe takes at once, also one whose reader does not read yet.
_SHORT = 1 << 14
_FIRST = line_of({"query": "ASK {}"})


class Busy(GraphkitError):
    """All workers have been at work for as long as one may wait."""


class Pool:
    """Workers over one graph; a slow query keeps its own, and the others do not notice.

    The event loop itself writes questions and reads answers: a thread for each costs more than a short query.

    Args:
        folder: the graph's folder.
        size: how many queries at once.
        wait: seconds that a query waits for a worker.
        timeout: seconds that a query may take, once its process has started.
        rows: at most so many rows or triples.
        largest: at most so many bytes of an answer.
    """

    def __init__(self, folder: Path, *, size: int, wait: float, timeout: float, rows: int, largest: int) -> None:
        self._wait, self._timeout, self._rows, self._largest = wait, timeout, rows, largest
        self._workers = [Worker(folder) for _ in range(size)]
        # That which was used last is taken first: its pages are in memory, and others need not be started.
        self._idle = list(reversed(self._workers))
        self._free = asyncio.Semaphore(size)

    async def ask(
        self, query: str, *, timeout: float | None = None, rows: int | None = None, formats: Mapping[str, str | None] | None = None, **dataset: Any
    ) -> Answer:
        """The answer to a query, cut at the row limit.

        Args:
            query: SPARQL.
            timeout: seconds that it may take; None for those of the pool.
            rows: at most so many rows or triples; None for those of the pool.
            formats: name of the format in which each kind of answer is wanted; see `graphkit.store.worker`.
            dataset: `default` and `named` graphs, as `Worker.ask` takes them.

        Raises:
            Busy: no worker became free in time.
            QueryError, QueryTimeout, StoreError: see `Worker.ask`.
        """
        asked = {"query": query, "rows": min(rows or self._rows, self._rows), "formats": formats, **dataset}
        async with self._one() as worker:
            if not worker.runs:
                await self._answer(worker, _FIRST, START)
            return await self._answer(worker, line_of(asked), min(timeout or self._timeout, self._timeout))

    async def _answer(self, worker: Worker, line: bytes, seconds: float) -> Answer:
        until = time.monotonic() + seconds
        with worker.conversing():
            try:
                if worker.runs and len(line) < _SHORT:
                    exchange = worker.begin(line, self._largest)
                else:
                    exchange = await run_sync(worker.begin, line, self._largest)
                return await _read(exchange, until, seconds)
            except Declined:
                raise
            except Exception:
                # A process of some gigabytes takes its time to end, for which the loop does not wait.
                await run_sync(worker.close)
                raise

    @contextlib.asynccontextmanager
    async def _one(self) -> AsyncIterator[Worker]:
        if self._free.locked():
            await self._waited()
        else:
            await self._free.acquire()
        worker = self._idle.pop()
        try:
            yield worker
        finally:
            self._idle.append(worker)
            self._free.release()

    async def _waited(self) -> None:
        """Wait for a worker."""
        try:
            async with asyncio.timeout(self._wait):
                await self._free.acquire()
        except TimeoutError:
            raise Busy(f"{len(self._workers)} queries are running; try again in a moment") from None

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.close()


async def _read(exchange: Exchange, until: float, seconds: float) -> Answer:
    """The whole answer, as it comes.

    Raises:
        QueryTimeout: it was not whole in time.
    """
    loop = asyncio.get_running_loop()
    whole: asyncio.Future[Answer] = loop.create_future()

    def take() -> None:
        try:
            answer = exchange.feed(os.read(exchange.number, PIECE))
        except Exception as error:
            _settle(whole, error)
        else:
            if answer is not None:
                _settle(whole, answer)

    loop.add_reader(exchange.number, take)
    alarm = loop.call_later(until - time.monotonic(), _settle, whole, too_long(seconds))
    try:
        return await whole
    finally:
        alarm.cancel()
        loop.remove_reader(exchange.number)


def _settle(whole: asyncio.Future[Answer], outcome: Answer | Exception) -> None:
    if whole.done():
        return
    if isinstance(outcome, Exception):
        whole.set_exception(outcome)
    else:
        whole.set_result(outcome)
