"""Finds cue words for the statuses of the network, which marks claims as hedged or denied without naming a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from graphkit.model import Polarity, Status

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DENIALS = frozenset("negative refuse reject deny former end".split())
_HEDGES = {
    Status.ALLEGED: frozenset("alleged believe accuse say".split()),
    Status.POSSIBLE: frozenset("may possible condition want plan future probable seem attempt".split()),
}


def cue_of(quote: str, status: Status, polarity: Polarity, cues: Mapping[tuple[str, str], str]) -> str | None:
    """Return the words of a quote that set status or polarity.

    Args:
        quote: the evidence.
        status: status given by the network.
        polarity: polarity given by the network.
        cues: (kind, word) -> effect, from the lexicon.

    Returns:
        The first word with such an effect, verbatim; the whole quote if there is none, since the network reads all of it;
        None for a plain claim.
    """
    effects = _DENIALS if polarity is Polarity.NEGATIVE else _HEDGES.get(status)
    if effects is None:
        return None
    listed = {word for (_, word), effect in cues.items() if effect in effects}
    return next((word for word in _WORD.findall(quote) if not listed.isdisjoint(_lemmas(word.lower()))), quote.strip())


def _lemmas(word: str) -> Iterator[str]:
    """Yield the possible lemmas of a word: "deny" of "denied", "plan" of "planned"."""
    yield word
    if word.endswith(("n't", "n’t")):
        yield "not"
    for ending in ("s", "es", "d", "ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield from (stem, f"{stem}e")
            if stem.endswith("i"):
                yield f"{stem[:-1]}y"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
