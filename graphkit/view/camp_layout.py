"""Layout of one conflict: each camp in an area of its own, the two main sides facing each other.

The first camp is on the left, its rival on the right, further camps below; actors in no camp are
placed outside of all camps, as near to their neighbours as possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphkit.view.layout import CELL_HIGH, CELL_WIDE, CORE, Pull, Spot, place_beside, positions, spread

if TYPE_CHECKING:
    from graphkit.view.layout import Floats

# Gap between two camps: room for three columns of other actors.
_GAP = 4 * CELL_WIDE
_UNDER = 2.5 * CELL_HIGH
# Gap between the further camps, and width of a screen relative to its height.
_BESIDE = 2 * CELL_WIDE
_SCREEN = 1.6


def camp_positions(count: int, pulls: Sequence[Pull], camps: Sequence[Sequence[int]]) -> list[Spot]:
    """Return the positions of actors 0 to count-1 in pixels around the centre, like `graphkit.view.layout.positions`.

    Args:
        count: number of actors.
        pulls: (actor, actor, sign) of every tie.
        camps: members of each camp, the two main sides first. With fewer than two camps, or more than
            `CORE` actors, the positions are those of `positions`.
    """
    if len(camps) < 2 or count > CORE:
        return positions(count, pulls)
    order = _order(camps, pulls)
    placed = _place([_shape(camps[number], pulls, upright=place < 2) for place, number in enumerate(order)])
    known = {member: (round(float(x)), round(float(y))) for number, patch in zip(order, placed, strict=True) for member, (x, y) in zip(camps[number], patch, strict=True)}
    others = [actor for actor in range(count) if actor not in known]
    known.update(zip(others, place_beside(known, others, pulls, [_box(patch) for patch in placed]), strict=True))
    middle = [(min(axis) + max(axis)) // 2 for axis in zip(*known.values(), strict=True)]
    return [(known[actor][0] - middle[0], known[actor][1] - middle[1]) for actor in range(count)]


def _order(camps: Sequence[Sequence[int]], pulls: Sequence[Pull]) -> list[int]:
    """Return the camp numbers: the first, its rival, the rest; the rival is the second unless they have no hostile tie."""
    camp_of = {member: number for number, camp in enumerate(camps) for member in camp}
    hostile: dict[int, int] = defaultdict(int)
    for a, b, sign in pulls:
        ends = {camp_of.get(a), camp_of.get(b)}
        if sign < 0 and 0 in ends and len(ends) == 2:
            (other,) = ends - {0}
            if other is not None:
                hostile[other] += 1
    rival = 1 if hostile[1] else max(range(1, len(camps)), key=lambda number: (hostile[number], -number))
    return [0, rival, *(number for number in range(1, len(camps)) if number != rival)]


def _shape(camp: Sequence[int], pulls: Sequence[Pull], *, upright: bool) -> Floats:
    """Return the layout of one camp around its centre; the two sides are upright, as they are next to each other."""
    inner = [pull for pull in pulls if pull[0] in camp and pull[1] in camp and pull[0] != pull[1]]
    return spread(camp, inner, upright=upright)


def _place(shapes: Sequence[Floats]) -> list[Floats]:
    """Place the first two side by side, the rest in rows below."""
    left, right, *rest = shapes
    found = [_shift(left, -_GAP / 2 - float(left[:, 0].max()), 0.0), _shift(right, _GAP / 2 - float(right[:, 0].min()), 0.0)]
    top = max(float(patch[:, 1].max()) for patch in found) + _UNDER
    for row in _rows(rest, _width(left) + _GAP + _width(right)):
        x = -(sum(map(_width, row)) + _BESIDE * (len(row) - 1)) / 2
        for shape in row:
            found.append(_shift(shape, x - float(shape[:, 0].min()), top - float(shape[:, 1].min())))
            x += _width(shape) + _BESIDE
        top += max(map(_height, row)) + _UNDER
    return found


def _rows(shapes: Sequence[Floats], least: float) -> list[list[Floats]]:
    """Split shapes into rows as wide as a screen of their area, or as `least`."""
    area = sum((_width(shape) + _BESIDE) * (_height(shape) + _UNDER) for shape in shapes)
    most, used = max(least, (_SCREEN * area) ** 0.5), 0.0
    rows: list[list[Floats]] = []
    for shape in shapes:
        wide = _width(shape) + _BESIDE
        if not rows or used + wide > most + _BESIDE:
            rows.append([])
            used = 0.0
        rows[-1].append(shape)
        used += wide
    return rows


def _shift(shape: Floats, right: float, down: float) -> Floats:
    import numpy as np

    moved: Floats = shape + np.array([right, down])
    return moved


def _width(shape: Floats) -> float:
    return float(shape[:, 0].max() - shape[:, 0].min())


def _height(shape: Floats) -> float:
    return float(shape[:, 1].max() - shape[:, 1].min())


def _box(patch: Floats) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a camp including its margin."""
    (left, top), (right, bottom) = patch.min(axis=0), patch.max(axis=0)
    return float(left) - CELL_WIDE, float(top) - CELL_HIGH, float(right) + CELL_WIDE, float(bottom) + 1.5 * CELL_HIGH
