"""Completions for the query editor: ontology terms, actors by any name, named graphs."""

from __future__ import annotations

import re
from typing import Any

from graphkit.rdf import ID, PREFIXES
from graphkit.serve import pages
from graphkit.serve.endpoint import Endpoint
from graphkit.view.text import without_direction

MOST = 20
_LONGEST = 100
# Local names that need no escaping.
_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}))?\Z")
# The engine searches the names and returns the shortest; no actors are loaded.
_ACTORS = """
SELECT ?thing (SAMPLE(?label) AS ?name) (MIN(STRLEN(?any)) AS ?long) WHERE {{
  GRAPH <https://w3id.org/graphkit/graph/entities> {{
    {{ ?thing rdfs:label ?any }} UNION {{ ?thing skos:altLabel ?any }}
    BIND (LCASE(STR(?any)) AS ?low)
    FILTER (STRSTARTS(?low, {text}) || CONTAINS(?low, {inner}))
    ?thing rdfs:label ?label
  }}
}} GROUP BY ?thing ORDER BY ?long ?name LIMIT {most}
"""
_GRAPHS = """
SELECT ?thing ?name WHERE {{
  GRAPH ?thing {{ }} OPTIONAL {{ GRAPH ?thing {{ ?article a gk:Article ; dcterms:title|dcterms:identifier ?name }} }}
  FILTER (CONTAINS(LCASE(STR(?thing)), {text}) || CONTAINS(LCASE(STR(?name)), {text}))
}} LIMIT {most}
"""
QUERIES = {"actor": _ACTORS, "graph": _GRAPHS}


async def words(endpoint: Endpoint) -> list[str]:
    """Return the prefixes and the ontology terms as prefixed names."""
    terms = {row[0].short for row in await endpoint.rows(pages.WORDS) if row[0] is not None}
    return sorted([f"{prefix}:" for prefix in PREFIXES] + [term for term in terms if not term.startswith("http")])


async def found(endpoint: Endpoint, what: str, text: str) -> list[dict[str, Any]]:
    """Return actors or graphs with a matching name as {word, name}, in SPARQL syntax, the closest first.

    Args:
        endpoint: the endpoint to query.
        what: a key of `QUERIES`.
        text: the typed text.
    """
    return [{"word": word(iri), "name": without_direction(name)} for iri, name in await _named(endpoint, what, text, MOST)]


async def actors(endpoint: Endpoint, text: str, most: int) -> list[tuple[str, str]]:
    """Return (IRI, name) of actors with a name, or a word of it, that starts with the text, the closest first."""
    return await _named(endpoint, "actor", text, most)


async def _named(endpoint: Endpoint, what: str, text: str, most: int) -> list[tuple[str, str]]:
    low = " ".join(text.replace("_", " ").split()).casefold()[:_LONGEST]
    if not low:
        return []
    rows = await endpoint.rows(QUERIES[what].format(text=pages.literal(low), inner=pages.literal(f" {low}"), most=most))
    return [(row[0].value, str(row[1] or "")) for row in rows if row[0] is not None]


def word(iri: str) -> str:
    """Return an IRI in SPARQL syntax: as a prefixed name if it needs no escaping."""
    for prefix, namespace in (("graph", ID), *PREFIXES.items()):
        if iri.startswith(namespace) and _LOCAL.match(iri.removeprefix(namespace)):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"
