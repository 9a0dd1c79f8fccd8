"""Train one network on passages."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from training.reader.batches import Cache, batches, states
from training.reader.labels import Label, checked
from training.reader.losses import loss
from training.reader.network import SMALL, Reader, Shape
from training.reader.pieces import weights_folder
from training.reader.renamed import renamed
from training.reader.targets import Example, Place


@dataclass(frozen=True, slots=True)
class Plan:
    """Training schedule: epochs, windows per step, learning rates of encoder and heads, decay of the rate per lower layer; shares of windows with other names and of passages in short windows."""

    epochs: int = 13
    size: int = 32
    rate: float = 3e-4
    heads_rate: float = 1e-3
    decay: float = 1.0
    renamed: float = 0.5
    short: float = 0.25
    seed: int = 21


class Cuts(NamedTuple):
    """The windows of a text, in both cuts."""

    long: list[Example]
    short: list[Example]


def cuts(long: Iterable[Example], short: Iterable[Example]) -> list[Cuts]:
    """Group the windows of each text, by name."""
    found: dict[str, Cuts] = {}
    for examples_of, part in ((long, 0), (short, 1)):
        for example in examples_of:
            found.setdefault(example.place.passage, Cuts([], []))[part].append(example)
    return [found[name] for name in sorted(found)]


def fit(texts: Sequence[Cuts], plan: Plan, tell: Callable[[str], None], labels: Mapping[Place, Label] | None = None, sizes: Shape = SMALL, start: Path | None = None) -> Reader:
    """Train a network; the same texts, labels and plan give the same weights on the same machine.

    Args:
        texts: in both cuts; each epoch uses one of them per text.
        plan: training schedule.
        tell: called with each line of progress.
        labels: labels of the larger network, by window.
        sizes: shape of the encoder.
        start: folder of its pretrained weights; by default that of `GRAPHKIT_ENCODER`.

    Raises:
        ValueError: labels belong to other texts.
    """
    labels = labels or {}
    every = [example for text in texts for part in text for example in part]
    checked(every, labels)
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)
    reader = Reader(sizes)
    reader.encoder.start_from(start or weights_folder())
    _freeze(reader)
    drop, cache, optimizer = nn.Dropout(0.25), Cache(reader, [example.words for example in every]), _optimizer(reader, plan)
    epochs = [list(batches(_drawn(texts, plan, dice), plan.size, dice)) for _ in range(plan.epochs)]
    steps, step, began = sum(map(len, epochs)), 0, time.monotonic()
    tell(f"{len(texts)} texts, {sum(len(text.long) for text in texts)} windows, {len(labels)} labels, {steps} steps")
    for epoch, shown_in in enumerate(epochs):
        paid = 0.0
        for batch in shown_in:
            _schedule(optimizer, step, steps)
            shown = [renamed(example, dice) if dice.random() < plan.renamed else example for example in batch]
            reader.train()
            seen = states(reader, [example.words for example in shown], cache)
            paid += _learn(reader, optimizer, [loss(reader, example, pair, drop, labels.get(example.place)) for example, pair in zip(shown, seen, strict=True)])
            step += 1
        tell(f"epoch {epoch + 1} of {plan.epochs}: loss {paid / len(shown_in):.3f}, {time.monotonic() - began:.0f} s")
    return reader.eval()


def _learn(reader: Reader, optimizer: torch.optim.Optimizer, paid: Sequence[Tensor]) -> float:
    """Take one optimiser step; returns the mean loss."""
    total = torch.stack(list(paid)).mean()
    optimizer.zero_grad(set_to_none=True)
    total.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    return float(total.detach())


def _drawn(texts: Sequence[Cuts], plan: Plan, dice: random.Random) -> list[Example]:
    """Draw one of the two cuts for each text."""
    return [example for text in texts for example in ((text.short if dice.random() < plan.short else text.long) or text.long or text.short)]


def _freeze(reader: Reader) -> None:
    encoder = reader.encoder
    for part in (encoder.word, encoder.position, encoder.norm, *encoder.layers[: encoder.sizes.held]):
        part.requires_grad_(requires_grad=False)
    encoder.kind.requires_grad_(requires_grad=False)
    if encoder.apart is not None:
        encoder.apart.requires_grad_(requires_grad=False)


def _optimizer(reader: Reader, plan: Plan) -> torch.optim.Optimizer:
    """Create the optimiser with a rate for each layer and one for the heads; `_schedule` scales them together."""
    layers = reader.encoder.layers
    groups = [{"params": [p for p in layer.parameters() if p.requires_grad], "base": plan.rate * plan.decay ** (len(layers) - 1 - i)} for i, layer in enumerate(layers)]
    placed = {id(p) for group in groups for p in group["params"]}
    groups.append({"params": [p for p in reader.parameters() if p.requires_grad and id(p) not in placed], "base": plan.heads_rate})
    filled = [group | {"lr": group["base"]} for group in groups if group["params"]]
    return torch.optim.AdamW(filled, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _schedule(optimizer: torch.optim.Optimizer, step: int, steps: int) -> None:
    """Set the learning rates: warm-up over a tenth of the steps, then decay to zero."""
    share = min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    for group in optimizer.param_groups:
        group["lr"] = group["base"] * share
