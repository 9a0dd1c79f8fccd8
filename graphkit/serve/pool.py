"""Pool of worker processes that limits the number of concurrent queries."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.serve.threads import run_sync
from graphkit.store import (
    READ_SIZE,
    START_TIMEOUT,
    Answer,
    Exchange,
    Worker,
    WorkerError,
    encode_request,
    fingerprint,
    timeout_error,
)

# Bytes that can be written to a pipe without blocking, even if the reader is not reading yet.
_SHORT = 1 << 14


class Busy(GraphkitError):
    """No worker became free within the waiting time."""


class Pool:
    """Workers on one graph; a slow query only occupies its own worker.

    The event loop itself writes requests and reads answers, as a thread for each costs more than a short query.

    Args:
        folder: the graph's folder.
        size: maximum number of concurrent queries.
        wait: seconds that a query waits for a worker.
        timeout: time limit of a query in seconds, once its process has started.
        rows: maximum number of rows or triples.
        largest: maximum bytes of an answer.
    """

    def __init__(self, folder: Path, *, size: int, wait: float, timeout: float, rows: int, largest: int) -> None:
        self._folder, self._wait, self._timeout, self._rows, self._largest = folder, wait, timeout, rows, largest
        self._state: tuple[object, int] = None, 0
        self._workers = [Worker(folder) for _ in range(size)]
        # LIFO: the most recently used worker has its pages in memory, and others need not be started.
        self._idle = list(reversed(self._workers))
        self._free = asyncio.Semaphore(size)

    async def ask(
        self, query: str, *, timeout: float | None = None, rows: int | None = None, formats: Mapping[str, str | None] | None = None, state: object = None, **dataset: Any
    ) -> Answer:
        """Return the answer to a query, truncated at the row limit.

        Args:
            query: SPARQL.
            timeout: time limit in seconds; None for that of the pool.
            rows: maximum number of rows or triples; None for that of the pool.
            formats: format name for each kind of answer; see `graphkit.store.worker`.
            state: fingerprint of the graph, if it was just taken.
            dataset: `default` and `named` graphs, as for `Worker.ask`.

        Raises:
            Busy: no worker became free in time.
            QueryError, QueryTimeout, StoreError: see `Worker.ask`.
        """
        async with self._one() as worker:
            number = self._number(fingerprint(self._folder) if state is None else state)
            if not worker.is_running:
                await self._answer(worker, encode_request({"query": "ASK {}", "state": number}), START_TIMEOUT, started=False)
            request = encode_request({"query": query, "rows": min(rows or self._rows, self._rows), "formats": formats, "state": number, **dataset})
            return await self._answer(worker, request, min(timeout or self._timeout, self._timeout))

    def _number(self, state: object) -> int:
        """Return the number of a state of the graph: workers open the graph again at another one, without looking at its files themselves."""
        if state != self._state[0]:
            self._state = state, self._state[1] + 1
        return self._state[1]

    async def _answer(self, worker: Worker, line: bytes, seconds: float, *, started: bool = True) -> Answer:
        until = time.monotonic() + seconds
        with worker.kill_on_error():
            try:
                if started and len(line) < _SHORT:
                    exchange = worker.begin(line, self._largest)
                else:
                    exchange = await run_sync(worker.begin, line, self._largest)
                return await _read(exchange, until, seconds)
            except WorkerError:
                raise
            except Exception:
                # In a thread: a process with gigabytes of memory takes time to end, which would block the loop.
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
        """Wait for a worker; raises `Busy` after the waiting time."""
        try:
            async with asyncio.timeout(self._wait):
                await self._free.acquire()
        except TimeoutError:
            raise Busy(f"{len(self._workers)} queries are running; try again in a moment") from None

    def close(self) -> None:
        """Stop all processes."""
        for worker in self._workers:
            worker.close()


async def _read(exchange: Exchange, until: float, seconds: float) -> Answer:
    """Read the complete answer without blocking the event loop.

    Raises:
        QueryTimeout: it was not complete in time.
    """
    loop = asyncio.get_running_loop()
    whole: asyncio.Future[Answer] = loop.create_future()

    def take() -> None:
        try:
            answer = exchange.feed(os.read(exchange.descriptor, READ_SIZE))
        except Exception as error:
            _settle(whole, error)
        else:
            if answer is not None:
                _settle(whole, answer)

    loop.add_reader(exchange.descriptor, take)
    alarm = loop.call_later(until - time.monotonic(), _settle, whole, timeout_error(seconds))
    try:
        return await whole
    finally:
        alarm.cancel()
        loop.remove_reader(exchange.descriptor)


def _settle(whole: asyncio.Future[Answer], outcome: Answer | Exception) -> None:
    if whole.done():
        return
    if isinstance(outcome, Exception):
        whole.set_exception(outcome)
    else:
        whole.set_result(outcome)
