"""Export a trained network to the ONNX files that graphkit runs, with the encoder's weights quantised to eight bits."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - the usual name
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from graphkit.nlp.encoder.windows import Word
from training.reader.network import Reader, spans
from training.reader.pieces import pieces, weights_folder

OPSET = 17
# Migration strength of SmoothQuant; of .5, .65 and none, .65 has the best average precision on two folds and `valid`.
SMOOTH = 0.65
# Calibration windows.
MEASURED = 150
_MATRICES = ("qkv", "out", "wide", "narrow")


class Smoothed(nn.Module):
    """A linear layer with its inputs divided by a factor per column and its weights multiplied by it: the same function.

    Inputs are quantised with one step for all columns, although some columns are ten times as large as others; the factors
    reduce the loss (SmoothQuant, Xiao et al. 2023).

    Args:
        linear: the layer.
        highest: maximum absolute value of each of its inputs.
    """

    def __init__(self, linear: nn.Linear, highest: Tensor) -> None:
        super().__init__()
        spread = highest.clamp(min=1e-4) ** SMOOTH / linear.weight.detach().abs().amax(0).clamp(min=1e-5) ** (1 - SMOOTH)
        spread = spread / spread.median()
        self.divided, self.weight, self.bias = nn.Parameter(1 / spread), nn.Parameter(linear.weight.detach() * spread), linear.bias

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x * self.divided, self.weight, self.bias)


@torch.no_grad()
def smooth(reader: Reader, windows: Sequence[Sequence[Word]]) -> None:
    """Reduce the quantisation loss of the encoder's layers without changing what they compute.

    Args:
        reader: its layers are replaced.
        windows: typical text; `MEASURED` windows of it are used for calibration.
    """
    highest: dict[nn.Module, Tensor] = {}

    def measure(linear: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        reached = inputs[0].abs().flatten(0, -2).amax(0)
        highest[linear] = torch.maximum(highest[linear], reached) if linear in highest else reached

    hooks = [layer.get_submodule(name).register_forward_pre_hook(measure) for layer in reader.encoder.layers for name in _MATRICES]
    for window in random.Random(0).sample(list(windows), min(MEASURED, len(windows))):
        encoded = pieces().encode(window)
        reader.eval().encoder(torch.tensor([encoded.pieces]), torch.tensor([encoded.shapes]))
    for hook in hooks:
        hook.remove()
    for layer in reader.encoder.layers:
        for name in _MATRICES:
            setattr(layer, name, Smoothed(layer.get_submodule(name), highest[layer.get_submodule(name)]))  # type: ignore[arg-type]


class EncoderPart(nn.Module):
    """Map the pieces of one window to states of its words and probabilities of their tags."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        seen = self.reader.encoder(pieces, shapes)[0]
        firsts = F.embedding(first, seen)
        return firsts, F.embedding(last, seen), self.reader.tagger(firsts).softmax(1)


class AntecedentsPart(EncoderPart):
    """Map states of words and bounds of mentions to states, kinds and antecedents of mentions."""

    def forward(self, first_states: Tensor, last_states: Tensor, bounds: Tensor, likeness: Tensor) -> tuple[Tensor, Tensor, Tensor]:  # type: ignore[override]
        states = spans(first_states, last_states, bounds)
        return states, self.reader.tagger.kind(states).softmax(1), self.reader.antecedents(states, likeness).softmax(1)


class RelationsPart(EncoderPart):
    """Map states of words and mentions to probabilities of relations between pairs of mentions."""

    def forward(self, first_states: Tensor, mention_states: Tensor, pairs: Tensor, between: Tensor, sentences: Tensor, places: Tensor, distance: Tensor) -> tuple[Tensor, Tensor, Tensor]:  # type: ignore[override]
        families, statuses, speakers = self.reader.relations(first_states, mention_states, pairs, between, sentences, places, distance)
        return families.sigmoid(), statuses.softmax(1), speakers.softmax(1)


def export(reader: Reader, folder: Path, windows: Sequence[Sequence[Word]]) -> None:
    """Write the ONNX files and the tokenizer.

    Args:
        reader: the trained network; its encoder is smoothed in place.
        folder: output folder; created if missing.
        windows: calibration text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    smooth(reader.eval(), windows)
    shutil.copyfile(weights_folder() / "tokenizer.json", folder / "tokenizer.json")
    window, mentions, pairs = 12, 3, 4
    numbers = torch.arange
    states = torch.zeros(window, 384)
    ids = torch.ones(1, window + 2, dtype=torch.long)
    ends = torch.tensor([[0, 1], [1, 0], [1, 2], [2, 1]])
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        _write(EncoderPart(reader), made / "encoder.onnx", {"pieces": ids, "shapes": ids, "first": numbers(window), "last": numbers(window)}, {"pieces": {1: "p"}, "shapes": {1: "p"}, "first": {0: "w"}, "last": {0: "w"}}, ["first_states", "last_states", "tags"])
        # Seven bits: eight would overflow on processors without eight-bit dot products, and results would differ.
        quantize_dynamic(made / "encoder.onnx", folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    _write(
        AntecedentsPart(reader),
        folder / "antecedents.onnx",
        {"first_states": states, "last_states": states, "bounds": torch.tensor([[0, 1], [3, 3], [5, 6]]), "likeness": torch.zeros(mentions, mentions, dtype=torch.long)},
        {"first_states": {0: "w"}, "last_states": {0: "w"}, "bounds": {0: "n"}, "likeness": {0: "n", 1: "n"}},
        ["mention_states", "kinds", "antecedents"],
    )
    _write(
        RelationsPart(reader),
        folder / "relations.onnx",
        {"first_states": states, "mention_states": torch.zeros(mentions, 768), "pairs": ends, "between": torch.tensor([[1, 3]] * pairs), "sentences": torch.zeros(window, dtype=torch.long), "places": torch.zeros(pairs, 2, dtype=torch.long), "distance": torch.zeros(pairs, dtype=torch.long)},
        {"first_states": {0: "w"}, "mention_states": {0: "n"}, "pairs": {0: "k"}, "between": {0: "k"}, "sentences": {0: "w"}, "places": {0: "k"}, "distance": {0: "k"}},
        ["families", "statuses", "speakers"],
    )


def _write(part: nn.Module, path: Path, inputs: dict[str, Tensor], axes: dict[str, dict[int, str]], outputs: list[str]) -> None:
    torch.onnx.export(part, tuple(inputs.values()), str(path), input_names=list(inputs), output_names=outputs, dynamic_axes=axes, opset_version=OPSET, dynamo=False)
