"""Clauses and gerunds right behind what reports or denies them, however the parser hung them."""

from __future__ import annotations

from graphkit.extract.arguments import subjects
from graphkit.extract.factuality.nouns import NounCues
from graphkit.extract.factuality.stance import Stance
from graphkit.model import Polarity, Status
from graphkit.nlp import Sentence, Token

_DENYING = ("deny", "reject", "refuse")
_REPORTED = ("source", "alleged", "deny")
# Between a verb and the noun that is its object: "brushed off the new accusations".
_BETWEEN = ("DET", "ADJ", "ADP", "NUM", "PRON")


class Contents(NounCues):
    """What stands right before the subject of a clause."""

    def _content(self, trigger: Token, sentence: Sentence, found: Stance) -> None:
        """ "rejects allegations it supports Y", "which denies that it supports Y": nobody says it plainly.

        Where the way up the tree has found something already, that stands.
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
            # "does not deny that it arms Y": judged on the way up.
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
        """ "which denies funding Y", whatever the parser takes "denies" for; what hangs on it was judged on the way up ("did not deny")."""
        verb = sentence.tokens[trigger.i - 1] if trigger.i > 0 and trigger.text.endswith("ing") else None
        if verb is not None and verb is not trigger.head and found.polarity is Polarity.POSITIVE and self._denies(verb):
            found.negate(verb)
            found.said_by(verb, trigger.head if trigger.dep == "acl:relcl" else None)

    def _denies(self, word: Token) -> bool:
        """Whether it is a verb of denial; "denies" is a noun to some parses."""
        lemma = f"{word.lemma[:-2]}y" if word.lemma.endswith("ie") else word.lemma
        return self._lexicon.cue("verb", lemma) in _DENYING

    def _denied_by(self, verb: Token, found: Stance) -> None:
        found.negate(verb)
        found.said_by(verb, next(iter(subjects(verb)), None))
