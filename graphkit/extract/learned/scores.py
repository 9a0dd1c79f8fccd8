"""Combines the network's output on all windows of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from graphkit.nlp.encoder import KINDS, Bounds, Network, WindowOutput, Word, windows_in, words_in

# Lower probabilities are discarded.
MIN_PROBABILITY, MIN_LINK_PROBABILITY = 0.05, 0.3
MIN_ANTECEDENT_PROBABILITY = 0.01


class Offsets(NamedTuple):
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
    speaker: Offsets | None
    marked: float


@dataclass(slots=True)
class Scores:
    """Output of the network for a document.

    Attributes:
        kinds: most probable kind of each mention, in text order.
        links: for a mention, its most probable antecedent, and the probability.
        antecedents: for a mention, all that may be its antecedent, and None for none of them, each with the probability.
        pairs: for (subject, object), their possible relations.
    """

    kinds: dict[Offsets, str] = field(default_factory=dict)
    links: dict[Offsets, tuple[Offsets, float]] = field(default_factory=dict)
    antecedents: dict[Offsets, tuple[tuple[Offsets | None, float], ...]] = field(default_factory=dict)
    pairs: dict[tuple[Offsets, Offsets], PairScores] = field(default_factory=dict)


def scores_of(text: str, network: Network, other_mentions: Sequence[tuple[int, int]] = ()) -> Scores:
    """Run the network on a text.

    Args:
        text: text of the document.
        network: the network.
        other_mentions: offsets of further mentions, found elsewhere, whose relations are scored too.
    """
    found = Scores()
    for window in windows_in(list(words_in(text, clauses=True)), lambda word: len(network.pieces.of(word))):
        _add_window(network.read(window, sorted(_mentions_in_window(other_mentions, window))), window, found)
    found.kinds = dict(sorted(found.kinds.items()))
    return found


def _mentions_in_window(other_mentions: Sequence[tuple[int, int]], window: Sequence[Word]) -> set[Bounds]:
    """Return the word positions of the mentions within a window."""
    starts, ends = [word.start for word in window], [word.end for word in window]
    found = {Bounds(bisect_right(ends, start), bisect_left(starts, end)) for start, end in other_mentions if window[0].start <= start and end <= window[-1].end}
    return {bounds for bounds in found if bounds.start < bounds.end}


def _add_window(output: WindowOutput, window: Sequence[Word], found: Scores) -> None:
    """Add the output for a window; where windows overlap, the first one's mentions and the higher pair scores are kept."""
    spans = [_offsets_in_text(mention, window, found) for mention in output.mentions]
    for i, span in enumerate(spans):
        if span not in found.kinds:
            found.kinds[span] = KINDS[int(output.kinds[i].argmax())]
            found.antecedents[span] = _antecedents(span, spans, output.antecedents[i].tolist())
            best = int(output.antecedents[i, :-1].argmax())
            if output.antecedents[i, best] >= MIN_LINK_PROBABILITY and spans[best] != span:
                found.links[span] = (spans[best], float(output.antecedents[i, best]))
    best_probabilities = output.families.max(axis=1, initial=0.0)
    for k in np.flatnonzero(best_probabilities >= MIN_PROBABILITY).tolist():
        ends = spans[output.pairs[k].subject], spans[output.pairs[k].object]
        before = found.pairs.get(ends)
        if ends[0] != ends[1] and (before is None or max(before.families) < best_probabilities[k]):
            speaker, marked = int(output.speakers[k].argmax()), min(output.marked[end] for end in output.pairs[k])
            found.pairs[ends] = PairScores(tuple(output.families[k].tolist()), tuple(output.statuses[k].tolist()), spans[speaker] if speaker < len(spans) else None, marked)


def _antecedents(span: Offsets, spans: Sequence[Offsets], probabilities: Sequence[float]) -> tuple[tuple[Offsets | None, float], ...]:
    """Return the other mentions that are not too unlikely, and None last, each with its probability, rounded so that all machines agree."""
    earlier = [(other, round(probability, 4)) for other, probability in zip(spans, probabilities[:-1], strict=True) if probability >= MIN_ANTECEDENT_PROBABILITY and other != span]
    return (*earlier, (None, round(probabilities[-1], 4)))


def _offsets_in_text(mention: Bounds, window: Sequence[Word], found: Scores) -> Offsets:
    """Return the offsets of a mention; if another window found an overlapping one, those."""
    offsets = Offsets(window[mention.start].start, window[mention.end - 1].end)
    if offsets in found.kinds:
        return offsets
    for other in reversed(found.kinds):
        if other.end <= window[0].start:
            break
        if other.start < offsets.end and offsets.start < other.end:
            return other
    return offsets
