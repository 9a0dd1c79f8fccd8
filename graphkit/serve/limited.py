"""HTTP heads of clients that mean ill or are broken: the quick parser that uvicorn takes has no limit of size, and none of time."""

from __future__ import annotations

import asyncio
from typing import Any

# Bytes of a head, and seconds until it is whole.
HEAD, SECONDS = 1 << 16, 30.0


def protocol(head: int = HEAD, seconds: float = SECONDS) -> Any:
    """What `http` of uvicorn's configuration takes: its quick parser with limits, "auto" where that is not installed.

    Args:
        head: at most so many bytes of address and headers, beside what comes at once with the end of them (256 KB).
        seconds: until they are whole; the connection is closed then.
    """
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        # The other parser has limits of its own.
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
                # Whatever comes that opens no request, uvicorn's own timer is stopped by it.
                self._wait()
            # What no callback takes is a head, or what stands behind a body in parts.
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
                # The next head has time until this answer is out.
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
