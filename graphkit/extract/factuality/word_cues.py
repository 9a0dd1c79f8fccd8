"""Cues attached to the word itself: auxiliaries, negation, hedging words and markers."""

from __future__ import annotations

from graphkit.extract.arguments import first_conjunct
from graphkit.extract.factuality.stance import Stance
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.noun_phrases import spelled
from graphkit.model import Status
from graphkit.nlp import Token


class OwnCues:
    """Applies the cues attached to a word itself."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Store the cues."""
        self._lexicon = lexicon

    def own(self, token: Token, found: Stance) -> None:
        """Apply auxiliaries, negation, hedging words and markers attached to the word."""
        planned = next((m for m in token.get("mark") if m.tag == "TO" and any(a.lemma == "be" and a.i < m.i for a in token.get("aux", "cop"))), None)
        if planned is not None:
            # "X is to meet Y on Thursday".
            found.hedge(Status.PLANNED, planned)
        for child in token.children:
            word = child.lemma if child.lemma != "'" else child.text
            effect = None
            if child.dep in ("aux", "aux:pass") and child.lemma == "have" and _inverted(child, token):
                effect = "condition"
            elif child.dep in ("aux", "aux:pass"):
                effect = "future" if self._reported_will(child, token) else self._lexicon.cue("aux", child.text.lower()) or self._lexicon.cue("aux", word)
            elif child.dep in ("advmod", "cc:preconj", "det", "cc", "discourse") or (child.dep == "amod" and token.pos == "VERB"):
                effect = self._adverb(child)
            elif child.dep in ("nsubj", "nsubj:pass"):
                # "Neither X nor Y supports Z".
                neither = next((c for c in child.get("cc:preconj", "det", "cc") if c.lemma == "neither"), None)
                if neither is not None:
                    found.negate(neither)
            elif child.dep == "mark":
                effect = "condition" if self._lexicon.cue("mark", word) else None
                if token.tag == "VBN" and token.first("nsubj", "nsubj:pass", "aux", "aux:pass") is None:
                    # "Once backed by X, Y fled".
                    effect = self._lexicon.cue("bygone", word) or effect
                if self._lexicon.cue("adj", word) == "plan":
                    # "and was due to meet Y".
                    effect = "plan"
            elif child.dep in ("amod", "compound", "nmod:desc"):
                effect = self._adjective(child)
            if child.lemma == "rather" and any(c.lemma == "than" for c in child.children):
                # "rather than arm X"; "would rather arm X" is no denial.
                effect = "negative"
            if effect is not None:
                self._apply(effect, child, found)
                # "must stop arming X" asserts neither that X is armed nor that it is not.
                found.asked = found.asked or (effect == "may" and child.lemma in ("must", "should", "ought"))

    def _reported_will(self, auxiliary: Token, verb: Token) -> bool:
        """Whether it is the "will" of reported speech: "X said it would back Y", but not "would have" or "would, if"."""
        verb = first_conjunct(verb)
        said = verb.head
        backshifted = auxiliary.text.lower() == "would" and verb.dep == "ccomp" and said is not None and said.tag in ("VBD", "VBN") and self._lexicon.is_reporting_verb(said.lemma)
        return backshifted and verb.tag == "VB" and not any(c.dep == "advcl" and c.get("mark") for c in verb.children)

    def _adverb(self, child: Token) -> str | None:
        if child.dep == "cc" and child.lemma not in ("nor", "not"):
            return None
        head = child.head
        still = head is not None and (head.get("mark") or (head.lemma == "have" and head.get("xcomp")))
        if child.lemma == "yet" and head is not None and still and all(m.lemma == "to" for m in head.get("mark")):
            # "has yet to recognise".
            return "negative"
        if child.text.lower() == "longer" and any(c.lemma == "no" for c in child.children):
            return "negative"
        if child.dep == "det" and child.lemma not in ("no", "neither"):
            return None
        if child.lemma == "not" and head is not None and any(c.lemma == "only" and c.i == child.i + 1 for c in head.children):
            # "not only arms X but backs Y": both hold.
            return None
        return self._lexicon.cue("adv", child.text.lower()) or self._lexicon.cue("adv", child.lemma) or self._once(child)

    def _once(self, child: Token) -> str | None:
        """Return the effect of "formerly" or "once" before a verb; not of a conjunction, nor of "once again" and "at once"."""
        head = child.head
        if head is None or child.dep != "advmod" or child.i > head.i or child.lemma == "use":
            return None
        phrase = {c.lemma for c in (*child.children, *head.children) if abs(c.i - child.i) == 1}
        return None if phrase & {"again", "more", "at"} else self._lexicon.cue("bygone", child.lemma)

    def _adjective(self, child: Token) -> str | None:
        beside = (*child.children, *(child.head.children if child.head is not None else ()))
        if child.text.lower() == "longer" and any(c.lemma == "no" and c.i == child.i - 1 for c in beside):
            return "negative"
        effect = self._lexicon.cue("adj", child.text.lower()) or self._lexicon.cue("adj", spelled(child))
        return None if effect in ("plan", "refuse") else effect

    def _apply(self, effect: str, cue: Token, found: Stance) -> None:
        match effect:
            case "future":
                found.hedge(Status.PLANNED, cue)
            case "may" | "possible" | "condition" | "want":
                found.hedge(Status.POSSIBLE, cue)
                found.asked = found.asked or effect == "want"
            case "plan":
                found.hedge(Status.PLANNED, cue)
            case "alleged" | "believe":
                found.hedge(Status.ALLEGED, cue)
            case "probable" | "seem":
                found.hedge(Status.PROBABLE, cue)
            case "negative" | "refuse" | "former" | "end" | "reject" | "deny":
                found.negate(cue)
                if self._lexicon.marks_end(cue.lemma, effect) or self._lexicon.marks_end(cue.text.lower(), effect):
                    found.ending = cue
            case "bygone":
                found.bygone = cue
            case "attempt":
                found.attempted = True

    def _word_cue(self, kind: str, word: Token) -> str | None:
        """Return the effect of a word, with its particle if both form another verb ("rule out")."""
        beside = [c for c in word.get("advmod") if c.i == word.i + 1]
        particle = next(iter([*word.get("compound:prt"), *beside]), None)
        pair = self._lexicon.cue(kind, f"{word.lemma} {particle.lemma}") if particle is not None else None
        return pair or self._lexicon.cue(kind, word.lemma)

    def _modals(self, head: Token, found: Stance) -> None:
        """Apply the auxiliaries of a word, but not its negation."""
        for child in head.get("aux"):
            effect = self._lexicon.cue("aux", child.text.lower()) or self._lexicon.cue("aux", child.lemma)
            if effect is not None:
                self._apply(effect, child, found)


def _inverted(auxiliary: Token, verb: Token) -> bool:
    """Whether an auxiliary before its subject marks a condition: "Had X attacked, Y would have ..."."""
    subject = verb.first("nsubj", "nsubj:pass")
    return auxiliary.text == "Had" and subject is not None and auxiliary.i < subject.i
