"""The SPARQL 1.1 Protocol for queries (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from graphkit.serve.negotiate import ROWS, TRIPLES, best
from graphkit.store import Result

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


class Refused(Exception):
    """A request that is not answered: HTTP status, and one line for a reader."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """One query request: the query, None where the request has none, and its dataset."""

    query: str | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def asked(method: str, search: bytes, content_type: str, body: bytes) -> Asked:
    """What a request asks.

    Args:
        method: GET, HEAD or POST.
        search: the query string of the address, as sent.
        content_type: of the body, "" for none.
        body: as sent.

    Raises:
        Refused: 400 for a request against the protocol, 403 for an update, 415 for another type.
    """
    pairs = _pairs(search)
    if method == "POST":
        kind = content_type.partition(";")[0].strip().lower()
        if kind == FORM:
            # 2.1.2: everything is in the body.
            pairs = [*_pairs(body), *pairs]
        elif kind == QUERY:
            if any(name == "query" for name, _ in pairs):
                raise Refused(400, "the query stands in the body and in the address; one of them will do")
            pairs = [*pairs, ("query", _text(body))]
        elif kind == UPDATE:
            raise Refused(403, "this endpoint is read-only")
        else:
            raise Refused(415, f"a body of type {kind or 'nothing'!r} is not read; send {FORM} or {QUERY}")
    if any(name == "update" for name, _ in pairs):
        raise Refused(403, "this endpoint is read-only")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Refused(400, f"{len(queries)} queries in one request; one is answered")
    if method == "POST" and not queries:
        raise Refused(400, "the request has no query")
    return Asked(queries[0] if queries else None, _all(pairs, "default-graph-uri"), _all(pairs, "named-graph-uri"))


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(400, f"the parameters cannot be read: {error}") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is not UTF-8: {error}") from error


def _all(pairs: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


def offered(result: Result) -> Mapping[str, str]:
    """Media types that an answer has, ours first."""
    return TRIPLES if result.kind == "graph" else ROWS


def written(result: Result, accept: str) -> tuple[str, bytes]:
    """Media type and bytes of an answer, as the client wants it.

    Raises:
        Refused: 406 where it accepts none of ours.
    """
    kind = best(accept, offered(result))
    if kind is None:
        raise Refused(406, f"a {result.kind} answer can be {', '.join(offered(result))}")
    return kind, result.serialize(offered(result)[kind])
