"""Rivals and those behind them: pairs reported both ways, backers of rival sides, actors on both sides, brokers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analyze.signed import Pair
from graphkit.model import Brief, Claim
from graphkit.ontology import load_vocabulary

if TYPE_CHECKING:
    import networkx as nx

BACKING = "supports"
# Starts of shortest paths: as many as pass some tens of millions of ties, which takes a minute at most.
_STARTS, _FEWEST, _STEPS = 500, 100, 50_000_000


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two foes, who backs each, and who is friends with both; ids in order."""

    first: str
    second: str
    hostile: int
    backers_of_first: tuple[str, ...]
    backers_of_second: tuple[str, ...]
    on_both_sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor between others.

    Attributes:
        actor: id.
        betweenness: share of the shortest ways between friends that lead through him (Freeman
            1977, "A set of measures of centrality based on betweenness", Sociometry 40).
        bridges: friendly ties of his without which the friends would fall apart.
    """

    actor: str
    betweenness: float
    bridges: tuple[str, ...]


def mixed(made: Iterable[Pair]) -> list[Pair]:
    """Pairs reported as both friendly and hostile, the most evenly mixed first."""
    both = [pair for pair in made if pair.friendly and pair.hostile]
    return sorted(both, key=lambda p: (-min(p.friendly, p.hostile), -(p.friendly + p.hostile), p.first, p.second))


def backers(claims: Iterable[Claim | Brief]) -> dict[str, set[str]]:
    """Who supports each actor."""
    vocabulary = load_vocabulary()
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if vocabulary.family(claim.predicate) == BACKING and claim.subject != claim.object:
            found[claim.object].add(claim.subject)
    return found


def rivalries(made: Sequence[Pair], claims: Iterable[Claim | Brief]) -> list[Rivalry]:
    """Foes with a backer on either side, or a friend of both; those with most sources first."""
    behind = backers(claims)
    friends: dict[str, set[str]] = defaultdict(set)
    for pair in made:
        if pair.sign > 0:
            friends[pair.first].add(pair.second)
            friends[pair.second].add(pair.first)
    found = []
    for pair in made:
        if pair.sign < 0:
            one, other = behind.get(pair.first, set()) - {pair.second}, behind.get(pair.second, set()) - {pair.first}
            both = friends[pair.first] & friends[pair.second]
            if one or other or both:
                sides = (tuple(sorted(side)) for side in (one, other, both))
                found.append(Rivalry(pair.first, pair.second, pair.hostile, *sides))
    return found


def brokers(graph: nx.Graph, most: int = 10) -> list[Broker]:
    """Actors through whom friends are joined, the most central first."""
    import networkx as nx

    friendly = nx.Graph()
    friendly.add_nodes_from(graph)
    friendly.add_edges_from((a, b) for a, b, edge in graph.edges(data=True) if edge["sign"] > 0)
    # From a sample of starts in a large graph: all of them take the square of its size.
    starts = min(_STARTS, max(_FEWEST, _STEPS // (friendly.number_of_edges() or 1)))
    between = nx.betweenness_centrality(friendly, k=min(len(friendly), starts) or None, seed=1)
    bridges: dict[str, list[str]] = defaultdict(list)
    for a, b in nx.bridges(friendly):
        # A tie to somebody who has no other joins nothing.
        if friendly.degree[a] > 1 and friendly.degree[b] > 1:
            bridges[a].append(b)
            bridges[b].append(a)
    ranked = sorted((name for name in friendly if between[name] > 0), key=lambda name: (-round(between[name], 9), name))
    return [Broker(name, round(between[name], 4), tuple(sorted(bridges[name]))) for name in ranked[:most]]
