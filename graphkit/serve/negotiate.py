"""Content negotiation (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "text/plain": "ntriples",
    "application/xml": "rdfxml",
    "application/json": "jsonld",
}
HTML = "text/html"


def best(accept: str, offered: Mapping[str, str]) -> str | None:
    """Return the media type of `offered` that an Accept header prefers; the first if it has no preference.

    Args:
        accept: the header; "" if there is none.
        offered: media types, preferred by the server first.

    Returns:
        None if the client accepts none of them.
    """
    wishes = [_wish(part) for part in accept.split(",") if part.strip()]
    if not wishes:
        return next(iter(offered))
    ranked = [(quality, -place, kind) for place, kind in enumerate(offered) if (quality := _quality(kind, wishes)) > 0]
    return max(ranked)[2] if ranked else None


def _wish(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return kind, min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return kind, 0.0
    return kind, 1.0


def _quality(kind: str, wishes: list[tuple[str, float]]) -> float:
    """Return the quality of a type: that of the most specific matching range."""
    found = [(_exactness(wanted, kind), quality) for wanted, quality in wishes if _exactness(wanted, kind)]
    return max(found)[1] if found else 0.0


def _exactness(wanted: str, kind: str) -> int:
    if wanted == kind:
        return 3
    return 2 if wanted == f"{kind.partition('/')[0]}/*" else 1 if wanted in ("*/*", "*") else 0
