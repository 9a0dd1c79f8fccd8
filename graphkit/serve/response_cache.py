"""Cache of endpoint responses, valid until the graph changes."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from graphkit.store import fingerprint

# Maximum bytes of all cached entries (with their keys), and of one.
ALL, ONE = 32 << 20, 1 << 20
# Approximate overhead of an entry in bytes.
_BESIDE = 1 << 10
# Key in the ASGI scope of the graph's state at the start of the request.
STATE = "graphkit.state"
# Cache key.
CacheKey = tuple[str | bytes | tuple[str, ...], ...]


class CachedResponse(NamedTuple):
    """A cached response: body and headers."""

    data: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def of(cls, response: Response) -> CachedResponse:
        """Create a cacheable reply from a response."""
        return cls(bytes(response.body), tuple(response.raw_headers))

    @property
    def response(self) -> Response:
        """The reply as a new response."""
        made = Response()
        made.body, made.raw_headers = self.data, list(self.headers)
        return made


class ResponseCache:
    """LRU cache of replies for one state of the graph; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: object = None
        self._replies: OrderedDict[CacheKey, CachedResponse] = OrderedDict()
        self._size = 0

    def get(self, state: object, key: CacheKey) -> CachedResponse | None:
        """Return the cached reply for a state and key; None if there is none."""
        with self._lock:
            if state != self._of or key not in self._replies:
                return None
            self._replies.move_to_end(key)
            return self._replies[key]

    def put(self, state: object, key: CacheKey, reply: CachedResponse) -> None:
        """Cache a reply; evicts replies of other states, and the least recently used ones."""
        if (size := _size(key, reply)) > ONE:
            return
        with self._lock:
            if state != self._of:
                self._replies.clear()
                self._of, self._size = state, 0
            if key in self._replies:
                return
            self._replies[key] = reply
            self._size += size
            while self._size > ALL:
                self._size -= _size(*self._replies.popitem(last=False))


def _size(key: CacheKey, reply: CachedResponse) -> int:
    """Size of a reply with its key in bytes; the key may be the larger part."""
    return _BESIDE + len(reply.data) + sum(sum(map(sys.getsizeof, part)) if isinstance(part, tuple) else sys.getsizeof(part) for part in key)


class CachedEndpoint:
    """SPARQL 1.1 Protocol endpoint.

    An ASGI application that caches the answers to GET requests.

    Args:
        folder: the graph's folder.
        kept: the cache; `cache_key` gives the key of a GET request.
        further: the application that handles everything else.
    """

    def __init__(self, folder: Path, kept: ResponseCache, further: ASGIApp) -> None:
        self._folder, self._kept, self._further = folder, kept, further

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        scope[STATE] = now = fingerprint(self._folder)
        reply = self._kept.get(now, cache_key(scope)) if scope["method"] == "GET" else None
        if reply is None:
            await self._further(scope, receive, send)
            return
        # A copy, as middleware appends headers to the list.
        await send({"type": "http.response.start", "status": 200, "headers": list(reply.headers)})
        await send({"type": "http.response.body", "body": reply.data})


def cache_key(scope: Scope) -> tuple[bytes, bytes]:
    """Return the cache key of a GET request: query string and Accept header."""
    headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
    return scope["query_string"], next((value for name, value in headers if name == b"accept"), b"")
