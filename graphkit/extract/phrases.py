"""What the words of a noun phrase show: its preposition, whether it is definite, what it can name."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.names import NORP, ORG, PERSON, PLACE, STATE, Name
from graphkit.nlp import Token
from graphkit.nlp.words import words

# How many words may stand between the head of a phrase and the comma behind it.
_NEAR = 9


def opened_by(token: Token) -> str:
    """The preposition before a noun phrase, "" where there is none."""
    words = token.get("case")
    return " ".join(word.text.lower() for word in words if word.text.lower() not in ("'s", "'"))


def opened_by_first(token: Token) -> str:
    """Coordinated phrases share the preposition of the first."""
    while token.dep == "conj" and token.head is not None:
        token = token.head
    return opened_by(token)


def is_definite(token: Token) -> bool:
    """Whether a phrase says that it is known which one is meant."""
    return any(
        (c.dep == "det" and c.lemma in ("the", "this", "that", "these", "those", "both")) or c.dep == "nmod:poss"
        for c in token.children
    )


def is_title_word(token: Token, names: dict[int, Name]) -> bool:
    """Whether a word may belong to a title that stands before a name."""
    if token.i in names:
        return False
    return token.pos in ("NOUN", "PROPN", "ADJ") or token.text in ("-", "of", "for", "and")


def fits(sort: str, label: str) -> bool:
    """Whether a name of this kind can be what a noun of this sort calls it."""
    if label == PERSON:
        return sort in ("office", "person", "organ", "people", "group")
    if label in (ORG, ""):
        return sort in ("group", "organ", "country", "wing")
    return sort in ("country", "organ", "place") if label == STATE else (label == PLACE and sort == "place") or label == NORP


def loyal_to(token: Token) -> Iterator[Token]:
    """ "forces loyal to X", "rebels led by X", "fighters belonging to X"."""
    for child in token.get("amod", "acl"):
        if child.lemma in ("loyal", "belong", "affiliated", "affiliate"):
            yield from (c for c in child.get("obl", "nmod") if opened_by(c) in ("to", "with"))
        if child.lemma in words("held"):
            yield from (c for c in child.get("obl:agent", "obl") if opened_by(c) == "by")
