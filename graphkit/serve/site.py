"""The pages: asking, search, the network, and one for each actor, claim and article."""

from __future__ import annotations

from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from graphkit.api import Graph
from graphkit.errors import GraphkitError
from graphkit.query import named_queries
from graphkit.rdf import PREFIXES
from graphkit.serve import pages
from graphkit.serve.answers import SAFE, accepted, html, status_of
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.negotiate import HTML, TRIPLES, best
from graphkit.serve.protocol import Refused, offered, written
from graphkit.store import state


class Site:
    """Handlers of the pages over one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._network: tuple[object, bytes] = (None, b"")

    async def home(self, request: Request) -> Response:
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

    async def search(self, request: Request) -> Response:
        """Actors whose names hold the words that were typed."""
        words = request.query_params.get("q", "").strip()[:200]
        found = await self._endpoint.rows(pages.SEARCH.format(word=pages.literal(words.lower()))) if words else []
        rows = [(str(name), pages.address(str(actor)), str(number)) for actor, name, number in found]
        return html(pages.page("found", q=words, found=rows, error=None))

    async def thing(self, request: Request) -> Response:
        """What an IRI of the graph names: as RDF or as a page, as the client wants it."""
        kind, name = request.path_params["kind"], request.path_params["name"]
        iri = pages.iri_of(kind, name)
        if not await self._endpoint.ask(pages.EXISTS.format(iri=iri), bool):
            raise Refused(404, f"there is no {kind} {name!r} in this graph")
        wanted = best(accepted(request), {HTML: HTML, **TRIPLES})
        if wanted is None:
            raise Refused(406, f"it can be {HTML}, {', '.join(TRIPLES)}")
        if wanted != HTML:
            kind_of, data = await self._endpoint.ask(f"DESCRIBE {iri}", lambda result: written(result, wanted))
            return Response(data, media_type=kind_of, headers={**SAFE, "Vary": "Accept"})
        label = next(iter(await self._endpoint.rows(pages.NAME.format(iri=iri))), (None,))[0]
        claims = await self._endpoint.ask(pages.CLAIMS.format(which=pages.WHICH[kind].format(iri=iri)), pages.records)
        for claim in claims:
            claim |= {"link": pages.address(claim["claim"] or ""), "article_link": pages.address(claim["article"] or "")}
        versions = await self._endpoint.ask(pages.VERSIONS.format(iri=iri), pages.records) if kind == "article" else []
        for version in versions:
            version |= {"link": pages.address(version["article"] or "")}
        return html(pages.page("thing", title=str(label or name), iri=iri[1:-1], claims=claims, versions=versions))

    async def network(self, request: Request) -> Response:
        """The interactive network of the graph as it stands."""
        now = await run_sync(state, self._endpoint.settings.folder)
        if self._network[0] != now:
            graph = await run_sync(Graph.open, self._endpoint.settings.folder)
            self._network = (now, (await run_sync(graph.page)).encode())
        # The page brings its own policy, with a hash for each of its scripts.
        return Response(self._network[1], media_type=HTML, headers=SAFE)

    async def vocabulary(self, request: Request) -> Response:
        """Words for the editor to complete: prefixes, and terms of the ontology by their short names."""
        terms = {row[0].short for row in await self._endpoint.rows(pages.WORDS) if row[0] is not None}
        words = [f"{prefix}:" for prefix in PREFIXES] + [term for term in terms if not term.startswith("http")]
        return JSONResponse(sorted(words), headers=SAFE)

    async def asset(self, request: Request) -> Response:
        """A file that the pages load."""
        if request.path_params["name"] not in pages.ASSETS:
            raise Refused(404, "there is no such file")
        path, kind = pages.ASSETS[request.path_params["name"]]
        return FileResponse(path, media_type=kind, headers={**SAFE, "Cache-Control": "max-age=3600"})

    async def health(self, request: Request) -> Response:
        """Whether the server answers."""
        return JSONResponse({"status": "ok"}, headers=SAFE)

    async def void(self, request: Request) -> Response:
        """Where the description of the dataset is."""
        return RedirectResponse("/sparql", 303, headers=SAFE)
