"""Answers the IRIs of the graph that have no page of their own: evidence, runs, extractors, decisions, and terms of the ontology."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.ontology import NS, REL, load_vocabulary
from graphkit.rdf import ONTOLOGY, PREFIXES, escaped
from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.negotiate import HTML
from graphkit.serve.protocol import RequestError
from graphkit.serve.quoted import Quoted
from graphkit.serve.resource_pages import ResourcePages, wanted_type
from graphkit.store import Term

# The claim to show for a piece of evidence, which several claims may share.
_SHOWN = "SELECT ?claim ?subject ?object ?article {{ ?claim gk:evidence {iri} ; gk:subject ?subject ; gk:object ?object ; gk:statedIn ?article }} ORDER BY ?claim LIMIT 1"
_TERMS = """
SELECT ?term (MIN(?word) AS ?label) (MIN(?said) AS ?definition) {{
  GRAPH {graph} {{ ?term a ?kind . OPTIONAL {{ ?term rdfs:label|skos:prefLabel ?word }} OPTIONAL {{ ?term skos:definition ?said }} }}
  FILTER (STRSTARTS(STR(?term), "{namespace}"))
}} GROUP BY ?term ORDER BY ?term
"""
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
# Prefix by the last part of the namespace, which is the path of its page.
_NAMESPACES = {PREFIXES[prefix].removeprefix(NS).rstrip("#"): prefix for prefix in ("gk", "rel", "gkc")}


class Identifiers:
    """Handlers of the identifiers of one graph."""

    def __init__(self, endpoint: Endpoint, things: ResourcePages) -> None:
        self._endpoint, self._things = endpoint, things

    async def evidence(self, request: Request) -> Response:
        """A quote with its offsets; in a browser, its place in the article."""
        reply = await self._things.as_rdf(request, "evidence")
        if reply is not None:
            return reply
        iri = pages.iri_of("evidence", request.path_params["name"])
        for row in await self._endpoint.rows(_SHOWN.format(iri=iri)):
            if (link := Quoted(*map(str, row)).link) is not None:
                return _elsewhere(link)
        return _asked(f"DESCRIBE {iri}")

    def node(self, kind: str) -> Callable[[Request], Awaitable[Response]]:
        """Return the handler of one kind of resource that only RDF describes: run, agent or decision."""

        async def show(request: Request) -> Response:
            reply = await self._things.as_rdf(request, kind)
            return reply if reply is not None else _asked(f"DESCRIBE {pages.iri_of(kind, request.path_params['name'])}")

        show.__doc__ = f"{_NODES[kind]}; in a browser, the query page with its description."
        return show

    async def terms(self, request: Request) -> Response:
        """The terms of a namespace of the ontology with their definitions, or the whole ontology as RDF."""
        wanted = wanted_type(request)
        if wanted != HTML:
            media_type, answer = await self._endpoint.written(_EVERYTHING, wanted, default=[ONTOLOGY.value])
            return Response(answer.data, media_type=media_type, headers={**SAFE, "Vary": "Accept"})
        prefix = _NAMESPACES.get(request.url.path.rpartition("/")[2], "gk")
        rows = await self._endpoint.rows(_TERMS.format(graph=ONTOLOGY, namespace=PREFIXES[prefix]))
        values = {"prefix": prefix, "namespace": PREFIXES[prefix], "namespaces": _NAMESPACES, "terms": [_term(PREFIXES[prefix], *row) for row in rows]}
        return html(pages.page("terms", **values), more={"Vary": "Accept"})

    async def version(self, request: Request) -> Response:
        """The version of the ontology that this graph has, as at `/ns`."""
        name = request.path_params["name"]
        if not await self._endpoint.rows(f"SELECT ?ontology {{ GRAPH {ONTOLOGY} {{ ?ontology owl:versionIRI <{NS}ns/{escaped(name)}> }} }}"):
            raise RequestError(404, f"there is no version {name[:200]!r} of the ontology in this graph")
        return await self.terms(request)


_NODES = {"run": "A run of an extractor over an article", "agent": "An extractor and its version", "decision": "A decision of a user"}


def _term(namespace: str, term: Term | None, label: Term | None, definition: Term | None) -> dict[str, Any]:
    name = str(term).removeprefix(namespace)
    page = pages.path("relation", name) if namespace == REL and name in load_vocabulary().relations else _query_page(f"DESCRIBE <{term}>")
    return {"name": name, "label": str(label or ""), "definition": str(definition or ""), "link": page}


def _query_page(query: str) -> str:
    return f"/ask?query={quote(query, safe='')}"


def _asked(query: str) -> Response:
    return _elsewhere(_query_page(query))


def _elsewhere(address: str) -> Response:
    return RedirectResponse(address, 303, headers={**SAFE, "Vary": "Accept"})
