"""Builds the signed graph at a date: friendly and hostile pairs, weighted by independent sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.model import Actor, Article, Brief, Claim, Said, Status
from graphkit.ontology import load_vocabulary
from graphkit.query import count_sources
from graphkit.standing import STATED, standing

if TYPE_CHECKING:
    import networkx as nx

# Families that put two actors into one camp without counting as friendly.
BINDING = frozenset(("leads", "member_of"))
# Relations by which one party backs another, with all narrower ones; recognition and relief take no side.
_BACKING = frozenset(("supports", "alliedWith", "fightsAlongside"))
FIGHTING = "attacks"
NO_ACTORS: Mapping[str, Actor] = MappingProxyType({})
# Returns the claims for briefs.
Whole = Callable[[Sequence[Claim | Brief]], Sequence[Claim]]


def themselves(said: Sequence[Claim | Brief]) -> Sequence[Claim]:
    """Return the full claims among claims and briefs."""
    return tuple(claim for claim in said if isinstance(claim, Claim))


@dataclass(frozen=True, slots=True)
class Pair:
    """The claims between two actors in either direction.

    Attributes:
        first, second: ids of the actors, sorted.
        friendly, hostile: number of independent sources.
        said: the claims by day of publication, then id; briefs if the graph has an index.
        weighing: number of friendly sources that weigh: of two that fight, only those of backing, as a truce makes no friends.
    """

    first: str
    second: str
    friendly: int
    hostile: int
    said: tuple[Claim | Brief, ...]
    weighing: int
    _whole: Whole = field(default=themselves, repr=False, compare=False)

    @property
    def claims(self) -> Sequence[Claim]:
        """The claims, by day of publication, then id; loaded on access if `said` has briefs."""
        return self._whole(self.said)

    @property
    def weight(self) -> int:
        """Friendly minus hostile sources, of those that weigh."""
        return self.weighing - self.hostile

    @property
    def sign(self) -> int:
        """+1 for friends, -1 for foes, 0 if balanced."""
        return (self.weight > 0) - (self.weight < 0)


def backs(relation: str) -> bool:
    """Return whether who has this relation to a party backs it."""
    return not _BACKING.isdisjoint(load_vocabulary().ancestors(relation))


def standing_claims(
    claims: Iterable[Said],
    article: Callable[[str], Article],
    day: date | None = None,
    statuses: Sequence[Status] = STATED,
) -> list[Said]:
    """Return the claims that hold at a date, as defined in `graphkit.standing`.

    Args:
        claims: all claims.
        article: returns the article with a key.
        day: the date; None for now.
        statuses: accepted statuses.
    """
    return standing(claims, lambda claim: article(claim.article).published, day, statuses)


def pairs(claims: Iterable[Claim | Brief], article: Callable[[str], Article], whole: Whole = themselves) -> list[Pair]:
    """Return the pairs with a friendly or hostile claim: most sources first, then most claims, then actors with most pairs, then ids.

    Args:
        claims: the claims that count.
        article: returns the article with a key.
        whole: returns the claims for briefs.
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
        fought = any(vocabulary.family(c.predicate) == FIGHTING for c in hostile)
        weighing = [c for c in friendly if not fought or backs(c.predicate)]
        made.append(Pair(first, second, count_sources(friendly, article), count_sources(hostile, article), tuple(group), count_sources(weighing, article), whole))
    busy = Counter(end for pair in made for end in (pair.first, pair.second))
    return sorted(made, key=lambda p: (-(p.friendly + p.hostile), -len(p.said), -busy[p.first] - busy[p.second], p.first, p.second))


def signed_graph(made: Iterable[Pair]) -> nx.Graph:
    """Return pairs as a networkx graph; edges have `friendly` (sources that weigh), `hostile`, `weight` and `sign`, nodes are sorted."""
    import networkx as nx

    listed = list(made)
    graph = nx.Graph()
    graph.add_nodes_from(sorted({end for pair in listed for end in (pair.first, pair.second)}))
    for pair in sorted(listed, key=lambda p: (p.first, p.second)):
        graph.add_edge(pair.first, pair.second, friendly=pair.weighing, hostile=pair.hostile, weight=pair.weight, sign=pair.sign)
    return graph


def bound_graph(graph: nx.Graph, claims: Iterable[Claim | Brief], actors: Mapping[str, Actor] = NO_ACTORS) -> nx.Graph:
    """Return the signed graph with one friendly source added between leaders, members or parts and their organisation or state.

    Args:
        graph: the result of `signed_graph`.
        claims: claims, including those of the families in `BINDING`.
        actors: the actors by id; what they are part of counts only where the graph has it.
    """
    vocabulary, bound = load_vocabulary(), graph.copy()
    ends = {(min(c.subject, c.object), max(c.subject, c.object)) for c in claims if vocabulary.family(c.predicate) in BINDING}
    for part in graph:
        wholes = actors[part].wholes if part in actors else ()
        ends |= {(min(part, whole.id), max(part, whole.id)) for whole in wholes if whole.id in graph}
    for first, second in sorted(ends):
        if first != second and (first in graph or second in graph):
            had = bound.get_edge_data(first, second, {"friendly": 0, "hostile": 0, "weight": 0})
            weight = had["weight"] + 1
            bound.add_edge(first, second, friendly=had["friendly"] + 1, hostile=had["hostile"], weight=weight, sign=(weight > 0) - (weight < 0))
    return bound
