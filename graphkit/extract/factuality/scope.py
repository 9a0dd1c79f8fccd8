"""Collects the stance on the path from a trigger to the root: governing clauses, complements, speakers."""

from __future__ import annotations

from graphkit.extract.arguments import RESPONSIBLE_ADJECTIVES, is_passive, subjects, surface_subjects
from graphkit.extract.factuality.adjacent_cues import Contents
from graphkit.extract.factuality.stance import Stance
from graphkit.model import Polarity, Status
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# After these an infinitive is factual: "the first state to recognise X".
_ORDINALS = ("few", "first", "second", "third", "last", "latest", "only", "next")
# "voted against recognising X".
_DECIDING = ("vote", "decide", "rule", "argue", "opt")
_MISSED = (("come", "close"), ("stop", "short"), ("fall", "short"))


class Factuality(Contents):
    """Determines the stance of any trigger of a sentence."""

    def stance(self, trigger: Token, sentence: Sentence, *, presupposed: bool = False) -> Stance:
        """Return the stance towards what a verb, noun or adjective expresses.

        A noun phrase with its own agents ("Turkey's support for X") presupposes the fact; then only its governing word counts,
        and there is no speaker.
        """
        found = Stance()
        if presupposed:
            self.own(trigger, found)
            if trigger.head is not None:
                self._step(trigger, trigger.head, found)
                self._brought_about(trigger, trigger.head, found)
                self._end_in_view(trigger.head, found)
            return found
        if sentence.tokens[-1].text == "?":
            found.hedge(Status.POSSIBLE, sentence.tokens[-1])
        self.own(trigger, found)
        self._climb(trigger, found)
        self._sentence_adverbs(trigger, sentence, found)
        self._content(trigger, sentence, found)
        return found

    def _brought_about(self, noun: Token, verb: Token, found: Stance) -> None:
        """Hedge an event that is only intended, even if the noun names its agents: "offered to host talks between X and Y"."""
        if noun.dep not in ("obj", "nsubj:pass") or verb.lemma not in words("bringing about"):
            return
        above = Stance()
        self._climb(verb, above)
        missed = above.attempted or above.polarity is Polarity.NEGATIVE
        if missed or above.status in (Status.PLANNED, Status.POSSIBLE, Status.PROBABLE):
            found.hedge(Status.POSSIBLE if missed else above.status, above.cue or verb)

    def _end_in_view(self, verb: Token, found: Stance) -> None:
        """Apply what is said about the end of something that the noun presupposes: "refused to end its support for Y"."""
        if found.ending is not verb:
            return
        above = Stance()
        self._climb(verb, above)
        if above.polarity is Polarity.NEGATIVE:
            found.negate(above.cue or verb)
        found.hedge(Status.POSSIBLE if above.attempted else above.status, above.cue or verb)

    def reported(self, token: Token) -> Stance:
        """Return the speaker of the clause of a word, ignoring any other cue."""
        found = Stance()
        below = token
        for verb in token.ancestors():
            if below.dep == "ccomp" and self._lexicon.is_reporting_verb(verb.lemma):
                found.said_by(verb, _first(subjects(verb)))
            below = verb
        return found

    def _climb(self, trigger: Token, found: Stance) -> None:
        token = trigger
        for _ in range(12):
            head = token.head
            if head is None or not self._step(token, head, found):
                return
            token = head

    def _step(self, token: Token, head: Token, found: Stance) -> bool:
        """Apply the effect of the head; return False where its scope ends."""
        match token.dep:
            case "xcomp" | "ccomp" | "csubj" | "csubj:pass":
                self._govern(token, head, found)
            case "advcl" | "obl" | "acl" if token.pos in ("VERB", "AUX") or token.dep == "advcl":
                return self._clause(token, head, found)
            case "obl":
                # "called for talks".
                self.done_to(token, head, found)
            case "acl:relcl" if head.pos == "VERB":
                # "imagines that X attacks it", parsed as a relative clause.
                self._govern(token, head, found)
            case "acl:relcl":
                listens = head.dep in ("obj", "iobj") and head.head is not None and self._says(head.head)
                # "accusations that it had sent arms": the clause is complete, so it is not a relative clause.
                whole = any(c.lemma == "that" and c.i == head.i + 1 and c.dep != "nsubj" for c in token.children) and bool(token.get("obj"))
                opened = any(c.lemma == "that" for c in token.get("mark")) or whole
                reported = opened and (listens or self._lexicon.cue("noun", head.lemma) is not None)
                return reported and self._noun_complement(token, head, found)
            case "conj":
                self._coordinated(token, head, found)
            case "parataxis":
                self._parataxis(token, head, found)
            case "obj" | "nsubj:pass" | "nsubj" | "obl:agent":
                return self._argument(token, head, found)
            case "nmod" | "compound" | "nmod:poss" | "amod":
                return self._noun_above(token, head, found)
            case _:
                pass
        return True

    def _govern(self, token: Token, head: Token, found: Stance) -> None:
        """Apply a verb, adjective or noun that has the clause as its complement."""
        kind = "verb" if head.pos in ("VERB", "AUX") else "adj" if head.pos == "ADJ" else "noun"
        effect = self._word_cue(kind, head)
        clause_is_reported = token.dep == "ccomp"
        if kind == "verb" and clause_is_reported and self._lexicon.cue("verb", head.lemma) is not None:
            effect = self._reporting(head, effect)
        if effect == "believe" and token.tag == "VBG" and token.first("nsubj") is None:
            # "is considering arming Y": planned, not believed.
            found.hedge(Status.PLANNED, head)
        elif effect in ("say", "accuse", "believe"):
            self._report(head, found, effect)
        elif effect == "deny":
            found.negate(head)
            found.said_by(head, _first(subjects(head)))
        elif effect == "attempt":
            found.attempted = True
        elif effect == "seem":
            found.hedge(Status.PROBABLE, head)
        elif effect == "transparent" and head.tag == "VBD" and self._lexicon.cue("bygone", head.lemma) is not None:
            # "used to back X".
            found.bygone = head
        elif effect not in (None, "transparent", "motion"):
            self._apply(effect, head, found)
        elif effect is None and token.dep == "xcomp" and head.pos == "VERB" and token.tag == "VB" and token.get("mark") and head.lemma != "take":
            # "applied to join": not known to have happened ("took X to court" has the same parse).
            found.hedge(Status.PLANNED, head)
        self.own(head, found)

    def _reporting(self, head: Token, effect: str | None) -> str | None:
        """Treat verbs that plan with an infinitive as reporting with a that-clause ("warned that")."""
        verbs = ("warn", "decide", "determine", "threaten", "tell")
        return "say" if effect in ("plan", "want") and head.lemma in verbs else effect

    def _report(self, head: Token, found: Stance, effect: str) -> None:
        passive = is_passive(head)
        speaker = _first(subjects(head))
        if effect == "believe":
            found.hedge(Status.ALLEGED, head)
        if passive and speaker is None:
            found.hedge(Status.ALLEGED, head)
        found.said_by(head, speaker)

    def _clause(self, token: Token, head: Token, found: Stance) -> bool:
        """Apply the head of a clause that is not its complement; return whether to continue upwards."""
        marks = {c.lemma for c in token.get("mark", "case")}
        missed = next((c for c in head.children if (head.lemma, c.lemma) in _MISSED and c.i == head.i + 1), None)
        if missed is not None and token.tag == "VBG":
            # "came close to attacking", "stopped short of attacking".
            found.negate(missed)
            return True
        if token.dep == "advcl" and not marks and token.i < head.i and token.tag in ("VBD", "VBZ", "VBP") and self._says(head):
            # "X armed Y, the minister told reporters".
            self._report(head, found, "say")
            self.own(head, found)
            return True
        if token.dep == "acl":
            return self._noun_complement(token, head, found)
        if "to" in marks and token.tag in ("VB", "VBP"):
            kind = "adj" if head.pos == "ADJ" else "verb" if head.pos == "VERB" else "noun"
            effect = self._lexicon.cue(kind, head.lemma)
            if effect in ("motion", "transparent"):
                return True
            if effect in (None, "say", "end", "accuse"):
                found.hedge(Status.PLANNED, next(c for c in token.get("mark", "case") if c.lemma == "to"))
                return True
            self._govern(token, head, found)
            return True
        if "that" in marks and self._reported(head, found):
            return True
        if token.tag == "VBG" and not marks and self._word_cue("verb", head) is not None and token.i - head.i <= 3:
            # "ruled out recognising X": the gerund is its object.
            self._govern(token, head, found)
            return True
        if marks & {"of", "for"} and (head.lemma in (*RESPONSIBLE_ADJECTIVES, "court", "take", "sue", "prosecute", "try") or self._lexicon.cue("verb", head.lemma) in ("accuse", "believe")):
            found.hedge(Status.ALLEGED, head)
            found.said_by(head, _first(subjects(head.head if head.lemma in RESPONSIBLE_ADJECTIVES and head.head is not None else head)))
            return True
        if marks & {"from", "against"}:
            kept = self._lexicon.cue("verb", head.lemma) in ("refuse", "reject") or head.lemma in _DECIDING
            self._apply("refuse" if kept else "possible", head, found)
            return True
        if "without" in marks:
            found.negate(next(c for c in token.get("mark", "case") if c.lemma == "without"))
        return True

    def _says(self, verb: Token) -> bool:
        """Whether a verb with a subject reports the clause before it."""
        return verb.first("nsubj") is not None and self._lexicon.is_reporting_verb(verb.lemma)

    def _reported(self, head: Token, found: Stance) -> bool:
        """Apply the noun of "rejected claims that ...", even if the clause is attached to the verb."""
        noun = next((c for c in head.get("obj") if self._lexicon.cue("noun", c.lemma) is not None), None)
        if noun is None:
            return False
        self._apply(self._lexicon.cue("noun", noun.lemma) or "", noun, found)
        self._argument(noun, head, found)
        return True

    def _noun_complement(self, token: Token, head: Token, found: Stance) -> bool:
        if (token.tag == "VBN" and token.first("nsubj", "mark") is None) or (token.tag == "VBG" and token.first("mark", "case") is None):
            return False
        effect = self._lexicon.cue("noun", head.lemma)
        listener = head.head if head.dep in ("obj", "iobj") else None
        if listener is not None and self._says(listener) and any(c.lemma == "that" for c in token.get("mark")) and effect in (None, "source"):
            # "told the council that ...": the clause is what was said.
            self._report(listener, found, "say")
            return True
        if effect == "attempt":
            found.attempted = True
        elif effect == "source":
            # "reports that ...": a report conveys its content too.
            found.hedge(Status.ALLEGED, head)
        elif effect == "deny":
            # "dismissed the myth that ...": dismissing a myth does not affirm it.
            found.negate(head)
            return False
        elif effect is not None:
            self._apply(effect, head, found)
        elif head.dep == "obj" and head.head is not None and self._lexicon.cue("verb", head.head.lemma) == "motion":
            # "sent soldiers to help Y": the soldiers do help.
            return True
        elif any(c.lemma == "to" for c in token.get("mark")) and head.lemma != "one" and not any(t.lemma in _ORDINALS for t in (head, *head.get("amod"))):
            found.hedge(Status.PLANNED, token.get("mark")[0])
        self.own(head, found)
        return head.dep in ("obj", "xcomp", "ccomp", "root", "conj", "obl")

    def _coordinated(self, token: Token, head: Token, found: Stance) -> None:
        """Apply the auxiliaries of the first verb, which a coordinated verb without subject shares."""
        if token.pos not in ("VERB", "AUX") or token.first("nsubj", "nsubj:pass") is not None:
            return
        bare = token.tag in ("VB", "VBP") and token.first("aux", "mark") is None
        for child in head.get("aux", "advmod"):
            effect = ("future" if self._reported_will(child, head) else self._lexicon.cue("aux", child.text.lower())) if child.dep == "aux" else None
            if effect is not None and bare and token.i > child.i:
                self._apply(effect, child, found)

    def _parataxis(self, token: Token, head: Token, found: Stance) -> None:
        """Apply a reporting verb next to or above the clause: "X backs Y, officials said"."""
        if head.pos == "VERB" and self._lexicon.is_reporting_verb(head.lemma):
            self._report(head, found, "say")

    def _sentence_adverbs(self, trigger: Token, sentence: Sentence, found: Stance) -> None:
        """Apply parenthetical attribution: ", officials said", "according to X"."""
        clause = trigger
        seen = [trigger]
        while clause.head is not None and clause.dep not in ("acl:relcl",):
            clause = clause.head
            seen.append(clause)
        for node in seen:
            for child in node.children:
                self._beside(child, trigger, found)

    def _beside(self, child: Token, trigger: Token, found: Stance) -> None:
        if child is trigger:
            return
        if child.dep == "parataxis" and (self._lexicon.is_reporting_verb(child.lemma) or self._lexicon.cue("verb", child.lemma) == "believe"):
            found.said_by(child, _first(surface_subjects(child)))
        elif child.dep in ("obl", "advmod", "parataxis", "nmod", "advcl") and _according(child):
            found.said_by(child, child)


def _according(token: Token) -> bool:
    return any(c.lemma in ("accord", "according") or c.text.lower() == "according" for c in token.get("case", "mark"))


def _first(tokens: list[Token]) -> Token | None:
    return tokens[0] if tokens else None
