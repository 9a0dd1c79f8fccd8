"""Event nouns: raids, killings and the like, their victims, and definite references to them ("the attack")."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.arguments import objects, obliques
from graphkit.extract.lexicon import Lexicon
from graphkit.nlp import Sentence, Token

_TARGET_PREPOSITIONS = ("on", "against", "of", "at")
_DEFINITE_DETERMINERS = ("the", "this", "that", "these", "those")


def is_attack_noun(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names an attack."""
    return any(frame.predicate == "attacks" for frame in lexicon.frames_for("noun", noun.lemma))


def is_talks_noun(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names talks: "the meeting" can stand for its participants."""
    return any(frame.predicate == "consultsWith" for frame in lexicon.frames_for("noun", noun.lemma))


def is_event_noun(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names an act done to somebody."""
    return bool(lexicon.frames_for("deed", noun.lemma)) or is_attack_noun(noun, lexicon)


def is_anaphoric_event(noun: Token, lexicon: Lexicon) -> bool:
    """Whether it refers to an act mentioned before: "the attack", without agent or victim."""
    if not is_event_noun(noun, lexicon) or not any(c.lemma in _DEFINITE_DETERMINERS for c in noun.get("det")):
        return False
    return not any(obliques(noun, preposition) for preposition in _TARGET_PREPOSITIONS) and not noun.get("nmod:poss")


def victims(sentence: Sentence, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the heads of phrases for those hit by an act, whether or not its agent is named."""
    for token in sentence.tokens:
        if token.pos == "NOUN" and is_event_noun(token, lexicon):
            yield from (t for preposition in _TARGET_PREPOSITIONS for t in obliques(token, preposition))
        elif token.pos == "VERB" and any(f.predicate == "attacks" and not f.theme for f in lexicon.frames_for("verb", token.lemma)):
            yield from objects(token)
