"""Restricts pages to one conflict (`?conflict=ID`), with chips to choose it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request

from graphkit.errors import nearest
from graphkit.model import Claim
from graphkit.query.disputed import Disputed, disputed
from graphkit.query.explain import folded
from graphkit.serve.pages import path
from graphkit.serve.protocol import RequestError
from graphkit.serve.threads import run_sync

if TYPE_CHECKING:
    from graphkit.serve.current import Opened
    from graphkit.serve.survey import Survey

# Maximum number of chips in addition to "All", and characters of a conflict's name.
MOST, LONGEST = 12, 200
# Maximum number of conflicts suggested for a name.
NEAR = 5
# Parameters dropped when another conflict is chosen, such as the position in a list.
_PLACES = ("conflict", "page", "at")


@dataclass(frozen=True, slots=True)
class ConflictFilter:
    """The part of a graph that a page shows.

    Attributes:
        id, name: id and name of the conflict; "" for the whole graph.
        articles: keys of its articles; None for all.
        actors: ids of the actors of its claims; None for all.
        chips: chips of the page: `name`, `address`, `articles` (number, 0 for all) and `chosen`; empty with fewer than two conflicts.
    """

    id: str = ""
    name: str = ""
    articles: frozenset[str] | None = None
    actors: frozenset[str] | None = None
    chips: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)

    @property
    def keys(self) -> str | None:
        """The article keys as a JSON list for index queries; None for all."""
        return None if self.articles is None else json.dumps(sorted(self.articles))

    def of(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return the claims that belong to the part."""
        return [claim for claim in claims if self.articles is None or claim.article in self.articles]

    def disputes(self, opened: Opened) -> list[Disputed]:
        """Return the ties disputed within the part, the most evenly disputed first."""
        if self.articles is None:
            return opened.disputes
        return opened.cached(("disputes", self.id), lambda: disputed(self.of(claim for tie in opened.disputes for claim in (*tie.stated, *tie.denied)), opened.article))


WHOLE_GRAPH = ConflictFilter()


async def selected_part(survey: Survey, request: Request, actor: str | None = None, form: Mapping[str, str] | None = None) -> ConflictFilter:
    """Return the part of the graph that a request selects.

    Args:
        survey: the survey with the conflicts.
        request: the request; `conflict` is an id or a name.
        actor: id of the actor of the page; only conflicts that involve it are offered.
        form: form data to use for `conflict` instead of the query string.

    Raises:
        RequestError: 404 if there is no such conflict, 503 if the conflicts are not computed yet.
    """
    wanted = (request.query_params if form is None else form).get("conflict", "").strip()[:LONGEST]
    known, current = await run_sync(survey.now) if wanted else (await run_sync(survey.known), True)
    made = (known or {}).get("conflicts", ())
    found = next((one for same in (_same_id, _same_name) for one in made if same(one, wanted)), None) if wanted else None
    if wanted and found is None:
        raise RequestError(404, f"there is no conflict {wanted!r} in this graph", near_conflicts(wanted, made)) if current else RequestError(503, "the conflicts of this graph are being computed; reload the page in a moment")
    chips = _chips([one for one in made if actor is None or actor in one["parties"]], found, request)
    return ConflictFilter(found["id"], found["name"], frozenset(found["keys"]), frozenset(found["parties"]), chips) if found else ConflictFilter(chips=chips)


def near_conflicts(name: str, known: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return (name, address) of the conflicts with the most similar names, or else of the largest."""
    like = nearest(name[:LONGEST], [one["name"] for one in known])
    return [(one["name"], path("conflict", one["id"])) for one in ([one for one in known if one["name"] in like] or known)[:NEAR]]


def _same_id(conflict: Mapping[str, Any], wanted: str) -> bool:
    return bool(conflict["id"] == wanted)


def _same_name(conflict: Mapping[str, Any], wanted: str) -> bool:
    return folded(conflict["name"]) == folded(wanted)


def _chips(made: list[Mapping[str, Any]], found: Mapping[str, Any] | None, request: Request) -> tuple[Mapping[str, Any], ...]:
    shown = made[:MOST]
    shown += [found] if found is not None and found not in shown else []
    if len(made) < 2 and found is None:
        return ()
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in _PLACES]
    chosen = found["id"] if found is not None else ""
    each = [("All conflicts", "", 0), *((one["name"], one["id"], one["articles"]) for one in shown)]

    path = request.url.path.removeprefix(request.scope.get("root_path", ""))

    def address(id_: str) -> str:
        given = urlencode([*kept, *([("conflict", id_)] if id_ else [])])
        return f"{path}?{given}" if given else path

    return tuple({"name": name, "address": address(id_), "articles": number, "chosen": id_ == chosen} for name, id_, number in each)
