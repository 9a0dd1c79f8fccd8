"""Deeds: raids, killings and the like, whom they hit, and which one "the attack" takes up."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.arguments import objects, obliques
from graphkit.extract.lexicon import Lexicon
from graphkit.nlp import Sentence, Token

_AIMED = ("on", "against", "of", "at")
_TAKING_UP = ("the", "this", "that", "these", "those")


def is_attack(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names an attack."""
    return any(frame.predicate == "attacks" for frame in lexicon.frames_for("noun", noun.lemma))


def are_talks(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names talks: "the meeting" can stand for those who met."""
    return any(frame.predicate == "consultsWith" for frame in lexicon.frames_for("noun", noun.lemma))


def is_deed(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names something that is done to somebody."""
    return bool(lexicon.frames_for("deed", noun.lemma)) or is_attack(noun, lexicon)


def taken_up(noun: Token, lexicon: Lexicon) -> bool:
    """Whether it is a deed that was told of before: "the attack", without whose and on whom."""
    if not is_deed(noun, lexicon) or not any(c.lemma in _TAKING_UP for c in noun.get("det")):
        return False
    return not any(obliques(noun, aim) for aim in _AIMED) and not noun.get("nmod:poss")


def victims(sentence: Sentence, lexicon: Lexicon) -> Iterator[Token]:
    """Heads of the phrases that a sentence says were hit, whether or not it says by whom."""
    for token in sentence.tokens:
        if token.pos == "NOUN" and is_deed(token, lexicon):
            yield from (t for aim in _AIMED for t in obliques(token, aim))
        elif token.pos == "VERB" and any(f.predicate == "attacks" and not f.theme for f in lexicon.frames_for("verb", token.lemma)):
            yield from objects(token)
