"""Ends the work for a client that has closed its connection, which would keep a worker busy until the time limit, and answers clients whose work ends with the server."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphkit.serve.protocol import RequestError

T = TypeVar("T")
# Seconds of work during which the connection is not watched.
_BRIEF = 0.05


async def cancel_on_disconnect(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Return the result of work for a request whose body has been read; cancel it if the client closes the connection.

    Raises:
        RequestError: the client closed the connection; nobody reads the response.
    """
    working = asyncio.current_task()
    assert working is not None
    leaving: asyncio.Task[None] | None = None
    running, left = True, False

    def stop(watched: asyncio.Task[None]) -> None:
        nonlocal left
        if running and not watched.cancelled():
            left = working.cancel()

    def watch() -> None:
        nonlocal leaving
        leaving = asyncio.ensure_future(_left(request))
        leaving.add_done_callback(stop)

    # Most work is done before a task that watches the connection would pay.
    alarm = asyncio.get_running_loop().call_later(_BRIEF, watch)
    try:
        return await work
    except asyncio.CancelledError:
        if not left or working.uncancel():
            raise
        raise RequestError(400, "the client closed the connection") from None
    finally:
        running = False
        alarm.cancel()
        if leaving is not None:
            leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class AnswerOnShutdown:
    """Middleware that answers the requests that are still running when the server stops, which the server would log with a traceback each."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except asyncio.CancelledError:
            # Not raised again: the server is the only caller, and closes the connection in both cases; the client sees that the body is incomplete.
            if not begun:
                await PlainTextResponse("the server is stopping; try again in a moment\n", 503, headers={"Retry-After": "5"})(scope, receive, send)
