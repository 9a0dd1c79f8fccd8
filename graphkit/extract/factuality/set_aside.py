"""What stands in a sentence without being so: it is set aside, left undone or only imagined."""

from __future__ import annotations

from graphkit.extract.arguments import case
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

_FAILED_PHRASES = (("come", "close"), ("stop", "short"), ("fall", "short"))


def supposed_by(trigger: Token, sentence: Sentence) -> Token | None:
    """Return the word that only imagines or asks it: "Were X to arm Y, it would regret it", "Does X arm Y?"."""
    first, last = sentence.tokens[0], sentence.tokens[-1]
    if last.text == "?":
        return last
    return first if first.text == "Were" and case(trigger) == "to" else None


def undone_by(clause: Token, head: Token) -> Token | None:
    """Return the word that says that a clause below a verb, noun or adjective is not done.

    "Stopped short of arming X", "far from arming X", "did nothing to help X", "has yet to help X", "was cleared of arming X".
    """
    marks = {c.lemma for c in clause.get("mark", "case")}
    near = (head, *head.children)
    if clause.tag == "VBG":
        failed = next((c for c in head.children if (head.lemma, c.lemma) in _FAILED_PHRASES and c.i == head.i + 1), None)
        far = next((c for c in near if c.lemma == "far" and "from" in marks and c.i < clause.i), None)
        return failed or far or (head if "of" in marks and head.lemma in words("clearing") else None)
    if "to" not in marks:
        return None
    return next((c for c in (head, *head.get("obj", "advmod")) if (c.lemma == "nothing" and c.dep != "obl" and head.lemma == "do") or (c.lemma == "yet" and head.lemma == "have")), None)


def is_certainty(noun: Token) -> bool:
    """Whether a noun confirms the clause below it: "there is no doubt that X arms Y", "there is no denying that"."""
    return (noun.lemma in words("certainties") or noun.text in words("certainties")) and any(c.lemma == "no" for c in noun.get("det"))


def is_overdue(noun: Token, clause: Token) -> bool:
    """Whether a clause is still to happen: "it is high time that X armed Y", "it is time for X to arm Y"."""
    urged = noun.first("det") is None and any(c.lemma in ("high", "about") for c in noun.get("amod", "advmod", "case"))
    return noun.lemma == "time" and noun.first("cop") is not None and (urged or (clause.tag == "VB" and any(m.lemma == "to" for m in clause.get("mark"))))


def set_aside_by(verb: Token) -> Token | None:
    """Return the word that says that something else is done: "rather than arm X", "instead of arming X"; "would rather arm X" is no denial."""
    if verb.get("acl"):
        # "used drones instead of jets to attack X": no deed is set aside.
        return None
    near: list[Token] = [*verb.children, *(verb.head.children if verb.head is not None else ())]
    for word in near:
        after = {"rather": "than", "instead": "of"}.get(word.lemma)
        if after is not None and any(c.lemma == after and c.i == word.i + 1 and verb.i - c.i <= 2 and verb in (c.head, word.head) for c in (*word.children, *verb.children)):
            return word
    return None


def is_of_no_occasion(phrase: Token) -> bool:
    """Whether a phrase denies its clause: "at no point", "under no circumstances"."""
    placed = case(phrase) in ("at", "under", "by", "on", "in") and (case(phrase), phrase.lemma) != ("in", "time") and phrase.first("amod") is None
    return placed and phrase.lemma in words("occasions") and any(c.lemma == "no" for c in phrase.get("det"))
