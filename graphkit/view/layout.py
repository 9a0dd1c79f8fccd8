"""Deterministic layout of the network: friends near, foes apart.

The core is placed by minimising stress with stochastic gradient descent (Zheng, Pawar and
Goodman 2018), with a fixed schedule of pairs instead of a random one; the target distance of
two actors is the shortest path along their ties, and hostile ties are long. Only
element-wise arithmetic is used, as matrix products differ between machines.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CORE = 300
UNIT = 150.0
# Length of a tie by sign, in units.
LENGTHS = {1: 1.0, 0: 1.25, -1: 2.2}
# Space of an actor including its name, in pixels.
CELL_WIDE, CELL_HIGH = 120.0, 64.0
# Minimum distance of an actor from the ties of others, in pixels.
_CLEAR = 40.0
# Maximum number of ties kept clear of actors: in a denser network single lines cannot be followed.
_LINES = 800
_SWEEPS = 30
_GOLDEN = math.pi * (3 - math.sqrt(5))

Spot = tuple[int, int]
Pull = tuple[int, int, int]
Box = tuple[float, float, float, float]


def positions(count: int, pulls: Sequence[Pull]) -> list[Spot]:
    """Return the positions of actors 0 to count-1, the strongest first, in pixels around the centre.

    Args:
        count: number of actors; the first `CORE` are laid out, the rest placed next to them.
        pulls: (actor, actor, sign) of every tie.
    """
    core = min(count, CORE)
    inner = [pull for pull in pulls if max(pull[:2]) < core and pull[0] != pull[1]]
    spots: list[Spot] = [(0, 0)] * core
    groups = _components(core, inner)
    shapes = [spread(group, inner) for group in groups]
    for group, shape in zip(groups, _pack(shapes), strict=True):
        for member, (x, y) in zip(group, shape, strict=True):
            spots[member] = (round(float(x)), round(float(y)))
    return spots + place_beside(dict(enumerate(spots)), range(core, count), pulls)


def _components(count: int, pulls: Sequence[Pull]) -> list[list[int]]:
    """Return the connected components, the largest first."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((a, b) for a, b, _ in pulls)
    groups = [sorted(group) for group in nx.connected_components(graph)]
    return sorted(groups, key=lambda group: (-len(group), group))


def spread(group: Sequence[int], pulls: Sequence[Pull], *, upright: bool = False) -> Floats:
    """Return the layout of one group around its centre, wide or `upright`; one position per member, in order."""
    rank = {member: index for index, member in enumerate(group)}
    own = [(rank[a], rank[b], sign) for a, b, sign in pulls if a in rank]
    place = _spiral(len(group))
    if len(group) > 1:
        place = _rotate(_descend(place, _target_distances(len(group), own)))
    if upright:
        place = place[:, ::-1].copy()
    return _separate(_clear_ties(_separate(place), own))


def _target_distances(count: int, pulls: Sequence[Pull]) -> Floats:
    """Return the matrix of target distances in pixels."""
    import numpy as np

    length = np.full((count, count), np.inf)
    np.fill_diagonal(length, 0.0)
    sums: dict[tuple[int, int], list[int]] = defaultdict(list)
    for a, b, sign in pulls:
        sums[min(a, b), max(a, b)].append(sign)
    for (a, b), signs in sums.items():
        # A pair with friendly and hostile ties gets the mean length.
        length[a, b] = length[b, a] = sum(LENGTHS[sign] for sign in signs) / len(signs)
    ties = length.copy()
    for middle in range(count):
        length = np.minimum(length, length[:, middle, None] + length[None, middle, :])
    # A common friend must not pull two foes together.
    foes = np.isfinite(ties) & (ties > LENGTHS[0])
    # Members of a camp may be unconnected.
    length[~np.isfinite(length)] = LENGTHS[0] * 2
    return np.where(foes, np.maximum(length, ties), length) * UNIT


