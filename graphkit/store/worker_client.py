"""Run queries in a worker process, which can be killed at the timeout whatever it is doing."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import QueryError
from graphkit.store.index.clock import timeout_error
from graphkit.store.orphan import TEMPORARY
from graphkit.store.protocol import Answer, Exchange, WorkerError
from graphkit.store.temporary import temporary_folder

MEMORY_LIMIT = 4 << 30
PROGRAM = "graphkit.store.worker"
# Maximum bytes of one answer.
LARGEST_ANSWER = 512 << 20
# Bytes per read: the capacity of a pipe.
READ_SIZE = 1 << 16
# Seconds allowed for starting the process, on a busy machine.
START_TIMEOUT = 60.0
# Seconds of one wait for an answer.
_TURN = 3600.0


class Worker:
    """One worker process over one graph; started at the first query, and again after one was stopped."""

    def __init__(self, folder: Path, *, memory: int = MEMORY_LIMIT, program: str = PROGRAM, keys: Sequence[str] | None = None) -> None:
        """Set up a worker without starting it.

        Args:
            folder: the graph's folder.
            memory: bytes of address space; a query that needs more ends the process.
            program: module to run; it speaks the protocol of `graphkit.store.worker`.
            keys: keys of the articles to query; None for the whole graph.
        """
        self._folder, self._memory, self._program, self._keys = folder, memory, program, keys
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None
        self._asking = threading.Lock()

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
        """Run a query, waiting at most `timeout` seconds.

        Args:
            query: SPARQL.
            timeout: seconds until the query is stopped.
            rows: maximum rows or triples; None for all.
            default, named: graphs of the dataset, if the request specifies them.
            largest: maximum bytes of the answer.

        Raises:
            QueryError: it does not parse, uses a disabled feature, or needs too much memory.
            QueryTimeout: it exceeded the timeout and was stopped.
            StoreError: the graph cannot be opened.
        """
        restriction = {} if self._keys is None else {"within": list(self._keys)}
        return self.send({"query": query, "rows": rows, "default": default, "named": named, **restriction}, timeout=timeout, largest=largest)

    def restricted_to(self, keys: Sequence[str]) -> Worker:
        """Return a worker, with its own process, that queries only the articles with these keys."""
        return Worker(self._folder, memory=self._memory, program=self._program, keys=keys)

    def send(self, request: Mapping[str, Any], *, timeout: float, largest: int = LARGEST_ANSWER) -> Answer:
        """Send one request in the form the program takes, waiting at most `timeout` seconds.

        Raises:
            GraphkitError: the error that the program reports, or as `ask`.
        """
        # The answers of two threads would be mixed up; the timeout is that of the query, without the wait for another.
        with self._asking, self.kill_on_error():
            deadline = time.monotonic() + timeout
            exchange = self.begin(encode_request(request), largest)
            with selectors.DefaultSelector() as selector:
                selector.register(exchange.descriptor, selectors.EVENT_READ)
                while True:
                    left = deadline - time.monotonic()
                    if left <= 0:
                        raise timeout_error(timeout)
                    # In turns: the system takes no wait of months, as an endless time limit would be.
                    if selector.select(min(left, _TURN)) and (answer := exchange.feed(os.read(exchange.descriptor, READ_SIZE))) is not None:
                        return answer

    def start(self, seconds: float = START_TIMEOUT) -> None:
        """Start the process before a query whose time is measured.

        Raises:
            GraphkitError: it did not start within `seconds`.
        """
        if not self.is_running:
            self.send({}, timeout=seconds)

    def begin(self, line: bytes, largest: int = LARGEST_ANSWER) -> Exchange:
        """Send a request, starting the process if needed; read the answer, under `kill_on_error`, before the next one.

        Args:
            line: from `encode_request`; a line longer than the pipe's capacity blocks until the process reads it.
            largest: maximum bytes of the answer.
        """
        process = self._ensure_started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        process.stdin.flush()
        return Exchange(process.stdout.fileno(), largest)

    @property
    def is_running(self) -> bool:
        """Whether the process is running, so that a query does not wait for its start."""
        return self._process is not None and self._process.poll() is None

    @contextlib.contextmanager
    def kill_on_error(self) -> Iterator[None]:
        """Guard a request and its answer: any exception in between ends the process.

        Raises:
            GraphkitError: the error that the program reports.
            QueryError: the process ended by itself.
        """
        try:
            yield
        except (BrokenPipeError, EOFError) as error:
            cause = self._cause_of_end()
            self.close()
            raise QueryError(f"the process of the query ended: {cause}") from error
        except WorkerError as declined:
            # The worker ended the answer itself and takes the next request.
            raise declined.error from None
        except BaseException:
            # Stopped by the timeout or the user: the rest of the answer must not be read as the next one.
            self.close()
            raise

    def _cause_of_end(self) -> str:
        """Return why the process ended by itself: the engine aborts, and the system kills, what takes too much memory."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._process is not None and (code := self._process.wait(timeout=1)) >= 0:
                return f"exit code {code}; try again"
        return "it needed more memory than allowed; narrow the query"

    def close(self) -> None:
        """Kill the process."""
        self._end()
        self._process = None

    def _ensure_started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self.is_running:
            return self._process
        temporary, remove = _temporary_folder()
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._program, str(self._folder), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TMPDIR": temporary},
            # The engine prints a backtrace when memory runs out; the caller gets one line instead.
            stderr=subprocess.DEVNULL,
        )
        self._end = weakref.finalize(self, _kill, self._process, remove)
        return self._process


def encode_request(request: Mapping[str, Any]) -> bytes:
    """Encode a request for the worker."""
    return json.dumps(request).encode() + b"\n"


def _temporary_folder() -> tuple[str, Callable[[], None]]:
    """Return a folder for the temporary files of a process, which cannot remove them itself when it is killed, and what removes it; without space for one, that of all processes."""
    try:
        folder, remove = temporary_folder(TEMPORARY)
    except OSError:
        return "", lambda: None
    return str(folder), remove


def _kill(process: subprocess.Popen[bytes], remove: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    remove()
