"""Colours of exported pictures: ties by sign, camps in other colours; all have sufficient contrast on white."""

from __future__ import annotations

from collections.abc import Mapping

FRIEND, FOE, NEUTRAL = "#0b62a6", "#b3261e", "#6b7280"
SIGNS: Mapping[int, str] = {1: FRIEND, -1: FOE, 0: NEUTRAL}
CAMPS = ("#7e22ce", "#b45309", "#0f766e", "#be185d", "#4d7c0f", "#334155", "#92400e", "#86198f")


def camp_colour(camp: int | None) -> str:
    """Return the colour of a camp by number; grey for None (no camp)."""
    return NEUTRAL if camp is None else CAMPS[camp % len(CAMPS)]


def rgb(colour: str) -> dict[str, int]:
    """Return the components r, g and b (0 to 255) of a colour such as "#0b62a6"."""
    return {name: int(colour[place : place + 2], 16) for name, place in (("r", 1), ("g", 3), ("b", 5))}
