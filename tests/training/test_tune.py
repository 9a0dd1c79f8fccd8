"""Training on starts from finished parts and ends between the weights before and after."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.util import load_config

from training.tune import PARTS, RATE, average, settings

WEIGHTS = "graphkit/weights/en"


@pytest.fixture
def pair():
    """The shipped pipeline twice, once with every weight of its sentence parts moved by one."""
    before, after = spacy.load(WEIGHTS), spacy.load(WEIGHTS)
    for node in _nodes(after):
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name) + 1)
    return before, after


def _nodes(nlp):
    found = {node.id: node for part in PARTS for node in nlp.get_pipe(part).model.walk()}
    return found.values()


def _weights(nlp):
    return [node.get_param(name) for node in _nodes(nlp) for name in node.param_names if node.has_param(name)]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_each_weight_moves_by_the_share(pair, share):
    before, after = pair
    was = [w.copy() for w in _weights(before)]
    average(before, after, share)
    assert was
    for old, new in zip(was, _weights(before), strict=True):
        assert np.allclose(new - old, share, atol=1e-5)


def test_entities_stay_as_they_are(pair):
    before, after = pair
    names = before.get_pipe("ner").to_bytes()
    average(before, after, 0.5)
    assert before.get_pipe("ner").to_bytes() == names


def test_the_run_starts_from_the_given_parts_at_a_lower_rate(tmp_path):
    config = load_config(settings(Path(WEIGHTS), tmp_path, 60))
    assert {name: part["source"] for name, part in config["components"].items()} == {name: str(Path(WEIGHTS).resolve()) for name in PARTS}
    assert config["training"]["max_steps"] == 60
    assert config["training"]["optimizer"]["learn_rate"]["initial_rate"] == RATE
    assert config["corpora"]["train"]["augmenter"]["@augmenters"] == "graphkit.names.v1"
