"""Repeats reads whose view of the graph was stale: the engine opens only some files with a view, and a writer may remove others before they are read."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Awaitable, Callable
from typing import TypeVar, TypeVarTuple

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import QueryError

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
# Part of the engine's message when a file is gone.
_GONE = "No such file or directory: While open a file for random read"
ATTEMPTS = 4


async def retry_stale(read: Callable[[], Awaitable[T]]) -> T:
    """Return the result of a read that opens its own view; it is repeated with a new view if the view was stale."""
    for _ in range(ATTEMPTS - 1):
        try:
            return await read()
        except (OSError, QueryError) as error:
            if _GONE not in str(error):
                raise
    return await read()


def retrying(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Make a handler that only reads repeat its work if its view was stale."""

    @functools.wraps(handler)
    async def answer(request: Request) -> Response:
        return await retry_stale(lambda: handler(request))

    return answer


async def run_sync(work: Callable[[*Ts], T], *args: *Ts) -> T:
    """Run work in a thread; iterators of the engine, which an error could carry to another thread, end there."""
    return await to_thread.run_sync(_released, work, *args)


def _released(work: Callable[[*Ts], T], *args: *Ts) -> T:
    try:
        return work(*args)
    except OSError as error:
        traceback.clear_frames(error.__traceback__)
        raise
