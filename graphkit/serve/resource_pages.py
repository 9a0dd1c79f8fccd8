"""Pages of actors, pairs, claims and articles, or their RDF, by content negotiation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import UnknownName, one_of
from graphkit.model import Polarity
from graphkit.ontology import load_vocabulary
from graphkit.query import dossier_rows
from graphkit.query.wording import cue_words
from graphkit.review import Review
from graphkit.serve import listing, pages
from graphkit.serve.answers import FORMAT, FORMATS, SAFE, accepted, html
from graphkit.serve.claim_values import page_values
from graphkit.serve.conflict_filter import WHOLE_GRAPH, ConflictFilter, selected_part
from graphkit.serve.counter_claims import find_counter_claims
from graphkit.serve.current import Current, Opened
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.negotiate import HTML, TRIPLES, best
from graphkit.serve.protocol import RequestError
from graphkit.serve.reading import reading_values
from graphkit.serve.search import near, near_articles
from graphkit.serve.threads import run_sync

if TYPE_CHECKING:
    from graphkit.serve.survey import Survey

T = TypeVar("T")
# Functions that return suggestions for a misspelt name.
_MEANT: dict[str, Callable[[Opened, str], list[tuple[str, str]]]] = {"id": near, "article": near_articles}
_CALLED = {"id": "actor", "agent": "extractor"}
# Short names of the formats of a resource; csv and tsv are for tables.
_FORMATS = tuple(name for name, kinds in FORMATS.items() if best(kinds, TRIPLES) is not None)
# Number of timeline events shown initially.
EVENTS = 50
# Number of an outlet's newest articles shown on its page.
PUBLISHED = 20


class ResourcePages:
    """Handlers of the pages of actors, pairs, claims and articles of one graph."""

    def __init__(self, endpoint: Endpoint, current: Current, survey: Survey) -> None:
        self._endpoint, self._current, self._survey = endpoint, current, survey

    async def actor(self, request: Request) -> Response:
        """The dossier of an actor."""
        reply = await self.as_rdf(request, "id")
        if reply is not None:
            return reply
        name = request.path_params["name"]
        part = await selected_part(self._survey, request, name)
        return await self._page("actor", lambda opened: {**dossier_values(opened, name, _whole(request), part), "part": part})

    async def pair(self, request: Request) -> Response:
        """All claims between two actors: `/pair/FIRST/SECOND`."""
        first, second = _two(request)
        return await self._page("pair", lambda opened: _pair(opened, first, second))

    async def claim(self, request: Request) -> Response:
        """A claim with its quote, status and contradicting claims."""
        reply = await self.as_rdf(request, "claim")
        if reply is not None:
            return reply
        name = request.path_params["name"]
        return await self._page("claim", lambda opened: {**_claim(opened, name), "writes": self._endpoint.settings.token is not None})

    async def article(self, request: Request) -> Response:
        """The text of an article with its claims highlighted; writers can correct them there."""
        reply = await self.as_rdf(request, "article")
        if reply is not None:
            return reply
        review = await run_sync(Review, self._endpoint.settings.folder) if self._endpoint.access.knows(request) else None
        return await self._page("article", lambda opened: reading_values(opened, request.path_params["name"], review, writes=self._endpoint.access.writes))

    async def _page(self, template: str, make: Callable[[Opened], dict[str, Any]]) -> Response:
        def made() -> bytes:
            try:
                return pages.page(template, **make(self._current.now()))
            except UnknownName as error:
                raise RequestError(404, str(error)) from error

        return html(await run_sync(made), more={"Vary": "Accept"})

    async def as_rdf(self, request: Request, kind: str) -> Response | None:
        """Return the RDF description of a resource; None if the client prefers HTML.

        Raises:
            RequestError: 404 if the resource does not exist, 406 if the client accepts no supported type.
        """
        name = request.path_params["name"]
        iri = pages.iri_of(kind, name)
        if not await run_sync(lambda: self._current.now().view.describes(iri[1:-1])):
            meant = await run_sync(_MEANT[kind], self._current.now(), name) if kind in _MEANT else []
            raise RequestError(404, f"there is no {_CALLED.get(kind, kind)} {name[:200]!r} in this graph", meant)
        if (wanted := wanted_type(request)) == HTML:
            return None
        media_type, answer = await self._endpoint.written(f"DESCRIBE {iri}", wanted)
        return Response(answer.data, media_type=media_type, headers={**SAFE, "Vary": "Accept"})


def wanted_type(request: Request) -> str:
    """Return the media type that a client prefers: HTML or one of RDF.

    Raises:
        RequestError: 400 for a format of no such name, 406 if it accepts no supported type.
    """
    for name, value in request.query_params.multi_items():
        if name in FORMAT and value.strip().lower() not in ("", *_FORMATS) and "/" not in value:
            raise RequestError(400, f"{name} is a media type or one of {one_of(_FORMATS)}, not {value[:50]!r}")
    wanted = best(accepted(request), {HTML: HTML, **TRIPLES})
    if wanted is None:
        raise RequestError(406, f"it can be {HTML}, {', '.join(TRIPLES)}")
    return wanted


def _two(request: Request) -> tuple[str, str]:
    """Return the ids of the two actors in the path; a slash within an id is percent-encoded.

    Raises:
        RequestError: 404 if the path does not have two ids.
    """
    given = bytes(request.scope.get("raw_path") or quote(request.scope["path"]).encode()).decode("ascii", "replace")
    names = given.partition("/pair/")[2].split("/", 1)
    if len(names) != 2 or not all(names):
        raise RequestError(404, "name two actors: /pair/FIRST/SECOND")
    return unquote(names[0]), unquote(names[1])


def _whole(request: Request) -> bool:
    return "all" in request.query_params


def dossier_values(opened: Opened, actor: str, whole: bool = False, part: ConflictFilter = WHOLE_GRAPH) -> dict[str, Any]:
    """Return the values of an actor's page, for a part of the graph; only the newest events unless `whole`."""
    dossier, left_out = opened.dossier(actor, part)
    values = opened.cached(("dossier values", actor, part.id), lambda: dossier_rows(dossier))
    events = values["timeline"]
    shown = events if whole else events[-EVENTS:]
    outlet, articles = _published(opened, actor)
    parts = [one for one in opened.cached("parts", lambda: _parts(opened)).get(actor, ()) if part.actors is None or one["id"] in part.actors]
    about = {"outlet": outlet, "articles": articles, "parts": parts, "left_out": left_out, "iri": pages.iri_of("id", actor)[1:-1]}
    return {**values, "timeline": shown, "more_events": len(events) - len(shown), **about}


