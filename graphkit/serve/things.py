"""What an IRI of the graph names: as RDF or as a page, as the client wants it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.serve import pages
from graphkit.serve.answers import SAFE, accepted, html
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.negotiate import HTML, TRIPLES, best
from graphkit.serve.protocol import Refused, written


class Things:
    """Handlers of the pages of actors, claims and articles of one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def actor(self, request: Request) -> Response:
        """An actor."""
        return await as_rdf(self._endpoint, request, "id") or await self._thing(request, "id")

    async def claim(self, request: Request) -> Response:
        """A claim."""
        return await as_rdf(self._endpoint, request, "claim") or await self._thing(request, "claim")

    async def article(self, request: Request) -> Response:
        """An article."""
        return await as_rdf(self._endpoint, request, "article") or await self._thing(request, "article")

    async def articles(self, request: Request) -> Response:
        """All articles."""
        rows = await self._endpoint.ask(pages.ARTICLES, pages.records)
        for row in rows:
            row["link"] = pages.address(row["article"] or "")
        return html(pages.page("articles", rows=rows))

    async def disputed(self, request: Request) -> Response:
        """What sources disagree on."""
        return RedirectResponse("/ask?name=sources-disagree", 303, headers=SAFE)

    async def _thing(self, request: Request, kind: str) -> Response:
        name = request.path_params["name"]
        iri = pages.iri_of(kind, name)
        label = next(iter(await self._endpoint.rows(pages.NAME.format(iri=iri))), (None,))[0]
        claims = await self._endpoint.ask(pages.CLAIMS.format(which=pages.WHICH[kind].format(iri=iri)), pages.records)
        for claim in claims:
            claim |= {"link": pages.address(claim["claim"] or ""), "article_link": pages.address(claim["article"] or "")}
        versions = await self._endpoint.ask(pages.VERSIONS.format(iri=iri), pages.records) if kind == "article" else []
        for version in versions:
            version |= {"link": pages.address(version["article"] or "")}
        return html(pages.page("thing", title=str(label or name), iri=iri[1:-1], claims=claims, versions=versions))


async def as_rdf(endpoint: Endpoint, request: Request, kind: str) -> Response | None:
    """The description of a thing as RDF, where the client wants RDF; None where it wants a page.

    Args:
        endpoint: of the graph.
        request: whose path names the thing.
        kind: `id`, `claim` or `article`.

    Raises:
        Refused: 404 where the graph has no such thing, 406 where the client accepts nothing of ours.
    """
    name = request.path_params["name"]
    iri = pages.iri_of(kind, name)
    if not await endpoint.ask(pages.EXISTS.format(iri=iri), bool):
        raise Refused(404, f"there is no {_CALLED[kind]} {name[:200]!r} in this graph")
    wanted = best(accepted(request), {HTML: HTML, **TRIPLES})
    if wanted is None:
        raise Refused(406, f"it can be {HTML}, {', '.join(TRIPLES)}")
    if wanted == HTML:
        return None
    kind_of, data = await endpoint.ask(f"DESCRIBE {iri}", lambda result: written(result, wanted))
    return Response(data, media_type=kind_of, headers={**SAFE, "Vary": "Accept"})


_CALLED = {"id": "actor", "claim": "claim", "article": "article"}
