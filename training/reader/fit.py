"""Trains one network on passages."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from training.reader.batches import Cache, batches, states
from training.reader.losses import loss
from training.reader.network import HELD, Reader
from training.reader.passages import Passage
from training.reader.pieces import weights_folder
from training.reader.renamed import renamed
from training.reader.targets import examples


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast: epochs, windows of a step, learning rates of encoder and heads; share of windows with other names."""

    epochs: int = 5
    size: int = 4
    rate: float = 1e-4
    heads_rate: float = 1e-3
    renamed: float = 0.5
    seed: int = 1


def fit(passages: Sequence[Passage], plan: Plan, tell: Callable[[str], None]) -> Reader:
    """A network trained on the passages; the same passages and plan give the same weights on the same machine."""
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)
    reader = Reader()
    reader.encoder.start_from(weights_folder())
    _freeze(reader)
    made = examples(passages)
    drop, cache = nn.Dropout(0.25), Cache(reader, [example.words for example in made])
    optimizer = _optimizer(reader, plan)
    steps, step, began = plan.epochs * -(-len(made) // plan.size), 0, time.monotonic()
    tell(f"{len(passages)} passages, {len(made)} windows, {sum(len(e.words) for e in made)} words, {sum(len(e.groups) for e in made)} relations")
    for epoch in range(plan.epochs):
        paid = 0.0
        for batch in batches(made, plan.size, dice):
            _schedule(optimizer, plan, step, steps)
            shown = [renamed(example, dice) if dice.random() < plan.renamed else example for example in batch]
            seen = states(reader, [example.words for example in shown], cache)
            total = torch.stack([loss(reader, example, pair, drop) for example, pair in zip(shown, seen, strict=True)]).mean()
            optimizer.zero_grad(set_to_none=True)
            total.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            step += 1
            paid += float(total.detach())
        tell(f"epoch {epoch + 1} of {plan.epochs}: loss {paid * plan.epochs / steps:.3f}, {time.monotonic() - began:.0f} s")
    return reader.eval()


def _freeze(reader: Reader) -> None:
    encoder = reader.encoder
    for part in (encoder.word, encoder.position, encoder.norm, *encoder.layers[:HELD]):
        part.requires_grad_(requires_grad=False)
    encoder.kind.requires_grad_(requires_grad=False)


def _optimizer(reader: Reader, plan: Plan) -> torch.optim.Optimizer:
    slow = [p for name, p in reader.named_parameters() if p.requires_grad and name.startswith("encoder.") and "shape" not in name]
    quick = [p for name, p in reader.named_parameters() if p.requires_grad and not (name.startswith("encoder.") and "shape" not in name)]
    return torch.optim.AdamW([{"params": slow, "lr": plan.rate}, {"params": quick, "lr": plan.heads_rate}], betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _schedule(optimizer: torch.optim.Optimizer, plan: Plan, step: int, steps: int) -> None:
    """Warm up over a tenth of the steps, then down to nothing."""
    share = min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    for group, rate in zip(optimizer.param_groups, (plan.rate, plan.heads_rate), strict=True):
        group["lr"] = rate * share
