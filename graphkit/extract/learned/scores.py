"""A whole document as the network sees it: the windows' mentions and probabilities as one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from graphkit.nlp.encoder import KINDS, Bounds, Network, Seen, Word, windows_in, words_in

# Probabilities below these are of no use to anyone.
LEAST, LEAST_LINK = 0.05, 0.3


class Stretch(NamedTuple):
    """A mention as code points of the text."""

    start: int
    end: int


class PairScores(NamedTuple):
    """What may hold between two mentions: probability of each family and status, who says so (None for nobody), and how sure
    the network is that both are mentions.
    """

    families: tuple[float, ...]
    statuses: tuple[float, ...]
    speaker: Stretch | None
    marked: float


@dataclass(slots=True)
class Scores:
    """What the network says of a document.

    Attributes:
        kinds: likeliest kind of each mention, in order of the text.
        links: of a mention, the earlier one that most likely stands for the same actor, and how likely.
        pairs: of (subject, object), what may hold.
    """

    kinds: dict[Stretch, str] = field(default_factory=dict)
    links: dict[Stretch, tuple[Stretch, float]] = field(default_factory=dict)
    pairs: dict[tuple[Stretch, Stretch], PairScores] = field(default_factory=dict)


def scores_of(text: str, network: Network, others: Sequence[tuple[int, int]] = ()) -> Scores:
    """All that the network says of a text.

    Args:
        text: of the document.
        network: that reads it.
        others: mentions that somebody else found, as code points; what may hold between them is asked too.
    """
    found = Scores()
    for window in windows_in(list(words_in(text, clauses=True)), lambda word: len(network.pieces.of(word))):
        _enter(network.read(window, sorted(_inside(others, window))), window, found)
    found.kinds = dict(sorted(found.kinds.items()))
    return found


def _inside(others: Sequence[tuple[int, int]], window: Sequence[Word]) -> set[Bounds]:
    """Those of some mentions that a window holds, as its words."""
    starts, ends = [word.start for word in window], [word.end for word in window]
    found = {Bounds(bisect_right(ends, start), bisect_left(starts, end)) for start, end in others if window[0].start <= start and end <= window[-1].end}
    return {bounds for bounds in found if bounds.start < bounds.end}


def _enter(seen: Seen, window: Sequence[Word], found: Scores) -> None:
    """Add what a window says; sentences that two windows share keep the mentions of the first, pairs the surer scores."""
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
    """The mention in the text; one that another window cut differently is that window's."""
    here = Stretch(window[mention.start].start, window[mention.end - 1].end)
    if here in found.kinds:
        return here
    for other in reversed(found.kinds):
        if other.end <= window[0].start:
            break
        if other.start < here.end and here.start < other.end:
            return other
    return here
