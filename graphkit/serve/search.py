"""Searching actors by any of their names, conflicts and articles, and names that were perhaps meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.errors import UnknownName
from graphkit.query import find_actor
from graphkit.query.explain import folded
from graphkit.serve import conflicts, pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.endpoint import Endpoint

if TYPE_CHECKING:
    from graphkit.serve.current import Current, Opened
    from graphkit.serve.survey import Survey

LONGEST = 200
MOST = 50
# Names less like what was typed than this (0 to 100) were not meant.
_ALIKE = 70.0


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


def near(opened: Opened, name: str, most: int = 5) -> list[tuple[str, str]]:
    """Name and address of actors of whom a name is most like one that was typed."""
    from rapidfuzz import fuzz, process

    typed = folded(name[:LONGEST].replace("_", " "))
    spellings = opened.kept("spellings", lambda: [(folded(n), actor) for actor in opened.actors.values() for n in (actor.name, *actor.aliases)])
    alike = process.extract(typed, [text for text, _ in spellings], scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=4 * most)
    actors = {spellings[place][1].id: spellings[place][1] for _, _, place in alike}
    return [(actor.name, pages.path("id", actor.id)) for actor in list(actors.values())[:most]]


class Search:
    """Handler of the page of search results."""

    def __init__(self, endpoint: Endpoint, current: Current, survey: Survey) -> None:
        self._endpoint, self._current, self._survey = endpoint, current, survey

    async def show(self, request: Request) -> Response:
        """Actors, conflicts and articles whose names hold the words that were typed; the page of an actor alone who is called exactly so."""
        words = request.query_params.get("q", "").strip()[:LONGEST]
        told = await run_sync(self._survey.known)
        alike = [one for one in (told["conflicts"] if told is not None else ()) if words and folded(words) in folded(one["name"])][:MOST]
        same = any(folded(words) == folded(one["name"]) for one in alike)
        if words and not same and (only := await run_sync(self._called, words)):
            return RedirectResponse(only, 303, headers=SAFE)
        actors = await found(self._endpoint, words)
        articles = await self._endpoint.ask(pages.TITLES.format(word=pages.literal(words.lower())), pages.records) if words else []
        for article in articles:
            article["link"] = pages.address(article["article"] or "")
        meant = await run_sync(lambda: near(self._current.now(), words)) if words and not actors else []
        named = [{**one, "link": conflicts.address(one)} for one in alike]
        return html(pages.page("found", q=words, found=actors, articles=articles, near=meant, conflicts=named, surveyed=told is not None and told["whole"]))

    def _called(self, words: str) -> str | None:
        """Address of the one actor who is called exactly so."""
        opened = self._current.now()
        try:
            actor = find_actor(opened.actors.values(), words)
        except UnknownName:
            return None
        exact = folded(words) in {folded(name) for name in (actor.id, actor.name, *actor.aliases)}
        return pages.path("id", actor.id) if exact else None
