"""What is written of a trained network does what the network does."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")


def test_an_encoder_that_is_smoothed_computes_the_same() -> None:
    """Dividing inputs and multiplying weights by the same numbers changes no output, and evens the inputs out."""
    from training.reader.export import Smoothed

    torch.manual_seed(0)
    linear, inputs = torch.nn.Linear(6, 4), torch.randn(32, 6) * torch.tensor([1.0, 1, 1, 1, 1, 40])
    smoothed = Smoothed(linear, inputs.abs().amax(0))
    assert torch.allclose(smoothed(inputs), linear(inputs), atol=1e-4)
    spread = (inputs * smoothed.divided).abs().amax(0)
    assert spread.max() / spread.min() < 10 < inputs.abs().amax(0).max() / inputs.abs().amax(0).min()
