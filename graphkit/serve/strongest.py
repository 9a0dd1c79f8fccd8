"""The strongest part of a graph that is too large to be drawn whole: the busiest actors, and what is claimed between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from graphkit.model import Claim, Lifecycle
from graphkit.serve.census import busiest
from graphkit.store import View

# So many are drawn at most.
ACTORS, CLAIMS = 300, 6000
_PAIRS = """
SELECT min(subject, object) AS low, max(subject, object) AS high, sum(claims) AS number FROM ties
WHERE subject IN (SELECT value FROM json_each(?1)) AND object IN (SELECT value FROM json_each(?1)) GROUP BY low, high ORDER BY number DESC, low, high
"""


def between(view: View, *, actors: int = ACTORS, claims: int = CLAIMS) -> list[Claim]:
    """Active claims between the busiest actors, the ties of most claims first.

    Args:
        view: of the graph.
        actors: how many of them.
        claims: how many at most; of the last tie those that are published last.
    """
    return list(islice(_all(view, [actor for actor, _ in busiest(view)[:actors]]), claims))


def _all(view: View, actors: list[str]) -> Iterator[Claim]:
    for low, high, _ in view.index.each(_PAIRS, json.dumps(actors)):
        found = [claim for ends in dict.fromkeys(((low, high), (high, low))) for claim in view.index.claims(*ends) if claim.lifecycle is Lifecycle.ACTIVE]
        yield from sorted(sorted(found, key=lambda claim: claim.id), key=lambda claim: str(view.article(claim.article).published or ""), reverse=True)


def strongest_page(view: View) -> str:
    """The interactive network of the busiest actors, as a page of the site.

    Raises:
        UnknownName: a claim's relation is not in the ontology.
    """
    from graphkit.view import page

    claims = between(view)
    articles = [view.article(key) for key in sorted({claim.article for claim in claims})]
    note = f"The {ACTORS} busiest actors of {len(busiest(view)):,}, by the ties of most claims between them; choose a conflict on the home page, or write them all with: graphkit view."
    return page(view.actors(), claims, articles, title="Alliance graph", served=True, note=note)
