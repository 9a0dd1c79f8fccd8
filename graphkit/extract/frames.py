"""Matches frames against a tree: which words fire, and which phrases fill their two slots."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graphkit.extract.arguments import (
    agents,
    case,
    is_passive,
    objects,
    obliques,
    particles,
    subjects,
    surface_subjects,
)
from graphkit.extract.deeds import are_talks, taken_up
from graphkit.extract.lexicon import NO_PREDICATE, Frame, Lexicon
from graphkit.extract.roles import (
    acting,
    afterwards,
    answering,
    bound,
    facing,
    helped,
    misspelt_its,
    nested,
    victims,
    who_is,
)
from graphkit.nlp import Sentence, Token

# After these the search goes on: "captured" is said of a person or a place, and who fought
# alongside one fought against another.
_QUARRELS = ("opposes", "fights")
_LABELS = ("group", "organization", "organisation", "regime", "state", "movement", "entity", "government", "act", "militia")
_COMES_FROM = ("from", "between")
_JUDGED = ("criticizes", "opposes", "rejects")
_EITHER = ("opposes", "controlsTerritory", "fightsAlongside")
# What is foretold to whom a threat is made.
_DOOMS = ("pay", "face", "suffer", "regret", "bear", "lose", "answer", "risk", "burn", "fall")
_WAGED = ("lead", "wage", "mount", "stage", "launch", "conduct", "sign", "conclude", "reach")
# "against its will" is against nobody.
_IDIOMS = ("will", "wish", "backdrop", "background", "odds", "interest", "clock", "advice")
_OTHERS = ("asset", "account", "property", "fund", "funding", "visa", "licence", "license", "plan", "claim", "bid", "position", "call", "demand", "stance", "request", "policy", "proposal", "statement")
# These ask for something with a bare verb only ("insisted that Y leave"), else they state.
_ALSO_SAYING = ("insist", "propose", "suggest")
_HANDED = ("give", "issue", "grant", "send", "provide", "ship", "sell", "supply", "deliver", "make")
_SOUR = ("strain", "strained", "sour", "deteriorate", "worsen", "fray", "chill", "suffer", "rupture", "collapse", "tense", "poor", "bad", "cold", "icy", "frosty", "hostile", "low", "rocky")
_SPEAKING = ("speak", "talk")
_LIGHT_CASES = ("in", "during", "for", "into", "to", "under", "on", "with")
_LIGHT_BLOCK = ("call", "describe", "term", "label", "brand", "include", "follow", "cause", "mean", "see", "say", "be")


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fired: the trigger, both fillers, and the theme noun if it asked for one.

    `anchor` is the word whose stance counts: the light verb of a noun, else the trigger.
    """

    frame: Frame
    trigger: Token
    subject: Token
    object: Token
    theme: Token | None = None
    anchor: Token | None = None
    each: bool = False


