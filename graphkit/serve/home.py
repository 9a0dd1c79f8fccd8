"""The home page with an overview of the graph and unread inputs, and name completion."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from graphkit.errors import GraphkitError
from graphkit.model import without_marks
from graphkit.serve import completions, conflicts, pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.conflict_filter import ConflictFilter, selected_part
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.index_queries import busiest, newest
from graphkit.serve.search import LONGEST
from graphkit.serve.skip_reasons import why
from graphkit.serve.survey import ROWS, Survey, lists
from graphkit.serve.threads import run_sync
from graphkit.store import unread_inputs
from graphkit.view.text import without_direction

# Maximum rows of completion, and of unread inputs.
OFFERED, UNREAD = 10, 10
# Seconds that completion waits for names from the engine.
_PATIENCE = 0.35


class Home:
    """Handlers of the home page of one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.survey = Survey(endpoint.settings.folder)
        self._looking: asyncio.Task[list[dict[str, Any]]] | None = None

    async def show(self, request: Request) -> Response:
        """The home page; old addresses with a query redirect to `/ask`."""
        if "query" in request.query_params or "name" in request.query_params:
            return RedirectResponse(f"/ask?{request.url.query}", 308, headers=SAFE)
        known, current = await run_sync(self.survey.now)
        part = await selected_part(self.survey, request)
        shown = await run_sync(self._lists, part) if part.id else known
        access = self._endpoint.access
        left = await run_sync(unread_inputs, self._endpoint.settings.folder, UNREAD)
        reasons = [(source, why(reason)) for source, reason in left.rows]
        return html(pages.page("home", known=known, part=part, lists=shown, current=current, knows=access.knows(request), writes=access.writes, left=left, reasons=reasons))

    def _lists(self, part: ConflictFilter) -> dict[str, Any]:
        """Return the lists of the page for one conflict."""
        opened = self._endpoint.current.now()

        def made() -> dict[str, Any]:
            return lists(opened.view, opened.actors, busiest(opened.view, part.keys), newest(opened.view, ROWS, part.keys), part.disputes(opened))

        return opened.cached(("home", part.id), made)

    async def complete(self, request: Request) -> Response:
        """Actors, conflicts and articles whose names contain `q`: a list of {name, kind, address, claims}, best match first.

        Always answers quickly. Until a large graph has been surveyed, only names of actors are looked up, without
        numbers of claims; if that takes too long, the list is empty and `Retry-After` asks the client to retry.
        """
        words = " ".join(request.query_params.get("q", "")[:LONGEST].split())
        known = await run_sync(self.survey.known)
        found = await run_sync(suggestions, words, known) if known is not None else await self._named(words)
        root = request.scope.get("root_path", "")
        rows = [{**row, "address": f"{root}{row['address']}"} for row in found or ()]
        return JSONResponse(rows, headers=SAFE if found is not None else {**SAFE, "Retry-After": "1"})

    async def _named(self, words: str) -> list[dict[str, Any]] | None:
        """Look up actors by name; None if the engine does not answer in time."""
        # A lookup cannot be cancelled; one at a time keeps the engine available for others.
        if self._looking is not None and not self._looking.done():
            return None
        self._looking = asyncio.create_task(self._looked_up(words))
        done, _ = await asyncio.wait({self._looking}, timeout=_PATIENCE)
        return self._looking.result() if done else None

    async def _looked_up(self, words: str) -> list[dict[str, Any]]:
        try:
            found = await completions.actors(self._endpoint, words, OFFERED)
        except GraphkitError:
            return []
        return [{"name": without_direction(name), "kind": "actor", "address": pages.address(iri), "claims": None} for iri, name in found]


def suggestions(words: str, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the matches: actors by any name, then conflicts, then articles; best rank first within each.

    Args:
        words: as typed; "" matches nothing.
        known: the survey.
    """
    words = _plain(words)
    if not words:
        return []
    actors = [(_rank(words, (name, *others)), -number, name, f"/id/{quote(actor, safe='')}", number) for name, others, actor, number in known["names"]]
    conflicts_named = [(_rank(words, (one["name"],)), -one["claims"], one["name"], conflicts.address(one), one["claims"]) for one in known["conflicts"]]
    titles = [(_rank(words, (title,)), 0, title, f"/article/{key}", 0) for title, key in known["titles"]]
    rows = [(kind, row) for kind, found_ in (("actor", actors), ("conflict", conflicts_named), ("article", titles)) for row in sorted(each for each in found_ if each[0] < 3)]
    return [{"name": without_direction(name), "kind": kind, "address": address, "claims": number} for kind, (_, _, name, address, number) in rows[:OFFERED]]


def _plain(text: str) -> str:
    """Return a text without case and accents: "erdogan" finds "Erdoğan"."""
    return without_marks(text).casefold()


def _rank(words: str, names: tuple[str, ...]) -> int:
    """Return 0 if a name starts with the words, 1 if one of its words does, 2 if it contains them, otherwise 3."""
    folded = [_plain(name) for name in names]
    if any(name.startswith(words) for name in folded):
        return 0
    if any(f" {words}" in name for name in folded):
        return 1
    return 2 if any(words in name for name in folded) else 3
