"""Soft labels of the larger network for the windows that the small one is trained on: numbers and offsets, no text.

`training/corpus/labels` holds one file for each trained network; the larger network was trained without the same fold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from training.reader.targets import Example, Place

Bytes: TypeAlias = NDArray[np.uint8]
Shorts: TypeAlias = NDArray[np.uint16]
# Pairs with a lower probability of any relation are left out; their label is 0.
LEAST = 0.05
NOBODY = 255
_OF_PAIRS, _OF_MENTIONS = ("pairs", "families", "statuses", "speakers"), ("bounds", "kinds", "earlier")


@dataclass(frozen=True, slots=True)
class Marks:
    """Predicted marks of a text that has no annotation.

    Attributes:
        bounds: first word of each mention and the word after it, N x 2.
        kinds: index of each kind in `KINDS`.
        earlier: antecedent of each mention; its own index if it has none.
        tags: tag of each word, as in `Example`.
    """

    bounds: Shorts
    kinds: Shorts
    earlier: Shorts
    tags: Bytes


@dataclass(frozen=True, slots=True)
class Label:
    """Probabilities for one window, as bytes: 255 is certain.

    Attributes:
        words: number of words in the window.
        pairs: mentions of the pairs that may state a relation, K x 2.
        families, statuses: K x 11 and K x 4.
        speakers: the likeliest speaker (index of a mention, 255 for none) and its probability, K x 2.
        marks: predicted marks, if the text has no annotation.
    """

    words: int
    pairs: Bytes
    families: Bytes
    statuses: Bytes
    speakers: Bytes
    marks: Marks | None = None

    def check(self, place: Place, words: int) -> None:
        """Check that the window has as many words as the labelled one.

        Args:
            place: position of the window.
            words: number of words in it.

        Raises:
            ValueError: the numbers differ.
        """
        if words != self.words:
            raise ValueError(f"window {place.number} of passage {place.passage!r} has {words} words, the labelled one had {self.words}: the text is not the one that was labelled")


def write(path: Path, labels: Mapping[Place, Label]) -> None:
    """Write labels to a file."""
    ids, order = sorted({place.passage for place in labels}), sorted(labels)
    rows = [_row(ids, place, labels[place]) for place in order]
    marks = [label.marks for place in order if (label := labels[place]).marks is not None]
    arrays = {name: np.concatenate([getattr(labels[place], name) for place in order]) for name in _OF_PAIRS}
    further = {name: np.concatenate([getattr(each, name) for each in marks]) for name in (*_OF_MENTIONS, "tags")} if marks else {}
    np.savez_compressed(path, allow_pickle=False, ids=np.array(ids), windows=np.array(rows, dtype=np.int32), **arrays, **further)


def _row(ids: Sequence[str], place: Place, label: Label) -> tuple[int, ...]:
    mentions = len(label.marks.bounds) if label.marks is not None else -1
    return bisect_left(ids, place.passage), place.short, place.number, label.words, len(label.pairs), mentions


def read(path: Path) -> dict[Place, Label]:
    """Read the labels of a file, by window."""
    with np.load(path, allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    return dict(_entries(arrays))


def _entries(arrays: Mapping[str, NDArray[Any]]) -> Iterator[tuple[Place, Label]]:
    ids = [str(name) for name in arrays["ids"]]
    pair = mention = word = 0
    for passage, short, number, words, pairs, mentions in arrays["windows"].tolist():
        parts = {name: arrays[name][pair : pair + pairs] for name in _OF_PAIRS}
        marks = None
        if mentions >= 0:
            marks = Marks(**{name: arrays[name][mention : mention + mentions] for name in _OF_MENTIONS}, tags=arrays["tags"][word : word + words])
            mention, word = mention + mentions, word + words
        yield Place(ids[passage], bool(short), number), Label(words, **parts, marks=marks)
        pair += pairs


def checked(examples: Iterable[Example], labels: Mapping[Place, Label]) -> None:
    """Check that labels belong to these examples.

    Raises:
        ValueError: a window has another number of words than the labelled one.
    """
    for example in examples:
        if example.place in labels:
            labels[example.place].check(example.place, len(example.words))