def _parts(opened: Opened) -> dict[str, list[dict[str, str]]]:
    """Return the actors with claims that are directly part of each actor, sorted by name."""
    found: dict[str, list[dict[str, str]]] = {}
    for actor in sorted(opened.actors.values(), key=lambda one: (one.name, one.id)):
        if actor.is_part and opened.numbers.get(actor.id):
            found.setdefault(actor.wholes[0].id, []).append({"id": actor.id, "name": actor.name})
    return found


def _published(opened: Opened, actor: str) -> tuple[str, list[listing.Row]]:
    """Return the outlet name of an actor and up to `PUBLISHED` + 1 newest articles; ("", []) if it is not an outlet."""
    outlet = opened.cached("publishers", lambda: listing.names_of_publishers(opened.view)).get(actor, "")
    return outlet, listing.articles(opened.view, listing.Wanted(outlet=outlet), 0, PUBLISHED + 1) if outlet else []


def _pair(opened: Opened, first: str, second: str) -> dict[str, Any]:
    for name in (first, second):
        if name not in opened.actors:
            raise RequestError(404, f"there is no actor {name[:200]!r} in this graph", near(opened, name))
    dossier, left_out = opened.pair(first, second)
    return {**dossier_rows(dossier), "left_out": left_out}


def _claim(opened: Opened, name: str) -> dict[str, Any]:
    claim = opened.view.claim(name)
    if claim is None:
        raise RequestError(404, f"there is no claim {name[:200]!r} in this graph")
    ways = dict.fromkeys(((claim.subject, claim.object), (claim.object, claim.subject)))
    around = [other for way in ways for other in opened.claims(*way)]
    opposed = find_counter_claims(claim, around, lambda other: opened.article(other.article).exact_day)
    same = [c for c in around if c.id != claim.id and (c.subject, c.predicate, c.object, c.polarity) == (claim.subject, claim.predicate, claim.object, claim.polarity)]
    return {
        "claim": page_values(opened, claim),
        "retraction": claim.retraction,
        "cue": cue_words(claim),
        "role": claim.role,
        "relation": load_vocabulary().relation(claim.predicate).label,
        "support_types": claim.support_types,
        "extractor": claim.extractor,
        "further": claim.evidence[1:],
        "denies": claim.polarity is Polarity.NEGATIVE,
        "counter_claims": [(page_values(opened, one), note) for one, note in opposed.claims],
        "near": [page_values(opened, one) for one in opposed.near],
        "others": opposed.others,
        "same": [page_values(opened, one) for one in same],
        "iri": pages.iri_of("claim", name)[1:-1],
        # A small indexed lookup, fast enough to run in this process.
        "decisions": pages.records(opened.view.query(pages.DECISIONS.format(iri=pages.iri_of("claim", name)), timeout=None)),
    }
