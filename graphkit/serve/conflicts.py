"""Conflicts on the site: their values in the survey, and their page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.analyze import (
    Conflict,
    camp_name,
    conflicts,
    divided,
    pairs,
    sides,
    signed_graph,
    standing_claims,
)
from graphkit.analyze.headline import worded
from graphkit.analyze.parties import short_name
from graphkit.analyze.signed import bound_graph
from graphkit.days import day_words
from graphkit.model import Actor, Article, Brief, Claim, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.query import contradictions, count_sources
from graphkit.query.explain import folded
from graphkit.query.wording import DISPUTED, ENDED, UNCERTAIN, statement
from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.conflict_filter import near_conflicts
from graphkit.serve.protocol import RequestError
from graphkit.serve.threads import run_sync
from graphkit.standing import has_ended, is_uncertain, unended

if TYPE_CHECKING:
    from graphkit.serve.survey import Survey

# Maximum rows per list, and members shown per camp.
ROWS, MEMBERS = 20, 12


def address(conflict: Mapping[str, Any]) -> str:
    """Return the address of a conflict's page."""
    return pages.path("conflict", conflict["id"])


def surveyed_conflicts(actors: Mapping[str, Actor], claims: Sequence[Claim | Brief], articles: Mapping[str, Article], withdrawn: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield each conflict as JSON values, those with most claims first.

    Args:
        actors, articles: by id and by key.
        claims: all active claims.
        withdrawn: keys of the articles of which no claim is active any more.
    """
    by_article: dict[str, list[Claim | Brief]] = {}
    for claim in claims:
        by_article.setdefault(claim.article, []).append(claim)
    for conflict in conflicts(actors.values(), claims, articles.values()):
        yield _values(conflict, [c for key in conflict.articles for c in by_article.get(key, ())], actors, articles, withdrawn)


def _values(conflict: Conflict, claims: Sequence[Claim | Brief], actors: Mapping[str, Actor], articles: Mapping[str, Article], withdrawn: Collection[str]) -> dict[str, Any]:
    def named(id_: str) -> tuple[str, str]:
        return id_, actors[id_].name if id_ in actors else id_

    # The articles of "Other" are unrelated: their actors have no common camps.
    related = () if conflict.is_mixture else claims
    standing = standing_claims(related, articles.__getitem__)
    made = pairs(standing, articles.__getitem__)
    stances = sides(actors.values(), related, articles.__getitem__, named=conflict.rivals)
    rivals = {stance.side for stance in stances.rivals}
    # Camps of the main rivals first, as in the network.
    camps = sorted(divided(bound_graph(signed_graph(made), standing, actors)), key=rivals.isdisjoint)
    rank = {actor: number for number, actor in enumerate(conflict.actors)}
    newest = sorted(conflict.articles, key=lambda key: (str(articles[key].published or "") if key in articles else "", key), reverse=True)
    ties = _ties(claims, articles, named)
    return {
        "keys": list(conflict.articles), "parties": list(conflict.actors),
        "id": conflict.id, "name": conflict.name, "given": conflict.given, "articles": len(conflict.articles), "claims": conflict.claims, "unrelated": conflict.is_mixture,
        "headline": worded(stances),
        "camps": [[named(actor) for actor in sorted(camp, key=lambda one: rank.get(one, len(rank)))[:MEMBERS]] for camp in camps[:ROWS]],
        "camp_names": [camp_name(camp, made, rivals, lambda id_: short_name(actors.get(id_) or Actor(id_, id_))) for camp in camps[:ROWS]],
        "more_members": [max(0, len(camp) - MEMBERS) for camp in camps[:ROWS]], "more_camps": max(0, len(camps) - ROWS),
        "actors": [named(actor) for actor in conflict.actors[:ROWS]],
        "ties": ties[:ROWS], "more_ties": max(0, len(ties) - ROWS), "more_actors": max(0, len(conflict.actors) - ROWS),
        "newest": [(key, articles[key].title or articles[key].id, day_words(articles[key].published, articles[key].published_precision), key in withdrawn) for key in newest[:ROWS] if key in articles],
    }


def _ties(claims: Sequence[Claim | Brief], articles: Mapping[str, Article], named: Callable[[str], tuple[str, str]]) -> list[tuple[str, str, str, str, int]]:
    """Return friendly and hostile ties as (subject, object, sentence, status text, sources): certain before uncertain ones, most sources first, then the firmest, then those of the most frequent actors.

    A tie is one relation between two actors; sources are counted as in dossiers: those of claims that still hold, if any do, else those of its end, too.
    """
    vocabulary, firmness = load_vocabulary(), list(Status)
    contested = {stated.id for stated, _ in contradictions(claims, lambda claim: articles[claim.article].exact_day)}
    holding = {claim.id for claim in unended(claims, lambda claim: articles[claim.article].published)}
    groups: dict[tuple[str, str, str], list[Claim | Brief]] = defaultdict(list)
    for claim in claims:
        if vocabulary.sign(claim.predicate) and claim.subject != claim.object and (claim.polarity is Polarity.POSITIVE or has_ended(claim)):
            ends = sorted((claim.subject, claim.object)) if vocabulary.relation(claim.predicate).symmetric else (claim.subject, claim.object)
            groups[ends[0], ends[1], claim.predicate].append(claim)
    rows = []
    for tie, group in groups.items():
        now = [claim for claim in group if claim.id in holding]
        counted = now or group
        firm = min(firmness.index(claim.status) for claim in counted)
        unsure = all(map(is_uncertain, counted))
        more = ((UNCERTAIN, unsure), (DISPUTED, any(c.id in contested for c in counted)), (ENDED, not now))
        status = ", ".join((firmness[firm], *(word for word, holds in more if holds)))
        rows.append((tie, firm, count_sources(counted, articles.__getitem__), len(counted), status, unsure))
    # Of ties with as many sources and claims, those of the most frequent actors; by their ids, those that the headline names were left out.
    busy = Counter(end for claim in claims for end in (claim.subject, claim.object))
    rows.sort(key=lambda row: (row[5], -row[2], row[1], -row[3], -busy[row[0][0]] - busy[row[0][1]], row[0]))
    return [(s, o, statement(p, named(s)[1], named(o)[1]), status, sources) for (s, o, p), _, sources, _, status, _ in rows]


class Conflicts:
    """Handler of the conflict page."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey

    async def show(self, request: Request) -> Response:
        """A conflict: who stands with whom, camps, ties with the most sources, articles."""
        surveyed, current = await run_sync(self._survey.now)
        name = request.path_params["name"]
        known = (surveyed or {}).get("conflicts", ())
        found = next((one for one in known if one["id"] == name), None)
        if found is None and (meant := next((one for one in known if folded(name) in (folded(one["id"]), folded(one["name"]))), None)):
            return RedirectResponse(address(meant), 308, headers=SAFE)
        if found is None and current:
            raise RequestError(404, f"there is no conflict {name[:200]!r} in this graph", near_conflicts(name, known))
        return html(pages.page("conflict", conflict=found, current=current))
