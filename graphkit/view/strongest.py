"""Renders the strongest ties of a graph that is too large to draw completely."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from graphkit.model import Claim
from graphkit.plural import counted
from graphkit.store import IndexFilter, View
from graphkit.view.page import page

# Number of pairs of actors drawn, and maximum number of claims.
TIES, CLAIMS = 300, 6000


def strongest(view: View, ties: int = TIES, *, claims: int = CLAIMS) -> list[Claim]:
    """Return the active claims of the pairs with most claims, pair by pair, latest publication first.

    Args:
        view: view of the graph.
        ties: number of pairs.
        claims: maximum number of claims; the last pair keeps its newest.
    """
    return list(islice(_claims(view, ties), claims))


def _claims(view: View, ties: int) -> Iterator[Claim]:
    for low, high in view.index.strongest(ties):
        found = [claim for ends in dict.fromkeys(((low, high), (high, low))) for claim in view.index.claims(*ends, IndexFilter(active=True))]
        days = {article.key: str(article.published or "") for article in view.articles({claim.article for claim in found})}
        yield from sorted(sorted(found, key=lambda claim: claim.id), key=lambda claim: days.get(claim.article, ""), reverse=True)


def strongest_page(view: View, ties: int = TIES, *, title: str = "Alliance graph", served: bool = False) -> str:
    """Return the interactive network of the strongest ties as one HTML file; `served` for a page of the site.

    Raises:
        UnknownName: the relation of a claim is not in the ontology.
    """
    claims = strongest(view, ties)
    drawn = len({tuple(sorted((claim.subject, claim.object))) for claim in claims})
    articles, named = view.articles({claim.article for claim in claims}), {name for claim in claims for name in (claim.subject, claim.object, claim.attributed_to) if name}
    more = "choose a conflict on the home page, or write them all with: graphkit view" if served else "write them all without --strongest"
    [[active]] = view.index.all("SELECT count(*) FROM claims WHERE active")
    note = f"The {counted(drawn, 'pair')} of actors with most claims, with {counted(len(claims), 'claim')} of {active:,}; {more}." if len(claims) < active else ""
    return page(view.actors(named), claims, articles, title=title, served=served, note=note, excerpt=bool(note))
