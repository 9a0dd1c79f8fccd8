"""Confidence intervals of scores: bootstrap over passages (Efron and Tibshirani 1993, chapter 13)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphkit.evaluate.scoring import Counts

ROUNDS, SEED = 1_000, 20_240_501


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of the 95% bootstrap interval of a score."""

    low: float
    high: float


def interval(passages: Sequence[Counts], figure: Callable[[Counts], float]) -> Interval:
    """Return the bootstrap interval of a score over passages; the random seed is fixed.

    Args:
        passages: counts of each passage.
        figure: computes the score from the summed counts, e.g. F1.
    """
    dice = random.Random(SEED)
    drawn = []
    for _ in range(ROUNDS):
        together = Counts()
        for each in dice.choices(passages, k=len(passages)):
            together.add(each)
        drawn.append(figure(together))
    drawn.sort()
    return Interval(drawn[int(0.025 * ROUNDS)], drawn[int(0.975 * ROUNDS) - 1])
