"""Frames triggered by a noun."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.arguments import agents, case, is_passive, obliques, subjects, surface_subjects
from graphkit.extract.frames.match import NON_EXCLUSIVE_PREDICATES, Match
from graphkit.extract.frames.noun_fillers import (
    agents_above,
    answering_subjects,
    contracted_its,
    coping_subjects,
    guests_for,
    helped_subjects,
    nested_obliques,
    obliged_subjects,
    passive_victims,
    provoking_verb,
    role_holders,
)
from graphkit.extract.frames.slots import Slots
from graphkit.extract.lexicon import NO_RELATION, Frame
from graphkit.nlp import Token
from graphkit.nlp.words import words

_CONFLICTS = ("attacks", "fights")
# Of verbs that lend an attack their subject: who plans or halts one.
_DECIDING_EFFECTS = ("plan", "want", "refuse", "end", "reject", "deny", "attempt")
_LIGHT_VERB_PREPOSITIONS = ("in", "during", "for", "into", "to", "under", "on", "with")


class NounFrames(Slots):
    """Matches frames triggered by a noun."""

    def _noun(self, noun: Token) -> Iterator[Match]:
        for frame in self._lexicon.frames_for("noun", noun.lemma):
            if frame.subjects[0] == NO_RELATION:
                return
            found = list(self._fill_noun(noun, frame))
            yield from found
            if found and frame.predicate not in NON_EXCLUSIVE_PREDICATES:
                return

    def _fill_noun(self, noun: Token, frame: Frame) -> Iterator[Match]:
        if frame.predicate == "cooperatesWith" and noun.dep in ("nsubj", "nsubj:pass") and noun.head is not None and _is_negative_predicate(noun.head):
            return
        light = self._light_verb(noun)
        light = light if light is not None and self._is_lent(frame, light, noun) else None
        provoking = provoking_verb(noun) if "provoked" in frame.objects else None
        if provoking is not None:
            # "X drew criticism from Y": X does not criticize.
            for source in obliques(noun, "from") or obliques(provoking, "from"):
                yield from (Match(frame, noun, source, met, None, provoking) for met in surface_subjects(provoking))
            return
        for subject, anchor in self._noun_subjects(noun, frame, light):
            for token, reciprocal in self._noun_objects(noun, frame, subject, light if anchor is light else None):
                yield Match(frame, noun, subject, token, None, anchor or noun, reciprocal)
            return

    def _light_verb(self, noun: Token) -> Token | None:
        """Return the verb that governs the noun and provides its subject, or None."""
        head = noun.head
        if head is not None and head.lemma == "responsibility" and head.dep == "obj":
            # "claimed responsibility for an attack".
            return head.head
        during = case(noun) == "during"
        if head is None or head.pos != "VERB" or (head.lemma in words("light block") and not during) or (self._has_own_relation(head) and self._lexicon.cue("verb", head.lemma) != "end"):
            return None
        if noun.dep in ("obj", "nsubj:pass") or (noun.dep == "obl" and case(noun) in _LIGHT_VERB_PREPOSITIONS):
            return head
        return None

    def _is_lent(self, frame: Frame, verb: Token, noun: Token) -> bool:
        """Whether a verb lends its subject to a noun: who reports, foils or responds to an attack does not attack."""
        if frame.predicate in _CONFLICTS and verb.lemma in words("foiling"):
            return False
        if frame.predicate not in _CONFLICTS or (verb.lemma in words("fighting") and case(noun) != "to"):
            return True
        return self._lexicon.object_cue(verb.lemma) in _DECIDING_EFFECTS or any(f.predicate in _CONFLICTS and f.theme for f in self._lexicon.frames_for("verb", verb.lemma))

    def _has_own_relation(self, verb: Token) -> bool:
        """Whether a verb expresses a relation itself: condemning or discussing a raid is not raiding."""
        frames = self._lexicon.frames_for("verb", verb.lemma)
        particle = verb.first("compound:prt")
        if particle is not None and any(f.lemmas[1:] == (particle.lemma,) for f in frames):
            return not any(f.lemmas[1:] == (particle.lemma,) and f.subjects[0] == NO_RELATION for f in frames)
        return any(len(f.lemmas) == 1 and not f.theme for f in frames)

    def _noun_subjects(
        self, noun: Token, frame: Frame, light: Token | None
    ) -> list[tuple[Token, Token | None]]:
        for slot in frame.subjects:
            match slot:
                case "self":
                    found = role_holders(noun)
                case "poss":
                    found = noun.get("nmod:poss") or self._name_modifiers(noun) or contracted_its(noun)
                case "light":
                    found = subjects(light) if light is not None else []
                    if found:
                        return [(t, light) for t in found if t is not noun]
                    if frame.predicate == "consultsWith" and (guests := guests_for(noun)):
                        return [(t, noun.head) for t in guests]
                case "by":
                    led = [t for c in noun.get("acl") if c.lemma in words("waged") for t in agents(c)]
                    found = [*obliques(noun, "by"), *led, *(agents(noun.head) if noun.head is not None and noun.dep == "nsubj:pass" and is_passive(noun.head) else [])]
                case "acting":
                    found = agents_above(noun)
                case "from":
                    inner = [t for c in noun.get("nmod") if case(c) in ("for", "to") for t in obliques(c, "from")]
                    found = obliques(noun, "from") or self._source_above(noun) or inner
                case _:
                    # "between 1996 and 2000", "between the wars" are no parties.
                    found = [t for t in obliques(noun, slot) if slot not in ("between", "among") or self._may_act(t)]
            found = [t for t in found if self._lexicon.sorts.get(t.lemma) != "time"]
            if found:
                return [(t, None) for t in found]
        return []

    def _source_above(self, noun: Token) -> list[Token]:
        """Return the source above the noun: "support for X is coming from Y"."""
        head = noun.head
        if head is not None and noun.dep in ("nsubj", "nsubj:pass") and head.lemma in ("come", "flow", "arrive", "receive"):
            return obliques(head, "from")
        return []

    def _noun_objects(
        self, noun: Token, frame: Frame, subject: Token, light: Token | None
    ) -> list[tuple[Token, bool]]:
        for slot in frame.objects:
            if slot == "each":
                if subject.get("conj"):
                    return [(subject, True)]
                continue
            if slot == "self" and role_holders(noun):
                return [(t, False) for t in role_holders(noun)]
            if slot == "self":
                continue
            if slot == "victim":
                found = passive_victims(noun)
            elif slot == "clause":
                found = obliged_subjects(noun)
            elif slot == "answer":
                found = answering_subjects(noun)
            elif slot == "helped":
                found = helped_subjects(noun)
            elif slot == "faced":
                found = coping_subjects(noun)
            elif slot == "poss":
                found = noun.get("nmod:poss") or self._name_modifiers(noun)
            else:
                found = obliques(noun, slot) or nested_obliques(noun, slot)
                if not found and light is not None and slot not in ("of", "in", "and"):
                    found = obliques(light, slot)
                if not found and slot == "to" and light is not None:
                    found = light.get("iobj")
            found = [t for t in found if t is not subject and t is not noun]
            if found and "victim" in frame.objects:
                # "20 soldiers died in an attack by X on a base": both were hit.
                found += [t for t in passive_victims(noun) if t not in found]
            if found:
                return [(t, False) for t in found]
        return []


def _is_negative_predicate(said: Token) -> bool:
    """Whether a predicate says that relations are bad: "are strained", "are in ruins"; the positive nouns are listed."""
    return said.lemma in words("sour") or (said.first("cop") is not None and said.pos == "NOUN" and said.lemma not in words("sweet"))
