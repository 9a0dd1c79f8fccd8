"""Conflicts on the site: what the survey works out of each, and its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from graphkit.analyze import Conflict, conflicts, divided, headline, pairs, signed_graph, standing_claims
from graphkit.analyze.signed import bound_graph
from graphkit.days import day_words
from graphkit.model import Actor, Article, Brief, Claim
from graphkit.query.wording import statement
from graphkit.serve import pages
from graphkit.serve.answers import html
from graphkit.serve.protocol import Refused

if TYPE_CHECKING:
    from graphkit.serve.survey import Survey

# Rows of each list of a page, and actors of a camp.
ROWS, MEMBERS = 20, 12
# Conflicts that are proposed for one that there is not.
NEAR = 5


def address(conflict: Mapping[str, Any]) -> str:
    """Where a conflict of the survey is shown."""
    return pages.path("conflict", conflict["id"])


def surveyed_conflicts(actors: Mapping[str, Actor], claims: Sequence[Claim | Brief], articles: Mapping[str, Article]) -> Iterator[dict[str, Any]]:
    """Each conflict as JSON takes it, those with most claims first.

    Args:
        actors, articles: by id and by key.
        claims: the active ones.
    """
    by_article: dict[str, list[Claim | Brief]] = {}
    for claim in claims:
        by_article.setdefault(claim.article, []).append(claim)
    for conflict in conflicts(actors.values(), claims, articles.values()):
        yield _values(conflict, [c for key in conflict.articles for c in by_article.get(key, ())], actors, articles)


def _values(conflict: Conflict, claims: Sequence[Claim | Brief], actors: Mapping[str, Actor], articles: Mapping[str, Article]) -> dict[str, Any]:
    def named(id_: str) -> tuple[str, str]:
        return id_, actors[id_].name if id_ in actors else id_

    standing = standing_claims(claims, articles.__getitem__)
    made = pairs(standing, articles.__getitem__)
    camps = divided(bound_graph(signed_graph(made), standing))
    rank = {actor: number for number, actor in enumerate(conflict.actors)}
    newest = sorted(conflict.articles, key=lambda key: (str(articles[key].published or "") if key in articles else "", key), reverse=True)
    return {
        "keys": list(conflict.articles), "parties": list(conflict.actors),
        "id": conflict.id, "name": conflict.name, "given": conflict.given, "articles": len(conflict.articles), "claims": conflict.claims,
        "headline": headline(actors.values(), claims, articles.__getitem__),
        "camps": [[named(actor) for actor in sorted(camp, key=lambda one: rank.get(one, len(rank)))[:MEMBERS]] for camp in camps[:ROWS]],
        "more_members": [max(0, len(camp) - MEMBERS) for camp in camps[:ROWS]], "more_camps": max(0, len(camps) - ROWS),
        "actors": [named(actor) for actor in conflict.actors[:ROWS]],
        "ties": [(pair.first, pair.second, _phrase(pair.said[0], named), pair.friendly + pair.hostile) for pair in made[:ROWS]],
        "newest": [(key, articles[key].title or articles[key].id, day_words(articles[key].published, articles[key].published_precision)) for key in newest[:ROWS] if key in articles],
    }


def _phrase(claim: Claim | Brief, named: Callable[[str], tuple[str, str]]) -> str:
    return statement(claim.predicate, named(claim.subject)[1], named(claim.object)[1])


class Conflicts:
    """Handler of the page of a conflict."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey

    async def show(self, request: Request) -> Response:
        """A conflict: who stands with whom, its camps, its ties of most sources, its articles."""
        surveyed, current = await run_sync(self._survey.now)
        name = request.path_params["name"]
        found = next((one for one in (surveyed or {}).get("conflicts", ()) if one["id"] == name), None)
        if found is None and current:
            near = [(one["name"], address(one)) for one in (surveyed or {}).get("conflicts", ())[:NEAR]]
            raise Refused(404, f"there is no conflict {name[:200]!r} in this graph", near)
        return html(pages.page("conflict", conflict=found, current=current))
