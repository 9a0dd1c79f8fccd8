"""Matches relations inside a compound: "X-backed Y", "the Saudi-led coalition", "pro-Russian rebels"."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.frames import Match
from graphkit.extract.lexicon import Lexicon
from graphkit.nlp import Sentence, Token

_HYPHENS = ("-", "–", "\u2011")


class CompoundMatcher:
    """Matches hyphenated participles and prefixes in the token sequence, because parses of compounds are unreliable."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Store the participle and prefix frames."""
        self._lexicon = lexicon

    def matches(self, sentence: Sentence) -> Iterator[Match]:
        """Yield the matches of a sentence in text order."""
        for token in sentence.tokens:
            yield from self._participle_matches(token, sentence)
            yield from self._prefix_matches(token, sentence)
            yield from self._name_pair_matches(token, sentence)

    def _participle_matches(self, word: Token, sentence: Sentence) -> Iterator[Match]:
        """Match name, hyphen, participle and the noun it modifies."""
        if word.i < 2 or sentence.tokens[word.i - 1].text not in _HYPHENS:
            return
        lemma = word.lemma if self._lexicon.frames_for("participle", word.lemma) else word.text.lower()
        for frame in self._lexicon.frames_for("participle", lemma):
            owner = sentence.tokens[word.i - 2]
            noun = _compound_head(word, sentence)
            if noun is None or not owner.text[0].isupper() or frame.subjects[0] == "none":
                return
            yield Match(frame, word, owner, noun, None, word)
            return

    def _prefix_matches(self, token: Token, sentence: Sentence) -> Iterator[Match]:
        """Match "pro-X Y": Y supports or opposes X."""
        if token.i + 2 >= len(sentence.tokens) or sentence.tokens[token.i + 1].text not in _HYPHENS:
            return
        for frame in self._lexicon.frames_for("prefix", token.text.lower()):
            target = sentence.tokens[token.i + 2]
            noun = _compound_head(target, sentence)
            if noun is not None and target.text[0].isupper():
                yield Match(frame, token, noun, target, None, token)
            return

    def _name_pair_matches(self, token: Token, sentence: Sentence) -> Iterator[Match]:
        """Match "the Russia-Ukraine war", "a Japan-India pact": both names are arguments of the noun."""
        if token.i + 3 >= len(sentence.tokens) or sentence.tokens[token.i + 1].text not in _HYPHENS:
            return
        other = sentence.tokens[token.i + 2]
        if not (token.text[0].isupper() and other.text[0].isupper()):
            return
        for noun in sentence.tokens[other.i + 1 : other.i + 4]:
            for frame in self._lexicon.frames_for("noun", noun.lemma) if noun.pos == "NOUN" else ():
                if "between" in frame.subjects and "each" in frame.objects:
                    yield Match(frame, noun, token, other, None, noun)
                    return
            if noun.pos not in ("NOUN", "ADJ"):
                return


def _compound_head(word: Token, sentence: Sentence) -> Token | None:
    """Return the head of the noun phrase that the compound opens."""
    head = word.head
    if head is not None and head.i > word.i and head.pos in ("NOUN", "PROPN"):
        return _outermost_compound(head)
    for token in sentence.tokens[word.i + 1 : word.i + 8]:
        if token.pos in ("NOUN", "PROPN"):
            return _outermost_compound(token)
        if token.pos not in ("ADJ", "ADV", "NUM", "VERB") and token.text not in (*_HYPHENS, "\"", "'"):
            return None
    return None


def _outermost_compound(noun: Token) -> Token:
    """Return the head of a chain of compounds to the right ("government -> forces")."""
    while noun.dep in ("compound", "amod", "nmod:desc") and noun.head is not None and noun.head.i > noun.i and noun.head.pos in ("NOUN", "PROPN"):
        noun = noun.head
    return noun
