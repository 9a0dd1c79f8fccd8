"""The page to ask on: SPARQL, the questions ready to ask, and the answer."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graphkit.errors import GraphkitError
from graphkit.query import named_queries
from graphkit.rdf import PREFIXES
from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html, status_of
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.protocol import offered


class Ask:
    """Handlers of the page to ask on."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def show(self, request: Request) -> Response:
        """The page to ask on, with the answer to `query`, or to the named query `name`."""
        known = named_queries().get(request.query_params.get("name", ""))
        query = known.sparql if known is not None else request.query_params.get("query", "")
        told: dict[str, Any] = {"query": query, "answer": None, "error": None, "kinds": []}
        status = 200
        if query.strip():
            try:
                told["kinds"], told["answer"] = await self._endpoint.ask(query, lambda result: (list(dict.fromkeys(offered(result).values())), pages.cells(result)))
            except GraphkitError as error:
                told["error"], status = str(error), status_of(error)
        return html(pages.page("ask", **told), status)

    async def vocabulary(self, request: Request) -> Response:
        """Words for the editor to complete: prefixes, and terms of the ontology by their short names."""
        terms = {row[0].short for row in await self._endpoint.rows(pages.WORDS) if row[0] is not None}
        words = [f"{prefix}:" for prefix in PREFIXES] + [term for term in terms if not term.startswith("http")]
        return JSONResponse(sorted(words), headers=SAFE)