def _descend(place: Floats, wanted: Floats) -> Floats:
    """Move pairs towards their target distance with decreasing step size."""
    import numpy as np

    largest, smallest = float(wanted.max()) ** 2, UNIT**2 * LENGTHS[1] ** 2
    decay = math.log(max(largest / (0.1 * smallest), 1.0)) / (_SWEEPS - 1)
    rounds = _rounds(len(place))
    for sweep in range(_SWEEPS):
        step = largest * math.exp(-decay * sweep)
        for first, second in rounds:
            gap = place[first] - place[second]
            far = np.maximum(np.sqrt(gap[:, 0] ** 2 + gap[:, 1] ** 2), 1e-6)
            aim = wanted[first, second]
            share = np.minimum(step / aim**2, 1.0) * (far - aim) / (2 * far)
            place[first] -= gap * share[:, None]
            place[second] += gap * share[:, None]
    return place


def _rounds(count: int) -> list[tuple[Any, Any]]:
    """Return all pairs in rounds of disjoint pairs (round-robin tournament)."""
    import numpy as np

    even = count + count % 2
    ring = np.arange(even - 1)
    found = []
    for turn in range(even - 1):
        seats = np.concatenate([[even - 1], (ring + turn) % (even - 1)])
        first, second = seats[: even // 2], seats[: even // 2 - 1 : -1]
        real = (first < count) & (second < count)
        found.append((first[real], second[real]))
    return found


def _spiral(count: int) -> Floats:
    """Return initial positions on a sunflower spiral: even and distinct."""
    import numpy as np

    index = np.arange(count) + 0.5
    reach = UNIT * 0.6 * np.sqrt(index)
    return np.stack([reach * np.cos(index * _GOLDEN), reach * np.sin(index * _GOLDEN)], axis=1)


def _rotate(place: Floats) -> Floats:
    """Rotate the longest axis to horizontal, as screens are wide."""
    import numpy as np

    place = place - place.mean(axis=0)
    x, y = place[:, 0], place[:, 1]
    angle = 0.5 * math.atan2(2 * float((x * y).mean()), float((x * x - y * y).mean()))
    cos, sin = math.cos(angle), math.sin(angle)
    return np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)


def _separate(place: Floats) -> Floats:
    """Separate overlapping actors (including names) along the axis with the smaller overlap."""
    import numpy as np

    place = place.copy()
    for _ in range(200):
        first, second = _beside_each_other(place)
        gap = place[first] - place[second]
        over = np.array([CELL_WIDE, CELL_HIGH]) - np.abs(gap)
        hit = (over[:, 0] > 0.5) & (over[:, 1] > 0.5)
        if not hit.any():
            break
        first, second, gap, over = first[hit], second[hit], gap[hit], over[hit]
        way = np.where(gap == 0, np.sign(first - second)[:, None], np.sign(gap))
        flat = over[:, 0] < over[:, 1]
        push = way * over * np.stack([flat, ~flat], axis=1) * 0.25
        for axis in (0, 1):
            place[:, axis] += np.bincount(first, push[:, axis], len(place)) - np.bincount(second, push[:, axis], len(place))
    return place


def _beside_each_other(place: Floats) -> tuple[Any, Any]:
    """Return the pairs whose cells overlap horizontally, each once."""
    import numpy as np

    order = np.argsort(place[:, 0], kind="stable")
    across = place[order, 0]
    index = np.arange(len(place))
    number = np.searchsorted(across, across + CELL_WIDE) - index - 1
    first = np.repeat(index, number)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(number) - number, number)
    return order[first], order[second]


