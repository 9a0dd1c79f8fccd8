"""The layout: allies near, enemies far apart, no overlaps, deterministic."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.view import layout
from graphkit.view.camp_layout import camp_positions
from graphkit.view.layout import CORE, positions
from tests.conftest import examples
from tests.view.graphs import dice

SEEN_AS_ONE = 12  # pixels: closer nodes look like one


def far(a: tuple[int, int], b: tuple[int, int]) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


def web(count: int, ties: int) -> list[tuple[int, int, int]]:
    return [
        (number % count, dice(number, count), dice(number + 5, 3) - 1)
        for number in range(ties)
    ]


def test_nobody_has_no_places():
    assert positions(0, []) == []


def test_one_stands_in_the_middle():
    assert positions(1, []) == [(0, 0)]


def test_a_friend_stands_nearer_than_a_foe():
    spots = positions(3, [(0, 1, 1), (0, 2, -1)])
    assert far(spots[0], spots[1]) < far(spots[0], spots[2])


def test_two_camps_stand_apart():
    camp = [(a, b, 1) for side in (0, 4) for a in range(side, side + 4) for b in range(a + 1, side + 4)]
    spots = positions(8, [*camp, *((a, a + 4, -1) for a in range(4))])
    within = max(far(spots[a], spots[b]) for a, b, _ in camp)
    between = min(far(spots[a], spots[b]) for a in range(4) for b in range(4, 8))
    assert between > within


def test_a_common_friend_does_not_draw_foes_together():
    spots = positions(3, [(0, 1, -1), (0, 2, 1), (1, 2, 1)])
    assert far(spots[0], spots[1]) > far(spots[0], spots[2])


def test_nobody_stands_on_the_tie_of_others():
    """A star of four around a hub: no leaf may lie on another's tie."""
    spots = positions(6, [(0, leaf, 1) for leaf in range(1, 6)])
    for leaf in range(1, 6):
        for other in range(1, 6):
            if leaf != other:
                (ax, ay), (bx, by), (px, py) = spots[0], spots[leaf], spots[other]
                length = far(spots[0], spots[leaf]) ** 2
                part = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
                assert far((px, py), (round(ax + part * (bx - ax)), round(ay + part * (by - ay)))) > 20


@pytest.mark.parametrize("count, ties", [(12, 20), (60, 120), (CORE + 100, 1000)])
def test_no_two_look_like_one(count: int, ties: int):
    spots = positions(count, web(count, ties))
    assert len(spots) == count
    for index, spot in enumerate(spots):
        assert all(far(spot, other) > SEEN_AS_ONE for other in spots[:index])


def test_pairs_without_a_tie_between_them_do_not_overlap():
    spots = positions(40, [(a, a + 1, 1) for a in range(0, 40, 2)])
    assert min(far(spots[a], spots[b]) for a in range(40) for b in range(a)) > 50


def test_many_small_camps_stand_in_rows_and_not_in_one_line():
    places = camp_positions(60, [(3 * camp, 3 * camp + member, 1) for camp in range(20) for member in (1, 2)], [range(3 * camp, 3 * camp + 3) for camp in range(20)])
    wide, high = (max(axis) - min(axis) for axis in zip(*places, strict=True))
    assert max(wide, high) < 2 * min(wide, high)


def test_the_same_input_gives_the_same_places():
    assert positions(120, web(120, 300)) == positions(120, web(120, 300))


def test_those_outside_the_core_stand_beside_their_friends(monkeypatch):
    core = 60
    monkeypatch.setattr(layout, "CORE", core)
    ring = [(a, (a + 1) % core, 1) for a in range(core)]
    spots = positions(core + 5, [*ring, *((0, core + n, 1) for n in range(5))])
    widest = max(far(spots[0], spot) for spot in spots[:core])
    assert all(far(spots[0], spot) < widest / 3 for spot in spots[core:])


@settings(max_examples=examples(25))
@given(st.data())
def test_any_web_gives_finite_places(data: st.DataObject):
    """With loops, repeated and contradicting ties, and isolated actors, every actor gets its own position."""
    count = data.draw(st.integers(1, 12))
    ends = st.integers(0, count - 1)
    pulls = data.draw(st.lists(st.tuples(ends, ends, st.sampled_from([-1, 0, 1])), max_size=30))
    spots = positions(count, pulls)
    assert len(spots) == count
    assert len(set(spots)) == count
    assert all(abs(x) < 10_000 and abs(y) < 10_000 for x, y in spots)