class FrameMatcher:
    """Finds all matches in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the frames."""
        self._lexicon = lexicon
        self._named: Collection[int] = ()

    def matches(self, sentence: Sentence, named: Collection[int]) -> Iterator[Match]:
        """Matches in the order of their triggers.

        Args:
            sentence: the tree.
            named: positions of the tokens that belong to names.
        """
        used: set[int] = set()
        self._named = named
        for token in sentence.tokens:
            yield from self._at(token, used)

    def _at(self, token: Token, used: set[int]) -> Iterator[Match]:
        if token.text.lower() == "ruling" and token.first("aux", "obj") is None:
            # "the ruling party".
            return
        if token.pos in ("VERB", "AUX") or (token.tag in ("VBN", "VBG", "VBD", "VBZ", "VBP") and token.dep not in ("amod", "compound")):
            yield from self._verb(token, used)
        if token.pos in ("NOUN", "PROPN") and token.i not in used:
            yield from self._noun(token)
        if token.pos == "ADJ" or token.tag == "VBN" or token.dep == "compound":
            yield from self._adjective(token)

    # Verbs ---------------------------------------------------------------------------

    def _verb(self, verb: Token, used: set[int]) -> Iterator[Match]:
        for frame in self._lexicon.frames_for("verb", verb.lemma):
            if len(frame.lemmas) > 1 and not _follows(verb, frame.lemmas[1:]):
                continue
            theme = self._theme(verb, frame)
            if frame.theme and theme is None and "+to" not in frame.theme:
                continue
            if "+to" in frame.theme and not _has_infinitive(verb):
                continue
            found = list(self._fill_verb(verb, frame, theme))
            if found or frame.subjects[0] == NO_PREDICATE:
                between = bool({"between", "among"} & {*frame.subjects, *frame.objects[:1]})
                if theme is not None and (not between or frame.predicate in _QUARRELS):
                    used.add(theme.i)
                used |= {c.i for c in verb.children if c.lemma in frame.lemmas[1:]}
                if frame.subjects[0] != NO_PREDICATE:
                    yield from found
                if frame.predicate not in _EITHER and not frame.is_said:
                    return

    def _theme(self, verb: Token, frame: Frame) -> Token | None:
        """The object noun that the frame asks for, itself or one coordinated with it."""
        if not frame.theme:
            return None
        # "With X's mediation, Y agreed to Z" is no agreeing to mediation.
        candidates = [*objects(verb), *(c for c in verb.get("obj", "obl", "xcomp", "iobj") if c.dep != "obl" or c.i > verb.i or is_passive(verb))]
        if verb.dep == "acl:relcl" and verb.head is not None and verb.head.dep == "nmod" and verb.head.head is not None:
            # "an accord on borders that X signed with Y": the clause hung on what it is about.
            candidates.append(verb.head.head)
        # "holds hundreds of civilians as shields".
        candidates += [c for o in objects(verb) for c in o.get("nmod") if case(c) == "as"]
        if (frame.subjects[0] in _COMES_FROM or frame.is_said) and "subj" not in frame.objects:
            # "Weapons from X reached Y", "fighting broke out between X and Y", "the blame lies with X".
            candidates += verb.get("nsubj", "nsubj:pass") or subjects(verb)
            above = verb.head
            if above is not None:
                # "there are no words to condemn X", wherever the infinitive was hung.
                candidates += [above] if verb.dep == "acl" else above.get("nsubj") if verb.dep in ("csubj", "xcomp", "advcl") else []
        for candidate in candidates:
            quarrel = any(f.predicate in _QUARRELS for f in self._lexicon.frames_for("noun", candidate.lemma))
            # Who ends a border dispute does not end a border.
            for noun in (candidate,) if quarrel else _with_parts(candidate):
                if frame.is_said and any(case(c) == "to" and c is not verb for c in noun.get("acl")):
                    # "the responsibility to protect lies with X" is no blame.
                    continue
                told = {c.lemma for c in noun.get("amod", "compound")} if noun.lemma in _LABELS else set()
                if told & set(frame.theme) or noun.lemma in frame.theme or noun.text.lower() in frame.theme:
                    return noun
        return None

    def _fill_verb(self, verb: Token, frame: Frame, theme: Token | None) -> Iterator[Match]:
        for subject in self._slots(verb, frame.subjects, theme, frame.lemmas[1:], subject=True):
            for token, each in self._objects(verb, frame, theme, subject):
                yield Match(frame, verb, subject, token, theme, verb, each)

    def _objects(
        self, verb: Token, frame: Frame, theme: Token | None, subject: Token
    ) -> list[tuple[Token, bool]]:
        things: list[Token] = []
        # "condemned the attack against Y": what is judged is the attack.
        judged = frame.predicate in _JUDGED and frame.objects[0] == "obj" and bool(objects(verb))
        for slot in ("obj",) if judged else frame.objects:
            if slot == "each":
                if verb.lemma in _SPEAKING and obliques(verb, "to"):
                    # "they spoke to reporters": not to each other.
                    continue
                parties = [p for t in (verb, theme) if t is not None for p in (*obliques(t, "between"), *obliques(t, "with")) if p is not theme]
                if _several(subject) if not are_talks(subject, self._lexicon) else not parties:
                    return [(subject, True)]
                continue
            found = self._slots(verb, (slot,), theme, frame.lemmas[1:], subject=False)
            found = [t for t in found if t is not subject and (t is not theme or slot == "deed")]
            if slot == "deed" and found:
                return [(t, False) for t in found]
            if any(_reciprocal(t) for t in found):
                return [(subject, True)] if _several(subject) else []
            if any(self._may_act(t) for t in found):
                return [(t, False) for t in found]
            things = things or found
        return [(t, False) for t in things]

    def _may_act(self, token: Token) -> bool:
        """Whether a phrase can stand for somebody: a name, a pronoun, an agent noun, a thing of somebody's."""
        if token.i in self._named or token.pos == "PRON" or self._lexicon.sorts.get(token.lemma) not in (None, "time", "place"):
            return True
        return any(c.i in self._named for c in token.get("nmod:poss", "amod", "compound", "nmod:desc"))

    def _slots(
        self, verb: Token, slots: tuple[str, ...], theme: Token | None, words: tuple[str, ...] = (), *, subject: bool
    ) -> list[Token]:
        for slot in slots:
            match slot:
                case "speaker":
                    # Not in the clause: the trigger stands for whoever says it.
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
                    # "demanded that Y withdraw": who is to do it.
                    clauses = [*verb.get("ccomp"), *(c for c in verb.get("advcl") if case(c) == "that")]
                    if verb.lemma in _ALSO_SAYING:
                        clauses = [c for c in clauses if c.tag == "VB" and not c.get("aux")]
                    found = [s for c in clauses for s in surface_subjects(c)]
                case "unless":
                    # "threatened a strike unless Y withdraws": at whom it is aimed.
                    below = [verb, *verb.get("advcl", "xcomp", "obj", "ccomp")]
                    clauses = [c for v in below for c in v.get("advcl", "acl") if case(c) in ("unless", "if", "until")]
                    found = [s for c in clauses for s in surface_subjects(c)]
                case "act":
                    # "threatened to strike Y", "refused to meet Y": whom the act would touch.
                    acts = [c for c in verb.get("xcomp", "ccomp", "advcl") if (c.dep != "advcl" or case(c) == "to") and self._is_own_act(c)]
                    found = [o for c in acts for o in self._touched(c)]
                case "deed":
                    # "claimed responsibility for the attack", "the killing was linked to X": the deed, told of before.
                    parts = [*obliques(verb, "for"), *objects(verb), *(t for o in objects(verb) for t in obliques(o, "for"))]
                    found = [t for t in parts if taken_up(t, self._lexicon)]
                case "doom":
                    # "warned that Y would pay": who will suffer for it.
                    found = [s for c in verb.get("ccomp") if c.lemma in _DOOMS for s in surface_subjects(c)]
                case "owner":
                    found = [*theme.get("nmod:poss"), *self._owner_adjectives(theme)] if theme is not None else []
                    # "withdrew its ambassador", "suspended its aid": its own; "froze its assets": another's.
                    found = [t for t in found if t.pos != "PRON" or theme is None or theme.lemma in _OTHERS]
                    if verb.lemma in ("recall", "withdraw") and theme is not None and theme.lemma in ("ambassador", "envoy", "diplomat"):
                        # "withdrew Peru's ambassador": whoever withdraws one, it is his own.
                        found = []
                case "iobj":
                    found = verb.get("iobj") or _squeezed(verb, theme)
                    if not found and is_passive(verb) and theme is not None:
                        found = [t for t in verb.get("nsubj:pass") if t is not theme]
                case _:
                    found = obliques(verb, slot)
                    for part in _parts_of(theme):
                        found += [t for t in obliques(part, slot) if t not in found]
                    if not found:
                        found = [t for c in verb.children if c.lemma in words for t in obliques(c, slot)]
                    if not found and (not subject or slot == "from"):
                        found = self._late(verb, slot)
            found = [t for t in found if self._lexicon.sorts.get(t.lemma) != "time" and (slot != "against" or t.lemma not in _IDIOMS)]
            if found:
                return found
        return []

    def _is_own_act(self, clause: Token) -> bool:
        """Whether a clause tells what the speaker, or an organ of his, would do: not what another would."""
        doers = clause.get("nsubj", "nsubj:pass")
        return all(d.pos == "PRON" or (self._lexicon.sorts.get(d.lemma) == "organ" and not any(c.i in self._named for c in d.children)) for d in doers)

    def _late(self, verb: Token, slot: str) -> list[Token]:
        """A prepositional phrase that the parse hung on the object or on another phrase."""
        for child in verb.get("obj", "obl", "obl:agent"):
            found = [t for t in obliques(child, slot) if slot in ("against", "to", "with", "on", "from", "by")]
            if not found and slot == "against":
                found = [t for inner in child.get("nmod") for t in obliques(inner, slot)]
            if found:
                return found
        return []

    def _touched(self, act: Token) -> list[Token]:
        """Whom an act would touch: its object, else the phrase of a preposition that aims."""
        aimed = [t for slot in ("against", "on", "with", "to", "at", "in") for t in obliques(act, slot)]
        inner = [t for o in objects(act) for slot in ("against", "on", "with", "to", "for", "by") for t in obliques(o, slot)]
        if not is_passive(act):
            # "tolerate a rally by Y": hung on the verb, though nothing is done by Y.
            inner += obliques(act, "by")
        ranked = [*inner, *aimed, *objects(act)]
        acting = [t for t in ranked if self._may_act(t)]
        return acting[:1] or ranked[:1]

    # Nouns ---------------------------------------------------------------------------

    def _noun(self, noun: Token) -> Iterator[Match]:
        for frame in self._lexicon.frames_for("noun", noun.lemma):
            if frame.subjects[0] == NO_PREDICATE:
                return
            found = list(self._fill_noun(noun, frame))
            yield from found
            if found and frame.predicate not in _EITHER:
                return

    def _fill_noun(self, noun: Token, frame: Frame) -> Iterator[Match]:
        if frame.predicate == "cooperatesWith" and noun.dep in ("nsubj", "nsubj:pass") and noun.head is not None and noun.head.lemma in _SOUR:
            # "relations are strained".
            return
        light = self._light(noun)
        for subject, anchor in self._noun_subjects(noun, frame, light):
            for token, each in self._noun_objects(noun, frame, subject, light if anchor is light else None):
                yield Match(frame, noun, subject, token, None, anchor or noun, each)
            return

    def _light(self, noun: Token) -> Token | None:
        """The verb that the noun is an object of and that lends it a subject."""
        head = noun.head
        if head is not None and head.lemma == "responsibility" and head.dep == "obj":
            # "claimed responsibility for an attack".
            return head.head
        during = case(noun) == "during"
        if head is None or head.pos != "VERB" or (head.lemma in _LIGHT_BLOCK and not during) or self._is_full(head):
            return None
        if noun.dep in ("obj", "nsubj:pass") or (noun.dep == "obl" and case(noun) in _LIGHT_CASES):
            return head
        return None

    def _is_full(self, verb: Token) -> bool:
        """Whether a verb has a relation of its own: who condemns or discusses a raid did not make it."""
        frames = self._lexicon.frames_for("verb", verb.lemma)
        particle = verb.first("compound:prt")
        if particle is not None and any(f.lemmas[1:] == (particle.lemma,) for f in frames):
            return not any(f.lemmas[1:] == (particle.lemma,) and f.subjects[0] == NO_PREDICATE for f in frames)
        return any(len(f.lemmas) == 1 and not f.theme for f in frames)

    def _noun_subjects(
        self, noun: Token, frame: Frame, light: Token | None
    ) -> list[tuple[Token, Token | None]]:
        for slot in frame.subjects:
            match slot:
                case "self":
                    found = who_is(noun)
                case "poss":
                    found = noun.get("nmod:poss") or self._owner_adjectives(noun) or misspelt_its(noun)
                case "light":
                    found = subjects(light) if light is not None else []
                    if found:
                        return [(t, light) for t in found if t is not noun]
                case "by":
                    led = [t for c in noun.get("acl") if c.lemma in _WAGED for t in agents(c)]
                    found = [*obliques(noun, "by"), *led, *(agents(noun.head) if noun.head is not None and noun.dep == "nsubj:pass" and is_passive(noun.head) else [])]
                case "after":
                    found = afterwards(noun)
                case "acting":
                    found = acting(noun)
                case "from":
                    inner = [t for c in noun.get("nmod") if case(c) in ("for", "to") for t in obliques(c, "from")]
                    found = obliques(noun, "from") or self._source(noun) or inner
                case _:
                    found = obliques(noun, slot)
            found = [t for t in found if self._lexicon.sorts.get(t.lemma) != "time"]
            if found:
                return [(t, None) for t in found]
        return []

    def _owner_adjectives(self, noun: Token) -> list[Token]:
        """ "U.S. support", "Turkish airstrikes", "the NATO attacks"."""
        return [
            c
            for c in noun.get("compound", "amod", "nmod:desc", "nmod", "nsubj")
            if c.i in self._named and not c.get("case") and c.i < noun.i
        ]

    def _source(self, noun: Token) -> list[Token]:
        """ "support for X is coming from Y"."""
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
            if slot == "self" and who_is(noun):
                return [(t, False) for t in who_is(noun)]
            if slot == "self":
                continue
            if slot == "victim":
                found = victims(noun)
            elif slot == "clause":
                found = bound(noun)
            elif slot == "answer":
                found = answering(noun)
            elif slot == "helped":
                found = helped(noun)
            elif slot == "faced":
                found = facing(noun)
            elif slot == "poss":
                found = noun.get("nmod:poss") or self._owner_adjectives(noun)
            else:
                found = obliques(noun, slot) or nested(noun, slot)
                if not found and light is not None and slot not in ("of", "in", "and"):
                    found = obliques(light, slot)
                if not found and slot == "to" and light is not None:
                    found = light.get("iobj")
            found = [t for t in found if t is not subject and t is not noun]
            if found and "victim" in frame.objects:
                # "20 soldiers died in an attack by X on a base": both were hit.
                found += [t for t in victims(noun) if t not in found]
            if found:
                return [(t, False) for t in found]
        return []

    # Adjectives ----------------------------------------------------------------------

    def _adjective(self, word: Token) -> Iterator[Match]:
        frames = self._lexicon.frames_for("adj", word.lemma) or self._lexicon.frames_for("adj", word.text.lower())
        for frame in frames:
            subject = word.get("nsubj", "nsubj:pass") or ([word.head] if word.head is not None and word.dep in ("amod", "acl", "compound") else [])
            if frame.is_said:
                # "X is a brutal regime": of X.
                subject = [s for t in subject for s in (t.get("nsubj") if t.first("cop") is not None else [t])]
                yield from (Match(frame, word, word, t, None, word) for t in subject)
                continue
            turned = frame.objects == ("subj",)
            for slot in frame.subjects if turned else frame.objects:
                found = obliques(word, slot)
                if subject and found and turned:
                    yield from (Match(frame, word, t, subject[0], None, word) for t in found)
                    return
                if subject and found:
                    yield from (Match(frame, word, subject[0], t, None, word) for t in found)
                    return


