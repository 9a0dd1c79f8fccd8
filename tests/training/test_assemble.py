"""Weights are rounded to what half precision keeps, without leaving 32 bits."""

from __future__ import annotations

import numpy as np

from training.assemble import rounded


def test_rounding_keeps_shape_sign_and_three_digits():
    weights = np.random.default_rng(1).normal(size=(40, 3)).astype("float32")
    cut = rounded(weights)
    assert cut.dtype == np.float32
    assert cut.shape == weights.shape
    assert np.all(np.abs(cut - weights) <= np.abs(weights) * 2.0**-11)
    assert not np.any(cut.view("uint32") & np.uint32((1 << 13) - 1))
    assert np.array_equal(rounded(cut), cut)
