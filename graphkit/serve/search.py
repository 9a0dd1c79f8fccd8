"""Searching actors by any of their names."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graphkit.serve import pages
from graphkit.serve.answers import html
from graphkit.serve.endpoint import Endpoint

LONGEST = 200
MOST = 50


async def found(endpoint: Endpoint, words: str, most: int = MOST) -> list[tuple[str, str, int]]:
    """Name, address and number of claims of actors whose names hold the words, the busiest first.

    Args:
        endpoint: of the graph.
        words: as typed; those after the first `LONGEST` characters do not count.
        most: how many at most.
    """
    plain = words.strip().lower()[:LONGEST]
    rows = await endpoint.rows(pages.SEARCH.format(word=pages.literal(plain))) if plain else []
    return [(str(name), pages.address(str(actor)) or "", int(str(number))) for actor, name, number in rows[:most]]


class Search:
    """Handler of the page of search results."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def show(self, request: Request) -> Response:
        """Actors whose names hold the words that were typed."""
        words = request.query_params.get("q", "").strip()[:LONGEST]
        return html(pages.page("found", q=words, found=await found(self._endpoint, words)))
