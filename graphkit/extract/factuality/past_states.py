"""What the past tense says: states that are over ("was an ally of X", "ruled Y for ten years"), acts that precede another."""

from __future__ import annotations

from graphkit.extract.arguments import case
from graphkit.extract.lexicon import Lexicon
from graphkit.nlp import Token

# Relations that are states, not events.
LASTING_PREDICATES = ("leads", "commands", "holdsOfficeIn", "memberOf", "alliedWith")
_WAS = ("was", "were")
_TIME_LIMITS = ("until", "till", "before")


def past_cue(word: Token, lexicon: Lexicon) -> Token | None:
    """Return the word that marks a state as over, or None: a past copula of a noun, or a time limit of a past verb.

    In reported speech the past tense does not count ("said that X was a member").
    """
    if _is_reported(word, lexicon) or any(c.lemma == "still" for c in word.get("advmod")):
        return None
    auxiliaries = [c.text.lower() for c in word.get("aux")]
    copula = word.first("cop")
    if copula is not None and any(c.tag == "VBN" and c.i == copula.i + 1 for c in word.get("amod")):
        # "was elected president": this began then.
        return None
    if copula is not None:
        plain = copula.text.lower() in _WAS and not auxiliaries
        return copula if plain or (copula.text.lower() == "been" and auxiliaries == ["had"]) else None
    if (word.tag, auxiliaries) not in (("VBD", []), ("VBN", ["had"])):
        return None
    return next((c for c in word.children if c.i > word.i and (_is_duration(c) or any(m.lemma in _TIME_LIMITS for m in c.get("mark", "case")))), None)


def is_past(adjective: Token) -> bool:
    """Return whether a predicate adjective is in the past or perfect, without a modal: "was able to meet Y" is that they met."""
    copula = adjective.first("cop")
    return copula is not None and copula.tag in ("VBD", "VBN") and all(c.tag != "MD" for c in adjective.get("aux"))


def has_happened(clause: Token) -> bool:
    """Return whether a clause is what happened before the one above it: "after X invaded Y"."""
    is_past = clause.tag == "VBD" or any(c.tag == "VBD" and c.lemma in ("have", "be") for c in clause.get("aux", "aux:pass"))
    return clause.dep == "advcl" and is_past and any(c.lemma == "after" for c in clause.get("mark", "case"))


def _is_reported(word: Token, lexicon: Lexicon) -> bool:
    above = word.head
    return above is not None and word.dep in ("ccomp", "parataxis", "xcomp") and lexicon.cue("verb", above.lemma) in ("say", "believe", "accuse", "deny")


def _is_duration(phrase: Token) -> bool:
    """Whether a phrase is a duration ("for ten years", "for decades"), which with the simple past is over."""
    return phrase.dep.startswith("obl") and case(phrase) == "for" and phrase.lemma in ("year", "decade", "month", "week", "day", "century")
