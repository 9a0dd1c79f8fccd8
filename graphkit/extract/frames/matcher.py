"""Matches frames against a tree: finds triggers, and fills their two slots."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graphkit.extract.arguments import obliques
from graphkit.extract.frames.match import Match
from graphkit.extract.frames.nouns import NounFrames
from graphkit.extract.frames.verbs import VerbFrames
from graphkit.nlp import Sentence, Token


class FrameMatcher(VerbFrames, NounFrames):
    """Finds all matches in a sentence."""

    def matches(self, sentence: Sentence, name_positions: Collection[int]) -> Iterator[Match]:
        """Yield matches in the order of their triggers.

        Args:
            sentence: the tree.
            name_positions: positions of the tokens that belong to names.
        """
        used: set[int] = set()
        self._name_positions = name_positions
        for token in sentence.tokens:
            yield from self._match_token(token, used)

    def _match_token(self, token: Token, used: set[int]) -> Iterator[Match]:
        if token.pos in ("VERB", "AUX") or (token.tag in ("VBN", "VBG", "VBD", "VBZ", "VBP") and token.dep not in ("amod", "compound")):
            yield from self._verb(token, used)
        if token.pos in ("NOUN", "PROPN") and token.i not in used:
            yield from self._noun(token)
        if token.pos == "ADJ" or token.tag == "VBN" or token.dep == "compound":
            yield from self._adjective(token)

    def _adjective(self, word: Token) -> Iterator[Match]:
        frames = self._lexicon.frames_for("adj", word.lemma) or self._lexicon.frames_for("adj", word.text.lower())
        for frame in frames:
            subject = word.get("nsubj", "nsubj:pass") or ([word.head] if word.head is not None and word.dep in ("amod", "acl", "compound") else [])
            if frame.needs_speaker:
                # "X is a brutal regime": of X.
                subject = [s for t in subject for s in (t.get("nsubj") if t.first("cop") is not None else [t])]
                yield from (Match(frame, word, word, t, None, word) for t in subject)
                continue
            is_inverted = frame.objects == ("subj",)
            for slot in frame.subjects if is_inverted else frame.objects:
                found = obliques(word, slot)
                if subject and found and is_inverted:
                    yield from (Match(frame, word, t, subject[0], None, word) for t in found)
                    return
                if subject and found:
                    yield from (Match(frame, word, subject[0], t, None, word) for t in found)
                    return
