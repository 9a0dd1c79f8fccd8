"""Finds cue words for the statuses of the network, which marks claims as hedged or denied without naming a cue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from graphkit.extract.factuality.past_states import LASTING_PREDICATES
from graphkit.model import Polarity, Status

_STATIVE_PREDICATES = (*LASTING_PREDICATES, "controlsTerritory")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATIVE_EFFECTS = frozenset("negative refuse reject deny former end".split())
# A "former president" denies no act.
_DENIAL_OR_END_EFFECTS = _NEGATIVE_EFFECTS - {"former"}
_END_EFFECTS = frozenset(("former", "end"))
_DENIAL_EFFECTS = ("negative", "reject", "deny")
_NO_LONGER = re.compile(r"\bno (?=longer\b)", re.IGNORECASE)
_HEDGE_EFFECTS = {
    Status.ALLEGED: frozenset("alleged believe accuse say".split()),
    Status.POSSIBLE: frozenset("may possible condition want plan future probable seem attempt".split()),
}


def cue_of(quote: str, status: Status, polarity: Polarity, cues: Mapping[tuple[str, str], str], *, undenied: bool = False) -> str | None:
    """Return the words of a quote that set status or polarity.

    Args:
        quote: the evidence.
        status: status given by the network.
        polarity: polarity given by the network.
        cues: (kind, word) -> effect, from the lexicon.
        undenied: whether its words of denial are about something else.

    Returns:
        The first word with such an effect, verbatim; the whole quote if there is none, since the network reads all of it;
        None for a plain claim.
    """
    negative = _END_EFFECTS if undenied else _NEGATIVE_EFFECTS
    effects = negative if polarity is Polarity.NEGATIVE else _HEDGE_EFFECTS.get(status)
    if effects is None:
        return None
    listed = {word for (_, word), effect in cues.items() if effect in effects}
    return next((word for word in _WORD.findall(quote) if not listed.isdisjoint(_lemmas(word.lower()))), quote.strip())


def reports(quote: str, cues: Mapping[tuple[str, str], str]) -> bool:
    """Return whether a quote has a verb of saying, accusing or believing."""
    return _has(quote, (word for (kind, word), effect in cues.items() if kind == "verb" and effect in ("say", "accuse", "believe")))


def is_denied_or_over(quote: str, cues: Mapping[tuple[str, str], str]) -> bool:
    """Return whether a word of a quote denies or ends anything."""
    return _has(quote, (word for (kind, word), effect in cues.items() if effect in _DENIAL_OR_END_EFFECTS or kind in ("over", "lapse")))


def _has(quote: str, listed: Iterable[str]) -> bool:
    return not {lemma for word in _WORD.findall(quote) for lemma in _lemmas(word.lower())}.isdisjoint(listed)


def is_over(quote: str, predicate: str, cues: Mapping[tuple[str, str], str]) -> bool:
    """Whether a relation that the network denies held before: a lasting state, or one whose quote says that something ended.

    The network has one status for denials and ends. A quote with a word of denial is a denial, of a lasting state only if no word
    of an end precedes it: of the posts and memberships that the network denies in unseen news, hardly any other is one.
    """
    if predicate == "sanctions":
        # "cut off supplies to Y" ends the supply: the network has one status for all relations of a pair.
        return False
    said = [word.lower() for word in _WORD.findall(_NO_LONGER.sub("", quote))]
    end_words = {word for kind, word in cues if kind in ("over", "lapse")}
    denying = {word for (_, word), effect in cues.items() if effect in _DENIAL_EFFECTS} - end_words
    negative = {word for (_, word), effect in cues.items() if effect in _NEGATIVE_EFFECTS} | end_words
    found = [word for word in said if not negative.isdisjoint(_lemmas(word))]
    if any(not denying.isdisjoint(_lemmas(word)) for word in (found[:1] if predicate in _STATIVE_PREDICATES else found)):
        return False
    # "urged X to stop arming Y", "will stop": not yet.
    done = (word for before, word in pairwise(("", *said)) if before != "to" and ("aux", before) not in cues)
    return predicate in _STATIVE_PREDICATES or any(not end_words.isdisjoint(_lemmas(word)) for word in done)


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
