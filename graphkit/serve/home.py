"""The home page: where to begin, and names completed while they are typed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.search import found


class Home:
    """Handlers of the home page of one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def show(self, request: Request) -> Response:
        """The home page; an address of the time when it was the page to ask on goes on to that page."""
        if "query" in request.query_params or "name" in request.query_params:
            return RedirectResponse(f"/ask?{request.url.query}", 308, headers=SAFE)
        return html(pages.page("home"))

    async def complete(self, request: Request) -> Response:
        """Actors whose names hold `q`: a list of {name, address, claims}, the busiest first."""
        rows = await found(self._endpoint, request.query_params.get("q", ""), 10)
        return JSONResponse([{"name": name, "address": address, "claims": number} for name, address, number in rows], headers=SAFE)
