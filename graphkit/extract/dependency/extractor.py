"""The extractor without network or language model: frames over dependency trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from graphkit import __version__
from graphkit.extract.alleged_posts import hedge_alleged_posts
from graphkit.extract.alternatives import hedge_alternatives
from graphkit.extract.arguments import case, objects, obliques, subjects
from graphkit.extract.base import Setup
from graphkit.extract.compounds import CompoundMatcher
from graphkit.extract.contrastive_negation import drop_contrasted
from graphkit.extract.demands import demands
from graphkit.extract.dependency.argument_mentions import ArgumentMentions
from graphkit.extract.dependency.quote_span import quote_span
from graphkit.extract.dependency.status import (
    SPEAKER,
    apply_own_words,
    attribute_to_speaker,
    attribution,
    cue_words,
    event_of,
    is_settled,
    post_stance,
    predicate_of,
    presupposes_statement,
    speaker_of,
    stance_words,
    status_of,
)
from graphkit.extract.direct_speech import DirectSpeech
from graphkit.extract.event_nouns import victims
from graphkit.extract.event_times import EventTimes, is_report_time
from graphkit.extract.factuality import Factuality, Stance
from graphkit.extract.factuality.past_states import LASTING_PREDICATES, past_cue
from graphkit.extract.frames import FrameMatcher, Match
from graphkit.extract.headline_speakers import attribute_headlines
from graphkit.extract.lexicon import Lexicon, load_lexicon
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import ORG, NameFinder
from graphkit.extract.offices import drop_office_fields
from graphkit.extract.posts import Post, PostExtractor
from graphkit.extract.relation_times import TimeResolver
from graphkit.extract.support_types import find_support_types, specific_predicate
from graphkit.extract.temporal.attachment import Event
from graphkit.model import Document, Polarity, Precision, Reading, RelationMention, Status
from graphkit.nlp import Parser, Sentence, load, without_long_words
from graphkit.nlp.words import words

NAME = f"dependency/{__version__}"
_QUOTATION_MARKS = tuple("\"“‘'«„")
WITHIN_BODY = "within"
_PREDICATIVE_RELATIONS = ("root", "xcomp", "ccomp", "advcl", "acl", "acl:relcl")
_SETTLED_PREDICATES = ("opposes", "fights", "attacks")
_SPEECH_PREDICATES = ("requests", "accuses", "criticizes", "threatens")
# Precision of each kind of frame on the development set (`python -m tests.errors`).
_FRAME_SCORES = {"verb": 0.93, "noun": 0.87, "participle": 0.95, "adj": 0.87, "prefix": 0.85, "post": 0.95}


class DependencyExtractor(ArgumentMentions):
    """Extracts mentions and relations of a document from its syntax.

    Args:
        parser: yields the sentences.
        lexicon: frames and word lists.
        finder: finds known names.
    """

    name = NAME
    languages = ("en",)

    def __init__(self, parser: Parser, lexicon: Lexicon, finder: NameFinder) -> None:
        """Create the matchers; no state is kept between documents."""
        super().__init__(lexicon)
        self._parser = parser
        self._finder = finder
        self._frames = FrameMatcher(lexicon)
        self._compounds = CompoundMatcher(lexicon)
        self._factuality = Factuality(lexicon)
        self._posts = PostExtractor(lexicon)
        self._last_post_predicate = ""

    @classmethod
    def of(cls, setup: Setup) -> DependencyExtractor:
        """Load the parser and the frames.

        Raises:
            ModelError, DataError: the model or a frames file does not load.
        """
        return cls(load(setup.model), load_lexicon(setup.frames), setup.finder)

    @property
    def cues(self) -> Mapping[tuple[str, str], str]:
        """Words that set status and polarity: (kind, word) -> effect."""
        return self._lexicon.cues

    @property
    def titles(self) -> frozenset[str]:
        """Words that precede a name without being part of it."""
        return self._lexicon.title_words

    def extract(self, document: Document) -> Reading:
        """Return the mentions and relations of a document."""
        return self.read(document)[0]

    def read(self, document: Document) -> tuple[Reading, EventTimes, DirectSpeech]:
        """Return the mentions and relations of a document, and what finds times and speakers of further relations between these mentions."""
        self._last_post_predicate = ""
        # Of the same length, so that quotes can be taken from the original text.
        clean_text = without_long_words(document.text)
        mentions = Mentions(clean_text, self._lexicon, self._finder)
        # Relative times need an exact day.
        times = TimeResolver(document.published if document.published_precision is Precision.DAY else None, clean_text)
        event_times = EventTimes(times, self._factuality, self._lexicon, document.text)
        speech = DirectSpeech(clean_text, self._lexicon)
        relations: list[RelationMention] = []
        victim_indices: list[int] = []
        for sentence in self._parser.parse(clean_text, mentions.parser_names):
            mentions.add_sentence(sentence)
            speech.add_sentence(sentence, mentions)
            event_times.add_sentence(sentence)
            relations += self._sentence_relations(sentence, mentions, times, document.text)
            victim_indices += [index for token in victims(sentence, self._lexicon) for index in mentions.expand_coordination(token)]
        attributed = [statement for r in relations if (statement := attribute_to_speaker(r, mentions, speech)) is not None]
        found = Reading(tuple(mentions.all), tuple(attributed), self.name, tuple(speech.speakers_by_sentence()), from_syntax=True, victims=tuple(victim_indices))
        return self.drop_spurious(found, document.text), event_times, speech

    def drop_spurious(self, reading: Reading, text: str) -> Reading:
        """Return a reading without relations to fields of offices or of actors named only in contrast, with alternatives and alleged posts hedged and headlines attributed."""
        reading = hedge_alternatives(drop_contrasted(drop_office_fields(reading, text, self._finder), text), text)
        return attribute_headlines(hedge_alleged_posts(reading, text, self.cues, self.titles), text)

    def _sentence_relations(self, sentence: Sentence, mentions: Mentions, times: TimeResolver, text: str) -> Iterator[RelationMention]:
        for post in self._posts.posts(sentence, mentions):
            if post.title == "counterpart" and self._last_post_predicate:
                # "his Congolese counterpart" holds the same post.
                post = replace(post, predicate=self._last_post_predicate)
            elif post.former is None:
                self._last_post_predicate = post.predicate
            yield self._post_relation(post, sentence, mentions, times, text)
        named = frozenset(i for name in mentions.names for i in range(name.start, name.end))
        yield from self._body_memberships(sentence, mentions, text)
        yield from self._prefix_relations(sentence, mentions, text)
        for match in (*self._frames.matches(sentence, named), *self._compounds.matches(sentence)):
            stance = self._stance(match, sentence)
            if match.frame.needs_speaker:
                yield from self._judgement_relations(match, stance, sentence, mentions, text)
            else:
                yield from self._match_relations(match, stance, sentence, mentions, times, text)
        for match, stance in demands(sentence, self._factuality):
            if match.subject is not match.trigger:
                yield from self._match_relations(match, stance, sentence, mentions, times, text)
            else:
                yield from self._quoted_demand(match, sentence, mentions, text)

    def _body_memberships(self, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """Yield memberships from "worked with X within NATO"; the kinds of the actors decide later."""
        for name in mentions.names:
            verb = name.head.head
            if verb is not None and mentions.name_at(verb) is not None:
                verb = verb.head
            if name.label != ORG or case(name.head) != "within" or verb is None or verb.pos != "VERB":
                continue
            partners = [t for t in (*obliques(verb, "with"), *objects(verb)) if mentions.name_at(t) is not None]
            members = [i for t in (*subjects(verb), *partners) for i in mentions.expand_coordination(t)] if partners else []
            span = quote_span(sentence, text, [verb, name.head])
            for member in members:
                for body in mentions.expand_coordination(name.head):
                    yield RelationMention(member, "memberOf", body, span, score=_FRAME_SCORES["prefix"], frame=WITHIN_BODY)

    def _prefix_relations(self, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """Yield the relation expressed by a prefix in a name: "the anti-X alliance"."""
        for name in mentions.names:
            whole, inner = mentions.of(name.head), mentions.prefixed_name(name)
            frames = self._lexicon.frames_for("prefix", inner[0]) if inner is not None else ()
            for frame in frames[:1]:
                span = quote_span(sentence, text, [name.head])
                yield from (RelationMention(i, frame.predicate, inner[1], span, score=_FRAME_SCORES["prefix"], frame=frame.name) for i in whole if inner is not None)

    def _quoted_demand(self, match: Match, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """Yield a demand made in a quotation; its speaker is filled in after the whole text is read."""
        span = quote_span(sentence, text, [match.trigger, match.object])
        for index in mentions.expand_coordination(match.object):
            yield RelationMention(SPEAKER, match.frame.predicate, index, span, score=_FRAME_SCORES["noun"], frame=match.frame.name)

    def _judgement_relations(self, match: Match, stance: Stance, sentence: Sentence, mentions: Mentions, text: str) -> Iterator[RelationMention]:
        """Yield a speaker's judgement as a relation ("X has caused destruction", "X's brutal regime").

        An adjective before its noun may be the reporter's; it is the speaker's only in quotation marks.
        """
        before = match.trigger.head is match.object
        if match.frame.status and stance.reporting_word is None:
            stance = self._factuality.speaker_stance(match.trigger)
        doubted = stance.imputed or stance.polarity is Polarity.NEGATIVE or stance.status not in (Status.ASSERTED, Status.ALLEGED)
        if doubted and not before and not match.frame.status:
            return
        if before:
            # Only the quotation marks attribute the word; no other stance applies.
            stance = self._factuality.speaker_stance(match.object) if text[match.trigger.start - 1 : match.trigger.start] in _QUOTATION_MARKS else Stance()
        speaker = speaker_of(stance, mentions)
        span = quote_span(sentence, text, [match.trigger, match.object, *stance_words(stance)])
        for index in self._objects(match, mentions):
            if index != speaker:
                subject = SPEAKER if speaker is None else speaker
                yield RelationMention(subject, match.frame.predicate, index, span, score=_FRAME_SCORES["adj"], frame=match.frame.name)

    def _stance(self, match: Match, sentence: Sentence) -> Stance:
        own = match.frame.kind == "noun" and match.anchor is match.trigger
        if match.frame.kind == "noun" and match.frame.predicate in _SETTLED_PREDICATES and is_settled(match.trigger):
            # "discussed a possible attack": cues attached to the noun itself still count.
            stance = Stance()
            self._factuality.apply_word_cues(match.trigger, stance)
            return stance
        if own and match.frame.predicate in _SPEECH_PREDICATES and (self._factuality.is_rejected(match.trigger) or presupposes_statement(match.trigger)):
            # "rejected Y's request", "would ignore Y's demand": Y did make it.
            return Stance()
        # "accused X of plotting with the help of Y": the help is part of the accusation.
        beside = own and match.frame.predicate == "supports" and match.trigger.dep == "obl" and case(match.trigger) == "with"
        # "wants to be a member of Y": predicated of X, not its description.
        said = match.frame.subjects[0] == "self" and match.trigger.dep in _PREDICATIVE_RELATIONS and (len(match.frame.subjects) == 1 or match.trigger.first("cop") is not None)
        stance = self._factuality.stance(match.anchor or match.trigger, sentence, presupposed=own and not beside and not said)
        apply_own_words(match, stance, self._lexicon)
        viewed = match.trigger.head
        if viewed is not None and viewed.lemma in words("viewing") and case(match.trigger) == "as" and match.frame.subjects == ("self",):
            # "regards X as a branch of Y".
            stance.hedge(Status.ALLEGED, viewed)
            stance.attribute(viewed, next(iter(subjects(viewed)), None))
        if match.anchor is not None and match.anchor is not match.trigger:
            self._factuality.apply_word_cues(match.trigger, stance)
            self._factuality.apply_object_verb(match.trigger, match.anchor, stance)
        if stance.ending is not None and stance.polarity is Polarity.POSITIVE and stance.status is Status.PLANNED:
            # "will not lift its sanctions": they stay.
            stance.status = Status.ASSERTED
        if match.frame.predicate in LASTING_PREDICATES or match.frame.subjects == ("self",):
            stance.past_cue = stance.past_cue or past_cue(match.trigger, self._lexicon)
        return stance

    def _post_relation(self, post: Post, sentence: Sentence, mentions: Mentions, times: TimeResolver, text: str) -> RelationMention:
        said = post_stance(post, sentence, mentions, text, self._factuality, self._lexicon)
        return RelationMention(
            subject=post.person,
            predicate=post.predicate,
            object=post.body if post.body >= 0 else post.person,
            span=quote_span(sentence, text, [post.anchor]),
            status=said.status,
            polarity=said.polarity,
            time=times.resolve(sentence, Event(post.anchor, post.anchor, ending=said.ending, standing=post.anchor.first("cop") is None), post.predicate, text, over=said.has_ended, denied=said.polarity is Polarity.NEGATIVE),
            cue=said.cue.text if said.cue is not None else None,
            role=post.title or None,
            score=_FRAME_SCORES["post"],
            frame="title" if post.without_body else "post",
        )

    def _match_relations(
        self,
        match: Match,
        stance: Stance,
        sentence: Sentence,
        mentions: Mentions,
        times: TimeResolver,
        text: str,
    ) -> Iterator[RelationMention]:
        if stance.requested and stance.polarity is Polarity.NEGATIVE:
            # "urged X to stop arming Y" asserts neither that X arms Y nor that it does not.
            return
        if match.frame.predicate == "compliesWith" and stance.polarity is Polarity.NEGATIVE:
            # Not complying is refusing, but being asked not to comply is not.
            controlled = match.trigger.head is not None and match.trigger.head.lemma in words("object control")
            if controlled and any(m.lemma == "to" for m in match.trigger.get("mark")):
                return
            match = replace(match, frame=replace(match.frame, predicate="rejects"))
            stance = replace(stance, polarity=Polarity.POSITIVE, status=Status.ASSERTED)
        if match.frame.status == Status.ALLEGED and stance.polarity is Polarity.NEGATIVE:
            # "have not linked the attack to X" does not say that it was not by X.
            return
        types = find_support_types(match, self._lexicon)
        predicate = specific_predicate(predicate_of(match, stance), types)
        speaker = speaker_of(stance, mentions)
        # "X and Y denied arming Z": each for himself.
        speakers = mentions.expand_coordination(stance.speaker) if stance.speaker is not None else []
        span = quote_span(sentence, text, [match.trigger, match.subject, match.object, *stance_words(stance)])
        time = None if is_report_time(match.trigger, match.frame.predicate, self._lexicon) else times.resolve(sentence, event_of(match, stance), predicate, text, over=stance.has_ended, denied=stance.polarity is Polarity.NEGATIVE)
        for subject, object_ in self._mention_pairs(match, mentions):
            yield RelationMention(
                subject=subject,
                predicate=predicate,
                object=object_,
                span=span,
                status=status_of(match, stance),
                polarity=stance.polarity,
                support_types=types,
                cue=cue_words(match, stance),
                speaker=subject if subject in speakers else speaker,
                attribution_text=attribution(stance, text),
                time=time,
                score=_FRAME_SCORES[match.frame.kind],
                frame=match.frame.name,
            )
