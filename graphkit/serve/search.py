"""Search for actors (by any name), conflicts and articles, with suggestions for misspelt names."""

from __future__ import annotations

import contextlib
import functools
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.errors import GraphkitError
from graphkit.query.explain import folded, similar_actors, spellings
from graphkit.serve import conflicts, listing, pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.conflict_filter import WHOLE_GRAPH, ConflictFilter, selected_part
from graphkit.serve.threads import run_sync

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.serve.current import Current, Opened
    from graphkit.serve.survey import Survey

LONGEST = 200
MOST = 50
# Minimum similarity (0 to 100) of suggestions.
_ALIKE = 70.0


def found(opened: Opened, words: str, most: int = MOST, part: ConflictFilter = WHOLE_GRAPH) -> list[tuple[str, str, int]]:
    """Return (name, address, number of claims) of actors with a name that contains the words, most claims first, then by name.

    Args:
        opened: the graph.
        words: the search words; only the first `LONGEST` characters are used.
        most: maximum number of actors.
        part: restricts the actors to a conflict.
    """
    plain = words.strip().lower()[:LONGEST]
    if not plain:
        return []
    # Also without accents: "erdogan" for "Recep Tayyip Erdoğan".
    lowered, bare = opened.cached("lowered", lambda: _lowered(opened)), folded(plain) or plain
    fit = [(-opened.numbers.get(actor.id, 0), actor.name, actor.id) for actor, names in lowered if (plain in names or bare in names) and (part.actors is None or actor.id in part.actors)]
    return [(name, pages.path("id", id_), -number) for number, name, id_ in sorted(fit)[:most]]


def titled(opened: Opened, words: str, keys: str | None = None) -> list[listing.Row]:
    """Return up to `MOST` + 1 articles whose title (or id) contains the words, newest first; `keys` (JSON list) restricts them."""
    return listing.articles(opened.view, listing.Wanted(q=words), 0, MOST + 1, keys) if words else []


def near(opened: Opened, name: str, most: int = 5) -> list[tuple[str, str]]:
    """Return (name, address) of the actors with the most similar names."""
    known = opened.cached("spellings", lambda: _spellings(opened))
    return [(actor.name, pages.path("id", actor.id)) for actor in similar_actors(name, known, most)]


def near_articles(opened: Opened, name: str, most: int = 5) -> list[tuple[str, str]]:
    """Return (title, address) of the articles with the most similar key, id or title."""
    from rapidfuzz import fuzz, process

    rows = opened.cached("article names", lambda: opened.view.index.all("SELECT key, id, coalesce(title, id) FROM articles ORDER BY key"))
    texts = [(folded(text), row) for row in rows for text in row]
    alike = process.extract(folded(name[:LONGEST]), [text for text, _ in texts], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=4 * most)
    found = dict.fromkeys(texts[place][1] for *_, place in alike)
    return [(title, pages.path("article", key)) for key, _, title in list(found)[:most]]


def warm(current: Current) -> None:
    """Build the lookup tables of names ahead of the first search."""
    # An unreadable graph is reported by the first page, see `Current.warm`.
    makers: tuple[tuple[str, Callable[[Opened], object]], ...] = (("called", _called), ("lowered", _lowered), ("spellings", _spellings))
    with contextlib.suppress(GraphkitError):
        opened = current.now()
        for name, make in makers:
            opened.cached(name, functools.partial(make, opened))


def _lowered(opened: Opened) -> list[tuple[Actor, str]]:
    return [(actor, "\n".join(text for name in (actor.name, *actor.aliases) for text in (name.lower(), folded(name)))) for actor in opened.actors.values()]


def _spellings(opened: Opened) -> list[tuple[str, Actor]]:
    return spellings(opened.actors.values())


class Search:
    """Handler of the search page."""

    def __init__(self, current: Current, survey: Survey) -> None:
        self._current, self._survey = current, survey

    async def show(self, request: Request) -> Response:
        """Actors, conflicts and articles whose names contain the words `q`; an exact match redirects to the page of the actor."""
        words = request.query_params.get("q", "").strip()[:LONGEST]
        known = await run_sync(self._survey.known)
        alike = [one for one in (known["conflicts"] if known is not None else ()) if folded(words) and folded(words) in folded(one["name"])][:MOST]
        same = any(folded(words) == folded(one["name"]) for one in alike)
        part = await selected_part(self._survey, request)
        if words and not same and not part.id and (only := await run_sync(self._called, words)):
            return RedirectResponse(only, 303, headers=SAFE)
        actors, articles = await run_sync(self._fitting, words, part)
        meant = await run_sync(lambda: near(self._current.now(), words)) if words and not actors else []
        named = [{**one, "link": conflicts.address(one)} for one in alike]
        return html(pages.page("found", part=part, q=words, most=MOST, found=actors, articles=articles, near=meant, conflicts=named, surveyed=known is not None and known["whole"]))

    def _fitting(self, words: str, part: ConflictFilter) -> tuple[list[tuple[str, str, int]], list[listing.Row]]:
        opened = self._current.now()
        return found(opened, words, MOST + 1, part), titled(opened, words, part.keys)

    def _called(self, words: str) -> str | None:
        """Return the address of the only actor with exactly this name; None if there is not exactly one."""
        opened = self._current.now()
        ids = opened.cached("called", lambda: _called(opened)).get(folded(words), ())
        return pages.path("id", *ids) if len(ids) == 1 else None


def _called(opened: Opened) -> dict[str, set[str]]:
    """Map each normalised name to the ids of its actors."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in opened.actors.values():
        for name in (actor.id, actor.name, *actor.aliases):
            found[folded(name)].add(actor.id)
    return found
