"""Frames triggered by a verb."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.arguments import case, is_passive, objects, obliques, subjects
from graphkit.extract.event_nouns import is_talks_noun
from graphkit.extract.frames.match import CONFLICT_PREDICATES, NON_EXCLUSIVE_PREDICATES, Match
from graphkit.extract.frames.parts import (
    has_infinitive,
    has_trigger_words,
    is_plural,
    is_reciprocal,
    noun_parts,
)
from graphkit.extract.frames.slots import Slots
from graphkit.extract.lexicon import NO_RELATION, Frame
from graphkit.nlp import Token
from graphkit.nlp.words import words

_SOURCE_SLOTS = ("from", "between")
_JUDGEMENT_PREDICATES = ("criticizes", "opposes", "rejects")
_SPEAKING_VERBS = ("speak", "talk")

# "cut aid over its ties to Y" cuts no ties.
_REASONS = ("over", "because", "after", "amid", "despite", "due", "following")


class VerbFrames(Slots):
    """Matches frames triggered by a verb."""

    def _verb(self, verb: Token, used: set[int]) -> Iterator[Match]:
        for frame in self._lexicon.frames_for("verb", verb.lemma):
            if len(frame.lemmas) > 1 and not has_trigger_words(verb, frame.lemmas[1:]):
                continue
            theme = self._theme(verb, frame)
            if frame.theme and theme is None and "+to" not in frame.theme:
                continue
            if "+to" in frame.theme and not has_infinitive(verb):
                continue
            found = list(self._fill_verb(verb, frame, theme))
            if found or frame.subjects[0] == NO_RELATION:
                between = bool({"between", "among"} & {*frame.subjects, *frame.objects[:1]})
                # Lifting sanctions is compliance, and the sanctions are over.
                if theme is not None and frame.predicate != "compliesWith" and (not between or frame.predicate in CONFLICT_PREDICATES):
                    used.add(theme.i)
                used |= {c.i for c in verb.children if c.lemma in frame.lemmas[1:]}
                if frame.subjects[0] != NO_RELATION:
                    yield from found
                if frame.predicate not in NON_EXCLUSIVE_PREDICATES and not frame.needs_speaker:
                    return

    def _theme(self, verb: Token, frame: Frame) -> Token | None:
        """Return the object noun that the frame requires, itself or a conjunct."""
        if not frame.theme:
            return None
        # "With X's mediation, Y agreed to Z" is not agreeing to mediation.
        candidates = [*objects(verb), *(c for c in verb.get("obj", "obl", "xcomp", "iobj") if c.dep != "obl" or ((c.i > verb.i or is_passive(verb)) and case(c) not in _REASONS))]
        # "holds hundreds of civilians as shields".
        candidates += [c for o in objects(verb) for c in o.get("nmod") if case(c) == "as"]
        if (frame.subjects[0] in _SOURCE_SLOTS or frame.needs_speaker) and "subj" not in frame.objects:
            # "Weapons from X reached Y", "fighting broke out between X and Y", "the blame lies with X".
            candidates += verb.get("nsubj", "nsubj:pass") or subjects(verb)
            above = verb.head
            if above is not None:
                # "there are no words to condemn X", wherever the infinitive is attached.
                candidates += [above] if verb.dep == "acl" else above.get("nsubj") if verb.dep in ("csubj", "xcomp", "advcl") else []
        for candidate in candidates:
            quarrel = any(f.predicate in CONFLICT_PREDICATES for f in self._lexicon.frames_for("noun", candidate.lemma))
            # Ending a border dispute is not ending a border.
            for noun in (candidate,) if quarrel else noun_parts(candidate):
                described = {c.lemma for c in noun.get("amod", "compound")} if noun.lemma in words("labels") else set()
                if described & set(frame.theme) or noun.lemma in frame.theme or noun.text.lower() in frame.theme:
                    return noun
        return None

    def _fill_verb(self, verb: Token, frame: Frame, theme: Token | None) -> Iterator[Match]:
        for subject in self._fill_slots(verb, frame.subjects, theme, frame.lemmas[1:], subject=True):
            for token, reciprocal in self._objects(verb, frame, theme, subject):
                yield Match(frame, verb, subject, token, theme, verb, reciprocal)

    def _objects(
        self, verb: Token, frame: Frame, theme: Token | None, subject: Token
    ) -> list[tuple[Token, bool]]:
        things: list[Token] = []
        # "condemned the attack against Y": the judgement is on the attack.
        judged = frame.predicate in _JUDGEMENT_PREDICATES and frame.objects[0] == "obj" and bool(objects(verb))
        for slot in ("obj",) if judged else frame.objects:
            if slot == "each":
                if verb.lemma in _SPEAKING_VERBS and obliques(verb, "to"):
                    # "they spoke to reporters": not to each other.
                    continue
                parties = [p for t in (verb, theme) if t is not None for p in (*obliques(t, "between"), *obliques(t, "with")) if p is not theme]
                if is_plural(subject) if not is_talks_noun(subject, self._lexicon) else not parties:
                    return [(subject, True)]
                continue
            found = self._fill_slots(verb, (slot,), theme, frame.lemmas[1:], subject=False)
            found = [t for t in found if t is not subject and (t is not theme or slot == "deed")]
            if slot == "deed" and found:
                return [(t, False) for t in found]
            if any(is_reciprocal(t) for t in found):
                return [(subject, True)] if is_plural(subject) else []
            if any(self._may_act(t) for t in found):
                return [(t, False) for t in found]
            things = things or found
        return [(t, False) for t in things]
