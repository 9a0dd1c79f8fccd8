"""Asking a worker process: a query that takes too long is stopped, whatever it is doing."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import QueryError
from graphkit.store.exchange import Answer, Declined, Exchange
from graphkit.store.index.clock import too_long

MEMORY = 4 << 30
PROGRAM = "graphkit.store.worker"
# What one answer may hold; the rest of the work goes on.
LARGEST_ANSWER = 512 << 20
# Bytes that are read at once: what a pipe holds.
PIECE = 1 << 16
# Seconds that the start of a process may take, on a machine that does much else.
START = 60.0


class Worker:
    """One process over one graph; started at the first question, and anew after one was stopped."""

    def __init__(self, folder: Path, *, memory: int = MEMORY, program: str = PROGRAM, keys: Sequence[str] | None = None) -> None:
        """Name the graph's folder; nothing is started yet.

        Args:
            folder: the graph's folder.
            memory: bytes of address space; a query that needs more ends with its process.
            program: module that is run; it speaks as `graphkit.store.worker` does.
            keys: of the articles that are asked of alone; None for the whole graph.
        """
        self._folder, self._memory, self._program, self._keys = folder, memory, program, keys
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None

    def ask(
        self,
        query: str,
        *,
        timeout: float,
        rows: int | None = None,
        default: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
        largest: int = LARGEST_ANSWER,
    ) -> Answer:
        """Ask, and wait no longer than `timeout` seconds.

        Args:
            query: SPARQL.
            timeout: seconds until the query is stopped.
            rows: at most so many rows or triples; None for all.
            default, named: graphs of the dataset, where the request says them.
            largest: at most so many bytes.

        Raises:
            QueryError: it does not parse, asks for what is off, or needs too much memory.
            QueryTimeout: it took too long and was stopped.
            StoreError: the graph cannot be opened.
        """
        within = {} if self._keys is None else {"within": list(self._keys)}
        return self.send({"query": query, "rows": rows, "default": default, "named": named, **within}, timeout=timeout, largest=largest)

    def of(self, keys: Sequence[str]) -> Worker:
        """A worker that answers of the articles of these keys alone, in a process of its own."""
        return Worker(self._folder, memory=self._memory, program=self._program, keys=keys)

    def send(self, asked: Mapping[str, Any], *, timeout: float, largest: int = LARGEST_ANSWER) -> Answer:
        """Send one question as the program takes it, and wait no longer than `timeout` seconds.

        Raises:
            GraphkitError: what the program says is wrong, or as `ask`.
        """
        deadline = time.monotonic() + timeout
        with self.conversing():
            exchange = self.begin(line_of(asked), largest)
            with selectors.DefaultSelector() as selector:
                selector.register(exchange.number, selectors.EVENT_READ)
                while True:
                    left = deadline - time.monotonic()
                    if left <= 0 or not selector.select(left):
                        raise too_long(timeout)
                    if (answer := exchange.feed(os.read(exchange.number, PIECE))) is not None:
                        return answer

    def start(self, seconds: float = START) -> None:
        """Have the process started before a question whose seconds are counted.

        Raises:
            GraphkitError: it did not start in so many seconds.
        """
        if not self.runs:
            self.send({}, timeout=seconds)

    def begin(self, line: bytes, largest: int = LARGEST_ANSWER) -> Exchange:
        """Send a question, starting the process where there is none; read the answer, under `conversing`, before the next one.

        Args:
            line: of `line_of`; one that is longer than a pipe holds waits until the process takes it.
            largest: at most so many bytes of the answer.
        """
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        process.stdin.flush()
        return Exchange(process.stdout.fileno(), largest)

    @property
    def runs(self) -> bool:
        """Whether the process is there, so that a question need not wait for its start."""
        return self._process is not None and self._process.poll() is None

    @contextlib.contextmanager
    def conversing(self) -> Iterator[None]:
        """Around a question and its answer: whatever ends it in the middle ends the process too.

        Raises:
            GraphkitError: what the program says is wrong.
            QueryError: the process ended by itself.
        """
        try:
            yield
        except (BrokenPipeError, EOFError) as error:
            self.close()
            raise QueryError("the process of the query ended: it needed more memory than a query may; narrow it") from error
        except Declined as declined:
            # The worker has closed its answer itself and takes the next question.
            raise declined.error from None
        except BaseException:
            # Stopped in the middle, by the clock or by the user: what it still writes is nobody's answer.
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        self._end()
        self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self.runs:
            return self._process
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._program, str(self._folder), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # The engine prints a backtrace when memory ends; the caller gets one line instead.
            stderr=subprocess.DEVNULL,
        )
        self._end = weakref.finalize(self, _kill, self._process)
        return self._process


def line_of(asked: Mapping[str, Any]) -> bytes:
    """A question as a worker takes it."""
    return json.dumps(asked).encode() + b"\n"


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
