"""Shared helpers of the handlers: security headers, error responses, request bodies and authorisation."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
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
from graphkit.serve.protocol import RequestError

SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
# Short format names in the `format` parameter, for any kind of answer.
FORMATS = {
    "json": "application/sparql-results+json, application/ld+json;q=0.9",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
# Media types of error responses; text is the default.
_ERRORS = {"text/plain": "", "application/problem+json": "", "application/json": "", HTML: ""}
_BODY_SECONDS = 30.0
_LOG = logging.getLogger("uvicorn.error")
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (Busy, 503),
    (QueryTimeout, 503),
    (StoreLocked, 503),
    (UpdateRefused, 409),
    (QueryError, 400),
    (UnknownName, 404),
    (UsageError, 400),
)


# Names of the format parameter.
FORMAT = ("format", "output")


def accepted(request: Request, parameters: Iterable[tuple[str, str]] | None = None) -> str:
    """Return what the client accepts; a `format` or `output` parameter (media type or short name) overrides the header.

    Args:
        request: the request.
        parameters: its parameters if some are in the body; None for those of the URL.
    """
    given: str = request.headers.get("accept", "")
    pairs = request.query_params.multi_items() if parameters is None else parameters
    for name, value in pairs:
        # An unescaped + in a URL is decoded as a space.
        wanted = value.strip().replace(" ", "+").lower()
        if name in FORMAT and (wanted in FORMATS or "/" in wanted):
            return FORMATS.get(wanted, wanted)
    return given


def html(data: bytes, status: int = 200, more: Mapping[str, str] | None = None) -> Response:
    """Return an HTML response with the Content-Security-Policy of the pages and additional headers."""
    return Response(data, status, media_type=HTML, headers={**SAFE, "Content-Security-Policy": pages.policy(), **(more or {})})


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


async def failed(request: Request, error: Exception) -> Response:
    """Return an error response: a page for browsers, RFC 9457 problem details for JSON clients, otherwise one line of text."""
    status, said = status_of(error), error_message(request, error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR and isinstance(error, (GraphkitError, OSError)):
        # One line for the operator, with --quiet too; the server itself logs other errors.
        _LOG.error("%s %s: %s", request.method, request.url.path[:200], said)
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


def error_message(request: Request, error: Exception) -> str:
    """Return a one-line error message; internal errors are not disclosed."""
    if isinstance(error, HTTPException):
        return f"there is no page at {request.url.path[:200]}" if error.status_code == 404 else f"{error.detail}: {request.method} {request.url.path[:200]}"
    if isinstance(error, OSError):
        # A full disk, or a folder that may not be read or written; errors of the engine have a message only.
        return f"the server cannot use its files: {error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
    return str(error) if isinstance(error, (RequestError, GraphkitError)) else "the server failed to answer; its log says why"


async def read_body(request: Request, largest: int) -> bytes:
    """Read the complete body.

    Raises:
        RequestError: 415 if it is compressed, 413 if it is larger than `largest` bytes, 408 if it is too slow, 400 if the client disconnects.
    """
    if (coded := request.headers.get("content-encoding", "identity").lower()) != "identity":
        raise RequestError(415, f"a body with Content-Encoding {coded[:40]!r} is not read; send it uncompressed")
    held = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                held += piece
                if len(held) > largest:
                    raise RequestError(413, f"the request is larger than {largest:,} bytes")
    except ClientDisconnect as error:
        raise RequestError(400, "the client went away") from error
    except TimeoutError as error:
        raise RequestError(408, f"the request was not complete after {_BODY_SECONDS:g} s") from error
    return bytes(held)


def check_token(request: Request, token: str | None) -> None:
    """Check the Bearer token of a write request.

    Raises:
        RequestError: 403 if writing is disabled, 401 if the token is missing or wrong.
    """
    if token is None:
        raise RequestError(403, "this endpoint is read-only; start it with graphkit serve --write to change the graph")
    kind, _, shown = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not hmac.compare_digest(shown.strip().encode(), token.encode()):
        raise RequestError(401, "writing needs the token of this server: Authorization: Bearer TOKEN")
