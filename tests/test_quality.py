"""Extraction quality: no score falls below its floor."""

from __future__ import annotations

import json

import pytest

from tests.quality import FLOORS, gold_folder, scores

# The figures of the first milestone, the minimum for the project's purpose.
LEAST = {"frames, seeds typed f1": 0.60, "frames, seeds sign f1": 0.65}


def test_floors_are_not_below_the_milestone():
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert all(floors[name] >= least for name, least in LEAST.items())


def test_no_score_falls_below_its_floor():
    if not (gold_folder() / "gold").is_dir():
        pytest.skip("the gold sets are not here; set GRAPHKIT_GOLD to their folder")
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    reached = dict(scores())
    assert {name: value for name, value in reached.items() if value < floors[name]} == {}
