"""The signed graph at a date: who stands with whom, counted by independent sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from graphkit.model import Article, Brief, Claim, Said, Status
from graphkit.ontology import load_vocabulary
from graphkit.query import independent
from graphkit.standing import STATED, standing

if TYPE_CHECKING:
    import networkx as nx

# Families that make one camp of two actors without saying that they are friends.
BINDING = frozenset(("leads", "member_of"))
# Gives the claims that are meant by some in short.
Whole = Callable[[Sequence[Claim | Brief]], Sequence[Claim]]


def themselves(said: Sequence[Claim | Brief]) -> Sequence[Claim]:
    """Claims that are not in short, as they are."""
    return tuple(claim for claim in said if isinstance(claim, Claim))


@dataclass(frozen=True, slots=True)
class Pair:
    """What is said of two actors, whatever the direction.

    Attributes:
        first, second: ids of the actors, in order.
        friendly, hostile: how many independent sources say so.
        said: the claims, by day of publication, then id; of a graph with an index in short.
    """

    first: str
    second: str
    friendly: int
    hostile: int
    said: tuple[Claim | Brief, ...]
    _whole: Whole = field(default=themselves, repr=False, compare=False)

    @property
    def claims(self) -> Sequence[Claim]:
        """The claims, by day of publication, then id; read now where they are in short."""
        return self._whole(self.said)

    @property
    def weight(self) -> int:
        """Friendly less hostile sources."""
        return self.friendly - self.hostile

    @property
    def sign(self) -> int:
        """+1 friends, -1 foes, 0 as much one as the other."""
        return (self.weight > 0) - (self.weight < 0)


def standing_claims(
    claims: Iterable[Said],
    article: Callable[[str], Article],
    day: date | None = None,
    statuses: Sequence[Status] = STATED,
) -> list[Said]:
    """Claims that count at a date, as `graphkit.standing` has it.

    Args:
        claims: all claims.
        article: gives the article of a key.
        day: the date; None for now.
        statuses: how they must be said.
    """
    return standing(claims, lambda claim: article(claim.article).published, day, statuses)


def pairs(claims: Iterable[Claim | Brief], article: Callable[[str], Article], whole: Whole = themselves) -> list[Pair]:
    """Pairs with a friendly or hostile claim: most sources first, then most claims, then the busiest actors, then by name.

    Args:
        claims: those that count.
        article: gives the article of a key.
        whole: gives the claims that are meant, where they are in short.
    """
    vocabulary = load_vocabulary()
    groups: dict[tuple[str, str], list[Claim | Brief]] = defaultdict(list)
    for claim in claims:
        if vocabulary.sign(claim.predicate) and claim.subject != claim.object:
            groups[min(claim.subject, claim.object), max(claim.subject, claim.object)].append(claim)
    made = []
    for (first, second), group in groups.items():
        group.sort(key=lambda c: (str(article(c.article).published or ""), c.id))
        friendly, hostile = ([c for c in group if vocabulary.sign(c.predicate) == sign] for sign in (1, -1))
        made.append(Pair(first, second, independent(friendly, article), independent(hostile, article), tuple(group), whole))
    busy = Counter(end for pair in made for end in (pair.first, pair.second))
    return sorted(made, key=lambda p: (-(p.friendly + p.hostile), -len(p.said), -busy[p.first] - busy[p.second], p.first, p.second))


def signed_graph(made: Iterable[Pair]) -> nx.Graph:
    """Pairs as a networkx graph; edges have `friendly`, `hostile`, `weight` and `sign`, nodes come in order."""
    import networkx as nx

    listed = list(made)
    graph = nx.Graph()
    graph.add_nodes_from(sorted({end for pair in listed for end in (pair.first, pair.second)}))
    for pair in sorted(listed, key=lambda p: (p.first, p.second)):
        graph.add_edge(pair.first, pair.second, friendly=pair.friendly, hostile=pair.hostile, weight=pair.weight, sign=pair.sign)
    return graph


def bound_graph(graph: nx.Graph, claims: Iterable[Claim | Brief]) -> nx.Graph:
    """The signed graph with leaders and members bound to what they lead or belong to, as by one friendly source.

    Args:
        graph: of `signed_graph`.
        claims: those that it was made of, and those of the families in `BINDING`.
    """
    vocabulary, bound = load_vocabulary(), graph.copy()
    ends = {(min(c.subject, c.object), max(c.subject, c.object)) for c in claims if vocabulary.family(c.predicate) in BINDING}
    for first, second in sorted(ends):
        if first != second and (first in graph or second in graph):
            had = bound.get_edge_data(first, second, {"friendly": 0, "hostile": 0, "weight": 0})
            weight = had["weight"] + 1
            bound.add_edge(first, second, friendly=had["friendly"] + 1, hostile=had["hostile"], weight=weight, sign=(weight > 0) - (weight < 0))
    return bound
