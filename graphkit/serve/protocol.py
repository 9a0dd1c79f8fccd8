"""Parses requests of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

import codecs
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from graphkit.serve.negotiate import ROWS, TRIPLES, best

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_BARE = {QUERY: "query", UPDATE: "update"}
# Dataset parameters by kind of request.
_DATASET = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}

_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([^"';,\s]*)""", re.IGNORECASE)
# Only charsets of texts that are decoded in linear time: anyone may send a query.
_CODECS = re.compile(r"ascii|utf-(8|(16|32)(-[bl]e)?)|iso8859-\d+|cp125\d")

# Media types of each kind of answer, preferred first.
OFFERED: Mapping[str, Mapping[str, str]] = {"select": ROWS, "ask": ROWS, "graph": TRIPLES}


class RequestError(Exception):
    """A rejected request: HTTP status, one-line message, and pages to suggest.

    `near` has (text, address) of the suggested pages.
    """

    def __init__(self, status: int, message: str, near: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.status, self.near = status, tuple(near)


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """A parsed request: query or update (None if neither), dataset, and all parameters."""

    query: str | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    update: bool = False
    parameters: tuple[tuple[str, str], ...] = ()


def parse_request(method: str, search: bytes, content_type: str, body: bytes) -> ParsedRequest:
    """Parse a request.

    Args:
        method: GET, HEAD or POST.
        search: the raw query string of the URL.
        content_type: media type of the body; "" if there is none.
        body: the raw body.

    Raises:
        RequestError: 400 if the request violates the protocol, 415 for an unsupported body type.
    """
    pairs = _pairs(search)
    if method == "POST":
        # Sections 2.1.2 and 2.2.1: with a form, all parameters are in the body.
        pairs = [*_posted(content_type, body, pairs), *pairs]
    operations = [(name, value) for name, value in pairs if name in _DATASET]
    if len(operations) > 1:
        raise RequestError(400, f"{len(operations)} queries or updates in one request; one is answered")
    if not operations:
        if method == "POST":
            raise RequestError(400, "the request has no query and no update")
        return ParsedRequest(None, parameters=tuple(pairs))
    (what, text), updates = operations[0], operations[0][0] == "update"
    if updates and method != "POST":
        raise RequestError(400, "an update is sent by POST")
    default, named = (_all(pairs, name) for name in _DATASET[what])
    return ParsedRequest(text, default, named, updates, tuple(pairs))


def kind_of(content_type: str) -> str:
    """Return the media type of a Content-Type header without parameters."""
    return content_type.partition(";")[0].strip().lower()


def _posted(content_type: str, body: bytes, address: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters in a POST body."""
    kind = kind_of(content_type)
    if kind == FORM:
        return _pairs(body)
    if kind not in _BARE:
        raise RequestError(415, f"a body of type {kind or 'nothing'!r} is not read; send {FORM}, {QUERY} or {UPDATE}")
    if any(name in _DATASET for name, _ in address):
        raise RequestError(400, "the body and the address both contain a query or update; send only one")
    return [(_BARE[kind], decoded(body, content_type))]


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise RequestError(400, f"the parameters cannot be read: {error}") from error


def decoded(body: bytes, content_type: str = "") -> str:
    """Decode a body in the charset of its Content-Type header, by default UTF-8 with or without a byte order mark.

    Raises:
        RequestError: 400 if it is not in that charset, 415 if the charset is not supported.
    """
    named = _CHARSET.search(content_type)
    charset = "utf-8" if named is None else named[1].lower()
    if (codec := _codec(charset)) is None:
        raise RequestError(415, f"a body in the charset {charset[:40]!r} is not read; send it in UTF-8")
    try:
        return body.decode("utf-8-sig" if codec == "utf-8" else codec)
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the body is not in {charset.upper()}: {error}; send it in UTF-8, or name its charset in Content-Type") from error


def _codec(charset: str) -> str | None:
    """Return Python's name of a charset; None if it is unknown or not supported."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    return name if _CODECS.fullmatch(name) else None


def _all(pairs: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


@functools.lru_cache(64)
def formats(accept: str) -> Mapping[str, tuple[str, str] | None]:
    """Return the preferred (media type, format name) for each kind of answer; None if the client accepts none."""
    kinds = {kind: (best(accept, offered), offered) for kind, offered in OFFERED.items()}
    return {kind: None if wanted is None else (wanted, offered[wanted]) for kind, (wanted, offered) in kinds.items()}
