"""The lists: articles, disputed ties, a day, a relation; a page of rows at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import UnknownName
from graphkit.model import Lifecycle
from graphkit.ontology import load_vocabulary
from graphkit.serve import listing, pages
from graphkit.serve.answers import html
from graphkit.serve.current import Current, Opened
from graphkit.serve.protocol import Refused
from graphkit.serve.said import said
from graphkit.serve.survey import Survey

# Rows of one page, and quotes of either side of a dispute.
ROWS, QUOTES = 50, 3
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Lists:
    """Handlers of the lists over one graph."""

    def __init__(self, current: Current, survey: Survey) -> None:
        self._current, self._survey = current, survey

    async def articles(self, request: Request) -> Response:
        """Articles by `sort` (day, title, outlet), those of an `outlet`, a `day`, a `conflict`, or with words in the title (`q`)."""
        wanted, first = listing.Wanted.of(request.query_params), _page(request) * ROWS
        told, current = await run_sync(self._survey.lists)

        def made() -> bytes:
            rows = listing.rows_of(told)
            fit = listing.chosen(rows, wanted)
            about = {"wanted": wanted, "outlets": listing.outlets(rows), "made": told is not None, "current": current}
            return pages.page("articles", rows=fit[first : first + ROWS], **about, **_places(request, more=len(fit) > first + ROWS))

        return html(await run_sync(made))

    async def disputed(self, request: Request) -> Response:
        """Disputed ties with the quotes of both sides; those of one `actor`."""
        actor = request.query_params.get("actor", "")

        told, current = await run_sync(self._survey.lists)
        ties = [tie for tie in (told or {}).get("disputes") or () if actor in ("", tie["subject"], tie["object"])]
        first = _page(request) * ROWS

        def made(opened: Opened) -> bytes:
            rows = [row for tie in ties[first : first + ROWS] if (row := _tie(opened, tie))]
            about = {"actor": actor, "name": opened.actor(actor).name if actor else "", "number": len(ties)}
            return pages.page("disputed", rows=rows, made=told is not None and told["disputes"] is not None, current=current, **about, **_places(request, more=len(ties) > first + ROWS))

        return await self._made(made)

    async def day(self, request: Request) -> Response:
        """What was published on a day, a month or a year, and what happened then by the words of the articles."""
        day = request.path_params["day"]
        if not _DAY.fullmatch(day):
            raise Refused(404, f"{day[:50]!r} is no day: give 2020-01-31, 2020-01 or 2020")
        told, current = await run_sync(self._survey.lists)

        def made(opened: Opened) -> bytes:
            articles = listing.chosen(listing.rows_of(told), listing.Wanted(day=day))
            names = listing.deeds_of((told or {}).get("deeds", ()), day)
            more = {"more_articles": len(articles) > ROWS, "more_claims": len(names) > ROWS}
            return pages.page("day", day=day, articles=articles[:ROWS], claims=[said(opened, claim) for claim in opened.named(names[:ROWS])], made=told is not None, current=current, **more)

        return await self._made(made)

    async def relation(self, request: Request) -> Response:
        """A relation: its definition, the relations around it, and its ties, those of most claims first."""
        vocabulary, name = load_vocabulary(), request.path_params["name"]
        try:
            relation = vocabulary.relation(name)
        except UnknownName as error:
            raise Refused(404, f"there is no relation {name[:100]!r} in the ontology") from error
        told, current = await run_sync(self._survey.lists)
        counted, first = (told or {}).get("ties"), _page(request) * ROWS
        ties = (counted or {}).get(name, [])
        rows = [dict(zip(("s", "o", "claims", "first", "last"), tie, strict=True)) for tie in ties[first : first + ROWS]]
        narrower = sorted(other.name for other in vocabulary.relations.values() if name in other.parents)
        return await self._made(lambda opened: pages.page("relation", relation=relation, narrower=narrower, made=counted is not None, current=current, rows=[_ends(opened, row) for row in rows], **_places(request, more=len(ties) > first + ROWS)))

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


def _ends(opened: Opened, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "subject": opened.actor(row["s"]).name, "object": opened.actor(row["o"]).name}


def _tie(opened: Opened, tie: Mapping[str, Any]) -> dict[str, Any] | None:
    """A disputed tie of a survey with the first quotes of either side; None where a write has taken a side away since."""
    sides = {name: [said(opened, c) for c in opened.named(tie[name][:QUOTES]) if c.lifecycle is Lifecycle.ACTIVE] for name in ("stated", "denied")}
    if not all(sides.values()):
        return None
    return {
        "subject": tie["subject"],
        "object": tie["object"],
        "statement": sides["stated"][0]["statement"],
        "family": tie["family"].replace("_", " "),
        "for": tie["for"],
        "against": tie["against"],
        "more_stated": len(tie["stated"]) - len(sides["stated"]),
        "more_denied": len(tie["denied"]) - len(sides["denied"]),
        **sides,
    }
