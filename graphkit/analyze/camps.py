"""Camps: a partition of the actors with as few friends apart and foes together as possible.

The measure is the line index of imbalance of a partition (Doreian and Mrvar 1996, "A
partitioning approach to structural balance", Social Networks 18), weighted by sources. The
search merges the two camps with the largest gain, then moves single actors while that gains,
both in a fixed order, so that the result is deterministic. It is a heuristic: finding the
best partition is NP-hard (Bansal, Blum and Chawla 2004).
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.model import digest

if TYPE_CHECKING:
    import networkx as nx

# Number of folds, each without a part of the pairs, for estimating the stability of camps.
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Camp:
    """One camp.

    Attributes:
        members: ids, most ties within the camp first.
        sure: stability per member when a tenth of the pairs is left out: mean Jaccard index of
            its fellow members over ten such graphs; 1 if they are always the same.
        conflict: name of the conflict of the camp; "" if all claims were analysed together.
    """

    members: tuple[str, ...]
    sure: tuple[float, ...]
    conflict: str = ""


def camps(graph: nx.Graph) -> list[Camp]:
    """Return the camps with at least two members, the largest first.

    Args:
        graph: a signed graph; edges have an integer `weight`.
    """
    whole = divide(graph)
    # A fold that leaves nothing out, as most do in a small graph, has the partition of the whole graph.
    folds = [(division, Counter(division.values())) for division in (whole if part is graph else divide(part) for part in _parts(graph))]
    made = []
    for members in groups(whole):
        if len(members) > 1:
            inner = {name: sum(1 for other in graph[name] if other in members and graph[name][other]["weight"] > 0) for name in members}
            ordered = sorted(members, key=lambda name: (-inner[name], name))
            kept = _kept(members, folds)
            made.append(Camp(tuple(ordered), tuple(round(kept[name], 3) for name in ordered)))
    return sorted(made, key=lambda camp: (-len(camp.members), camp.members))


def divided(graph: nx.Graph) -> list[frozenset[str]]:
    """Return the members of each camp with at least two, the largest first, without computing stability."""
    return sorted((members for members in groups(divide(graph)) if len(members) > 1), key=lambda c: (-len(c), sorted(c)))


def groups(division: Mapping[str, int]) -> list[frozenset[str]]:
    """Return the camps of a partition as sets of ids."""
    found: dict[int, set[str]] = defaultdict(set)
    for name, camp in division.items():
        found[camp].add(name)
    return [frozenset(found[camp]) for camp in sorted(found)]


def divide(graph: nx.Graph) -> dict[str, int]:
    """Partition the actors: map each actor to the number of its camp.

    Args:
        graph: a signed graph; edges have an integer `weight`.
    """
    names = sorted(graph)
    division = {name: number for number, name in enumerate(names)}
    _join(graph, division)
    _move(graph, division, names)
    return division


def frustration(graph: nx.Graph, division: Mapping[str, int]) -> int:
    """Return the number of sources that contradict a partition: friendly between camps, hostile within (Doreian and Mrvar 1996)."""
    return sum(
        (edge["friendly"] if division[a] != division[b] else edge["hostile"]) for a, b, edge in graph.edges(data=True)
    )


def _join(graph: nx.Graph, division: dict[str, int]) -> None:
    """Merge the two camps with the largest friendly weight between them, while there are any."""
    between: dict[int, dict[int, int]] = {camp: {} for camp in division.values()}
    members = {camp: {name} for name, camp in division.items()}
    for a, b, edge in graph.edges(data=True):
        between[division[a]][division[b]] = between[division[b]][division[a]] = edge["weight"]
    waiting = [(-gain, one, other) for one, row in between.items() for other, gain in row.items() if one < other and gain > 0]
    heapq.heapify(waiting)
    while waiting:
        gain, one, other = heapq.heappop(waiting)
        if one not in between or other not in between or between[one].get(other) != -gain:
            # Stale entry: one of the two was merged in the meantime.
            continue
        if len(between[other]) > len(between[one]):
            one, other = other, one
        members[one] |= members.pop(other)
        for third, more in between.pop(other).items():
            del between[third][other]
            if third != one:
                between[one][third] = between[third][one] = between[one].get(third, 0) + more
                if between[one][third] > 0:
                    heapq.heappush(waiting, (-between[one][third], min(one, third), max(one, third)))
    for camp, inside in members.items():
        division.update(dict.fromkeys(inside, camp))


def _move(graph: nx.Graph, division: dict[str, int], names: Iterable[str]) -> None:
    """Move single actors to the camp with the largest gain until no move gains."""
    moved, free = True, len(division)
    while moved:
        moved = False
        for name in names:
            pull: dict[int, int] = defaultdict(int)
            for other in graph[name]:
                pull[division[other]] += graph[name][other]["weight"]
            here = pull.get(division[name], 0)
            gain, camp = max(((g, -c) for c, g in pull.items()), default=(0, 0))
            if gain > max(here, 0):
                division[name], moved = -camp, True
            elif here < 0:
                # A camp of its own is better than one of foes.
                division[name], free, moved = free, free + 1, True


def _parts(graph: nx.Graph) -> Iterable[nx.Graph]:
    """Yield the graph once per fold without that fold's pairs, chosen by a hash of their ids; the graph itself if the fold is empty."""
    left: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for a, b in graph.edges:
        left[int(digest(*sorted((a, b))), 16) % FOLDS].append((a, b))
    for fold in range(FOLDS):
        if not left[fold]:
            yield graph
            continue
        part = graph.copy()
        part.remove_edges_from(left[fold])
        yield part


def _kept(members: frozenset[str], folds: Sequence[tuple[Mapping[str, int], Mapping[int, int]]]) -> dict[str, float]:
    """Return per member the mean Jaccard index between its fellow members and those in each fold; `folds` are (partition, camp sizes)."""
    shares: dict[str, float] = dict.fromkeys(members, 0.0)
    for division, sizes in folds:
        together = Counter(division[name] for name in members)
        for name in members:
            camp = division[name]
            common = together[camp] - 1
            either = len(members) + sizes[camp] - 2 - common
            shares[name] += common / either if either else 1.0
    return {name: share / len(folds) for name, share in shares.items()}
