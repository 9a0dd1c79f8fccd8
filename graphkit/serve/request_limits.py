"""Limits size and time of HTTP request heads, for which uvicorn's httptools parser has no limits (malicious or broken clients)."""

from __future__ import annotations

import asyncio
from typing import Any

# Maximum bytes of a head, and seconds until it must be complete.
HEAD, SECONDS = 1 << 16, 30.0


def protocol(head: int = HEAD, seconds: float = SECONDS) -> Any:
    """Return the value for `http` of uvicorn's configuration: the httptools protocol with limits; "auto" if it is not installed.

    Args:
        head: maximum bytes of request line and headers, not counting what arrives together with their end (up to 256 KB).
        seconds: time until they must be complete; the connection is closed otherwise.
    """
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        # The h11 parser has limits of its own.
        return "auto"

    class Limited(HttpToolsProtocol):
        _alarm: asyncio.TimerHandle | None = None
        _size = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            self._came()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if not self._answering():
                # Any data stops uvicorn's own timer, even if it does not start a request.
                self._wait()
            # Data not consumed by a callback is a head or the trailer of a chunked body.
            self._size += len(data)
            super().data_received(data)
            if self._size > head and not self.transport.is_closing():
                self._size = 0
                self.send_400_response(f"address and headers are larger than {head:,} bytes")

        def on_body(self, body: bytes) -> None:
            super().on_body(body)
            self._size = 0

        def on_message_complete(self) -> None:
            super().on_message_complete()
            self._size = 0

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._size = 0
            self._wait()

        def on_headers_complete(self) -> None:
            self._size = 0
            self._came()
            super().on_headers_complete()

        def _wait(self) -> None:
            if self._alarm is None:
                self._alarm = self.loop.call_later(seconds, self._late)

        def _late(self) -> None:
            self._alarm = None
            if self._answering():
                # The timeout of the next head starts after this response.
                self._wait()
            else:
                self.transport.close()

        def _answering(self) -> bool:
            return self.cycle is not None and not self.cycle.response_complete

        def _came(self) -> None:
            if self._alarm is not None:
                self._alarm.cancel()
                self._alarm = None

    return Limited
