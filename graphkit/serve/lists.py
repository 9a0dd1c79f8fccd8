"""The lists: articles, disputed ties, a day, a relation; a page of rows at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import UnknownName
from graphkit.ontology import load_vocabulary
from graphkit.query import Disputed
from graphkit.rdf import CLAIM
from graphkit.serve import listing, pages
from graphkit.serve.answers import html
from graphkit.serve.current import Current, Opened
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.protocol import Refused
from graphkit.serve.said import said

# Rows of one page, and quotes of either side of a dispute.
ROWS, QUOTES = 50, 3
# Pairs of a relation, those of most claims.
TIES = 5000
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Lists:
    """Handlers of the lists over one graph."""

    def __init__(self, endpoint: Endpoint, current: Current) -> None:
        self._endpoint, self._current = endpoint, current

    async def articles(self, request: Request) -> Response:
        """Articles by `sort` (day, title, outlet), those of an `outlet`, a `day`, a `conflict`, or with words in the title (`q`)."""
        wanted = listing.Wanted.of(request.query_params)
        rows = await self._endpoint.ask(listing.articles(wanted, ROWS + 1, _page(request) * ROWS), pages.records)
        shown = rows[:ROWS]
        numbers = await self._numbers([str(row["article"]) for row in shown])
        for row in shown:
            row |= {"link": pages.address(row["article"] or ""), "claims": numbers.get(str(row["article"]), "0")}
        outlets = await run_sync(lambda: self._current.now().kept("outlets", lambda: [str(row[0]) for row in self._current.now().view.query(listing.OUTLETS, timeout=None)]))
        return html(pages.page("articles", rows=shown, wanted=wanted, outlets=outlets, **_places(request, more=len(rows) > ROWS)))

    async def _numbers(self, articles: list[str]) -> dict[str, str]:
        """Active claims of each article, by IRI."""
        rows = await self._endpoint.rows(listing.claims_of(articles)) if articles else []
        return {str(article): str(number) for article, number in rows}

    async def disputed(self, request: Request) -> Response:
        """Disputed ties with the quotes of both sides; those of one `actor`."""
        actor = request.query_params.get("actor", "")

        def made(opened: Opened) -> bytes:
            ties = [tie for tie in opened.disputed() if actor in ("", tie.subject, tie.object)]
            first = _page(request) * ROWS
            rows = [_tie(opened, tie) for tie in ties[first : first + ROWS]]
            told = {"actor": actor, "name": opened.actor(actor).name if actor else "", "number": len(ties)}
            return pages.page("disputed", rows=rows, **told, **_places(request, more=len(ties) > first + ROWS))

        return await self._made(made)

    async def day(self, request: Request) -> Response:
        """What was published on a day, a month or a year, and what happened then by the words of the articles."""
        day = request.path_params["day"]
        if not _DAY.fullmatch(day):
            raise Refused(404, f"{day[:50]!r} is no day: give 2020-01-31, 2020-01 or 2020")
        articles = await self._endpoint.ask(listing.articles(listing.Wanted(day=day), ROWS + 1, 0), pages.records)
        for row in articles:
            row["link"] = pages.address(row["article"] or "")
        names = [str(row[0]).removeprefix(CLAIM) for row in await self._endpoint.rows(listing.deeds_of(day, ROWS + 1))]
        return await self._made(lambda opened: pages.page("day", day=day, articles=articles[:ROWS], claims=_claims(opened, names[:ROWS]), more_articles=len(articles) > ROWS, more_claims=len(names) > ROWS))

    async def relation(self, request: Request) -> Response:
        """A relation: its definition, the relations around it, and its ties, those of most claims first."""
        vocabulary, name = load_vocabulary(), request.path_params["name"]
        try:
            relation = vocabulary.relation(name)
        except UnknownName as error:
            raise Refused(404, f"there is no relation {name[:100]!r} in the ontology") from error
        opened, first = await run_sync(self._current.now), _page(request) * ROWS
        ties = opened.kept(("ties", name), list[dict[str, Any]])
        if not ties:
            # Counting all claims of a relation takes longest; it is done once for each state of the graph.
            ties += await self._endpoint.ask(listing.ties_of(name, TIES), pages.records)
        rows = [{**row, **{end: pages.unquoted(str(row[end])) for end in ("s", "o")}} for row in ties[first : first + ROWS]]
        narrower = sorted(other.name for other in vocabulary.relations.values() if name in other.parents)
        return await self._made(lambda opened: pages.page("relation", relation=relation, narrower=narrower, rows=[_ends(opened, row) for row in rows], **_places(request, more=len(ties) > first + ROWS)))

    async def _made(self, make: Callable[[Opened], bytes]) -> Response:
        return html(await run_sync(lambda: make(self._current.now())))


def _page(request: Request) -> int:
    """The number of the page that is asked for, from 0."""
    text = request.query_params.get("page", "")
    return int(text) - 1 if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 0


def _places(request: Request, *, more: bool) -> dict[str, Any]:
    """The pages before and after this one, as addresses; None where there is none."""
    number = _page(request)
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]

    def at(place: int) -> str:
        return "?" + urlencode([*kept, ("page", str(place + 1))])

    return {"number_of_page": number + 1, "before": at(number - 1) if number else None, "after": at(number + 1) if more else None}


def _claims(opened: Opened, names: list[str]) -> list[dict[str, Any]]:
    found = (opened.view.claim(pages.unquoted(name)) for name in names)
    return [said(opened, claim) for claim in found if claim is not None]


def _ends(opened: Opened, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "subject": opened.actor(row["s"]).name, "object": opened.actor(row["o"]).name}


def _tie(opened: Opened, tie: Disputed) -> dict[str, Any]:
    """A disputed tie with the first quotes of either side."""
    sides = {"stated": [said(opened, c) for c in tie.stated[:QUOTES]], "denied": [said(opened, c) for c in tie.denied[:QUOTES]]}
    return {
        "subject": tie.subject,
        "object": tie.object,
        "statement": sides["stated"][0]["statement"],
        "family": tie.family.replace("_", " "),
        "for": tie.sources_for,
        "against": tie.sources_against,
        "more_stated": len(tie.stated) - len(sides["stated"]),
        "more_denied": len(tie.denied) - len(sides["denied"]),
        **sides,
    }
