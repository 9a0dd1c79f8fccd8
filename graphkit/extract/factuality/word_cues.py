"""Cues attached to the word itself: auxiliaries, negation, hedging words and markers."""

from __future__ import annotations

from graphkit.extract.arguments import case, first_conjunct
from graphkit.extract.factuality.set_aside import is_of_no_occasion, set_aside_by
from graphkit.extract.factuality.stance import Stance
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.noun_phrases import full_spelling
from graphkit.model import Status
from graphkit.nlp import Token

# "did not just arm X": that and more.
_ONLY = ("only", "just", "merely", "simply")


class WordCues:
    """Applies the cues attached to a word itself."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Store the cues."""
        self._lexicon = lexicon

    def apply_word_cues(self, token: Token, stance: Stance) -> None:
        """Apply auxiliaries, negation, hedging words and markers attached to the word."""
        headline = token.head is None and token.first("nsubj", "nsubj:pass") is not None
        planned = next((m for m in token.get("mark") if m.tag == "TO" and (headline or any(a.lemma == "be" and a.i < m.i for a in token.get("aux", "cop")))), None)
        if planned is not None:
            # "X is to meet Y on Thursday"; "X to meet Y".
            stance.hedge(Status.PLANNED, planned)
        aside = set_aside_by(token)
        if aside is not None:
            stance.negate(aside)
        # "should have armed X": some parses attach the modal to "have".
        for child in (*token.children, *(modal for have in token.get("aux") for modal in have.get("aux"))):
            word = child.lemma if child.lemma != "'" else child.text
            effect = None
            if child.dep in ("aux", "aux:pass") and child.lemma == "have" and _is_inverted(child, token):
                effect = "condition"
            elif child.dep in ("aux", "aux:pass"):
                effect = "future" if self._is_reported_will(child, token) else self._lexicon.cue("aux", child.text.lower()) or self._lexicon.cue("aux", word)
            elif child.dep in ("advmod", "cc:preconj", "det", "cc", "discourse") or (child.dep == "amod" and token.pos == "VERB"):
                effect = self._adverb_effect(child)
            elif child.dep == "case" and child.lemma == "against" and token.first("cop") is not None:
                # "X is against sanctions on Y".
                effect = "possible"
            elif child.dep in ("nsubj", "nsubj:pass"):
                # "Neither X nor Y supports Z".
                neither = next((c for c in child.get("cc:preconj", "det", "cc") if c.lemma == "neither"), None)
                if neither is not None:
                    stance.negate(neither)
            elif child.dep == "mark":
                effect = self._mark_effect(child, token)
                if token.tag == "VBN" and token.first("nsubj", "nsubj:pass", "aux", "aux:pass") is None:
                    # "Once backed by X, Y fled".
                    effect = self._lexicon.cue("bygone", word) or effect
                if self._lexicon.cue("adj", word) == "plan":
                    # "and was due to meet Y".
                    effect = "plan"
            elif child.dep in ("amod", "compound", "nmod:desc"):
                effect = self._adjective_effect(child)
            if is_of_no_occasion(child):
                effect = "negative"
            elif child.dep == "obl" and case(child) == "in" and child.lemma == "case" and child.first("det", "amod") is None:
                effect = "condition"
            if effect is not None:
                self._apply_effect(effect, child, stance)
                # "must stop arming X" asserts neither that X is armed nor that it is not.
                stance.requested = stance.requested or (effect == "may" and child.lemma in ("must", "should", "ought"))

    def _is_reported_will(self, auxiliary: Token, verb: Token) -> bool:
        """Whether it is the "will" of reported speech: "X said it would back Y", but not "would have" or "would, if"."""
        verb = first_conjunct(verb)
        said = verb.head
        backshifted = auxiliary.text.lower() == "would" and verb.dep == "ccomp" and said is not None and said.tag in ("VBD", "VBN") and self._lexicon.is_reporting_verb(said.lemma)
        return backshifted and verb.tag == "VB" and not any(c.dep == "advcl" and c.get("mark") for c in verb.children)

    def _mark_effect(self, mark: Token, verb: Token) -> str | None:
        if mark.lemma == "until" and verb.tag == "VBD":
            # "Until X attacked Y, prices were low": it did.
            return None
        return "condition" if self._lexicon.cue("mark", " ".join((mark.lemma, *(c.lemma for c in mark.get("fixed"))))) else None

    def _adverb_effect(self, child: Token) -> str | None:
        if child.dep == "cc" and child.lemma not in ("nor", "not"):
            return None
        head = child.head
        if child.lemma == "no" and any(c.text == "," and c.i == child.i + 1 for c in (*child.children, *(head.children if head is not None else ()))):
            # "No, X does not arm Y": an answer, and no second negation.
            return None
        still = head is not None and (head.get("mark") or (head.lemma == "have" and head.get("xcomp")))
        if child.lemma == "yet" and head is not None and still and all(m.lemma == "to" for m in head.get("mark")):
            # "has yet to recognise".
            return "negative"
        if child.text.lower() == "longer" and any(c.lemma == "no" for c in child.children):
            return "negative"
        if child.dep == "det" and child.lemma not in ("no", "neither"):
            return None
        if child.lemma == "not" and head is not None and any(c.lemma in _ONLY and c.i == child.i + 1 for c in head.children):
            # "not only arms X but backs Y": both hold.
            return None
        return self._lexicon.cue("adv", child.text.lower()) or self._lexicon.cue("adv", child.lemma) or self._past_adverb_effect(child)

    def _past_adverb_effect(self, child: Token) -> str | None:
        """Return the effect of "formerly" or "once" before a verb; not of a conjunction, nor of "once again" and "at once"."""
        head = child.head
        if head is None or child.dep != "advmod" or child.i > head.i or child.lemma == "use":
            return None
        phrase = {c.lemma for c in (*child.children, *head.children) if abs(c.i - child.i) == 1}
        return None if phrase & {"again", "more", "at"} else self._lexicon.cue("bygone", child.lemma)

    def _adjective_effect(self, child: Token) -> str | None:
        beside = (*child.children, *(child.head.children if child.head is not None else ()))
        if child.text.lower() == "longer" and any(c.lemma == "no" and c.i == child.i - 1 for c in beside):
            return "negative"
        effect = self._lexicon.cue("adj", child.text.lower()) or self._lexicon.cue("adj", full_spelling(child))
        return None if effect in ("plan", "refuse") else effect

    def _apply_effect(self, effect: str, cue: Token, stance: Stance) -> None:
        match effect:
            case "future":
                stance.hedge(Status.PLANNED, cue)
            case "may" | "possible" | "condition" | "want":
                stance.hedge(Status.POSSIBLE, cue)
                stance.requested = stance.requested or effect == "want"
            case "plan":
                stance.hedge(Status.PLANNED, cue)
            case "alleged" | "believe":
                stance.hedge(Status.ALLEGED, cue)
            case "probable" | "seem":
                stance.hedge(Status.PROBABLE, cue)
            case "negative" | "refuse" | "former" | "end" | "reject" | "deny":
                stance.negate(cue)
                if self._lexicon.marks_end(cue.lemma, effect) or self._lexicon.marks_end(cue.text.lower(), effect):
                    stance.ending = cue
            case "bygone":
                stance.past_cue = cue
            case "attempt":
                stance.attempted = True

    def _effect_of(self, kind: str, word: Token) -> str | None:
        """Return the effect of a word, with its particle or fixed phrase if both form another verb ("rule out", "put on hold")."""
        said = word.text.lower()
        if word.tag == "MD" or (word.i == 0 and self._lexicon.cue("mark", said) is not None):
            # "ought to have armed X"; "Provided that X arms Y".
            return self._lexicon.cue("aux", word.lemma) or "condition"
        if word.tag == "VBG" and any(c.tag == "VB" for c in word.get("xcomp")) and self._lexicon.cue("adj", said) == "plan":
            # "was going to arm X".
            return "plan"
        beside = [c for c in word.get("advmod") if c.i == word.i + 1]
        # The parser takes "out" in "walked out of the pact" for a preposition.
        outward = [m for c in word.get("obl") for m in c.get("case") if m.i == word.i + 1 and m.lemma == "out"]
        particle = next((each.lemma for each in [*word.get("compound:prt"), *beside, *outward]), None)
        fixed = (f"{m.lemma} {c.lemma}" for c in word.get("obl") for m in c.get("case"))
        verbs = (f"{word.lemma} {each}" for each in (particle, *fixed) if each is not None)
        return next((effect for verb in verbs if (effect := self._lexicon.cue(kind, verb)) is not None), None) or self._lexicon.cue(kind, word.lemma)

    def _had_to(self, head: Token) -> bool:
        """Whether somebody had to do what he then did; in reported speech, "had to" is what he still has to do."""
        said = head.dep == "ccomp" and head.head is not None and self._lexicon.is_reporting_verb(head.head.lemma)
        return head.lemma == "have" and head.tag == "VBD" and not said and not head.get("aux")

    def _apply_auxiliaries(self, head: Token, stance: Stance) -> None:
        """Apply the auxiliaries of a word, but not its negation."""
        for child in head.get("aux"):
            effect = self._lexicon.cue("aux", child.text.lower()) or self._lexicon.cue("aux", child.lemma)
            if effect is not None:
                self._apply_effect(effect, child, stance)


def _is_inverted(auxiliary: Token, verb: Token) -> bool:
    """Whether an auxiliary before its subject marks a condition: "Had X attacked, Y would have ..."."""
    subject = verb.first("nsubj", "nsubj:pass")
    return auxiliary.text == "Had" and subject is not None and auxiliary.i < subject.i
