"""Clauses and gerunds right after a word that reports or denies them, however they are attached."""

from __future__ import annotations

from graphkit.extract.arguments import subjects
from graphkit.extract.factuality.noun_cues import NounCues
from graphkit.extract.factuality.stance import Stance
from graphkit.model import Polarity, Status
from graphkit.nlp import Sentence, Token

_DENYING = ("deny", "reject", "refuse")
_REPORTED = ("source", "alleged", "deny")
# Words between a verb and its object noun: "brushed off the new accusations".
_BETWEEN = ("DET", "ADJ", "ADP", "NUM", "PRON")


class Contents(NounCues):
    """Cues right before the subject of a clause."""

    def _content(self, trigger: Token, sentence: Sentence, found: Stance) -> None:
        """Apply a word that reports or denies the clause: "rejects allegations it supports Y", "which denies that it supports Y".

        A status or denial already found on the path upwards takes precedence.
        """
        self._gerund(trigger, sentence, found)
        subject = next((s for s in trigger.get("nsubj") if s.tag == "PRP"), None)
        if subject is None or found.status is not Status.ASSERTED or found.polarity is Polarity.NEGATIVE:
            return
        before = [token for token in sentence.tokens if token.i < subject.i]
        if before and before[-1].lemma == "that":
            before.pop()
        if not before:
            return
        if before[-1] is trigger.head and trigger.dep == "ccomp":
            # "does not deny that it arms Y": already judged on the path upwards.
            return
        if self._denies(before[-1]):
            self._denied_by(before[-1], found)
        elif self._lexicon.cue("noun", before[-1].lemma) in _REPORTED and trigger.first("obj", "ccomp", "xcomp") is not None:
            # Without an object it is a relative clause: "the diplomat it arrested".
            noun = before.pop()
            found.hedge(Status.ALLEGED, noun)
            while before and before[-1].pos in _BETWEEN:
                before.pop()
            if before and self._denies(before[-1]):
                self._denied_by(before[-1], found)

    def _gerund(self, trigger: Token, sentence: Sentence, found: Stance) -> None:
        """Apply a denial right before a gerund, whatever its part of speech: "which denies funding Y".

        If the gerund is attached to it, it was judged on the path upwards ("did not deny").
        """
        verb = sentence.tokens[trigger.i - 1] if trigger.i > 0 and trigger.text.endswith("ing") else None
        if verb is not None and verb is not trigger.head and found.polarity is Polarity.POSITIVE and self._denies(verb):
            found.negate(verb)
            found.said_by(verb, trigger.head if trigger.dep == "acl:relcl" else None)

    def _denies(self, word: Token) -> bool:
        """Whether it is a verb of denial; some parses label "denies" as a noun."""
        lemma = f"{word.lemma[:-2]}y" if word.lemma.endswith("ie") else word.lemma
        return self._lexicon.cue("verb", lemma) in _DENYING

    def _denied_by(self, verb: Token, found: Stance) -> None:
        found.negate(verb)
        found.said_by(verb, next(iter(subjects(verb)), None))
