"""Structural balance of the signed graph: balanced triangles and the line index of balance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analyze.camps import divide, frustration
from graphkit.model import digest

if TYPE_CHECKING:
    import networkx as nx

# Largest number of actors for which every division in two is tried; above it a heuristic search is used.
EXACT = 16
_STARTS = 8


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance measures of a signed graph.

    Attributes:
        balanced, unbalanced: triangles whose signs multiply to +1 and to -1.
        degree: the share of balanced triangles (Cartwright and Harary 1956, "Structural
            balance", Psychological Review 63); 1 without triangles.
        frustration: number of pairs that contradict a division into two camps, friends within
            and foes between: the line index of balance (Harary 1959, "On the measurement of
            structural balance", Behavioral Science 4); an upper bound unless `exact`.
        exact: whether every division in two was tried.
        against: number of sources that contradict the camps found (`camps.frustration`).
    """

    balanced: int
    unbalanced: int
    degree: float
    frustration: int
    exact: bool
    against: int


def balance(graph: nx.Graph) -> Balance:
    """Return the balance of a signed graph; pairs of sign 0 are ignored."""
    even, odd = triangles(graph)
    frustrated, exact = line_index(graph)
    degree = round(even / (even + odd), 3) if even + odd else 1.0
    return Balance(even, odd, degree, frustrated, exact, frustration(graph, divide(graph)))


def triangles(graph: nx.Graph) -> tuple[int, int]:
    """Count the triangles whose signs multiply to +1 and to -1, without listing them, as a large graph has too many."""
    later = {a: tuple({b for b, edge in graph[a].items() if b > a and edge["sign"] == sign} for sign in (1, -1)) for a in graph}
    even = odd = 0
    for friends, foes in later.values():
        for near, far, tied in ((friends, foes, friends), (foes, friends, foes)):
            for other in tied:
                plus, minus = later[other]
                even += len(near & plus) + len(far & minus)
                odd += len(near & minus) + len(far & plus)
    return even, odd


def line_index(graph: nx.Graph) -> tuple[int, bool]:
    """Return the smallest number of pairs that contradict a division in two, and whether it is exact.

    Connected components are handled separately.
    """
    import networkx as nx

    total, exact = 0, True
    for part in sorted(nx.connected_components(graph), key=min):
        names = {name: number for number, name in enumerate(sorted(part))}
        edges = [(names[a], names[b], e["sign"]) for a, b, e in graph.subgraph(part).edges(data=True) if e["sign"]]
        small = len(names) <= EXACT
        found = _every(len(names), edges) if small else _searched(len(names), edges)
        total += found
        exact = exact and (small or not found)
    return total, exact


def _against(side: int, edges: list[tuple[int, int, int]]) -> int:
    return sum(((side >> a ^ side >> b) & 1) == (sign > 0) for a, b, sign in edges)


def _every(count: int, edges: list[tuple[int, int, int]]) -> int:
    return min(_against(side, edges) for side in range(1 << max(count - 1, 0)))


def _searched(count: int, edges: list[tuple[int, int, int]]) -> int:
    """Local search: move single actors to the other side while that improves the result, from several starts."""
    near: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for a, b, sign in edges:
        near[a].append((b, sign))
        near[b].append((a, sign))
    best = len(edges)
    for start in range(_STARTS):
        side = [1 if digest(start, i) < "8" else -1 for i in range(count)]
        improved = True
        while improved:
            improved = False
            for i in range(count):
                if sum(side[i] * side[other] * sign for other, sign in near[i]) < 0:
                    side[i], improved = -side[i], True
        best = min(best, sum(side[a] * side[b] * sign < 0 for a, b, sign in edges))
    return best
