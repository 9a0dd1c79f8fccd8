"""Batches of examples, and the network's states for them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - the usual name
from torch import Tensor

from graphkit.nlp.encoder.features import Bounds, Pair, distances, likenesses, stretches
from graphkit.nlp.encoder.windows import Word
from graphkit.nlp.encoder.wordpieces import Encoded
from training.reader.network import Reader, spans
from training.reader.pieces import pieces
from training.reader.targets import Example


class Shown(NamedTuple):
    """States of one window: first and last piece of each word (words x 384), and each mention (N x 768)."""

    first: Tensor
    last: Tensor
    mentions: Tensor


def batches(made: Sequence[Example], size: int, dice: random.Random) -> Iterator[Sequence[Example]]:
    """Yield batches of examples of similar length, in random order."""
    order = list(made)
    dice.shuffle(order)
    found = []
    for i in range(0, len(order), size * 10):
        part = sorted(order[i : i + size * 10], key=lambda example: len(example.words))
        found += [part[j : j + size] for j in range(0, len(part), size)]
    dice.shuffle(found)
    return iter(found)


class Cache:
    """Cache of the outputs of the frozen layers for windows that recur.

    Args:
        reader: whose encoder computes them.
        windows: the windows that recur; the states of all others are not kept.
    """

    def __init__(self, reader: Reader, windows: Iterable[Sequence[Word]]) -> None:
        """Start with an empty cache."""
        self._reader = reader
        self._recurring = {id(window) for window in windows}
        self._known: dict[int, tuple[Encoded, Tensor]] = {}

    @torch.no_grad()
    def of(self, window: Sequence[Word]) -> tuple[Encoded, Tensor]:
        """Return a window as pieces, and its states (length x 384)."""
        found = self._known.get(id(window))
        if found is None:
            encoded, encoder = pieces().encode(window), self._reader.encoder
            learning = encoder.training
            found = encoded, encoder.eval().lower(encoder.numbered(encoded.pieces))[0]
            encoder.train(learning)
            if id(window) in self._recurring:
                self._known[id(window)] = found
        return found


def states(reader: Reader, windows: Sequence[Sequence[Word]], cache: Cache) -> list[tuple[Tensor, Tensor]]:
    """Return the states of the first and last piece of each word of each window."""
    known = [cache.of(window) for window in windows]
    length = max(len(below) for _, below in known)
    shapes = torch.stack([F.pad(torch.tensor(encoded.shapes), (0, length - len(encoded.shapes))) for encoded, _ in known])
    below = torch.stack([F.pad(x, (0, 0, 0, length - len(x))) for _, x in known])
    attended = torch.arange(length)[None] < torch.tensor([len(x) for _, x in known])[:, None]
    with torch.autocast(below.device.type, dtype=torch.bfloat16):
        seen: Tensor = reader.encoder.upper(below, shapes, attended)
    return [(F.embedding(torch.tensor(encoded.first), row), F.embedding(torch.tensor(encoded.last), row)) for row, (encoded, _) in zip(seen.float(), known, strict=True)]


def shown(first: Tensor, last: Tensor, mentions: Sequence[Bounds], drop: torch.nn.Module) -> Shown:
    """Return the states of a window together with those of its mentions."""
    first, last = drop(first), drop(last)
    bounds = torch.tensor([(mention.start, mention.end - 1) for mention in mentions], dtype=torch.long).reshape(-1, 2)
    return Shown(first, last, spans(first, last, bounds))


def antecedents(reader: Reader, window: Sequence[Word], seen: Shown, mentions: Sequence[Bounds]) -> Tensor:
    """Return the scores of antecedents, N x (N + 1)."""
    scores: Tensor = reader.antecedents(seen.mentions, torch.as_tensor(likenesses(window, mentions)))
    return scores


def relations(reader: Reader, window: Sequence[Word], seen: Shown, mentions: Sequence[Bounds], pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Return the logits of families, statuses and speakers of the pairs."""
    sentences = torch.tensor([word.sentence for word in window])
    ends = torch.tensor(pairs, dtype=torch.long)
    places = sentences[torch.tensor([mention.start for mention in mentions])][ends]
    logits: tuple[Tensor, Tensor, Tensor] = reader.relations(
        seen.first, seen.mentions, ends, torch.as_tensor(stretches(mentions, pairs)), sentences, places, torch.as_tensor(distances(mentions, pairs))
    )
    return logits
