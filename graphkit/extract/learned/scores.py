"""Combines the network's output on all windows of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from graphkit.nlp.encoder import KINDS, Bounds, Network, WindowOutput, Word, windows_in, words_in

# Lower probabilities are discarded.
LEAST, LEAST_LINK = 0.05, 0.3


class Stretch(NamedTuple):
    """Offsets of a mention in the text, in code points."""

    start: int
    end: int


class PairScores(NamedTuple):
    """Possible relations between two mentions.

    Attributes:
        families, statuses: probability of each.
        speaker: the speaker, or None.
        marked: probability that both are mentions.
    """

    families: tuple[float, ...]
    statuses: tuple[float, ...]
    speaker: Stretch | None
    marked: float


@dataclass(slots=True)
class Scores:
    """Output of the network for a document.

    Attributes:
        kinds: most probable kind of each mention, in text order.
        links: for a mention, its most probable antecedent, and the probability.
        pairs: for (subject, object), their possible relations.
    """

    kinds: dict[Stretch, str] = field(default_factory=dict)
    links: dict[Stretch, tuple[Stretch, float]] = field(default_factory=dict)
    pairs: dict[tuple[Stretch, Stretch], PairScores] = field(default_factory=dict)


def scores_of(text: str, network: Network, others: Sequence[tuple[int, int]] = ()) -> Scores:
    """Run the network on a text.

    Args:
        text: text of the document.
        network: the network.
        others: offsets of further mentions, found elsewhere, whose relations are scored too.
    """
    found = Scores()
    for window in windows_in(list(words_in(text, clauses=True)), lambda word: len(network.pieces.of(word))):
        _enter(network.read(window, sorted(_inside(others, window))), window, found)
    found.kinds = dict(sorted(found.kinds.items()))
    return found


def _inside(others: Sequence[tuple[int, int]], window: Sequence[Word]) -> set[Bounds]:
    """Return the word positions of the mentions within a window."""
    starts, ends = [word.start for word in window], [word.end for word in window]
    found = {Bounds(bisect_right(ends, start), bisect_left(starts, end)) for start, end in others if window[0].start <= start and end <= window[-1].end}
    return {bounds for bounds in found if bounds.start < bounds.end}


def _enter(seen: WindowOutput, window: Sequence[Word], found: Scores) -> None:
    """Add the output for a window; where windows overlap, the first one's mentions and the higher pair scores are kept."""
    places = [_place(mention, window, found) for mention in seen.mentions]
    for i, place in enumerate(places):
        if place not in found.kinds:
            found.kinds[place] = KINDS[int(seen.kinds[i].argmax())]
            best = int(seen.antecedents[i, :-1].argmax())
            if seen.antecedents[i, best] >= LEAST_LINK and places[best] != place:
                found.links[place] = (places[best], float(seen.antecedents[i, best]))
    surest = seen.families.max(axis=1, initial=0.0)
    for k in np.flatnonzero(surest >= LEAST).tolist():
        ends = places[seen.pairs[k].subject], places[seen.pairs[k].object]
        before = found.pairs.get(ends)
        if ends[0] != ends[1] and (before is None or max(before.families) < surest[k]):
            speaker, marked = int(seen.speakers[k].argmax()), min(seen.marked[end] for end in seen.pairs[k])
            found.pairs[ends] = PairScores(tuple(seen.families[k].tolist()), tuple(seen.statuses[k].tolist()), places[speaker] if speaker < len(places) else None, marked)


def _place(mention: Bounds, window: Sequence[Word], found: Scores) -> Stretch:
    """Return the offsets of a mention; if another window found an overlapping one, those."""
    here = Stretch(window[mention.start].start, window[mention.end - 1].end)
    if here in found.kinds:
        return here
    for other in reversed(found.kinds):
        if other.end <= window[0].start:
            break
        if other.start < here.end and here.start < other.end:
            return other
    return here
