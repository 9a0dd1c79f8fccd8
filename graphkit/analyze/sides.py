"""Mixed pairs, rivalries with the backers of each side, and brokers."""

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

SUPPORTING, LEADING = "supports", "leads"
# Limits the source nodes of the shortest paths to about _STEPS edge visits, which takes at most a minute.
_STARTS, _FEWEST, _STEPS = 500, 100, 50_000_000
_BROKERS = 10


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two foes, the backers of each, and friends of both; ids are sorted."""

    first: str
    second: str
    hostile: int
    backers_of_first: tuple[str, ...]
    backers_of_second: tuple[str, ...]
    on_both_sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor that connects others.

    Attributes:
        actor: id.
        betweenness: share of the shortest paths between friends that pass through it (Freeman
            1977, "A set of measures of centrality based on betweenness", Sociometry 40).
        bridges: ids at the other end of its friendly ties whose removal disconnects the friends.
    """

    actor: str
    betweenness: float
    bridges: tuple[str, ...]


def mixed(made: Iterable[Pair]) -> list[Pair]:
    """Return the pairs reported as both friendly and hostile, the most evenly mixed first."""
    both = [pair for pair in made if pair.friendly and pair.hostile]
    return sorted(both, key=lambda p: (-min(p.friendly, p.hostile), -(p.friendly + p.hostile), p.first, p.second))


def backers(claims: Iterable[Claim | Brief]) -> dict[str, set[str]]:
    """Return the supporters of each actor and of its leaders, as the named query `rival-backers` does."""
    vocabulary = load_vocabulary()
    found: dict[str, set[str]] = defaultdict(set)
    leaders: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if SUPPORTING in vocabulary.ancestors(claim.predicate) and claim.subject != claim.object:
            found[claim.object].add(claim.subject)
        elif vocabulary.family(claim.predicate) == LEADING:
            leaders[claim.object].add(claim.subject)
    led = {body: set[str]().union(*(found.get(leader, set()) for leader in persons)) - {body} for body, persons in leaders.items()}
    return {actor: found.get(actor, set()) | led.get(actor, set()) for actor in found.keys() | led.keys()}


def rivalries(made: Sequence[Pair], claims: Iterable[Claim | Brief]) -> list[Rivalry]:
    """Return the foes with a backer on either side or a common friend, in the order of `made`; a foe of a side is no backer of it."""
    behind, friends, foes = backers(claims), _tied(made, 1), _tied(made, -1)
    found = []
    for pair in made:
        if pair.sign < 0:
            one, other = (behind.get(side, set()) - foes[side] for side in (pair.first, pair.second))
            both = friends[pair.first] & friends[pair.second]
            if one or other or both:
                sides = (tuple(sorted(side)) for side in (one, other, both))
                found.append(Rivalry(pair.first, pair.second, pair.hostile, *sides))
    return found


def _tied(made: Iterable[Pair], sign: int) -> dict[str, set[str]]:
    """Return the friends or the foes of each actor."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in made:
        if pair.sign == sign:
            found[pair.first].add(pair.second)
            found[pair.second].add(pair.first)
    return found


def brokers(graph: nx.Graph) -> list[Broker]:
    """Return the actors that connect friends, the most central first, at most `_BROKERS`."""
    import networkx as nx

    friendly = nx.Graph()
    friendly.add_nodes_from(graph)
    friendly.add_edges_from((a, b) for a, b, edge in graph.edges(data=True) if edge["sign"] > 0)
    # A sample of source nodes in a large graph: with all of them the time is quadratic.
    starts = min(_STARTS, max(_FEWEST, _STEPS // (friendly.number_of_edges() or 1)))
    between = nx.betweenness_centrality(friendly, k=min(len(friendly), starts) or None, seed=1)
    bridges: dict[str, list[str]] = defaultdict(list)
    for a, b in nx.bridges(friendly):
        # A tie to an actor without other friends connects nothing.
        if friendly.degree[a] > 1 and friendly.degree[b] > 1:
            bridges[a].append(b)
            bridges[b].append(a)
    ranked = sorted((name for name in friendly if between[name] > 0), key=lambda name: (-round(between[name], 9), name))
    return [Broker(name, round(between[name], 4), tuple(sorted(bridges[name]))) for name in ranked[:_BROKERS]]
