"""What every answer has in common: safe headers, the status of an error, and reading a request."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from graphkit.errors import (
    GraphkitError,
    QueryError,
    QueryTimeout,
    StoreLocked,
    UnknownName,
    UpdateRefused,
    UsageError,
)
from graphkit.serve import pages
from graphkit.serve.negotiate import HTML, best
from graphkit.serve.pool import Busy
from graphkit.serve.protocol import Refused

SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
# Names that clients give for a format in the address, whatever kind of answer comes.
_SHORT = {
    "json": "application/sparql-results+json, application/ld+json;q=0.9",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
# What an error can be, for who accepts it; text for everybody else.
_ERRORS = {"text/plain": "", "application/problem+json": "", "application/json": "", HTML: ""}
_BODY_SECONDS = 30.0
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (Busy, 503),
    (QueryTimeout, 503),
    (StoreLocked, 503),
    (UpdateRefused, 409),
    (QueryError, 400),
    (UnknownName, 404),
    (UsageError, 400),
)


# Parameters that say so.
_FORMAT = ("format", "output")


def accepted(request: Request, parameters: Iterable[tuple[str, str]] | None = None) -> str:
    """What the client accepts; `format` or `output`, a media type or a short name, goes before the header.

    Args:
        request: of the client.
        parameters: of the request, where some are in its body; else those of the address.
    """
    given: str = request.headers.get("accept", "")
    pairs = request.query_params.multi_items() if parameters is None else parameters
    for name, value in pairs:
        # A + that is not escaped means a space in an address.
        wanted = value.strip().replace(" ", "+")
        if name in _FORMAT and (wanted in _SHORT or "/" in wanted):
            return _SHORT.get(wanted, wanted)
    return given


def html(data: bytes, status: int = 200, more: Mapping[str, str] | None = None) -> Response:
    """A page under the pages' policy, with further headers where there are any."""
    return Response(data, status, media_type=HTML, headers={**SAFE, "Content-Security-Policy": pages.policy(), **(more or {})})


def status_of(error: Exception) -> int:
    """The HTTP status that says what went wrong."""
    if isinstance(error, Refused):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


async def failed(request: Request, error: Exception) -> Response:
    """What went wrong: a page for a browser, RFC 9457 for who wants JSON, one line for everybody else."""
    status, said = status_of(error), said_of(request, error)
    more = {503: {"Retry-After": "5"}, 401: {"WWW-Authenticate": "Bearer"}}.get(status, {})
    headers = {**SAFE, **more, **(getattr(error, "headers", None) or {}), "Vary": "Accept"}
    kind = best(accepted(request), _ERRORS)
    phrase = HTTPStatus(status).phrase
    if kind == HTML:
        data = pages.page("error", status=status, phrase=phrase, message=said, near=getattr(error, "near", ()))
        return html(data, status, headers)
    if kind not in (None, "text/plain"):
        problem = {"title": phrase, "status": status, "detail": said}
        return Response(json.dumps(problem).encode(), status, media_type="application/problem+json", headers=headers)
    return Response(said.encode("utf-8", "replace") + b"\n", status, media_type="text/plain; charset=utf-8", headers=headers)


def said_of(request: Request, error: Exception) -> str:
    """One line that says what went wrong; of a fault of our own no more than that there is one."""
    if isinstance(error, HTTPException):
        return f"there is no page at {request.url.path[:200]}" if error.status_code == 404 else f"{error.detail}: {request.method} {request.url.path[:200]}"
    return str(error) if isinstance(error, (Refused, GraphkitError)) else "the server failed to answer; its log says why"


async def body_of(request: Request, largest: int) -> bytes:
    """The whole body.

    Raises:
        Refused: it is larger than so many bytes, comes too slowly, or the client went away.
    """
    held = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                held += piece
                if len(held) > largest:
                    raise Refused(413, f"the request is larger than {largest:,} bytes")
    except ClientDisconnect as error:
        raise Refused(400, "the client went away") from error
    except TimeoutError as error:
        raise Refused(408, f"the request was not complete after {_BODY_SECONDS:g} s") from error
    return bytes(held)


def may_write(request: Request, token: str | None) -> None:
    """Let a writer through.

    Raises:
        Refused: 403 where nobody may write, 401 where the token is not shown.
    """
    if token is None:
        raise Refused(403, "this endpoint is read-only")
    kind, _, shown = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not hmac.compare_digest(shown.strip().encode(), token.encode()):
        raise Refused(401, "writing needs the token of this server: Authorization: Bearer TOKEN")
