"""Serves the site below a path of a host, as a reverse proxy shows it: `https://news.example.org/graph/`."""

from __future__ import annotations

import re
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Links of the pages to other pages; quotation marks in texts are escaped, so this cannot be part of one.
_LINK = re.compile(rb'\b(href|action|src|data-root)="/(?!/)')
_LENGTH = b"content-length"


class RootPath:
    """Middleware that puts a path before all addresses of the site; the proxy may or may not remove it from those it passes on.

    Args:
        app: the site, whose links begin with "/".
        root_path: the path, without a slash at its end.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self._app, self._root = app, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        raw = bytes(scope.get("raw_path") or scope["path"].encode())
        below = {"path": self._below(scope["path"]), "raw_path": self._below(raw.decode("latin-1")).encode("latin-1")}
        await self._app({**scope, **below, "root_path": self._root}, receive, _Links(self._root, send))

    def _below(self, path: str) -> str:
        """Return a path with the root path; the proxy may have removed it."""
        return path if path.startswith(f"{self._root}/") else self._root + ("/" if path == self._root else path)


class _Links:
    """Passes on a response with the root path before its links and its redirection."""

    def __init__(self, root_path: str, send: Send) -> None:
        self._root, self._send = root_path, send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if (target := headers.get("location", "")).startswith("/"):
                headers["location"] = self._root + target
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif self._start is not None:
            await self._page(self._start, message)
            return
        await self._send(message)

    async def _page(self, start: Message, message: Message) -> None:
        """Send a page once it is complete."""
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = _LINK.sub(rb'\1="' + self._root.encode() + b"/", self._body)
        headers: list[tuple[Any, Any]] = [(name, str(len(body)).encode() if name == _LENGTH else value) for name, value in start["headers"]]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})