def _clear_ties(place: Floats, pulls: Sequence[Pull]) -> Floats:
    """Move actors away from the ties of others, which they would appear to be part of."""
    import numpy as np

    lines = sorted({(min(a, b), max(a, b)) for a, b, _ in pulls})[:_LINES]
    first, second = (np.array([line[end] for line in lines], dtype=np.intp) for end in (0, 1))
    index = np.arange(len(place))[:, None]
    foreign = (index != first) & (index != second)
    for _ in range(40 if lines else 0):
        along = place[second] - place[first]
        length = np.maximum((along**2).sum(axis=1), 1e-6)
        gap = place[:, None, :] - place[None, first, :]
        part = np.clip((gap * along).sum(axis=2) / length, 0.0, 1.0)
        off = gap - part[..., None] * along
        far = np.maximum(np.sqrt((off**2).sum(axis=2)), 1e-6)
        push = np.where(foreign & (far < _CLEAR), (_CLEAR - far) / far, 0.0)
        if not push.any():
            break
        place = place + np.clip((off * push[..., None]).sum(axis=1), -_CLEAR, _CLEAR) * 0.3
    return place


def _pack(shapes: Sequence[Floats]) -> list[Floats]:
    """Arrange unconnected groups in rows."""
    sizes = [shape.max(axis=0) - shape.min(axis=0) + (1.6 * CELL_WIDE, 1.6 * CELL_HIGH) for shape in shapes]
    area = sum(float(size[0] * size[1]) for size in sizes)
    if not shapes:
        return []
    limit = max([math.sqrt(area * 1.6), *(float(size[0]) for size in sizes)])
    found, x, y, tall = [], 0.0, 0.0, 0.0
    for shape, size in zip(shapes, sizes, strict=True):
        if x and x + size[0] > limit:
            x, y, tall = 0.0, y + tall, 0.0
        found.append(shape - shape.min(axis=0) + (x, y))
        x, tall = x + float(size[0]), max(tall, float(size[1]))
    low = [min(float(shape[:, axis].min()) for shape in found) for axis in (0, 1)]
    high = [max(float(shape[:, axis].max()) for shape in found) for axis in (0, 1)]
    return [shape - ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2) for shape in found]


def place_beside(placed: Mapping[int, Spot], others: Sequence[int], pulls: Sequence[Pull], boxes: Sequence[Box] = ()) -> list[Spot]:
    """Return positions for further actors: for each the free cell nearest to the centre of its neighbours.

    Args:
        placed: positions of the actors already placed.
        others: the actors to place, in this order.
        pulls: (actor, actor, sign) of every tie.
        boxes: left, top, right and bottom of areas to avoid.
    """
    known = dict(placed)
    near: dict[int, list[int]] = defaultdict(list)
    for a, b, _ in pulls:
        near[a].append(b)
        near[b].append(a)
    taken = {_cell(*spot) for spot in placed.values()}
    tried: dict[tuple[int, int], int] = defaultdict(int)
    for member in others:
        home = _middle([known[other] for other in near[member] if other in known])
        while (cell := _seed(home, tried[home])) in taken or _is_within(cell, boxes):
            tried[home] += 1
        taken.add(cell)
        known[member] = (round(cell[0] * CELL_WIDE), round(cell[1] * CELL_HIGH))
    return [known[member] for member in others]


def _is_within(cell: tuple[int, int], boxes: Sequence[Box]) -> bool:
    x, y = cell[0] * CELL_WIDE, cell[1] * CELL_HIGH
    return any(left < x < right and top < y < bottom for left, top, right, bottom in boxes)


def _middle(spots: Sequence[Spot]) -> tuple[int, int]:
    """Return the cell at the centre of positions; the origin if there are none."""
    number = max(len(spots), 1)
    return _cell(round(sum(x for x, _ in spots) / number), round(sum(y for _, y in spots) / number))


def _cell(x: int, y: int) -> tuple[int, int]:
    return round(x / CELL_WIDE), round(y / CELL_HIGH)


def _seed(home: tuple[int, int], index: int) -> tuple[int, int]:
    """Return the index-th cell of a spiral around `home`."""
    reach = 0.55 * math.sqrt(index)
    return (
        home[0] + round(reach * math.cos(index * _GOLDEN)),
        home[1] + round(reach * 1.6 * math.sin(index * _GOLDEN)),
    )
