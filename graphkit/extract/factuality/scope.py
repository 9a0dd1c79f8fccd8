"""Collects the stance on the path from a trigger to the root: governing clauses, complements, speakers."""

from __future__ import annotations

from graphkit.extract.arguments import (
    RESPONSIBLE_ADJECTIVES,
    actor_of_infinitive,
    issuing_verb,
    says_of_text,
    subjects,
)
from graphkit.extract.factuality.past_states import has_happened, is_past
from graphkit.extract.factuality.set_aside import is_certainty, is_overdue, supposed_by, undone_by
from graphkit.extract.factuality.speaker_cues import SpeakerCues, first_of
from graphkit.extract.factuality.stance import Stance
from graphkit.extract.noun_phrases import whole_of
from graphkit.model import Polarity, Status
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# After these an infinitive is factual: "the first state to recognise X".
_ORDINALS = ("few", "first", "second", "third", "last", "latest", "only", "next")
# "voted against recognising X".
_DECISION_VERBS = ("vote", "decide", "rule", "argue", "opt")


class Factuality(SpeakerCues):
    """Determines the stance of any trigger of a sentence."""

    def stance(self, trigger: Token, sentence: Sentence, *, presupposed: bool = False) -> Stance:
        """Return the stance towards what a verb, noun or adjective expresses.

        A noun phrase with its own agents ("Turkey's support for X") presupposes the fact; then only its governing word counts,
        and there is no speaker.
        """
        stance = Stance()
        if presupposed:
            self.apply_word_cues(trigger, stance)
            noun = whole_of(trigger)
            if noun.head is not None:
                self._apply_head(noun, noun.head, stance)
                self._hedge_intended_event(noun, noun.head, stance)
                self._apply_stance_to_end(noun.head, stance)
            return stance
        if (supposed := supposed_by(trigger, sentence)) is not None:
            stance.hedge(Status.POSSIBLE, supposed)
        self.apply_word_cues(trigger, stance)
        self._apply_path(whole_of(trigger), stance)
        self._apply_attribution_phrases(trigger, stance)
        self._apply_adjacent_cues(trigger, sentence, stance)
        return stance

    def _hedge_intended_event(self, noun: Token, verb: Token, stance: Stance) -> None:
        """Hedge an event that is only intended, even if the noun names its agents: "offered to host talks between X and Y"."""
        if noun.dep not in ("obj", "nsubj:pass") or verb.lemma not in words("bringing about"):
            return
        stance_above = Stance()
        self._apply_path(verb, stance_above)
        if (failed := stance_above.attempted or stance_above.polarity is Polarity.NEGATIVE) or stance_above.status in (Status.PLANNED, Status.POSSIBLE, Status.PROBABLE):
            stance.hedge(Status.POSSIBLE if failed else stance_above.status, stance_above.cue or verb)

    def _apply_stance_to_end(self, verb: Token, stance: Stance) -> None:
        """Apply what is said about the end of something that the noun presupposes: "refused to end its support for Y"."""
        if stance.ending is not verb and (stance.polarity is Polarity.POSITIVE or stance.cue is not verb):
            return
        stance_above = Stance()
        self._apply_path(verb, stance_above)
        if stance.ending is not verb:
            if stance_above.status in (Status.PLANNED, Status.POSSIBLE, Status.PROBABLE):
                # "threatened to veto Y's sanctions on Z".
                stance.hedge(Status.POSSIBLE, stance_above.cue or verb)
            return
        if stance_above.requested:
            # "demanded an end to its support for Y": so far it is there.
            stance.negate(verb)
            stance.ending = stance.cue = None
            return
        if stance_above.polarity is Polarity.NEGATIVE:
            stance.negate(stance_above.cue or verb)
        stance.hedge(Status.POSSIBLE if stance_above.attempted else stance_above.status, stance_above.cue or verb)

    def speaker_stance(self, token: Token) -> Stance:
        """Return the speaker of the clause of a word, ignoring any other cue."""
        stance = Stance()
        self._add_speaker(token, stance)
        return stance

    def _add_speaker(self, token: Token, stance: Stance) -> None:
        below = token
        for verb in token.ancestors():
            if below.dep == "ccomp" and self._lexicon.is_reporting_verb(verb.lemma):
                stance.attribute(verb, first_of(subjects(verb)))
            below = verb

    def _apply_path(self, trigger: Token, stance: Stance) -> None:
        token = trigger
        for _ in range(12):
            head = token.head
            if has_happened(token):
                # "urged Y to respond after X invaded Z": of the words above, only those of a speaker concern it.
                self._add_speaker(token, stance)
                return
            if head is None or not self._apply_head(token, head, stance):
                return
            token = head

    def _apply_head(self, token: Token, head: Token, stance: Stance) -> bool:
        """Apply the effect of the head; return False where its scope ends."""
        if is_overdue(head, token):
            stance.hedge(Status.POSSIBLE, head)
            return False
        match token.dep:
            case "xcomp" | "ccomp" | "csubj" | "csubj:pass":
                self._apply_governor(token, head, stance)
            case "advcl" | "obl" | "acl" if token.pos in ("VERB", "AUX") or token.dep == "advcl":
                return self._apply_clause_head(token, head, stance)
            case "obl":
                # "called for talks".
                self.apply_object_verb(token, head, stance)
            case "acl:relcl" if head.pos == "VERB":
                # "imagines that X attacks it", parsed as a relative clause.
                self._apply_governor(token, head, stance)
            case "acl:relcl":
                has_listener = head.dep in ("obj", "iobj") and head.head is not None and self._is_reporting(head.head)
                # "accusations that it had sent arms": the clause is complete, so it is not a relative clause.
                is_complete = any(c.lemma == "that" and c.i - head.i in range(1, 5) and c.dep != "nsubj" for c in token.children) and bool(token.get("obj"))
                has_that = any(c.lemma == "that" for c in token.get("mark")) or is_complete
                # "no evidence that".
                denied = any(c.lemma == "no" for c in head.get("det")) and (head.lemma in words("proofs") or head.lemma in words("certainties"))
                reported = has_that and (has_listener or denied or self._lexicon.cue("noun", head.lemma) is not None)
                return reported and self._apply_noun_complement(token, head, stance)
            case "conj":
                self._apply_shared_auxiliaries(token, head, stance)
            case "parataxis":
                self._apply_parataxis(token, head, stance)
            case "obj" | "nsubj:pass" | "nsubj" | "obl:agent":
                return self._apply_argument_verb(token, head, stance)
            case "nmod" | "compound" | "nmod:poss" | "amod":
                return self._apply_noun_above(token, head, stance)
            case _:
                pass
        return True

    def _apply_governor(self, token: Token, head: Token, stance: Stance) -> None:
        """Apply a verb, adjective or noun that has the clause as its complement."""
        if is_certainty(head):
            # As a cue, so that the network does not deny what the tree has judged.
            stance.cue = stance.cue or head
            return
        kind = "verb" if head.pos in ("VERB", "AUX") else "adj" if head.pos == "ADJ" else "noun"
        effect = self._effect_of(kind, head)
        clause_is_reported = token.dep == "ccomp"
        if kind == "verb" and clause_is_reported and self._lexicon.cue("verb", head.lemma) is not None:
            effect = self._reporting_effect(head, effect)
        if effect == "believe" and token.tag == "VBG" and token.first("nsubj") is None:
            # "is considering arming Y": planned, not believed.
            stance.hedge(Status.PLANNED, head)
        elif effect in ("say", "accuse", "believe"):
            self._apply_report(head, stance, effect)
        elif effect == "deny":
            stance.deny(head, first_of(subjects(head)))
        elif effect == "attempt":
            stance.attempted = True
        elif effect == "ability":
            if not is_past(head):
                stance.hedge(Status.PLANNED, head)
        elif effect == "seem":
            stance.hedge(Status.PROBABLE, head)
        elif effect == "transparent" and head.tag == "VBD" and self._lexicon.cue("bygone", head.lemma) is not None:
            # "used to back X".
            stance.past_cue = head
        elif effect not in (None, "transparent", "motion"):
            self._apply_effect(effect, head, stance)
        elif effect is None and token.dep == "csubj" and token.tag == "VB" and kind != "verb" and not (is_past(head) and head.dep == "root" and head.lemma not in words("necessary")):
            # "It is wrong for X to arm Y", "it was vital for X to arm Y"; "it was a mistake for X to arm Y" says that it did.
            stance.hedge(Status.POSSIBLE, head)
        elif effect is None and clause_is_reported and (speaker := self._speaker_above(head, token)) is not None:
            stance.imputed = stance.reporting_word is None
            stance.attribute(head, speaker)
        elif effect is None and token.dep == "xcomp" and head.pos == "VERB" and token.tag == "VB" and token.get("mark") and head.lemma != "take" and not self._had_to(head):
            # "applied to join": not known to have happened ("took X to court" has the same parse).
            stance.hedge(Status.PLANNED, head)
        self.apply_word_cues(head, stance)

    def _apply_clause_head(self, token: Token, head: Token, stance: Stance) -> bool:
        """Apply the head of a clause that is not its complement; return whether to continue upwards."""
        # "When X attacks Y, Z warns X" is not said by Z.
        marks = {*(c.lemma for c in token.get("mark", "case")), *(c.lemma for c in token.get("advmod") if c.lemma == "when")}
        undone = undone_by(token, head)
        if undone is not None:
            stance.negate(undone)
            return True
        if token.dep == "advcl" and not marks and token.i < head.i and token.tag in ("VBD", "VBZ", "VBP") and self._is_reporting(head):
            # "X armed Y, the minister told reporters".
            self._apply_report(head, stance, "say")
            self.apply_word_cues(head, stance)
            return True
        if token.dep == "acl":
            return self._apply_noun_complement(token, head, stance)
        if "to" in marks and token.tag in ("VB", "VBP"):
            if head.pos == "VERB" and actor_of_infinitive(head, token) is not None:
                # "voted for X to arm Y".
                stance.hedge(Status.PLANNED, head)
            kind = "adj" if head.pos == "ADJ" else "verb" if head.pos == "VERB" else "noun"
            effect = self._lexicon.cue(kind, head.lemma)
            if effect in ("motion", "transparent"):
                # "will travel to meet Y".
                self.apply_word_cues(head, stance)
                return True
            if effect in (None, "say", "end", "accuse"):
                stance.hedge(Status.PLANNED, next(c for c in token.get("mark", "case") if c.lemma == "to"))
                return True
            self._apply_governor(token, head, stance)
            return True
        if "that" in marks and self._apply_reported_noun(head, stance):
            return True
        if token.tag == "VBG" and not marks and self._effect_of("verb", head) is not None and 0 < token.i - head.i <= 3:
            # "ruled out recognising X": the gerund is its object.
            self._apply_governor(token, head, stance)
            return True
        if (marks & {"of", "for"} or (head.lemma == "charge" and "with" in marks)) and (head.lemma in (*RESPONSIBLE_ADJECTIVES, "court", "take", "sue", "prosecute", "try") or self._lexicon.cue("verb", head.lemma) in ("accuse", "believe")):
            stance.hedge(Status.ALLEGED, head)
            stance.attribute(head, first_of(subjects(head.head if head.lemma in RESPONSIBLE_ADJECTIVES and head.head is not None else head)))
            return True
        if marks & {"from", "against"}:
            kept = self._lexicon.cue("verb", head.lemma) in ("refuse", "reject") or head.lemma in _DECISION_VERBS
            self._apply_effect("refuse" if kept else "possible", head, stance)
            return True
        if "as" in marks and token.tag == "VBG":
            # "is seen as arming X", "depicted Y as arming X".
            self._apply_report(head, stance, "believe")
            return True
        if "without" in marks:
            stance.negate(next(c for c in token.get("mark", "case") if c.lemma == "without"))
        return True

    def _apply_reported_noun(self, head: Token, stance: Stance) -> bool:
        """Apply the noun of "rejected claims that ...", even if the clause is attached to the verb."""
        noun = next((c for c in head.get("obj") if self._lexicon.cue("noun", c.lemma) is not None), None)
        if noun is None:
            return False
        self._apply_effect(self._lexicon.cue("noun", noun.lemma) or "", noun, stance)
        self._apply_argument_verb(noun, head, stance)
        return True

    def _apply_noun_complement(self, token: Token, head: Token, stance: Stance) -> bool:
        if (token.tag == "VBN" and token.first("nsubj", "mark") is None) or (token.tag == "VBG" and token.first("mark", "case") is None):
            issued = issuing_verb(head) if says_of_text(token) else None
            if issued is not None:
                # "will issue a statement condemning Y", "did not sign a letter condemning Y".
                self.apply_word_cues(issued, stance)
                self._apply_path(issued, stance)
            return False
        if is_certainty(head):
            stance.cue = stance.cue or head
            return False
        effect = self._lexicon.cue("noun", head.lemma)
        if effect is None and token.tag == "VB" and is_past(head) and head.dep == "root" and head.lemma not in words("necessary"):
            # "It was a mistake for X to arm Y": it did.
            return False
        listener_verb = head.head if head.dep in ("obj", "iobj") else None
        if listener_verb is not None and self._is_reporting(listener_verb) and any(c.lemma == "that" for c in token.get("mark")) and effect in (None, "source"):
            # "told the council that ...": the clause is what was said.
            self._apply_report(listener_verb, stance, "say")
            return True
        if effect == "attempt":
            stance.attempted = True
        elif effect == "source":
            # "reports that ...": a report conveys its content too.
            stance.hedge(Status.ALLEGED, head)
            self._attribute_to_owner(head, stance)
        elif effect == "deny":
            # "dismissed the myth that ...": dismissing a myth does not affirm it.
            stance.negate(head)
            return False
        elif effect not in (None, "end"):
            self._apply_effect(effect, head, stance)
            if effect == "alleged":
                self._attribute_to_owner(head, stance)
        elif head.dep == "obj" and head.head is not None and self._lexicon.cue("verb", head.head.lemma) == "motion":
            # "sent soldiers to help Y": the soldiers do help.
            return True
        elif any(c.lemma == "to" for c in token.get("mark")) and head.lemma != "one" and not any(t.lemma in _ORDINALS for t in (head, *head.get("amod"))):
            stance.hedge(Status.PLANNED, token.get("mark")[0])
        self.apply_word_cues(head, stance)
        return head.dep in ("obj", "xcomp", "ccomp", "root", "conj", "obl")

    def _apply_shared_auxiliaries(self, token: Token, head: Token, stance: Stance) -> None:
        """Apply the auxiliaries of the first verb, which a coordinated verb without subject shares."""
        if token.pos not in ("VERB", "AUX") or token.first("nsubj", "nsubj:pass") is not None:
            return
        bare = token.tag in ("VB", "VBP") and token.first("aux", "mark") is None
        for child in head.get("aux", "advmod"):
            effect = ("future" if self._is_reported_will(child, head) else self._lexicon.cue("aux", child.text.lower())) if child.dep == "aux" else None
            if effect is not None and bare and token.i > child.i:
                self._apply_effect(effect, child, stance)
