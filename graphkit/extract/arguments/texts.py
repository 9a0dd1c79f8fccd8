"""Texts and rallies that say something: "issued a statement condemning Y", "held a rally demanding Z"."""

from __future__ import annotations

from graphkit.extract.arguments.prepositions import case
from graphkit.nlp import Token
from graphkit.nlp.words import words

# "said in a statement", "protested with a letter".
_MEANS = ("in", "with", "through", "via", "by")


def says_of_text(verb: Token) -> bool:
    """Whether a clause is what a text or rally says: "a statement condemning Y"."""
    noun = verb.head
    return noun is not None and verb.dep == "acl" and verb.tag == "VBG" and (noun.lemma in words("writings") or noun.lemma in words("gatherings"))


def issuing_verb(text: Token) -> Token | None:
    """Return the verb whose subject says what a text or rally says: "issued a statement", "said in a speech"; None for others ("vetoed")."""
    verb, preposition = text.head, case(text)
    if verb is None or text.dep not in ("obj", "obl") or any(c.lemma == "down" for c in verb.get("compound:prt")):
        return None
    return verb if preposition in _MEANS or (verb.lemma in words("issuing") and preposition != "against") else None
