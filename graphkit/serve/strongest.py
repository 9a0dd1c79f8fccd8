"""The strongest part of a graph that is too large to be drawn whole: the busiest actors, and what is claimed between them."""

from __future__ import annotations

from collections import defaultdict

from graphkit.model import Claim
from graphkit.serve.census import Census, Short
from graphkit.store import View

# So many are drawn at most.
ACTORS, CLAIMS = 300, 6000


def between(census: Census, *, actors: int = ACTORS, claims: int = CLAIMS) -> list[Short]:
    """Active claims between the busiest actors, the ties of most claims first.

    Args:
        census: of the graph.
        actors: how many of them.
        claims: how many at most; of the last tie those that are published last.
    """
    ranked = sorted(census.busy().items(), key=lambda item: (-item[1], item[0]))
    busiest = {actor for actor, _ in ranked[:actors]}
    ties: dict[tuple[str, ...], list[Short]] = defaultdict(list)
    for claim in census.claims:
        if claim.subject in busiest and claim.object in busiest:
            ties[tuple(sorted((claim.subject, claim.object)))].append(claim)
    strongest = sorted(ties.items(), key=lambda item: (-len(item[1]), item[0]))
    return [claim for _, found in strongest for claim in sorted(found, key=lambda one: one.day, reverse=True)][:claims]


def strongest_page(view: View, census: Census) -> str:
    """The interactive network of the busiest actors, as a page of the site.

    Raises:
        UnknownName: a claim's relation is not in the ontology.
    """
    from graphkit.view import page

    read = (view.claim(short.id) for short in between(census))
    claims: list[Claim] = [claim for claim in read if claim is not None]
    articles = [view.article(key) for key in sorted({claim.article for claim in claims})]
    note = f"The {ACTORS} busiest actors of {len(census.busy()):,}, by the ties of most claims between them; choose a conflict on the home page, or write them all with: graphkit view."
    return page(view.actors(), claims, articles, title="Alliance graph", served=True, note=note)
