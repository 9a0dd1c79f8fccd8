"""Parses RDF sent to the graph store, as one document or as multipart form data."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP

from graphkit.serve.negotiate import TRIPLES
from graphkit.serve.protocol import RequestError, decoded, kind_of


def parse_documents(content_type: str, body: bytes) -> list[tuple[str, str]]:
    """Return (text, format name) for each RDF document of a request.

    Args:
        content_type: media type of the body; "" means Turtle.
        body: the raw body; `multipart/form-data` may contain several documents with their own types.

    Raises:
        RequestError: 415 if a type is not RDF or a charset is not supported, 400 if a text is not in its charset.
    """
    if not kind_of(content_type.replace(",", ";")).startswith("multipart/"):
        return [(decoded(body, content_type), _format(content_type))]
    head = f"Content-Type: {content_type.replace(',', ';')}\r\n\r\n".encode("latin-1")
    parts = message_from_bytes(head + body, policy=HTTP).walk()
    return [
        (decoded(bytes(part.get_payload(decode=True) or b""), str(part["Content-Type"])), _format(part.get_content_type()))
        for part in parts
        if not part.is_multipart()
    ]


def _format(content_type: str) -> str:
    kind = kind_of(content_type) or "text/turtle"
    if kind not in TRIPLES:
        raise RequestError(415, f"a graph of type {kind!r} is not read; send {', '.join(TRIPLES)}")
    return TRIPLES[kind]
