"""Who says so: reporting verbs above, before and after a clause, and phrases like "according to X"."""

from __future__ import annotations

from graphkit.extract.arguments import is_passive, subjects
from graphkit.extract.factuality.adjacent_cues import AdjacentCues
from graphkit.extract.factuality.stance import Stance
from graphkit.extract.lexicon import AGENT_SORTS
from graphkit.model import Status
from graphkit.nlp import Token
from graphkit.nlp.words import words


class SpeakerCues(AdjacentCues):
    """Finds the speaker of a clause, and the status that reporting gives it."""

    def _speaker_above(self, verb: Token, clause: Token) -> Token | None:
        """Return the actor who says, by a verb that is in no list, what a that-clause says: "Kenya responded that X arms Y"."""
        said = verb.pos == "VERB" and verb.lemma not in words("knowing") and not any(c.lemma in ("so", "such") for c in verb.children)
        subject = verb.first("nsubj") if said and any(c.lemma == "that" for c in clause.get("mark")) else None
        acts = subject is not None and (subject.tag in ("NNP", "NNPS", "PRP") or self._lexicon.sorts.get(subject.lemma) in AGENT_SORTS)
        return subject if acts else None

    def _reporting_effect(self, head: Token, effect: str | None) -> str | None:
        """Treat verbs that plan with an infinitive as reporting with a that-clause ("warned that")."""
        verbs = ("warn", "decide", "determine", "threaten", "tell")
        return "say" if effect in ("plan", "want") and head.lemma in verbs else effect

    def _apply_report(self, head: Token, stance: Stance, effect: str) -> None:
        passive = is_passive(head)
        speaker = quoted_person(head) or first_of(subjects(head))
        if effect == "believe":
            stance.hedge(Status.ALLEGED, head)
        if passive and speaker is None:
            stance.hedge(Status.ALLEGED, head)
        stance.report(head, speaker)

    def _is_reporting(self, verb: Token) -> bool:
        """Whether a verb with a subject reports the clause before it."""
        return verb.first("nsubj", "nsubj:pass") is not None and self._lexicon.is_speech_verb(verb.lemma)

    def _apply_parataxis(self, token: Token, head: Token, stance: Stance) -> None:
        """Apply a reporting verb next to or above the clause: "X backs Y, officials said"."""
        if head.pos == "VERB" and self._lexicon.is_speech_verb(head.lemma):
            self._apply_report(head, stance, "say")

    def _attribute_to_owner(self, noun: Token, stance: Stance) -> None:
        """Attribute what a claim says to whose it is: "X's claim that", "allegations by X that", "Turkish claims that"."""
        owner = first_of([*noun.get("nmod:poss"), *(c for c in noun.get("nmod") if any(o.lemma in ("by", "from") for o in c.get("case"))), *(c for c in noun.get("amod", "compound") if c.text[0].isupper() and c.i)])
        if owner is not None:
            stance.attribute(noun, owner)

    def _apply_attribution_phrases(self, trigger: Token, stance: Stance) -> None:
        """Apply parenthetical attribution: ", officials said", "according to X"."""
        clause = trigger
        seen = [trigger]
        while clause.head is not None and clause.dep not in ("acl:relcl",):
            clause = clause.head
            seen.append(clause)
        for node in seen:
            for child in node.children:
                if child is not trigger:
                    self._apply_attribution(child, stance)

    def _apply_attribution(self, child: Token, stance: Stance) -> None:
        reports = self._lexicon.is_speech_verb(child.lemma) or self._lexicon.cue("verb", child.lemma) == "believe"
        if reports and child.dep == "parataxis":
            self._apply_report(child, stance, "say")
        elif child.dep == "advcl" and (reports or child.lemma == "put") and _is_aside(child):
            stance.attribute(child, first_of(subjects(child)))
        elif (whose := _whose_view(child)) is not None:
            stance.attribute(child, whose)
        elif child.dep in ("obl", "advmod", "parataxis", "nmod", "advcl") and _is_according_to(child):
            stance.attribute(child, child)


def _is_according_to(token: Token) -> bool:
    return any(c.lemma in ("accord", "according") or c.text.lower() == "according" for c in token.get("case", "mark"))


def _is_aside(verb: Token) -> bool:
    """Whether a clause only names who says so: "as X put it", but not "as X announced sanctions"."""
    said = all(c.lemma == "it" for c in verb.get("obj")) and not verb.get("ccomp", "xcomp", "csubj", "nsubj:pass")
    return said and verb.first("nsubj") is not None and any(c.lemma == "as" for c in verb.get("mark"))


def _whose_view(phrase: Token) -> Token | None:
    """Return who is named in a phrase like "in the words of X", "in X's view"."""
    if phrase.dep != "obl" or phrase.lemma not in words("views") or not any(c.lemma in ("in", "by") for c in phrase.get("case")) or phrase.first("det", "nmod:poss") is None:
        return None
    # "In their opinion, the judges condemned X": their own act.
    owners = [owner for owner in phrase.get("nmod:poss") if owner.pos != "PRON"]
    return first_of([*owners, *(c for c in phrase.get("nmod") if any(o.lemma == "of" for o in c.get("case")))])


def quoted_person(verb: Token) -> Token | None:
    """Return who is quoted in "quoted X as saying", "X was quoted as saying", for either verb."""
    saying = verb.first("advcl") if verb.lemma in ("quote", "cite") else verb
    quoting = saying.head if saying is not None else None
    if saying is None or quoting is None or quoting.lemma not in ("quote", "cite") or saying.tag != "VBG" or all(c.lemma != "as" for c in saying.get("mark", "case")):
        return None
    return first_of(quoting.get("obj", "nsubj:pass"))


def first_of(tokens: list[Token]) -> Token | None:
    """Return the first of several words, None without any."""
    return tokens[0] if tokens else None
