"""Answers of the endpoint that are given again while the graph stands as it stood: people ask the same questions."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

# Bytes of all answers that are kept, and of one.
ALL, ONE = 32 << 20, 1 << 20


class Reply(NamedTuple):
    """An answer as it is sent: its media type, its bytes and its further headers."""

    kind: str
    data: bytes
    headers: dict[str, str]


class Remembered:
    """Answers by what was asked, of one state of the graph; call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: object = None
        self._replies: OrderedDict[object, Reply] = OrderedDict()
        self._size = 0

    def get(self, state: object, asked: object) -> Reply | None:
        """The answer to what was asked of this state of the graph, None where it is not kept."""
        with self._lock:
            if state != self._of or asked not in self._replies:
                return None
            self._replies.move_to_end(asked)
            return self._replies[asked]

    def put(self, state: object, asked: object, reply: Reply) -> None:
        """Keep an answer; those of other states go, and those that were used longest ago."""
        if len(reply.data) > ONE:
            return
        with self._lock:
            if state != self._of:
                self._replies.clear()
                self._of, self._size = state, 0
            if asked in self._replies:
                return
            self._replies[asked] = reply
            self._size += len(reply.data)
            while self._size > ALL:
                self._size -= len(self._replies.popitem(last=False)[1].data)
