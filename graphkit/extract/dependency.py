"""The reader that needs no LLM: frames over dependency trees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from graphkit import __version__
from graphkit.extract.arguments import OBJECT_CONTROL, agents, case, is_passive, objects, obliques, subjects
from graphkit.extract.base import Setup
from graphkit.extract.compounds import CompoundMatcher
from graphkit.extract.deeds import is_attack, is_deed, victims
from graphkit.extract.demands import demands
from graphkit.extract.factuality import Factuality, Stance
from graphkit.extract.frames import FrameMatcher, Match
from graphkit.extract.lexicon import Lexicon, load_lexicon
from graphkit.extract.mentions import DEED, TALKS, Mentions
from graphkit.extract.names import ORG, NameFinder
from graphkit.extract.quotes import Speech
from graphkit.extract.structure import Post, Structure
from graphkit.extract.support import kinds_of_support, refined
from graphkit.extract.times import Calendar
from graphkit.extract.when.attachment import Deed
from graphkit.model import Document, Mention, Polarity, Precision, Reading, RelationMention, Span, Status
from graphkit.nlp import Parser, Sentence, Token, load, without_long_words

NAME = f"dependency/{__version__}"
# Stands for the mention of a speaker who is not known yet.
SPEAKER = -1
LONGEST_QUOTE = 600
_MARKS = tuple("\"“‘'«„")
_JUDGES = (
    "criticizes",
    "opposes",
    "rejects",
    "accuses",
    "supportsDiplomatically",
    "protestsAgainst",
    "requests",
    "threatens",
    "compliesWith",
)
_BELOW = ("nmod", "nmod:poss", "compound", "amod", "obj", "obl", "acl", "nsubj", "ccomp", "conj", "appos")
# These say what somebody thinks of a deed that has its own time.
_JUDGING = ("criticizes", "opposes", "rejects", "accuses", "supportsDiplomatically", "protestsAgainst")
# What is told of by verbs of saying was not done when it was told.
_TOLD = ("attacks", "fights", "controlsTerritory", "supports", "supportsMaterially", "supportsMilitarily", "supportsEconomically")
# What a judged text is about has not done it ("vetoed a resolution on X"), nor whom it hit ("violence against X").
_TOPICS = ("on", "about", "over", "regarding", "concerning", "against")
_TOURS = ("visit", "tour", "travel", "trip")
WITHIN = "within"
# Where a sentence ends, for the quote of one that a semicolon parts.
_ENDS = re.compile(r"[.!?][\"'\u201d)]*(?:\s+|\Z)")
_QUARRELS = ("opposes", "fights", "attacks")
_SETTLING = ("resolve", "settle", "end", "mediate", "discuss", "defuse", "ease", "overcome", "heal", "solve", "calm", "address", "stop", "halt", "escalate", "deescalate", "fuel", "inflame", "reduce", "worsen", "prolong")
# Directed: of two who do it to each other, both do it.
_SPOKEN = ("requests", "accuses", "criticizes", "threatens")
_HEARING = ("ignore", "heed", "study", "discuss", "answer", "accept", "meet", "consider", "examine", "weigh", "grant", "honor", "honour", "welcome", "echo", "back", "support", "repeat")
_VIEWING = ("regard", "see", "view", "describe", "consider", "treat", "brand", "denounce", "portray", "dismiss")
_MUTUAL = ("opposes", "attacks", "accuses", "criticizes", "threatens", "sanctions", "rejects", "recognizes", "supports")
# How often each kind of frame is right on the development set (`python -m tests.errors`).
_SCORES = {"verb": 0.93, "noun": 0.87, "participle": 0.95, "adj": 0.87, "prefix": 0.85, "post": 0.95}


class DependencyExtractor:
    """Reads mentions and relations of a document from its syntax.

    Args:
        parser: gives the sentences.
        lexicon: frames and word lists.
        finder: known names.
    """

    name = NAME

    languages = ("en",)

    def __init__(self, parser: Parser, lexicon: Lexicon, finder: NameFinder) -> None:
        """Make the matchers once; no state is kept between documents."""
        self._parser = parser
        self._lexicon = lexicon
        self._finder = finder
        self._frames = FrameMatcher(lexicon)
        self._compounds = CompoundMatcher(lexicon)
        self._factuality = Factuality(lexicon)
        self._structure = Structure(lexicon)
        self._posted = ""

    @classmethod
    def of(cls, setup: Setup) -> DependencyExtractor:
        """The extractor with its parser and frames loaded.

        Raises:
            ModelError, DataError: the model or a frames file does not load.
        """
        return cls(load(setup.model), load_lexicon(setup.frames), setup.finder)

    @property
    def cues(self) -> Mapping[tuple[str, str], str]:
        """Words that set status and polarity: (kind, word) -> effect."""
        return self._lexicon.cues

    def extract(self, document: Document) -> Reading:
        """Everything that is read from one document."""
        # Of the same length; quotes are cut out of the text itself.
        seen = without_long_words(document.text)
        mentions = Mentions(seen, self._lexicon, self._finder)
        # A month or a year is no day to count from.
        calendar = Calendar(document.published if document.published_precision is Precision.DAY else None)
        speech = Speech(seen, self._lexicon)
        relations: list[RelationMention] = []
        hit: list[int] = []
        for sentence in self._parser.parse(seen, mentions.shown):
            mentions.enter(sentence)
            speech.enter(sentence, mentions)
            relations += self._sentence(sentence, mentions, calendar, document.text)
            hit += [index for token in victims(sentence, self._lexicon) for index in mentions.expand(token)]
        self._posted = ""
        spoken = [told for r in relations if (told := _quoted(r, mentions, speech)) is not None]
        return Reading(tuple(mentions.all), tuple(spoken), self.name, tuple(speech.by_sentence()), from_syntax=True, victims=tuple(hit))

    def _sentence(
        self, sentence: Sentence, mentions: Mentions, calendar: Calendar, text: str
    ) -> Iterator[RelationMention]:
        for post in self._structure.posts(sentence, mentions):
            if post.title == "counterpart" and self._posted:
                # "his Congolese counterpart" holds the post that he holds.
                post = replace(post, predicate=self._posted)
            elif post.former is None:
                self._posted = post.predicate
            yield self._post(post, sentence, calendar, text)
        named = frozenset(i for name in mentions.names for i in range(name.start, name.end))
        yield from self._within_bodies(sentence, mentions, text)
        yield from self._within_names(sentence, mentions, text)
        for match in (*self._frames.matches(sentence, named), *self._compounds.matches(sentence)):
            stance = self._stance(match, sentence)
            if match.frame.is_said:
                yield from self._judgement(match, stance, sentence, mentions, text)
            else:
                yield from self._match(match, stance, sentence, mentions, calendar, text)
        for match, stance in demands(sentence, self._factuality):
            if match.subject is not match.trigger:
                yield from self._match(match, stance, sentence, mentions, calendar, text)
            else:
                yield from self._demand(match, sentence, mentions, text)

    def _within_bodies(self, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """ "worked with X within NATO": both work there as members; the actors' kinds decide."""
        for name in mentions.names:
            verb = name.head.head
            if verb is not None and mentions.name_at(verb) is not None:
                verb = verb.head
            if name.label != ORG or case(name.head) != "within" or verb is None or verb.pos != "VERB":
                continue
            partners = [t for t in (*obliques(verb, "with"), *objects(verb)) if mentions.name_at(t) is not None]
            members = [i for t in (*subjects(verb), *partners) for i in mentions.expand(t)] if partners else []
            span = _span(sentence, text, [verb, name.head])
            for member in members:
                for body in mentions.expand(name.head):
                    yield RelationMention(member, "memberOf", body, span, score=_SCORES["prefix"], frame=WITHIN)

    def _within_names(self, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """ "the anti-X alliance": whom it is for or against stands in its name."""
        for name in mentions.names:
            whole, inner = mentions.of(name.head), mentions.inner(name)
            frames = self._lexicon.frames_for("prefix", inner[0]) if inner is not None else ()
            for frame in frames[:1]:
                span = _span(sentence, text, [name.head])
                yield from (RelationMention(i, frame.predicate, inner[1], span, score=_SCORES["prefix"], frame=frame.name) for i in whole if inner is not None)

    def _tells(self, match: Match) -> bool:
        """ "claimed responsibility for the attack on Monday": the day is that of the claim."""
        told = self._lexicon.cue("verb", match.trigger.lemma) in ("say", "accuse", "believe")
        return told and match.frame.predicate in _TOLD

    def _demand(self, match: Match, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """What a quotation demands: whoever speaks is filled in when the text is read."""
        span = _span(sentence, text, [match.trigger, match.object])
        for index in mentions.expand(match.object):
            yield RelationMention(SPEAKER, match.frame.predicate, index, span, score=_SCORES["noun"], frame=match.frame.name)

    def _judgement(self, match: Match, stance: Stance, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """What a speaker says of somebody shows where he stands ("X has caused destruction", "X's brutal regime").

        An adjective before its noun may be the reporter's own word: only in quotation marks is it the speaker's.
        """
        before = match.trigger.head is match.object
        if match.frame.status and stance.saying is None:
            stance = self._factuality.reported(match.trigger)
        doubted = stance.polarity is Polarity.NEGATIVE or stance.status not in (Status.ASSERTED, Status.ALLEGED)
        if doubted and not before and not match.frame.status:
            return
        if not before and stance.saying is not None and _speaker(stance, mentions) is None:
            # "Nobody can say that ...".
            return
        if before:
            # Nothing but the marks says whose word it is; of what is said, no stance is asked.
            stance = self._factuality.reported(match.object) if text[match.trigger.start - 1 : match.trigger.start] in _MARKS else Stance()
        speaker = _speaker(stance, mentions)
        span = _span(sentence, text, [match.trigger, match.object, *_said(stance)])
        for index in self._objects(match, mentions):
            if index != speaker:
                subject = SPEAKER if speaker is None else speaker
                yield RelationMention(subject, match.frame.predicate, index, span, score=_SCORES["adj"], frame=match.frame.name)

    def _stance(self, match: Match, sentence: Sentence) -> Stance:
        own = match.frame.kind == "noun" and match.anchor is match.trigger
        if match.frame.kind == "noun" and match.frame.predicate in _QUARRELS and _settled(match.trigger):
            return Stance()
        if own and match.frame.predicate in _SPOKEN and (self._factuality.turned_down(match.trigger) or _taken_as_made(match.trigger)):
            # "rejected Y's request", "would ignore Y's demand": Y has asked.
            return Stance()
        # "accused X of plotting with the help of Y": that Y helps is part of the charge.
        beside = own and match.frame.predicate == "supports" and match.trigger.dep == "obl" and case(match.trigger) == "with"
        stance = self._factuality.stance(match.anchor or match.trigger, sentence, presupposed=own and not beside)
        none = next((c for noun in (match.theme, match.object, match.subject) if noun is not None for c in noun.get("det") if c.lemma == "no"), None)
        if none is not None:
            # "gave no weapons to X", "backs no rebel group".
            stance.negate(none)
        viewed = match.trigger.head
        if viewed is not None and viewed.lemma in _VIEWING and case(match.trigger) == "as" and match.frame.subjects == ("self",):
            # "regards X as a branch of Y".
            stance.hedge(Status.ALLEGED, viewed)
            stance.said_by(viewed, next(iter(subjects(viewed)), None))
        if match.anchor is not None and match.anchor is not match.trigger:
            self._factuality.own(match.trigger, stance)
            self._factuality.done_to(match.trigger, match.anchor, stance)
        return stance

    def _pairs(self, match: Match, mentions: Mentions) -> Iterable[tuple[int, int]]:
        if match.each:
            first = match.subject
            while first.dep == "conj" and first.head is not None:
                first = first.head
            members = mentions.expand(first)
            # One mention of several, "both sides": whom it stands for is settled later.
            both = list(combinations(members, 2)) or [(m, m) for m in members if mentions.all[m].plural or mentions.all[m].sort == TALKS]
            mutual = match.frame.predicate in _MUTUAL
            return [*both, *((b, a) for a, b in both if a != b)] if mutual else both
        subjects, objects = _so_far(match.subject, match, mentions), self._objects(match, mentions)
        if match.frame.kind == "adj":
            # "groups loyal to X" are X's own.
            subjects = [i for i in subjects if mentions.all[i].owner not in objects]
        if match.trigger.lemma in _TOURS and len(objects) > 2:
            # A tour of several countries is no talk with each.
            return ()
        return ((s, o) for s in subjects for o in objects if s != o)

    def _objects(self, match: Match, mentions: Mentions) -> list[int]:
        """Mentions of the object; an act that is judged stands for who did it ("condemned X's raid")."""
        found = _so_far(match.object, match, mentions)
        if match.frame.predicate == "controlsTerritory":
            # Who is seized is no ground.
            found = [i for i in found if mentions.all[i].text.lower() not in ("them", "him", "her") and mentions.all[i].sort not in ("organ", "office", "person", "people")]
        acts = [i for i in found if mentions.all[i].form == "description" and mentions.all[i].sort in ("", DEED)]
        if match.frame.predicate not in _JUDGES or (not acts and found):
            return found
        doers = [i for noun in (match.object, *match.object.get("conj")) for i in self._doers(noun, mentions)]
        if not doers and match.object.tag not in ("NNP", "NNPS") and not is_deed(match.object, self._lexicon):
            doers = self._within(match.object, mentions)
        doers = doers or [i for i in acts if self._is_known_attack(match.object, mentions.all[i])]
        return [i for i in found if i not in acts] + [i for i in doers if i not in found or i in acts]

    def _is_known_attack(self, noun: Token, mention: Mention) -> bool:
        """ "the attack", "the bombing": one that was told of before; the article knows whose it was."""
        return mention.definite and is_attack(noun, self._lexicon)

    def _within(self, noun: Token, mentions: Mentions) -> list[int]:
        """The actor named nearest below a judged act ("the ouster of X by force")."""
        level = [noun]
        for _ in range(3):
            level = [c for token in level for c in token.children if c.dep in _BELOW and case(c) not in _TOPICS]
            named = [i for c in level if mentions.name_at(c) is not None for i in mentions.expand(c)]
            if named:
                return named
        return []

    def _doers(self, noun: Token, mentions: Mentions) -> list[int]:
        ranked = (
            noun.get("nmod:poss"),
            [c for c in noun.get("nmod", "obl:agent", "obl") if case(c) == "by"],
            # "the execution of prisoners by X": hung on the prisoners.
            [c for of in noun.get("nmod") if case(of) == "of" for c in of.get("nmod") if case(c) == "by"],
            [c for made in noun.get("acl") for c in agents(made)],
            _beside(noun),
            [c for c in noun.get("compound", "amod") if mentions.name_at(c) is not None],
            [] if self._lexicon.frames_for("deed", noun.lemma) else [c for c in noun.get("nmod") if case(c) in ("of", "from")],
        )
        return next((found for group in ranked if (found := [i for c in group for i in mentions.expand(c)])), [])

    def _post(self, post: Post, sentence: Sentence, calendar: Calendar, text: str) -> RelationMention:
        return RelationMention(
            subject=post.person,
            predicate=post.predicate,
            object=post.person if post.alone else post.body,
            span=_span(sentence, text, [post.anchor]),
            polarity=Polarity.NEGATIVE if post.former is not None else Polarity.POSITIVE,
            time=calendar.of(sentence, Deed(post.anchor, post.anchor, standing=post.anchor.first("cop") is None), post.predicate, text, over=post.former is not None, denied=True),
            cue=post.former.text if post.former is not None else None,
            role=post.title or None,
            score=_SCORES["post"],
            frame="title" if post.alone else "post",
        )

    def _match(
        self,
        match: Match,
        stance: Stance,
        sentence: Sentence,
        mentions: Mentions,
        calendar: Calendar,
        text: str,
    ) -> Iterator[RelationMention]:
        if stance.asked and stance.polarity is Polarity.NEGATIVE:
            # "urged X to stop arming Y" says neither that X arms Y nor that it does not.
            return
        if match.frame.predicate == "compliesWith" and stance.polarity is Polarity.NEGATIVE:
            # Who does not give in refuses; who is told not to has not refused.
            told = match.trigger.head is not None and match.trigger.head.lemma in OBJECT_CONTROL
            if told and any(m.lemma == "to" for m in match.trigger.get("mark")):
                return
            match = replace(match, frame=replace(match.frame, predicate="rejects"))
            stance = replace(stance, polarity=Polarity.POSITIVE, status=Status.ASSERTED)
        if match.frame.status == Status.ALLEGED and stance.polarity is Polarity.NEGATIVE:
            # "have not linked the attack to X" does not say that it was not X's.
            return
        types = kinds_of_support(match, self._lexicon)
        predicate = refined(_attempted(match, stance), types)
        speaker = _speaker(stance, mentions)
        span = _span(sentence, text, [match.trigger, match.subject, match.object, *_said(stance)])
        time = None if self._tells(match) else calendar.of(sentence, _deed(match, stance), predicate, text, over=stance.over, denied=stance.polarity is Polarity.NEGATIVE)
        for subject, object_ in self._pairs(match, mentions):
            yield RelationMention(
                subject=subject,
                predicate=predicate,
                object=object_,
                span=span,
                status=_status(match, stance),
                polarity=stance.polarity,
                support_types=types,
                cue=stance.cue.text if stance.cue is not None else None,
                speaker=speaker,
                attribution_text=_attribution(stance, text),
                time=time,
                score=_SCORES[match.frame.kind],
                frame=match.frame.name,
            )


def _deed(match: Match, stance: Stance) -> Deed:
    """What a time is looked for: whoever plans or judges has another time than what is planned or judged."""
    return Deed(
        match.trigger,
        match.anchor or match.trigger,
        (match.subject, match.object),
        ending=stance.ending or stance.bygone,
        planned=(status := _status(match, stance)) in (Status.PLANNED, Status.POSSIBLE),
        possible=status is Status.POSSIBLE,
        judging=match.frame.predicate in _JUDGING,
    )


def _so_far(token: Token, match: Match, mentions: Mentions) -> list[int]:
    """ "A, led by X, and B": X leads those named before the clause."""
    found = mentions.expand(token)
    if not match.trigger.dep.startswith("acl") or match.trigger.head is not token:
        return found
    return [i for i in found if mentions.all[i].start < match.trigger.start]


def _quoted(relation: RelationMention, mentions: Mentions, speech: Speech) -> RelationMention | None:
    """The relation with the speaker of the quotation it stands in; None where it needs one and has none."""
    said = speech.of(mentions.all[relation.object].start)
    if relation.subject == SPEAKER:
        return replace(relation, subject=said[0]) if said is not None else None
    inside = speech.at(mentions.all[relation.object].start) is not None
    inside = inside and speech.at(mentions.all[relation.subject].start) == speech.at(mentions.all[relation.object].start)
    if not inside or relation.attribution_text is not None or relation.frame in ("post", "title"):
        return relation
    if said is None:
        return replace(relation, status=Status.ALLEGED) if relation.status is Status.ASSERTED else relation
    return replace(relation, speaker=said[0], attribution_text=said[1])


def _status(match: Match, stance: Stance) -> Status:
    """Trying to attack is an attack; trying to do anything else is not yet doing it."""
    if _taken_from(match):
        return Status.ASSERTED
    if match.frame.status and stance.status is Status.ASSERTED:
        return Status(match.frame.status)
    forceful = ("attacks", "fights", "controlsTerritory", "opposes")
    if stance.attempted and stance.status is Status.ASSERTED and match.frame.predicate not in forceful:
        return Status.POSSIBLE
    return stance.status


def _attempted(match: Match, stance: Stance) -> str:
    """An attempt or a plan to take a place is an attack on it, done or planned."""
    planned = stance.status in (Status.PLANNED, Status.POSSIBLE) and stance.cue is not None and stance.cue.pos != "AUX"
    if _taken_from(match):
        return match.frame.predicate
    taken = (stance.attempted or planned) and match.frame.predicate == "controlsTerritory"
    return "attacks" if taken else match.frame.predicate


def _beside(noun: Token) -> list[Token]:
    """ "condemned the violence by X": the phrase hung on the verb, which is no passive."""
    above = [v for v in noun.ancestors() if v.pos == "VERB"][:2]
    phrases = [c for v in above if not is_passive(v) for c in v.get("obl", "obl:agent") if case(c) == "by"]
    # Right behind the noun.
    return [c for c in phrases if any(m.lemma == "by" and m.i == noun.i + 1 for m in c.get("case"))]


def _settled(noun: Token) -> bool:
    """ "agreed to resolve a row": a quarrel that is to be settled is there, whatever comes of it."""
    verb = noun.head
    return verb is not None and noun.dep in ("obj", "nsubj:pass", "obl") and verb.lemma in _SETTLING


def _taken_as_made(noun: Token) -> bool:
    """Whether a verb does something to what somebody has said: "will study Y's offer"."""
    return noun.dep == "obj" and bool(noun.get("nmod:poss")) and noun.head is not None and noun.head.lemma in _HEARING


def _taken_from(match: Match) -> bool:
    """ "plan to liberate X from Y": that Y holds X is no plan."""
    return match.frame.predicate == "controlsTerritory" and match.frame.subjects == ("from",)


def _speaker(stance: Stance, mentions: Mentions) -> int | None:
    if stance.speaker is None:
        return None
    found = mentions.of(stance.speaker)
    return found[0] if found else None


def _said(stance: Stance) -> list[Token]:
    return [t for t in (stance.cue, stance.saying, stance.speaker) if t is not None]


def _attribution(stance: Stance, text: str) -> str | None:
    """The attribution as worded: from speaker to saying, or the saying alone where they are far apart."""
    if stance.saying is None:
        return None
    if stance.speaker is None or stance.speaker is stance.saying:
        words = [stance.saying, *(c for c in stance.saying.children if case(stance.saying) and c.i < stance.saying.i)]
    else:
        words = [stance.saying, stance.speaker]
    start, end = min(w.start for w in words), max(w.end for w in words)
    return text[start:end] if end - start <= 120 else stance.saying.text


def _whole(start: int, end: int, text: str) -> tuple[int, int]:
    """The whole sentence, where what was parsed is one side of a semicolon."""
    line = max(text.rfind("\n", 0, start), start - LONGEST_QUOTE, -1) + 1
    if text[line:start].rstrip().endswith(";"):
        ends = [match.end() for match in _ENDS.finditer(text, line, start)]
        start = ends[-1] if ends else line
    if text[end - 1 : end] == ";":
        closes = _ENDS.search(text, end, end + LONGEST_QUOTE)
        end = closes.start() + 1 if closes is not None else end
    return start, end


def _span(sentence: Sentence, text: str, needed: list[Token]) -> Span:
    """The sentence as quote; of a very long one, the part around the words that count."""
    start, end = _whole(sentence.start, sentence.end, text)
    if end - start > LONGEST_QUOTE:
        start, end = sentence.start, sentence.end
    if end - start > LONGEST_QUOTE:
        start = min(t.start for t in needed)
        end = max(t.end for t in needed)
        if end - start > LONGEST_QUOTE:
            end = start + LONGEST_QUOTE
    return Span(start, end)
