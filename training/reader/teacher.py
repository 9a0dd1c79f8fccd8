"""Train the larger networks and write their soft labels for every window.

    GRAPHKIT_ENCODER=MINILM GRAPHKIT_TEACHER=MPNET python -m training.reader.teacher NEWS OUT

MPNET holds `model.safetensors` of all-mpnet-base-v2. One network is trained for each fold, without that fold, and two with
different seeds for the shipped network; OUT gets their labels, in the form of `training/corpus/labels`. It needs a GPU: there it
takes minutes, on a CPU days. Existing files in OUT are not made again.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from graphkit.nlp.encoder import Network, load_network
from graphkit.nlp.encoder.features import pairs_in
from training.reader.__main__ import ALL, others_in, passages
from training.reader.batches import Cache, antecedents, relations, shown, states
from training.reader.fit import Plan, cuts, fit
from training.reader.labels import LEAST, NOBODY, Bytes, Label, Marks, write
from training.reader.network import LARGE, Reader
from training.reader.targets import UNKNOWN, Example, Place, cut, examples

PLAN = Plan(epochs=8, size=24, rate=1.2e-4, heads_rate=6e-4, decay=0.85, seed=1)
# Seeds of the two networks whose probabilities are averaged for the shipped network.
SEEDS = (11, 12)
CERTAIN = 255
# A window with fewer than two mentions has no pairs.
FEWEST = 2


def unread(texts: Sequence[tuple[str, str]], network: Network, *, short: bool) -> Iterator[Example]:
    """Yield the windows of unannotated texts, with the mentions that the shipped network finds."""
    for name, text in texts:
        for number, window in enumerate(cut(text, short=short)):
            mentions = network.read(window).mentions
            if len(mentions) >= FEWEST:
                nobody = [frozenset[str]()] * len(mentions)
                yield Example(Place(name, short, number), window, False, mentions, nobody, [UNKNOWN] * len(window), [UNKNOWN] * len(mentions), [[] for _ in mentions], pairs_in(window, mentions, across=True), marked=False)


@torch.no_grad()
def said(reader: Reader, example: Example, cache: Cache) -> list[Tensor]:
    """Return the probabilities of tags, kinds, antecedents, families, statuses and speakers of a window."""
    reader.eval()
    ((first, last),) = states(reader, [example.words], cache)
    seen = shown(first, last, example.mentions, nn.Identity())
    of_pairs = relations(reader, example.words, seen, example.mentions, example.pairs) if example.pairs else (torch.zeros(0, 11), torch.zeros(0, 4), torch.zeros(0, len(example.mentions) + 1))
    links = antecedents(reader, example.words, seen, example.mentions)
    return [reader.tagger(seen.first).softmax(1), reader.tagger.kind(seen.mentions).softmax(1), links.softmax(1), of_pairs[0].sigmoid(), of_pairs[1].softmax(1), of_pairs[2].softmax(1)]


def label(example: Example, found: Sequence[Tensor]) -> Label:
    """Compress the probabilities into a label."""
    tags, kinds, links, families, statuses, speakers = (each.cpu().numpy() for each in found)
    may = families.max(1, initial=0) >= LEAST
    pairs = np.array(example.pairs, dtype=np.uint8).reshape(-1, 2)[may]
    who = speakers[may].argmax(1) if may.any() else np.zeros(0, dtype=np.int64)
    likely = speakers[may][np.arange(len(who)), who]
    columns = np.stack([np.where(who == len(example.mentions), NOBODY, who), np.round(likely * CERTAIN)], 1).astype(np.uint8).reshape(-1, 2)
    before = links.argmax(1)
    itself = np.arange(len(before))
    marks = None
    if not example.marked:
        earlier = np.where(before == len(example.mentions), itself, before)
        marks = Marks(np.array(example.mentions, np.uint16).reshape(-1, 2), kinds.argmax(1).astype(np.uint16), earlier.astype(np.uint16), tags.argmax(1).astype(np.uint8))
    return Label(len(example.words), pairs, _bytes(families[may]), _bytes(statuses[may]), columns, marks)


def _bytes(shares: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Bytes:
    return np.round(shares * CERTAIN).astype(np.uint8)


def labels(readers: Sequence[Reader], every: Sequence[Example]) -> dict[Place, Label]:
    """Return the averaged labels of several networks by window."""
    caches = [Cache(reader, ()) for reader in readers]
    found: dict[Place, Label] = {}
    for example in every:
        several = [said(reader, example, cache) for reader, cache in zip(readers, caches, strict=True)]
        found[example.place] = label(example, [torch.stack(same).mean(0) for same in zip(*several, strict=True)])
    return found


def main() -> None:
    """Train the larger networks and write their labels."""
    given, out, start = Path(sys.argv[1]), Path(sys.argv[2]), Path(os.environ["GRAPHKIT_TEACHER"])
    torch.set_default_device("cuda" if torch.cuda.is_available() else "cpu")
    texts, network = others_in(given), load_network()
    out.mkdir(parents=True, exist_ok=True)
    every = [example for short in (False, True) for example in (*examples(passages(given, ALL), short=short), *unread(texts, network, short=short))]
    for fold in range(ALL + 1):
        path = out / ("all.npz" if fold == ALL else f"fold{fold}.npz")
        if not path.exists():
            learned = cuts(*(examples(passages(given, fold), short=short) for short in (False, True)))
            plans = [replace(PLAN, seed=seed) for seed in (SEEDS if fold == ALL else (PLAN.seed,))]
            tell = functools.partial(print, f"{path.stem}:", flush=True)
            readers = [fit(learned, plan, tell, sizes=LARGE, start=start) for plan in plans]
            write(path, labels(readers, every))


if __name__ == "__main__":
    main()
