"""Losses of the network for one window."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - the usual name
from torch import Tensor, nn

from graphkit.nlp.encoder.features import FAMILIES, Pair
from training.reader.batches import antecedents, relations, shown
from training.reader.labels import NOBODY, Bytes, Label
from training.reader.network import Reader
from training.reader.targets import UNKNOWN, Example

# A window has about forty mentions and four relations; these weights balance the tasks.
MENTIONS, LINKS, KINDS, RELATIONS, STATUS, SPEAKER = 1 / 40, 1 / 40, 1 / 80, 1 / 4, 1 / 8, 1 / 16
# Weight of the other pairs of the same two actors relative to the pair that states the relation best.
OTHERS = 0.3
# Share of the soft labels in the loss of relations, where a window has them; the marks have the rest.
SOFT = 0.8
_NEVER = -1e4


def loss(reader: Reader, example: Example, states: tuple[Tensor, Tensor], drop: nn.Module, label: Label | None = None) -> Tensor:
    """Return the weighted sum of the losses of all tasks.

    Args:
        reader: the network in training.
        example: the window with its targets.
        states: states of the first and last piece of each word.
        drop: dropout of the states.
        label: soft labels of the larger network for its pairs.
    """
    seen = shown(*states, example.mentions, drop)
    paid = MENTIONS * F.cross_entropy(reader.tagger(seen.first), torch.tensor(example.tags), ignore_index=UNKNOWN, reduction="sum")
    if any(kind != UNKNOWN for kind in example.kinds):
        paid = paid + KINDS * F.cross_entropy(reader.tagger.kind(seen.mentions), torch.tensor(example.kinds), ignore_index=UNKNOWN, reduction="sum")
    if len(example.mentions) > 1:
        paid = paid + LINKS * _links(antecedents(reader, example.words, seen, example.mentions), example)
    if example.pairs:
        said = relations(reader, example.words, seen, example.mentions, example.pairs)
        share = 1.0 if label is None else 1 - SOFT
        if example.marked:
            paid = paid + share * _relations(said, example)
        if label is not None:
            paid = paid + SOFT * soft(said, example.pairs, label)
    return paid


def soft(said: tuple[Tensor, Tensor, Tensor], pairs: Sequence[Pair], label: Label) -> Tensor:
    """Cross-entropy with the probabilities of the larger network (Hinton et al. 2015); statuses and speakers are weighted by the probability of a relation.

    Args:
        said: logits of families, statuses and speakers of the pairs.
        pairs: pairs of the window, in the order of the logits.
        label: soft labels of the same window.
    """
    families, statuses, speakers = said
    place = {pair: k for k, pair in enumerate(pairs)}
    rows = [(place[pair], row) for row, ends in enumerate(label.pairs.tolist()) if (pair := Pair(*ends)) in place]
    at, row = (torch.tensor([each[i] for each in rows], dtype=torch.long) for i in (0, 1))
    wanted = torch.zeros_like(families)
    wanted[at] = _shares(label.families)[row]
    paid = RELATIONS * F.binary_cross_entropy_with_logits(families, wanted, reduction="sum")
    sure = wanted[at].amax(1) if rows else torch.zeros(0)
    status = -(_shares(label.statuses)[row] * statuses[at].log_softmax(1)).sum(1)
    who = torch.as_tensor(label.speakers[:, 0].astype("int64"))[row]
    speaker = _likeliest(speakers[at], who.masked_fill(who == NOBODY, speakers.shape[1] - 1), _shares(label.speakers[:, 1])[row])
    return paid + STATUS * (status * sure).sum() + SPEAKER * (speaker * sure).sum()


def _likeliest(logits: Tensor, columns: Tensor, shares: Tensor) -> Tensor:
    """Cross-entropy of each row over two outcomes: the larger network's likeliest column, with its probability, and all others."""
    likely = logits.log_softmax(1)
    others = likely.scatter(1, columns[:, None], _NEVER).logsumexp(1)
    return -(shares * likely.gather(1, columns[:, None])[:, 0] + (1 - shares) * others)


def _shares(numbers: Bytes) -> Tensor:
    return torch.as_tensor(numbers.astype("float32")) / 255


def _links(scores: Tensor, example: Example) -> Tensor:
    """Marginal likelihood of antecedents: any earlier mention of the same actor is correct (Lee et al. 2017)."""
    likely = scores.log_softmax(1)
    right = [likely[i, earlier].logsumexp(0) if earlier else likely[i, -1] for i, earlier in enumerate(example.earlier)]
    return -torch.stack(right).sum()


def _relations(said: tuple[Tensor, Tensor, Tensor], example: Example) -> Tensor:
    families, statuses, speakers = said
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
