"""Encode terms of results as SPARQL JSON and as cells."""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring

from graphkit.rdf import XSD, iri
from graphkit.store.named.cells import PLAIN, WHOLE, Word
from graphkit.store.term import Term

_LANGUAGE = iri("rdf:langString").value
# Kinds of terms that rarely repeat, so that caching does not pay: quotes and addresses.
ONCE = frozenset((PLAIN, "anyURI"))
# Cache size for other encoded terms.
KEPT = 1 << 16


def json_of(word: Word) -> str:
    """Encode a term as SPARQL JSON, "" for no value."""
    value, kind = word
    if not kind:
        return f'{{"type":"uri","value":{encode_basestring(value)}}}' if value else ""
    if kind == PLAIN:
        return f'{{"type":"literal","value":{encode_basestring(value)}}}'
    if kind == WHOLE:
        return f'{{"type":"literal","value":"{int(value)}","datatype":"{XSD}integer"}}'
    more = f'"xml:lang":{encode_basestring(kind[1:])}' if kind[0] == "@" else f'"datatype":{encode_basestring(_full(kind))}'
    return f'{{"type":"literal","value":{encode_basestring(value)},{more}}}'


def term_of(word: Word) -> Term | None:
    """Convert a term to a cell, None for no value."""
    value, kind = word
    if not kind:
        return Term(value, "iri") if value else None
    if kind == WHOLE:
        return Term(str(int(value)), "literal", f"{XSD}integer")
    return Term(value, "literal", _LANGUAGE, kind[1:]) if kind[0] == "@" else Term(value, "literal", _full(kind))


@lru_cache(KEPT)
def _full(datatype: str) -> str:
    return datatype if ":" in datatype else XSD + datatype
