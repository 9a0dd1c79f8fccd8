"""Cues of a noun trigger: the verb it is an argument of, and the noun above it."""

from __future__ import annotations

from graphkit.extract.arguments import case, subjects
from graphkit.extract.factuality.stance import Stance
from graphkit.extract.factuality.word_cues import WordCues
from graphkit.model import Status
from graphkit.nlp import Token
from graphkit.nlp.words import words

# "warned of an attack", "planned against it", "called for talks", "toyed with sanctions".
_OBLIQUE_EFFECTS = frozenset((("in", "plan"), ("of", "plan"), ("against", "plan"), ("for", "want"), ("against", "want"), ("from", "end"), ("of", "end"), ("with", "possible"), ("over", "possible"), ("to", "possible")))
# "working on a pact", "open to a pact"; "under a pact" and "after a pact" there is one.
_AIMING_PREPOSITIONS = ("on", "toward", "towards", "for", "of", "against", "over", "about", "at")
_REPORTING_EFFECTS = ("alleged", "source")
_UNCERTAIN_EFFECTS = ("plan", "refuse", "reject", "possible", "alleged")


class NounCues(WordCues):
    """Applies the verb or noun above a noun trigger."""

    def _apply_argument_verb(self, token: Token, head: Token, stance: Stance) -> bool:
        """Apply the head of which the trigger noun is an argument; return whether to continue upwards."""
        if head.first("cop") is not None:
            # "A Turkish attack would be a mistake": the modal shows that there is none yet.
            self._apply_auxiliaries(head, stance)
            if token.dep == "nsubj" and (self._lexicon.cue("adj", head.lemma) or self._lexicon.cue("noun", head.lemma)) in _UNCERTAIN_EFFECTS:
                # "An attack is unlikely", "Its support is in doubt".
                stance.hedge(Status.POSSIBLE, head)
            elif self._lexicon.cue("noun", head.lemma) == "deny":
                # "Its support was a myth".
                stance.negate(head)
            return False
        if head.pos not in ("VERB", "AUX", "ADJ"):
            return False
        self.apply_object_verb(token, head, stance)
        raised = head.first("xcomp")
        if token.dep == "nsubj" and raised is not None and self._lexicon.cue("adj", raised.lemma) in _UNCERTAIN_EFFECTS:
            # "Its support remains in doubt", "An attack seems unlikely".
            stance.hedge(Status.POSSIBLE, raised)
        if token.dep == "obj" and token.lemma in words("joining") and head.lemma not in words("knowing"):
            # "supports Y's accession to Z", "blocked its entry": it has yet to happen.
            stance.hedge(Status.PLANNED, head)
        if token.dep == "nsubj" and head.lemma == "have" and raised is not None and raised.lemma in (*words("happening"), *words("bringing about")):
            # "Talks have yet to begin", "An accord has yet to be signed".
            self.apply_word_cues(head, stance)
        elif token.dep == "nsubj" and head.lemma not in words("happening"):
            # In "The attack did not succeed" there was an attack.
            self._apply_auxiliaries(head, stance)
        else:
            self.apply_word_cues(head, stance)
        return True

    def is_rejected(self, noun: Token) -> bool:
        """Whether a noun is the object of rejecting, denying or refusing."""
        verb = noun.head
        return verb is not None and noun.dep in ("obj", "nsubj:pass") and self._effect_of("verb", verb) in ("reject", "deny", "refuse")

    def apply_object_verb(self, token: Token, head: Token, stance: Stance) -> None:
        """Apply the effect of a verb on its object noun: "ruled out talks", "plans a strike"."""
        effect = self._effect_of("object", head) or self._effect_of("verb", head)
        is_object = token.dep == "obj" or token.dep == "nsubj:pass" or (token.dep == "obl" and (case(token), effect) in _OBLIQUE_EFFECTS)
        owned = any(c.dep == "nmod:poss" or (c.dep in ("amod", "compound") and c.text[:1].isupper()) for c in token.children)
        if effect == "end" and self._lexicon.cue("noun", token.lemma) in _REPORTING_EFFECTS:
            # "repudiated claims that it backs Y".
            effect = "reject"
        against = token.dep == "obl" and case(token) == "against" and head.lemma in words("deciding") and not owned
        if (effect not in ("end", "undone") and is_unmade_pact(token, head)) or against:
            # "floated a pact", "voted against sanctions".
            stance.hedge(Status.POSSIBLE, head)
        if effect == "undone" and token.dep in ("nsubj", "obj"):
            stance.negate(head)
        if self._lapses(token, head):
            stance.past_cue = head
        if is_object and (effect == "deny" or (effect == "reject" and self._lexicon.cue("noun", token.lemma) in _REPORTING_EFFECTS)):
            # "denied support for Y", "rejected claims that it supports Y".
            stance.deny(head, next(iter(subjects(head)), None))
        elif is_object and effect in ("plan", "want", "refuse", "end", "reject", "believe"):
            self._apply_effect("plan" if effect == "want" else effect, head, stance)
            if effect == "end":
                stance.ending = head
            if effect == "want":
                stance.requested = True
        elif is_object and effect == "possible" and not (owned and token.dep == "obl"):
            stance.hedge(Status.POSSIBLE, head)
        elif is_object and effect == "accuse":
            stance.hedge(Status.ALLEGED, head)

    def _lapses(self, token: Token, head: Token) -> bool:
        """Whether a verb says that the noun ended, so that it held until then: "X's support for Y ended in May"."""
        if token.dep != "nsubj" or self._lexicon.cue("lapse", head.lemma) is None or head.first("obj", "ccomp", "xcomp", "compound:prt") is not None:
            return False
        if head.tag in ("VB", "VBP", "VBZ") and head.first("obl", "obl:unmarked") is not None:
            # "expire in July": they hold until then.
            return False
        return not any(self._adverb_effect(c) == "negative" for c in head.get("advmod"))

    def _apply_noun_above(self, token: Token, head: Token, stance: Stance) -> bool:
        """Apply the noun above: "plans for talks", "the threat of sanctions", "the possibility of aid"."""
        effect = self._lexicon.cue("noun", head.lemma)
        if token.dep != "nmod" or effect is None or case(token) not in (("of", "to", "from") if effect == "end" else ("of", "for", "on", "about", "to")):
            return False
        if effect == "end" and case(head):
            # "at the end of talks with Y".
            return False
        if effect == "source" and case(token) == "of" and self._lexicon.is_reporting_verb(head.lemma):
            # "reports of X's support for Y".
            effect = "alleged"
        self._apply_effect(effect, head, stance)
        if effect == "end":
            stance.ending = head
        return head.dep in ("obj", "nsubj:pass", "xcomp", "root")


def is_unmade_pact(noun: Token, verb: Token) -> bool:
    """Whether what is done to a pact leaves open whether there is one: "floated a pact with Y", "is working on a pact with Y"."""
    definite = any(c.lemma not in ("a", "an", "another", "any") for c in noun.get("det")) or noun.first("nmod:poss") is not None
    if noun.lemma not in words("pacts") or definite or verb.pos not in ("VERB", "ADJ"):
        return False
    if noun.dep == "obl" and (case(noun) in _AIMING_PREPOSITIONS or (verb.pos == "ADJ" and case(noun) == "to")):
        return verb.lemma not in words("concluding") or verb.pos == "ADJ" or (verb.lemma == "work" and case(noun) in ("on", "for"))
    return noun.dep in ("obj", "nsubj:pass") and verb.lemma not in words("concluding")
