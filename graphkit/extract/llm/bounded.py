"""An HTTP client that reads answers of bounded size in bounded time, as the libraries of the providers do not."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

# An answer of 8,192 tokens with all that stands around it is a tenth of this.
MOST_BYTES = 2_000_000


class TooMuch(Exception):
    """An answer that was not read to its end; it is the cause of an error that the provider's library knows, and sends the question again for."""


def bounded(client: type[Any], seconds: float) -> Any:
    """A client for one provider.

    Redirects are not followed, since nobody typed the address that they lead to, and packed
    answers are not asked for, since a small one may be large when it is unpacked.

    Args:
        client: the provider's own kind of client, of httpx or its successor.
        seconds: how long one request may take in all, however often a byte of its answer arrives.
    """
    [module] = {each.__module__.partition(".")[0] for each in client.__mro__ if each.__name__ == "AsyncClient"}
    known = import_module(module)

    class Bounded(client):  # type: ignore[misc]  # which library it is of depends on the provider's version
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
    """Why a question failed: what was too much, where that is the cause, else what the provider's library says."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, TooMuch):
        cause = cause.__cause__
    return str(cause or error)
