"""Fills the slots of a frame with phrases of the tree."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.extract.arguments import (
    actor_of_infinitive,
    case,
    is_passive,
    objects,
    obliques,
    subjects,
    surface_subjects,
)
from graphkit.extract.event_nouns import is_anaphoric_event
from graphkit.extract.frames.parts import recipient_in_object, theme_parts
from graphkit.extract.lexicon import Lexicon
from graphkit.nlp import Token
from graphkit.nlp.words import words

# These express a demand only with a bare verb ("insisted that Y leave"), otherwise a statement.
_SAYING_OR_DEMANDING = ("insist", "propose", "suggest")

_DECLINING_VERBS = ("refuse", "decline")
_HOSTILE_PREDICATES = ("accuses", "attacks", "criticizes", "fights", "opposes", "sanctions", "threatens")


class Slots:
    """Fills the slots of a frame from the tree."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Store the frames."""
        self._lexicon = lexicon
        self._name_positions: Collection[int] = ()

    def _may_act(self, token: Token) -> bool:
        """Whether a phrase can denote an actor: a name, a pronoun, an agent noun, or something with a named owner."""
        if token.i in self._name_positions or token.pos == "PRON" or self._lexicon.sorts.get(token.lemma) not in (None, "time", "place"):
            return True
        return any(c.i in self._name_positions for c in token.get("nmod:poss", "amod", "compound", "nmod:desc"))

    def _fill_slots(
        self, verb: Token, slots: tuple[str, ...], theme: Token | None, further: tuple[str, ...] = (), *, subject: bool
    ) -> list[Token]:
        for slot in slots:
            match slot:
                case "speaker":
                    # Not in the clause: the trigger stands for the speaker.
                    return [verb]
                case "subj":
                    found = subjects(verb)
                case "obj":
                    found = [t for t in objects(verb) if t is not theme] or [t for t in verb.get("iobj") if t is not theme]
                case "allies":
                    # "fought alongside Y against Z": both fought Z.
                    found = [*subjects(verb), *obliques(verb, "alongside"), *obliques(verb, "beside")]
                case "patient":
                    found = surface_subjects(verb)
                case "clause":
                    # "demanded that Y withdraw": Y.
                    clauses = verb.get("ccomp")
                    if verb.lemma in _SAYING_OR_DEMANDING:
                        clauses = [c for c in clauses if c.tag == "VB" and not c.get("aux")]
                    # "called for Y to withdraw": Y.
                    asked = (actor_of_infinitive(verb, c) for c in verb.get("advcl", "xcomp"))
                    found = [*(s for c in clauses for s in surface_subjects(c)), *(who for who in asked if who is not None)]
                case "unless":
                    # "threatened a strike unless Y withdraws": Y is the target.
                    below = [verb, *verb.get("advcl", "xcomp", "obj", "ccomp")]
                    clauses = [c for v in below for c in v.get("advcl", "acl") if case(c) in ("unless", "if", "until")]
                    found = [s for c in clauses for s in surface_subjects(c)]
                case "act":
                    # "threatened to strike Y", "refused to meet Y": the object of the act.
                    acts = [c for c in verb.get("xcomp", "ccomp", "advcl") if (c.dep != "advcl" or case(c) == "to") and self._is_own_act(c)]
                    found = [o for c in acts if verb.lemma not in _DECLINING_VERBS or not self._is_hostile(c) for o in self._targets_of_act(c)]
                case "deed":
                    # "claimed responsibility for the attack", "the killing was linked to X": an act mentioned before.
                    parts = [*obliques(verb, "for"), *objects(verb), *(t for o in objects(verb) for t in obliques(o, "for"))]
                    found = [t for t in parts if is_anaphoric_event(t, self._lexicon)]
                case "doom":
                    # "warned that Y would pay": Y.
                    found = [s for c in verb.get("ccomp") if c.lemma in words("dooms") for s in surface_subjects(c)]
                case "owner":
                    found = [*theme.get("nmod:poss"), *self._name_modifiers(theme)] if theme is not None else []
                    # "withdrew its ambassador", "suspended its aid": the subject's own; "froze its assets": another's.
                    found = [t for t in found if t.pos != "PRON" or theme is None or theme.lemma in words("others")]
                    if verb.lemma in ("recall", "withdraw") and theme is not None and theme.lemma in ("ambassador", "envoy", "diplomat"):
                        # "withdrew Peru's ambassador": an ambassador is withdrawn by its own country.
                        found = []
                case "iobj":
                    found = verb.get("iobj") or recipient_in_object(verb, theme)
                case _:
                    found = obliques(verb, slot)
                    for part in theme_parts(theme):
                        found += [t for t in obliques(part, slot) if t not in found]
                    if not found:
                        found = [t for c in verb.children if c.lemma in further for t in obliques(c, slot)]
                    if not found and (not subject or slot == "from"):
                        found = self._reattached_obliques(verb, slot)
            found = [t for t in found if self._lexicon.sorts.get(t.lemma) != "time" and (slot != "against" or t.lemma not in words("idioms"))]
            if found:
                return found
        return []

    def _is_hostile(self, act: Token) -> bool:
        """Whether an act is hostile: refusing to condemn Y is not rejecting Y."""
        return any(frame.predicate in _HOSTILE_PREDICATES for frame in self._lexicon.frames_for("verb", act.lemma))

    def _is_own_act(self, clause: Token) -> bool:
        """Whether a clause describes an act of the speaker or of its organ, not of somebody else."""
        doers = clause.get("nsubj", "nsubj:pass")
        return all(d.pos == "PRON" or (self._lexicon.sorts.get(d.lemma) == "organ" and not any(c.i in self._name_positions for c in d.children)) for d in doers)

    def _reattached_obliques(self, verb: Token, slot: str) -> list[Token]:
        """Return a prepositional phrase that the parse attached to the object or to another phrase."""
        for child in verb.get("obj", "obl", "obl:agent"):
            found = [t for t in obliques(child, slot) if slot in ("against", "to", "with", "on", "from", "by")]
            if not found and slot == "against":
                found = [t for inner in child.get("nmod") for t in obliques(inner, slot)]
            if found:
                return found
        return []

    def _targets_of_act(self, act: Token) -> list[Token]:
        """Return the target of an act: its object, or the complement of a preposition of aim."""
        aimed = [t for slot in ("against", "on", "with", "to", "at", "in") for t in obliques(act, slot)]
        inner = [t for o in objects(act) for slot in ("against", "on", "with", "to", "for", "by") for t in obliques(o, slot)]
        if not is_passive(act):
            # "tolerate a rally by Y": attached to the verb, which is not passive.
            inner += obliques(act, "by")
        ranked = [*inner, *aimed, *objects(act)]
        acting = [t for t in ranked if self._may_act(t)]
        return acting[:1] or ranked[:1]

    def _name_modifiers(self, noun: Token) -> list[Token]:
        """Return the names that modify a noun: "U.S. support", "Turkish airstrikes", "the NATO attacks"."""
        return [
            c
            for c in noun.get("compound", "amod", "nmod:desc", "nmod", "nsubj")
            if c.i in self._name_positions and not c.get("case") and c.i < noun.i
        ]
