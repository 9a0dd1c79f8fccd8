"""RDF that a client sends to the graph store, in one piece or in parts of a form."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP

from graphkit.serve.negotiate import TRIPLES
from graphkit.serve.protocol import Refused, kind_of, utf8


def sent(content_type: str, body: bytes) -> list[tuple[str, str]]:
    """RDF texts of a request, each with the name of its format.

    Args:
        content_type: of the body; without one it is Turtle.
        body: as sent; `multipart/form-data` may hold several texts, each with its own type.

    Raises:
        Refused: 415 for a type that is no RDF, 400 for a text that is not UTF-8.
    """
    if not kind_of(content_type.replace(",", ";")).startswith("multipart/"):
        return [(utf8(body), _format(content_type))]
    head = f"Content-Type: {content_type.replace(',', ';')}\r\n\r\n".encode("latin-1")
    parts = message_from_bytes(head + body, policy=HTTP).walk()
    return [
        (utf8(bytes(part.get_payload(decode=True) or b"")), _format(part.get_content_type()))
        for part in parts
        if not part.is_multipart()
    ]


def _format(content_type: str) -> str:
    kind = kind_of(content_type) or "text/turtle"
    if kind not in TRIPLES:
        raise Refused(415, f"a graph of type {kind!r} is not read; send {', '.join(TRIPLES)}")
    return TRIPLES[kind]
