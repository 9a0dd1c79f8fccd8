"""An HTTP client that limits size and total time of responses, which the providers' libraries do not."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

# A response of 8,192 tokens with its envelope is about a tenth of this.
MOST_BYTES = 2_000_000


class TooMuch(Exception):
    """A response that was not read to its end; the cause of an error for which the provider's library repeats the request."""


def bounded(client: type[Any], seconds: float) -> Any:
    """Return a client for one provider.

    It does not follow redirects, since nobody entered their address, and does not request compressed responses, since a
    small one may be large when decompressed.

    Args:
        client: the provider's client class, of httpx or its successor.
        seconds: maximum total time of a request, however often bytes arrive.
    """
    [module] = {each.__module__.partition(".")[0] for each in client.__mro__ if each.__name__ == "AsyncClient"}
    known = import_module(module)

    class Bounded(client):  # type: ignore[misc]  # its library depends on the provider's version
        async def send(self, request: Any, **more: Any) -> Any:
            try:
                async with asyncio.timeout(seconds):
                    response = await super().send(request, **{**more, "stream": True})
                    try:
                        body = await _body(response)
                    finally:
                        await response.aclose()
            except TimeoutError:
                why = TooMuch(f"no whole answer within {seconds:g} s (--llm-timeout)")
                raise known.ReadTimeout(str(why), request=request) from why
            except TooMuch as why:
                raise known.ReadError(str(why), request=request) from why
            return type(response)(response.status_code, headers=response.headers, content=body, request=request)

    return Bounded(headers={"Accept-Encoding": "identity"}, timeout=seconds, follow_redirects=False)


async def _body(response: Any) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise TooMuch("the answer is compressed without being requested")
    pieces, size = [], 0
    async for piece in response.aiter_raw():
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise TooMuch(f"the answer is longer than {MOST_BYTES:,} bytes")
    return b"".join(pieces)


def reason(error: BaseException) -> str:
    """Return why a request failed: the limit exceeded if that is the cause, else the message of the provider's library."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, TooMuch):
        cause = cause.__cause__
    return str(cause or error)
