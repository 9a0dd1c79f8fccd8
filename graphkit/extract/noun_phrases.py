"""Properties of a noun phrase: its preposition, definiteness, and the kinds of names it can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.extract.arguments import first_conjunct
from graphkit.extract.names import NORP, ORG, PERSON, PLACE, STATE, Name
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# Maximum words between the head of a phrase and the comma after it.
_MAX_DISTANCE = 9


def preposition_of(token: Token) -> str:
    """Return the preposition of a noun phrase, or ""."""
    words = token.get("case")
    return " ".join(word.text.lower() for word in words if word.text.lower() not in ("'s", "'"))


def shared_preposition(token: Token) -> str:
    """Return the preposition of the first conjunct, which coordinated phrases share."""
    return preposition_of(first_conjunct(token))


def whole_of(noun: Token) -> Token:
    """Return the noun for the share of a thing that a phrase names: "part" in "part of its aid"; otherwise the noun itself."""
    while noun.dep == "nmod" and noun.head is not None and noun.head.lemma in words("shares") and preposition_of(noun) == "of":
        noun = noun.head
    return noun


def is_definite(token: Token) -> bool:
    """Whether a phrase is definite."""
    return any(
        (c.dep == "det" and c.lemma in ("the", "this", "that", "these", "those", "both")) or c.dep == "nmod:poss"
        for c in token.children
    )


def is_title_word(token: Token, names: dict[int, Name]) -> bool:
    """Whether a word can be part of a title before a name."""
    if token.i in names:
        return False
    return token.pos in ("NOUN", "PROPN", "ADJ") or token.text in ("-", "of", "for", "and")


def can_describe(sort: str, label: str) -> bool:
    """Whether a name of this kind can be described by a noun of this sort."""
    if label == PERSON:
        return sort in ("office", "person", "organ", "people", "group")
    if label in (ORG, ""):
        return sort in ("group", "organ", "country", "wing")
    return sort in ("country", "organ", "place") if label == STATE else (label == PLACE and sort == "place") or label == NORP


def name_after_comma(sentence: Sentence, token: Token, names: Mapping[int, Name]) -> Name | None:
    """Return the name between commas directly after a phrase: "the armed wing of X, the Y Brigades, said".

    Args:
        sentence: the tree.
        token: the head of the phrase.
        names: the name at each position of the sentence that has one.
    """
    tokens = sentence.tokens
    comma = next((t.i for t in tokens[token.i + 1 : token.i + _MAX_DISTANCE] if t.text == "," or t.pos in ("VERB", "AUX")), len(tokens) - 1)
    start = comma + 1 + (comma + 1 < len(tokens) and tokens[comma + 1].lemma == "the")
    name = names.get(start)
    closed = name is not None and name.end < len(tokens) and tokens[name.end].text in (",", ".")
    return name if tokens[comma].text == "," and closed else None


def allegiances(token: Token) -> Iterator[Token]:
    """Yield X in "forces loyal to X", "rebels led by X", "fighters belonging to X"."""
    for child in token.get("amod", "acl"):
        if child.lemma in ("loyal", "belong", "affiliated", "affiliate"):
            yield from (c for c in child.get("obl", "nmod") if preposition_of(c) in ("to", "with"))
        if child.lemma in words("held"):
            yield from (c for c in child.get("obl:agent", "obl") if preposition_of(c) == "by")


def full_spelling(word: Token) -> str:
    """Return a word with the parts before its hyphens, which are tokens below it, in lower case: "one-time"."""
    return "".join(token.text for token in sorted(word.subtree(), key=lambda token: token.i)).lower()
