"""List pages: articles, actors, disputed ties, a day, a relation; paginated."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import GraphkitError, UnknownName, nearest
from graphkit.ontology import load_vocabulary
from graphkit.query import Disputed, disputed_statement, independent_first
from graphkit.query.dossier_builder import DossierBuilder
from graphkit.serve import actor_list, listing, pages
from graphkit.serve.answers import html
from graphkit.serve.claim_values import page_values
from graphkit.serve.conflict_filter import WHOLE_GRAPH, selected_part
from graphkit.serve.current import Current, Opened
from graphkit.serve.index_queries import ties_of
from graphkit.serve.protocol import RequestError
from graphkit.serve.search import near
from graphkit.serve.threads import run_sync

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.serve.survey import Survey

# Rows per page, and quotes of either side of a dispute: maximum shown, and examined for independent sources.
ROWS, QUOTES, EXAMINED = 50, 3, 50
_NO_DAY = "{!r} is not a date: give 2020-01-31, 2020-01 or 2020"
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def warm(current: Current) -> None:
    """Load the data of the lists of articles and actors ahead of the first request."""
    with contextlib.suppress(GraphkitError):
        opened = current.now()
        _outlets(opened)
        actor_list.entries(opened, actor_list.ActorFilter(), WHOLE_GRAPH)


def _outlets(opened: Opened) -> list[str]:
    return opened.cached("outlets", lambda: listing.outlets(opened.view))


class Lists:
    """Handlers of the list pages of one graph."""

    def __init__(self, current: Current, survey: Survey) -> None:
        self._current, self._survey = current, survey
        # A survey, and the conflict name by article key derived from it.
        self._grouped: tuple[object, dict[str, str]] = (None, {})

    def _conflicts(self) -> dict[str, str]:
        """Return the conflict name by article key, as far as the conflicts are known."""
        known = self._survey.known()
        if self._grouped[0] is not known:
            self._grouped = (known, {key: one["name"] for one in reversed((known or {}).get("conflicts", ())) for key in one["keys"]})
        return self._grouped[1]

    async def articles(self, request: Request) -> Response:
        """Articles, sorted by `sort` (day, title, outlet) and filtered by `outlet`, `day`, `conflict`, or words of the title (`q`)."""
        wanted, first = listing.Wanted.of(request.query_params), _page(request) * ROWS
        if wanted.day and not _is_day(wanted.day):
            raise RequestError(400, _NO_DAY.format(wanted.day[:50]))
        part, missing = WHOLE_GRAPH, None
        try:
            part = await selected_part(self._survey, request)
        except RequestError as error:
            # A name given in articles, which the survey may not contain yet.
            missing = error

        def made(opened: Opened) -> bytes:
            rows = listing.articles(opened.view, replace(wanted, conflict="") if part.id else wanted, first, ROWS + 1, part.keys)
            if not rows:
                _check_known(opened, wanted, missing)
            grouped = self._conflicts()
            rows = [row if row.conflict else row._replace(conflict=grouped.get(row.key, "")) for row in rows]
            about = {"wanted": replace(wanted, conflict=part.name or wanted.conflict), "part": part, "outlets": _outlets(opened)}
            return pages.page("articles", rows=rows[:ROWS], **about, **_places(request, rows, more=len(rows) > ROWS))

        return await self._made(made)

    async def actors(self, request: Request) -> Response:
        """Actors, sorted by `sort` (claims, name) and filtered by `type`, `conflict`, or words of a name (`q`); `all` includes those without claims."""
        wanted, first = actor_list.ActorFilter.of(request.query_params), _page(request) * ROWS
        part = await selected_part(self._survey, request)
        everybody = "?" + urlencode([*((name, value) for name, value in request.query_params.multi_items() if name not in ("all", "page")), ("all", "1")])

        def made(opened: Opened) -> bytes:
            found, types = actor_list.entries(opened, wanted, part), actor_list.types(opened)
            if wanted.type not in ("", *types):
                alike = [(one, "/actors?" + urlencode({"type": one})) for one in nearest(wanted.type, types)]
                raise RequestError(404, f"no actor of this graph is of type {wanted.type!r}", alike)
            rows = found[first : first + ROWS]
            about = {"wanted": wanted, "part": part, "types": types, "number": len(found), "everybody": everybody}
            return pages.page("actors", rows=rows, **about, **_places(request, rows, more=len(found) > first + ROWS))

        return await self._made(made)

    async def disputed(self, request: Request) -> Response:
        """Disputed ties with the quotes of both sides, filtered by `actor` or `conflict`."""
        actor = request.query_params.get("actor", "")
        part = await selected_part(self._survey, request)

        def made(opened: Opened) -> bytes:
            if actor and actor not in opened.actors:
                raise RequestError(404, f"there is no actor {actor[:200]!r} in this graph", near(opened, actor))
            ties = [tie for tie in part.disputes(opened) if actor in ("", tie.subject, tie.object)]
            first = _page(request) * ROWS
            about = {"part": part, "actor": actor, "name": opened.actor(actor).name if actor else "", "number": len(ties)}
            rows = [_tie(opened, tie) for tie in ties[first : first + ROWS]]
            return pages.page("disputed", rows=rows, **about, **_places(request, rows, more=len(ties) > first + ROWS))

        return await self._made(made)

    async def day(self, request: Request) -> Response:
        """Claims published on a day, or in a month or year, and events that articles date to this time."""
        day = request.path_params["day"]
        if not _is_day(day):
            raise RequestError(404, _NO_DAY.format(day[:50]))

        def made(opened: Opened) -> bytes:
            articles = listing.articles(opened.view, listing.Wanted(day=day), 0, ROWS + 1)
            names = listing.deeds(opened.view, day, ROWS + 1)
            more = {"more_articles": len(articles) > ROWS, "more_claims": len(names) > ROWS}
            return pages.page("day", day=day, articles=articles[:ROWS], claims=[page_values(opened, claim) for claim in opened.named(names[:ROWS])], **more)

        return await self._made(made)

    async def relation(self, request: Request) -> Response:
        """A relation: definition, related relations, and ties, those with the most claims first."""
        vocabulary, name = load_vocabulary(), request.path_params["name"]
        try:
            relation = vocabulary.relation(name)
        except UnknownName as error:
            meant = [(vocabulary.relations[one].label, pages.path("relation", one)) for one in nearest(name[:100], vocabulary.relations)]
            raise RequestError(404, f"there is no relation {name[:100]!r} in the ontology", meant) from error
        narrower = sorted(other.name for other in vocabulary.relations.values() if name in other.parents)

        def made(opened: Opened) -> bytes:
            ties = ties_of(opened.view, name, _page(request) * ROWS, ROWS + 1)
            rows = _ends(opened, name, ties[:ROWS])
            return pages.page("relation", relation=relation, narrower=narrower, rows=rows, **_places(request, rows, more=len(ties) > ROWS))

        return await self._made(made)

    async def _made(self, make: Callable[[Opened], bytes]) -> Response:
        return html(await run_sync(lambda: make(self._current.now())))


def _is_day(text: str) -> bool:
    """Whether a text is a valid day, month or year."""
    try:
        return _DAY.fullmatch(text) is not None and date.fromisoformat(f"{text}-01-01"[:10]) is not None
    except ValueError:
        return False


def _check_known(opened: Opened, wanted: listing.Wanted, missing: RequestError | None) -> None:
    """Check that an empty list of articles is not due to a misspelt outlet or conflict.

    Raises:
        RequestError: there is no such outlet, or `missing` if no article names such a conflict.
    """
    if wanted.outlet and not listing.articles(opened.view, listing.Wanted(outlet=wanted.outlet), 0, 1):
        meant = [(one, "/articles?" + urlencode({"outlet": one})) for one in nearest(wanted.outlet, _outlets(opened))]
        raise RequestError(404, f"there is no outlet {wanted.outlet!r} in this graph", meant)
    if missing is not None and not listing.articles(opened.view, listing.Wanted(conflict=wanted.conflict), 0, 1):
        raise missing


def _page(request: Request) -> int:
    """Return the requested page number, from 0.

    Raises:
        RequestError: it is not a number of a page.
    """
    text = request.query_params.get("page") or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise RequestError(404, f"there is no page {text[:20]!r}: pages are numbered from 1")
    return int(text) - 1


def _places(request: Request, rows: Sequence[Any], *, more: bool) -> dict[str, Any]:
    """Return the page number and the addresses of the previous and next page (None if there is none).

    Raises:
        RequestError: the page has no rows, and is not the first.
    """
    number = _page(request)
    if number and not rows:
        raise RequestError(404, f"there is no page {number + 1}: the list is shorter")
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]

    def at(place: int) -> str:
        return "?" + urlencode([*kept, ("page", str(place + 1))])

    return {"number_of_page": number + 1, "before": at(number - 1) if number else None, "after": at(number + 1) if more else None}


def _ends(opened: Opened, relation: str, ties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ties of a relation with the names of the actors, and the status as on the page of the pair."""
    builder, symmetric = DossierBuilder(list(opened.actors.values()), opened.claims, opened.article), load_vocabulary().relation(relation).symmetric

    def status(subject: Actor, object_: Actor) -> str:
        rows = (row for section in builder.pair(subject, object_).sections for row in section.rows)
        return next((", ".join(row.status) for row in rows if row.predicate == relation and (symmetric or row.quote.subject == subject.id)), "")

    ends = [(opened.actor(tie["s"]), opened.actor(tie["o"])) for tie in ties]
    return [{**tie, "subject": subject.name, "object": object_.name, "status": status(subject, object_)} for tie, (subject, object_) in zip(ties, ends, strict=True)]


def _tie(opened: Opened, tie: Disputed) -> dict[str, Any]:
    """Return a disputed tie with some quotes of either side, from independent sources if possible."""
    sides = {name: [page_values(opened, claim) for claim in independent_first(claims[:EXAMINED], opened.article, QUOTES)[:QUOTES]] for name, claims in (("stated", tie.stated), ("denied", tie.denied))}
    return {
        "subject": tie.subject,
        "object": tie.object,
        "statement": disputed_statement(tie, lambda name: opened.actor(name).name),
        "over": tie.over,
        "for": tie.sources_for,
        "sources_against": tie.sources_against,
        "more_stated": len(tie.stated) - len(sides["stated"]),
        "more_denied": len(tie.denied) - len(sides["denied"]),
        **sides,
    }
