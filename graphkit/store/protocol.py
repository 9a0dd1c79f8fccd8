"""Decode the answer of a worker process: frames of a letter, a length and a payload; see `graphkit.store.worker`."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any

from graphkit.errors import (
    DocumentError,
    GraphkitError,
    QueryError,
    StoreError,
    StoreLocked,
    UnknownName,
    UpdateRefused,
    UsageError,
)

# Header of a frame: letter and length.
FRAME = struct.Struct(">cI")
_ERRORS: dict[str, type[GraphkitError]] = {kind.__name__: kind for kind in (QueryError, StoreLocked, UpdateRefused, DocumentError, UnknownName, UsageError)}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a worker.

    Attributes:
        kind: `select`, `ask` or `graph`.
        data: SPARQL 1.1 JSON results, N-Triples for a graph; or the requested format.
        more: whether rows were cut off at the limit.
        unknown: prefix and IRI of names in the query that neither vocabulary nor graph knows, if requested.
    """

    kind: str
    data: bytes
    more: bool
    unknown: tuple[tuple[str, str], ...] = ()


class WorkerError(Exception):
    """The worker answered with an error and is ready for the next request."""

    def __init__(self, error: GraphkitError) -> None:
        super().__init__(str(error))
        self.error = error


class Exchange:
    """One request and the part of its answer received so far.

    Args:
        number: file descriptor to read the answer from.
        largest: maximum bytes of the answer.
    """

    def __init__(self, descriptor: int, largest: int) -> None:
        self.descriptor = descriptor
        self._largest = largest
        self._buffer = bytearray()
        self._data: list[bytes] = []
        self._size = 0
        self._kind = ""

    def feed(self, read: bytes) -> Answer | None:
        """Consume data; return the answer once it is complete.

        Raises:
            WorkerError: the worker answered with an error.
            QueryError: the answer is too large; the process is in the middle of it.
            EOFError: no data: the process ended.
        """
        if not read:
            raise EOFError
        self._buffer += read
        place, end = 0, len(self._buffer)
        while place + FRAME.size <= end:
            letter, length = FRAME.unpack_from(self._buffer, place)
            if letter == b"d" and self._size + length > self._largest:
                raise self._too_large()
            if place + FRAME.size + length > end:
                break
            start, place = place + FRAME.size, place + FRAME.size + length
            if (answer := self._handle(letter, bytes(self._buffer[start:place]))) is not None:
                return answer
        del self._buffer[:place]
        return None

    def _handle(self, letter: bytes, payload: bytes) -> Answer | None:
        if letter == b"d":
            self._data.append(payload)
            self._size += len(payload)
            return None
        message: dict[str, Any] = json.loads(payload)
        if letter == b"h":
            self._kind = message["kind"]
            return None
        if letter == b"z":
            return Answer(self._kind, b"".join(self._data), message["more"], tuple((prefix, iri) for prefix, iri in message.get("unknown", ())))
        raise WorkerError(_ERRORS.get(message["error"], StoreError)(message["message"]))

    def _too_large(self) -> QueryError:
        return QueryError(f"the answer is larger than {self._largest:,} bytes; narrow the query or give it a LIMIT")
