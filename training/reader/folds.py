"""Five parts of the annotated news, none of which shares a text or a copy of it with another."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from training.reader.passages import Passage

FOLDS = 5
# Two texts with a run of so many words in common are copies; of names and set phrases none is so long.
RUN = 12


def folds(passages: Sequence[Passage], seed: int = 0) -> list[set[str]]:
    """Ids of the passages of each fold; copies fall together, else chance decides."""
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
