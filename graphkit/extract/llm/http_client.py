"""An HTTP client that limits size and total time of responses, which the providers' libraries do not."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

# A response of 8,192 tokens with its envelope is about a tenth of this.
MAX_BYTES = 2_000_000


class LimitExceeded(Exception):
    """A response that was not read to its end; the cause of an error for which the provider's library repeats the request."""


def limited_client(client: type[Any], seconds: float) -> Any:
    """Return a client for one provider.

    It does not follow redirects, since nobody entered their address, and does not request compressed responses, since a
    small one may be large when decompressed.

    Args:
        client: the provider's client class, of httpx or its successor.
        seconds: maximum total time of a request, however often bytes arrive.
    """
    [module] = {each.__module__.partition(".")[0] for each in client.__mro__ if each.__name__ == "AsyncClient"}
    library = import_module(module)

    class LimitedClient(client):  # type: ignore[misc]  # its library depends on the provider's version
        async def send(self, request: Any, **options: Any) -> Any:
            try:
                async with asyncio.timeout(seconds):
                    response = await super().send(request, **{**options, "stream": True})
                    try:
                        body = await _body(response)
                    finally:
                        await response.aclose()
            except TimeoutError:
                why = LimitExceeded(f"no whole answer within {seconds:g} s (--llm-timeout)")
                raise library.ReadTimeout(str(why), request=request) from why
            except LimitExceeded as why:
                raise library.ReadError(str(why), request=request) from why
            return type(response)(response.status_code, headers=response.headers, content=body, request=request)

    return LimitedClient(headers={"Accept-Encoding": "identity"}, timeout=seconds, follow_redirects=False)


async def _body(response: Any) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise LimitExceeded("the answer is compressed without being requested")
    pieces, size = [], 0
    async for piece in response.aiter_raw():
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise LimitExceeded(f"the answer is longer than {MAX_BYTES:,} bytes")
    return b"".join(pieces)


def reason(error: BaseException) -> str:
    """Return why a request failed: the limit exceeded if that is the cause, else the message of the provider's library."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, LimitExceeded):
        cause = cause.__cause__
    return str(cause or error)


def unreachable(error: BaseException) -> str | None:
    """Return the address of a server to which no connection could be made and the reason, or None if the error has another cause."""
    cause: BaseException | None = error
    while cause is not None and type(cause).__name__ != "ConnectError":
        cause = cause.__cause__
    if cause is None:
        return None
    address = cause.request.url  # type: ignore[attr-defined]  # an error of httpx or its successor, as above
    return f"{address.scheme}://{address.netloc.decode()}: {cause}"
