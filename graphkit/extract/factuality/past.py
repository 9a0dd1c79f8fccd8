"""What lasts and is told in the past has been: "was an ally of X", "ruled Y for ten years"."""

from __future__ import annotations

from graphkit.extract.arguments import case
from graphkit.extract.lexicon import Lexicon
from graphkit.nlp import Token

# Relations that hold for a while, and do not happen.
LASTING = ("leads", "commands", "holdsOfficeIn", "memberOf", "alliedWith")
_WAS = ("was", "were")
_BOUNDS = ("until", "till", "before")


def bygone(word: Token, lexicon: Lexicon) -> Token | None:
    """The word that says that a state is over: the copula of a noun in the past, or what bounds a verb in the past; None without one.

    Somebody's words are told in the past whatever they say ("said that X was a member").
    """
    if _is_reported(word, lexicon) or any(c.lemma == "still" for c in word.get("advmod")):
        return None
    auxiliaries = [c.text.lower() for c in word.get("aux")]
    copula = word.first("cop")
    if copula is not None:
        plain = copula.text.lower() in _WAS and not auxiliaries
        return copula if plain or (copula.text.lower() == "been" and auxiliaries == ["had"]) else None
    if word.tag != "VBD" or auxiliaries:
        return None
    return next((c for c in word.children if c.i > word.i and (_is_length(c) or any(m.lemma in _BOUNDS for m in c.get("mark", "case")))), None)


def _is_reported(word: Token, lexicon: Lexicon) -> bool:
    above = word.head
    return above is not None and word.dep in ("ccomp", "parataxis", "xcomp") and lexicon.cue("verb", above.lemma) in ("say", "believe", "accuse", "deny")


def _is_length(phrase: Token) -> bool:
    """ "for ten years", "for decades": with the simple past, a stretch that is over."""
    return phrase.dep.startswith("obl") and case(phrase) == "for" and phrase.lemma in ("year", "decade", "month", "week", "day", "century")
