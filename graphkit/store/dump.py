"""Serialize a graph in an RDF format; sorted, so that the same graph gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from graphkit.errors import UnknownFormat, one_of
from graphkit.rdf import DIRECT, ENTITIES, PREFIXES

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
# Ties follow from the claims and are not part of `all`; they are written only on request.
TIES = "ties"
PARTS = ("direct", "claims", "all", TIES)
_QUAD_FORMATS = ("nquads", "trig", "jsonld")
# Formats for the engine's bulk loader.
DATASETS = ("nquads", "trig")


def dump(quads: Iterable[Quad], format: str, part: str) -> bytes:
    """Serialize the quads of a part; formats without named graphs get the union.

    Raises:
        UnknownFormat: there is no such format or part.
    """
    if format not in FORMATS:
        raise UnknownFormat(f"unknown RDF format {format!r}; known: {one_of(FORMATS)}")
    if part not in PARTS:
        raise UnknownFormat(f"unknown part {part!r}; known: {one_of(PARTS)}")
    selected = [quad for quad in quads if _in_part(quad, part)]
    selected.sort(key=_quad_order)
    if format in _QUAD_FORMATS:
        return sort_prefixes(pyoxigraph.serialize(selected, format=FORMATS[format], prefixes=PREFIXES) or b"", format)
    triples = list(dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in sorted(selected, key=_triple_order)))
    return sort_prefixes(pyoxigraph.serialize(triples, format=FORMATS[format], prefixes=PREFIXES) or b"", format)


def sort_prefixes(data: bytes, format: str) -> bytes:
    """Sort the prefixes, which the engine writes in random order."""
    if format in ("turtle", "trig"):
        lines = data.split(b"\n")
        count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
        return b"\n".join([*sorted(lines[:count]), *lines[count:]])
    if format == "rdfxml":
        return _ROOT.sub(lambda match: b"<rdf:RDF " + b" ".join(sorted(match.group(1).split())) + b">", data, count=1)
    if format == "jsonld":
        return json.dumps(json.loads(data), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return data


_ROOT = re.compile(rb"<rdf:RDF ([^>]*)>")


def _in_part(quad: Quad, part: str) -> bool:
    if part in ("all", TIES) or quad.graph_name == ENTITIES:
        return True
    return (quad.graph_name == DIRECT) == (part == "direct")


def _quad_order(quad: Quad) -> tuple[str, ...]:
    return (str(quad.graph_name), *_triple_order(quad))


def _triple_order(quad: Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)
