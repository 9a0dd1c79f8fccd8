"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): what a request asks."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from graphkit.serve.negotiate import ROWS, TRIPLES, best

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_BARE = {QUERY: "query", UPDATE: "update"}
# Parameters of the dataset, by what the request is.
_DATASET = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}

# Media types of each kind of answer, ours first.
OFFERED: Mapping[str, Mapping[str, str]] = {"select": ROWS, "ask": ROWS, "graph": TRIPLES}


class Refused(Exception):
    """A request that is not answered: HTTP status, one line for a reader, and pages that were perhaps meant.

    `near` holds (text, address) of those pages.
    """

    def __init__(self, status: int, message: str, near: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.status, self.near = status, tuple(near)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: a query or an update, None where it has neither, its dataset, and all its parameters."""

    query: str | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    update: bool = False
    parameters: tuple[tuple[str, str], ...] = ()


def asked(method: str, search: bytes, content_type: str, body: bytes) -> Asked:
    """What a request asks.

    Args:
        method: GET, HEAD or POST.
        search: the query string of the address, as sent.
        content_type: of the body, "" for none.
        body: as sent.

    Raises:
        Refused: 400 for a request against the protocol, 415 for a body of another type.
    """
    pairs = _pairs(search)
    if method == "POST":
        # 2.1.2 and 2.2.1: with a form everything is in the body.
        pairs = [*_posted(kind_of(content_type), body, pairs), *pairs]
    operations = [(name, value) for name, value in pairs if name in _DATASET]
    if len(operations) > 1:
        raise Refused(400, f"{len(operations)} queries or updates in one request; one is answered")
    if not operations:
        if method == "POST":
            raise Refused(400, "the request has no query and no update")
        return Asked(None, parameters=tuple(pairs))
    (what, text), updates = operations[0], operations[0][0] == "update"
    if updates and method != "POST":
        raise Refused(400, "an update is sent by POST")
    default, named = (_all(pairs, name) for name in _DATASET[what])
    return Asked(text, default, named, updates, tuple(pairs))


def kind_of(content_type: str) -> str:
    """The bare media type of a Content-Type header."""
    return content_type.partition(";")[0].strip().lower()


def _posted(kind: str, body: bytes, address: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Parameters of a posted body."""
    if kind == FORM:
        return _pairs(body)
    if kind not in _BARE:
        raise Refused(415, f"a body of type {kind or 'nothing'!r} is not read; send {FORM}, {QUERY} or {UPDATE}")
    if any(name in _DATASET for name, _ in address):
        raise Refused(400, "the body and the address both contain a query or update; send only one")
    return [(_BARE[kind], utf8(body))]


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(400, f"the parameters cannot be read: {error}") from error


def utf8(body: bytes) -> str:
    """A body as text.

    Raises:
        Refused: 400 where it is not UTF-8.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the body is not UTF-8: {error}") from error


def _all(pairs: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


@functools.lru_cache(64)
def formats(accept: str) -> Mapping[str, tuple[str, str] | None]:
    """Media type and name of the format that a client wants most, for each kind of answer; None where it accepts none of ours."""
    kinds = {kind: (best(accept, offered), offered) for kind, offered in OFFERED.items()}
    return {kind: None if wanted is None else (wanted, offered[wanted]) for kind, (wanted, offered) in kinds.items()}
