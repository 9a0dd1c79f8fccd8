"""Encode terms of results as SPARQL JSON and as cells."""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring

from graphkit.rdf import XSD, iri
from graphkit.store.named.cells import INTEGER, STRING, Cell
from graphkit.store.term import Term

_LANGUAGE = iri("rdf:langString").value
# Kinds of terms that rarely repeat, so that caching does not pay: quotes and addresses.
UNCACHED = frozenset((STRING, "anyURI"))
# Cache size for other encoded terms.
CACHE_SIZE = 1 << 16


def json_of(cell: Cell) -> str:
    """Encode a term as SPARQL JSON, "" for no value."""
    value, kind = cell
    if not kind:
        return f'{{"type":"uri","value":{encode_basestring(value)}}}' if value else ""
    if kind == STRING:
        return f'{{"type":"literal","value":{encode_basestring(value)}}}'
    if kind == INTEGER:
        return f'{{"type":"literal","value":"{int(value)}","datatype":"{XSD}integer"}}'
    more = f'"xml:lang":{encode_basestring(kind[1:])}' if kind[0] == "@" else f'"datatype":{encode_basestring(_datatype_iri(kind))}'
    return f'{{"type":"literal","value":{encode_basestring(value)},{more}}}'


def term_of(cell: Cell) -> Term | None:
    """Convert a term to a cell, None for no value."""
    value, kind = cell
    if not kind:
        return Term(value, "iri") if value else None
    if kind == INTEGER:
        return Term(str(int(value)), "literal", f"{XSD}integer")
    return Term(value, "literal", _LANGUAGE, kind[1:]) if kind[0] == "@" else Term(value, "literal", _datatype_iri(kind))


@lru_cache(CACHE_SIZE)
def _datatype_iri(datatype: str) -> str:
    return datatype if ":" in datatype else XSD + datatype
