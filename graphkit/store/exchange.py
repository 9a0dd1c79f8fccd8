"""The answer of a worker process while it comes in: frames of a letter, a length and so many bytes; see `graphkit.store.worker`."""

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
    UpdateRefused,
)

# A letter and a length before each piece of an answer.
FRAME = struct.Struct(">cI")
_SAID: dict[str, type[GraphkitError]] = {kind.__name__: kind for kind in (QueryError, StoreLocked, UpdateRefused, DocumentError)}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answered.

    Attributes:
        kind: `select`, `ask` or `graph`.
        data: SPARQL 1.1 JSON results, N-Triples for a graph; or in the format that was asked for.
        more: whether rows were left out at the row limit.
        unknown: prefix and IRI of names in the query that neither vocabulary nor graph knows, where that was asked.
    """

    kind: str
    data: bytes
    more: bool
    unknown: tuple[tuple[str, str], ...] = ()


class Declined(Exception):
    """The worker answered with an error, and takes the next question."""

    def __init__(self, error: GraphkitError) -> None:
        super().__init__(str(error))
        self.error = error


class Exchange:
    """One question that was sent, and what has come of its answer so far.

    Args:
        number: file descriptor from which the answer is read.
        largest: at most so many bytes of it.
    """

    def __init__(self, number: int, largest: int) -> None:
        self.number = number
        self._largest = largest
        self._held = bytearray()
        self._data: list[bytes] = []
        self._size = 0
        self._kind = ""

    def feed(self, read: bytes) -> Answer | None:
        """Take what was read; the answer once it is whole.

        Raises:
            Declined: the worker answered with an error.
            QueryError: the answer is too large; the process is in the middle of it.
            EOFError: nothing was read: the process ended.
        """
        if not read:
            raise EOFError
        self._held += read
        place, end = 0, len(self._held)
        while place + FRAME.size <= end:
            letter, length = FRAME.unpack_from(self._held, place)
            if letter == b"d" and self._size + length > self._largest:
                raise self._too_large()
            if place + FRAME.size + length > end:
                break
            start, place = place + FRAME.size, place + FRAME.size + length
            if (answer := self._take(letter, bytes(self._held[start:place]))) is not None:
                return answer
        del self._held[:place]
        return None

    def _take(self, letter: bytes, payload: bytes) -> Answer | None:
        if letter == b"d":
            self._data.append(payload)
            self._size += len(payload)
            return None
        said: dict[str, Any] = json.loads(payload)
        if letter == b"h":
            self._kind = said["kind"]
            return None
        if letter == b"z":
            return Answer(self._kind, b"".join(self._data), said["more"], tuple((prefix, iri) for prefix, iri in said.get("unknown", ())))
        raise Declined(_SAID.get(said["error"], StoreError)(said["message"]))

    def _too_large(self) -> QueryError:
        return QueryError(f"the answer is larger than {self._largest:,} bytes; narrow the query or give it a LIMIT")
