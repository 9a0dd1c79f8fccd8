"""Split the annotated news into five folds that share no text and no copy of one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from training.reader.passages import Passage

FOLDS = 5
# Two texts with a common run of this many words are copies; names and set phrases are shorter.
RUN = 12


def folds(passages: Sequence[Passage], seed: int = 0) -> list[set[str]]:
    """Return the ids of the passages in each fold; copies share a fold, otherwise the assignment is random."""
    first: dict[tuple[str, ...], str] = {}
    leader: dict[str, str] = {}
    for passage in sorted(passages, key=lambda passage: passage.id):
        met = next((first[run] for run in _runs(passage.text) if run in first), passage.id)
        leader[passage.id] = leader.get(met, met)
        for run in _runs(passage.text):
            first.setdefault(run, passage.id)
    leaders = sorted(set(leader.values()))
    random.Random(seed).shuffle(leaders)
    place = {name: i % FOLDS for i, name in enumerate(leaders)}
    return [{name for name, lead in leader.items() if place[lead] == fold} for fold in range(FOLDS)]


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
