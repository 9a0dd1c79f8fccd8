"""Determines from the verb group whether an act is before or after publication."""

from __future__ import annotations

from graphkit.extract.temporal.periods import Tense
from graphkit.nlp import Token

_FUTURE_AUXILIARIES = ("will", "'ll", "’ll", "wo", "shall", "sha")
_MODALS = ("may", "might", "could", "would", "can", "ca", "should", "must", "ought", "'d", "’d")
_PAST_AUXILIARIES = ("had", "has", "have", "having", "'ve", "’ve", "was", "were", "did")
_PRESENT_AUXILIARIES = ("is", "are", "am", "'s", "’s", "'re", "’re", "do", "does")
# Verbs with equal present and past forms; newspapers mostly report the past.
_SAME_FORM_VERBS = ("cut", "hit", "put", "set", "let", "shut", "quit", "split", "cast", "hurt", "spread", "beat", "bid", "cost")


def tense_of(word: Token) -> Tense:
    """Return the tense of a verb, or of a noun or adjective with its copula; a noun alone is past."""
    seen: Token | None = word
    while seen is not None:
        found = _own_tense(seen)
        if found is not None:
            return found
        seen = seen.head if seen.pos in ("VERB", "AUX") else None
    return Tense.PAST


def _own_tense(word: Token) -> Tense | None:
    """Return the tense of the word itself; None for a form without tense, which takes that of its governing verb."""
    auxiliaries = [c.text.lower() for c in word.get("aux", "aux:pass", "cop")]
    if any(a in _FUTURE_AUXILIARIES for a in auxiliaries):
        return Tense.FUTURE
    if any(a in _MODALS for a in auxiliaries):
        return Tense.PAST if "have" in auxiliaries else Tense.FUTURE
    if any(a in _PAST_AUXILIARIES for a in auxiliaries):
        return Tense.PAST
    if any(a in _PRESENT_AUXILIARIES for a in auxiliaries):
        return Tense.PRESENT
    if word.tag in ("VBD", "VBN") or word.lemma in _SAME_FORM_VERBS:
        return Tense.PAST
    if word.tag in ("VBZ", "VBP"):
        return Tense.PRESENT
    return None if word.tag in ("VB", "VBG") else Tense.PAST
