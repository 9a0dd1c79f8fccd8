"""Asking a worker process: a query that takes too long is stopped, whatever it is doing."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import struct
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import (
    DocumentError,
    GraphkitError,
    QueryError,
    QueryTimeout,
    StoreError,
    StoreLocked,
    UpdateRefused,
)

# A letter and a length before each piece of an answer; see `graphkit.store.worker`.
FRAME = struct.Struct(">cI")
MEMORY = 4 << 30
PROGRAM = "graphkit.store.worker"
_SAID: dict[str, type[GraphkitError]] = {kind.__name__: kind for kind in (QueryError, StoreLocked, UpdateRefused, DocumentError)}
# What one answer may hold; the rest of the work goes on.
LARGEST_ANSWER = 512 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answered.

    Attributes:
        kind: `select`, `ask` or `graph`.
        data: SPARQL 1.1 JSON results; N-Triples for a graph.
        more: whether rows were left out at the row limit.
    """

    kind: str
    data: bytes
    more: bool


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
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
            return self._read(process, deadline, timeout, largest)
        except (BrokenPipeError, EOFError) as error:
            self.close()
            raise QueryError("the process of the query ended: it needed more memory than a query may; narrow it") from error
        except _Refused as refused:
            # The worker has closed its answer itself and takes the next question.
            raise refused.error from None
        except BaseException:
            # Stopped in the middle, by the clock or by the user: what it still writes is nobody's answer.
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        self._end()
        self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
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

    def _read(self, process: subprocess.Popen[bytes], deadline: float, seconds: float, largest: int) -> Answer:
        assert process.stdout is not None
        pipe = _Pipe(process.stdout.fileno(), deadline, seconds)
        held: list[bytes] = []
        kind, size = "", 0
        while True:
            letter, payload = pipe.frame()
            if letter == b"d":
                held.append(payload)
                size += len(payload)
                if size > largest:
                    raise QueryError(f"the answer is larger than {largest:,} bytes; narrow the query or give it a LIMIT")
                continue
            told = json.loads(payload)
            if letter == b"h":
                kind = told["kind"]
            elif letter == b"z":
                return Answer(kind, b"".join(held), told["more"])
            else:
                raise _Refused(_SAID.get(told["error"], StoreError)(told["message"]))


class _Refused(Exception):
    """The worker said no."""

    def __init__(self, error: GraphkitError) -> None:
        super().__init__(str(error))
        self.error = error


class _Pipe:
    """Frames from a pipe, until a deadline."""

    def __init__(self, number: int, deadline: float, seconds: float) -> None:
        self._number, self._deadline, self._seconds = number, deadline, seconds
        self._held = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(number, selectors.EVENT_READ)

    def frame(self) -> tuple[bytes, bytes]:
        letter, length = FRAME.unpack(self._take(FRAME.size))
        return letter, self._take(length)

    def _take(self, length: int) -> bytes:
        while len(self._held) < length:
            left = self._deadline - time.monotonic()
            if left <= 0 or not self._selector.select(left):
                raise QueryTimeout(
                    f"the query ran longer than {self._seconds:g} s and was stopped; narrow it, or raise --timeout"
                )
            data = os.read(self._number, 1 << 20)
            if not data:
                raise EOFError
            self._held += data
        taken = bytes(self._held[:length])
        del self._held[:length]
        return taken


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
