"""The strongest ties of a graph that is too large to be drawn whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from graphkit.model import Article, Claim, Lifecycle
from graphkit.plural import counted
from graphkit.store import View
from graphkit.view.page import page

# So many pairs of actors are drawn, and so many claims at most.
TIES, CLAIMS = 300, 6000
_DIRECTED = "SELECT subject, object, sum(claims) AS n FROM ties GROUP BY subject, object"
# Claims of so many ties in one direction at least: of twice as many directions as pairs are wanted the least.
_LEAST = f"SELECT n FROM ({_DIRECTED}) ORDER BY n DESC LIMIT 1 OFFSET ?"
# A pair that has as many has half of them in one direction; directions are counted in the order of an index, pairs are not.
_ALL = f"""
WITH near AS (SELECT DISTINCT min(subject, object) AS low, max(subject, object) AS high FROM ({_DIRECTED}) WHERE 2 * n >= ?)
SELECT low, high, coalesce((SELECT sum(claims) FROM ties WHERE subject = low AND object = high), 0)
  + coalesce((SELECT sum(claims) FROM ties WHERE subject = high AND object = low AND low != high), 0) AS total FROM near ORDER BY total DESC, low, high LIMIT ?
"""


def strongest(view: View, ties: int = TIES, *, claims: int = CLAIMS) -> list[Claim]:
    """Active claims of the pairs of actors that have most of them, pair by pair, those that were published last first.

    Args:
        view: of the graph.
        ties: how many pairs.
        claims: how many claims at most; of the last pair the newest.
    """
    return list(islice(_claims(view, ties), claims))


def _claims(view: View, ties: int) -> Iterator[Claim]:
    for low, high in _pairs(view, ties):
        found = [claim for ends in dict.fromkeys(((low, high), (high, low))) for claim in view.index.claims(*ends) if claim.lifecycle is Lifecycle.ACTIVE]
        days = {claim.article: str(view.article(claim.article).published or "") for claim in found}
        yield from sorted(sorted(found, key=lambda claim: claim.id), key=lambda claim: days[claim.article], reverse=True)


def _pairs(view: View, most: int) -> list[tuple[str, str]]:
    least = view.index.all(_LEAST, 2 * most - 1)
    return [(low, high) for low, high, _ in view.index.all(_ALL, least[0][0] if least else 0, most)]


def strongest_page(view: View, ties: int = TIES, *, title: str = "Alliance graph", served: bool = False) -> str:
    """The interactive network of the strongest ties as one HTML file; `served` as a page of the site.

    Raises:
        UnknownName: a claim's relation is not in the ontology.
    """
    claims = strongest(view, ties)
    drawn = len({tuple(sorted((claim.subject, claim.object))) for claim in claims})
    articles: list[Article] = [view.article(key) for key in sorted({claim.article for claim in claims})]
    more = "choose a conflict on the home page, or write them all with: graphkit view" if served else "write them all without --strongest"
    [[active]] = view.index.all("SELECT count(*) FROM claims WHERE active")
    note = f"The {counted(drawn, 'pair')} of actors with most claims, with {counted(len(claims), 'claim')} of {active:,}; {more}." if len(claims) < active else ""
    return page(view.actors(), claims, articles, title=title, served=served, note=note, excerpt=bool(note))
