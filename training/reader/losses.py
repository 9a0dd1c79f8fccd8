"""What the network pays for one window."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody uses
from torch import Tensor, nn

from graphkit.nlp.encoder.features import FAMILIES
from training.reader.batches import Shown, antecedents, relations, shown
from training.reader.network import Reader
from training.reader.targets import UNKNOWN, Example

# Windows have some forty mentions and four relations; so each task weighs about the same.
MENTIONS, LINKS, KINDS, RELATIONS, STATUS, SPEAKER = 1 / 40, 1 / 40, 1 / 80, 1 / 4, 1 / 8, 1 / 16
# How much a text's further pairs of the same two actors count beside the one that states the relation best.
OTHERS = 0.3


def loss(reader: Reader, example: Example, states: tuple[Tensor, Tensor], drop: nn.Module) -> Tensor:
    """The sum over all tasks, weighted."""
    seen = shown(*states, example.mentions, drop)
    paid = MENTIONS * F.cross_entropy(reader.tagger(seen.first), torch.tensor(example.tags), ignore_index=UNKNOWN, reduction="sum")
    if any(kind != UNKNOWN for kind in example.kinds):
        paid = paid + KINDS * F.cross_entropy(reader.tagger.kind(seen.mentions), torch.tensor(example.kinds), ignore_index=UNKNOWN, reduction="sum")
    if len(example.mentions) > 1:
        paid = paid + LINKS * _links(antecedents(reader, example.words, seen, example.mentions), example)
    if example.pairs:
        paid = paid + _relations(reader, example, seen)
    return paid


def _links(scores: Tensor, example: Example) -> Tensor:
    """Any earlier mention of the same actor will do (marginal likelihood, Lee et al. 2017)."""
    likely = scores.log_softmax(1)
    right = [likely[i, earlier].logsumexp(0) if earlier else likely[i, -1] for i, earlier in enumerate(example.earlier)]
    return -torch.stack(right).sum()


def _relations(reader: Reader, example: Example, seen: Shown) -> Tensor:
    families, statuses, speakers = relations(reader, example.words, seen, example.mentions, example.pairs)
    counted = torch.ones(len(example.pairs), len(FAMILIES))
    for pair, family in example.ignored:
        counted[pair, family] = 0
    paid = RELATIONS * (F.softplus(families) * counted).sum()
    for group in example.groups:
        scores = families[group.pairs, group.family]
        best = group.pairs[int(scores.argmax())]
        paid = paid + RELATIONS * F.softplus(-scores.max())
        if len(group.pairs) > 1:
            paid = paid + RELATIONS * OTHERS * F.softplus(-scores).mean()
        paid = paid + STATUS * F.cross_entropy(statuses[best], torch.tensor(group.status))
        if example.voiced:
            likely = speakers[best].log_softmax(0)
            paid = paid - SPEAKER * (likely[group.speakers].logsumexp(0) if group.speakers else likely[-1])
    return paid