def _reciprocal(token: Token) -> bool:
    """ "blamed each other", "one another"."""
    words = [token.text.lower(), *(c.text.lower() for c in token.get("fixed", "det", "nummod"))]
    return {"each", "other"} <= set(words) or {"one", "another"} <= set(words)


def _squeezed(verb: Token, theme: Token | None) -> list[Token]:
    """ "gave Hamas money": the recipient, parsed as a modifier of the thing."""
    if theme is None or obliques(verb, "to") or obliques(theme, "to"):
        return []
    found = [c for c in theme.get("compound", "amod") if (c.pos == "PROPN" and not _is_model(c)) or c.tag == "NNS"]
    return [c for c in found if min(t.i for t in (c, *c.get("compound", "amod"), *theme.get("det"))) == verb.i + 1 and c.i <= verb.i + 3]


def _is_model(token: Token) -> bool:
    """ "F-16": a name with figures is a thing."""
    return any(ch.isdigit() for ch in token.text)


def _several(subject: Token) -> bool:
    """Whether a phrase stands for more than one side."""
    return bool(subject.get("conj")) or subject.dep == "conj" or subject.tag in ("NNS", "NNPS") or subject.lemma in ("they", "both", "two")



def _has_infinitive(verb: Token) -> bool:
    """Whether somebody is told to do something."""
    if any(c.dep == "acl" and case(c) == "to" and c.tag == "VB" for o in verb.get("obj", "iobj") for c in o.children):
        return True
    return any(c.dep in ("xcomp", "ccomp", "advcl") and any(m.lemma == "to" for m in c.get("mark", "case")) for c in verb.children)









