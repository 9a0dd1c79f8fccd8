"""Clauses and gerunds right after a word that reports or denies them, however they are attached."""

from __future__ import annotations

from graphkit.extract.arguments import subjects
from graphkit.extract.factuality.noun_cues import NounCues
from graphkit.extract.factuality.stance import Stance
from graphkit.model import Polarity, Status
from graphkit.nlp import Sentence, Token

_DENIAL_EFFECTS = ("deny", "reject", "refuse")
_REPORTING_EFFECTS = ("source", "alleged", "deny")
# Words between a verb and its object noun: "brushed off the new accusations".
_PREMODIFIER_POS = ("DET", "ADJ", "ADP", "NUM", "PRON")


class AdjacentCues(NounCues):
    """Cues right before the subject of a clause."""

    def _apply_adjacent_cues(self, trigger: Token, sentence: Sentence, stance: Stance) -> None:
        """Apply a word that reports or denies the clause: "rejects allegations it supports Y", "which denies that it supports Y".

        A status or denial already found on the path upwards takes precedence.
        """
        self._apply_denial_before_gerund(trigger, sentence, stance)
        subject = next((s for s in trigger.get("nsubj") if s.tag == "PRP"), None)
        if subject is None or stance.status is not Status.ASSERTED or stance.polarity is Polarity.NEGATIVE:
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
            self._negate_by(before[-1], stance)
        elif self._lexicon.cue("noun", before[-1].lemma) in _REPORTING_EFFECTS and trigger.first("obj", "ccomp", "xcomp") is not None:
            # Without an object it is a relative clause: "the diplomat it arrested".
            noun = before.pop()
            stance.hedge(Status.ALLEGED, noun)
            while before and before[-1].pos in _PREMODIFIER_POS:
                before.pop()
            if before and self._denies(before[-1]):
                self._negate_by(before[-1], stance)

    def _apply_denial_before_gerund(self, trigger: Token, sentence: Sentence, stance: Stance) -> None:
        """Apply a denial right before a gerund, whatever its part of speech: "which denies funding Y".

        If the gerund is attached to it, it was judged on the path upwards ("did not deny").
        """
        verb = sentence.tokens[trigger.i - 1] if trigger.i > 0 and trigger.text.endswith("ing") else None
        if verb is not None and verb is not trigger.head and stance.polarity is Polarity.POSITIVE and self._denies(verb):
            stance.deny(verb, trigger.head if trigger.dep == "acl:relcl" else None)

    def _denies(self, word: Token) -> bool:
        """Whether it is a verb of denial; some parses label "denies" as a noun."""
        lemma = f"{word.lemma[:-2]}y" if word.lemma.endswith("ie") else word.lemma
        return self._lexicon.cue("verb", lemma) in _DENIAL_EFFECTS

    def _negate_by(self, verb: Token, stance: Stance) -> None:
        stance.deny(verb, next(iter(subjects(verb)), None))
