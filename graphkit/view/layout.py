"""Where actors stand: friends near, foes apart, the same every time.

Force-directed placement after Fruchterman and Reingold (1991); the sign of a tie sets the
length at which its spring rests, in the spirit of signed drawings (Kunegis et al. 2010).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

ROUNDS = 120
SPACING = 120.0


def positions(actors: Sequence[str], pulls: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Pixel positions of actors.

    Args:
        actors: their ids, strongest first; only the order and number count.
        pulls: (index, index, weight); weight 1 rests near, smaller ones farther, negative ones apart.
    """
    import numpy as np

    count = len(actors)
    if count == 0:
        return []
    place = _spiral(count)
    first = np.array([a for a, _, _ in pulls], dtype=np.intp)
    second = np.array([b for _, b, _ in pulls], dtype=np.intp)
    weight = np.array([w for _, _, w in pulls], dtype=float)
    for step in range(ROUNDS if count > 1 else 0):
        gap = place[:, None, :] - place[None, :, :]
        distance = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 1.0)
        move = (gap * (0.5 * SPACING**2 / distance**2)[..., None]).sum(axis=1)
        if len(pulls):
            along = place[second] - place[first]
            length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1.0)
            # A foe is held too, at more than twice the distance: else it would drift out of sight.
            rest = np.where(weight > 0, 1.0 + 0.4 * (1 - weight), 2.3) * SPACING
            shift = along / length[:, None] * ((length - rest) * 0.9)[:, None]
            np.add.at(move, first, shift)
            np.add.at(move, second, -shift)
        move -= place * 0.12
        size = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        heat = SPACING * 1.2 * (1 - step / ROUNDS) ** 1.5
        place += move / size[:, None] * np.minimum(size, heat)[:, None]
    place = _apart(place)
    return [(round(float(x)), round(float(y) * 0.8)) for x, y in place]


def _spiral(count: int):  # type: ignore[no-untyped-def]
    """A sunflower spiral: even, and never random."""
    import numpy as np

    index = np.arange(count) + 0.5
    radius = SPACING * 0.7 * np.sqrt(index)
    angle = index * math.pi * (3 - math.sqrt(5))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _apart(place):  # type: ignore[no-untyped-def]
    """Push apart what would overlap, labels included: wide and flat boxes."""
    import numpy as np

    for _ in range(60):
        gap = place[:, None, :] - place[None, :, :]
        close = (np.abs(gap[..., 0]) < SPACING * 1.15) & (np.abs(gap[..., 1]) < SPACING * 0.55)
        np.fill_diagonal(close, False)
        if not close.any():
            break
        push = np.sign(gap + np.triu(np.ones(gap.shape[:2]), 1)[..., None] * 1e-6) * close[..., None]
        place = place + push.sum(axis=1) * 6.0
    return place