def _follows(verb: Token, words: tuple[str, ...]) -> bool:
    """Whether the further words of a trigger belong to the verb."""
    near = particles(verb)
    if "in" in words and not any(t.lemma == "in" and t.i <= verb.i + 2 for c in verb.children if c.i > verb.i for t in (c, *c.children)):
        # "closed the border in 1994" is no closing in.
        return False
    return all(word in near or _below(verb, word) for word in words)


def _below(verb: Token, word: str) -> bool:
    # Behind the verb only: "In return, X gave ..." is no "give in".
    behind = [c for c in verb.children if c.i > verb.i]
    # "take X into Y": hung on X.
    nested = [m for c in behind if c.dep == "obj" for g in c.get("nmod") for m in g.get("case")]
    return any(m.lemma == word for m in nested) or any(c.lemma == word or any(g.lemma == word and (c.pos != "VERB" or g.dep == "compound:prt") for g in c.children) for c in behind)


def _parts_of(theme: Token | None) -> list[Token]:
    """The theme, what is coordinated with it, and what it is a part of ("an aid programme for X")."""
    if theme is None:
        return []
    whole = [theme.head] if theme.dep == "compound" and theme.head is not None else []
    first = [theme.head] if theme.dep == "conj" and theme.head is not None else []
    # "a memorandum of understanding with X".
    nature = [c for c in theme.get("nmod", "acl") if case(c) == "of" and c.pos == "NOUN"]
    # "visas given to citizens of X".
    handed = [c for c in theme.get("acl") if c.tag in ("VBN", "VBD") and c.lemma in _HANDED]
    return [theme, *theme.get("conj"), *first, *whole, *nature, *handed]


def _with_parts(token: Token) -> Iterator[Token]:
    """A noun, its coordinates, and what it is a quantity of ("millions of dollars")."""
    yield token
    for child in token.get("conj"):
        yield from _with_parts(child)
    for child in token.get("nmod"):
        if case(child) in ("of", "in", "worth"):
            yield from _with_parts(child)
        elif child.lemma == "worth":
            yield from (part for goods in child.get("nmod", "obl") for part in _with_parts(goods))
    for child in token.get("amod"):
        if child.lemma == "worth":
            yield from (part for goods in child.get("nmod", "obl") for part in _with_parts(goods))
    yield from token.get("compound")
