"""Answers conditional requests: a client that has the current answer gets 304 without a body."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.staticfiles import NotModifiedResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Conditional:
    """Middleware that gives each complete answer to GET an ETag made of its content, so that it cannot be stale, and compares it with `If-None-Match`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        unchanged = False

        async def compared(message: Message) -> None:
            nonlocal start, unchanged
            if message["type"] == "http.response.start":
                if message["status"] == 200:
                    start = message
                    return
            elif start is not None:
                begun, start = start, None
                headers = MutableHeaders(scope=begun)
                _tag(headers, message)
                unchanged = _matches(headers, Headers(scope=scope).get("if-none-match", ""))
                if unchanged:
                    await NotModifiedResponse(headers)(scope, receive, send)
                else:
                    await send(begun)
            if not unchanged:
                await send(message)

        await self._app(scope, receive, compared)


def _tag(headers: MutableHeaders, message: Message) -> None:
    """Add an ETag if the whole answer is at hand, and have clients ask each time whether it still holds."""
    if message.get("more_body") or "no-store" in headers.get("cache-control", ""):
        return
    # Two formats may have the same bytes.
    content = headers.get("content-type", "").encode() + b"\n" + message.get("body", b"")
    headers.setdefault("etag", f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"')
    headers.setdefault("cache-control", "no-cache")


def _matches(headers: Headers, given: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    return "etag" in headers and bool(tags & {headers["etag"], "*"})
