"""Answers of the endpoint that are given again while the graph stands as it stood: people ask the same questions."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from graphkit.store import state

# Bytes of all answers that are kept with their questions, and of one.
ALL, ONE = 32 << 20, 1 << 20
# Bytes that one takes beside its own, about.
_BESIDE = 1 << 10
# Where a request carries the state of the graph when it came.
STATE = "graphkit.state"
# What was asked: texts, and lists of them.
Question = tuple[str | bytes | tuple[str, ...], ...]


class Reply(NamedTuple):
    """An answer as it is sent: its bytes and its headers."""

    data: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def of(cls, response: Response) -> Reply:
        """What can be sent again of a response."""
        return cls(bytes(response.body), tuple(response.raw_headers))

    @property
    def response(self) -> Response:
        """It as a response."""
        made = Response()
        made.body, made.raw_headers = self.data, list(self.headers)
        return made


class Remembered:
    """Answers by what was asked, of one state of the graph; call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: object = None
        self._replies: OrderedDict[Question, Reply] = OrderedDict()
        self._size = 0

    def get(self, state: object, asked: Question) -> Reply | None:
        """The answer to what was asked of this state of the graph, None where it is not kept."""
        with self._lock:
            if state != self._of or asked not in self._replies:
                return None
            self._replies.move_to_end(asked)
            return self._replies[asked]

    def put(self, state: object, asked: Question, reply: Reply) -> None:
        """Keep an answer; those of other states go, and those that were used longest ago."""
        if (size := _size(asked, reply)) > ONE:
            return
        with self._lock:
            if state != self._of:
                self._replies.clear()
                self._of, self._size = state, 0
            if asked in self._replies:
                return
            self._replies[asked] = reply
            self._size += size
            while self._size > ALL:
                self._size -= _size(*self._replies.popitem(last=False))


def _size(asked: Question, reply: Reply) -> int:
    """Bytes that an answer takes with its question, which may be the longer one."""
    return _BESIDE + len(reply.data) + sum(sum(map(sys.getsizeof, part)) if isinstance(part, tuple) else sys.getsizeof(part) for part in asked)


class Again:
    """SPARQL 1.1 Protocol endpoint; an ASGI application that caches the answers to GET requests.

    Args:
        folder: the graph's folder.
        kept: the answers; those of a GET are found by `asked_by`.
        further: the application that answers everything else.
    """

    def __init__(self, folder: Path, kept: Remembered, further: ASGIApp) -> None:
        self._folder, self._kept, self._further = folder, kept, further

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope[STATE] = now = state(self._folder)
        reply = self._kept.get(now, asked_by(scope)) if scope["method"] == "GET" else None
        if reply is None:
            await self._further(scope, receive, send)
            return
        # What stands around this adds headers to the list.
        await send({"type": "http.response.start", "status": 200, "headers": list(reply.headers)})
        await send({"type": "http.response.body", "body": reply.data})


def asked_by(scope: Scope) -> tuple[bytes, bytes]:
    """What tells one GET of the endpoint from another: the parameters of its address, and what it accepts."""
    headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
    return scope["query_string"], next((value for name, value in headers if name == b"accept"), b"")
