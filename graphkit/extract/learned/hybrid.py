"""The default extractor: frames over dependency trees and a trained network, whose relations are scored together later."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit import __version__
from graphkit.extract.base import Setup
from graphkit.extract.dependency import LONGEST_QUOTE, DependencyExtractor
from graphkit.extract.direct_speech import DirectSpeech
from graphkit.extract.event_times import EventTimes
from graphkit.extract.learned.align import align_mentions
from graphkit.extract.learned.complete_names import complete_names
from graphkit.extract.learned.cues import cue_of, is_denied_or_over, is_over, reports
from graphkit.extract.learned.past_ties import mark_past
from graphkit.extract.learned.scores import MIN_PROBABILITY, Offsets, PairScores, Scores, scores_of
from graphkit.extract.relation_times import ended_span
from graphkit.model import (
    LEARNED,
    POST_FRAMES,
    QUOTATION_MARKS,
    Document,
    Mention,
    Polarity,
    Reading,
    RelationMention,
    Span,
    Status,
)
from graphkit.nlp import without_long_words
from graphkit.nlp.encoder import FAMILIES, STATUSES, Network, load_network, sentences_in
from graphkit.nlp.words import words
from graphkit.ontology import load_vocabulary

# The network reads plain quotation marks; the rules need to know which mark opens a quotation.
_PLAIN_MARKS = str.maketrans(dict.fromkeys(QUOTATION_MARKS, '"'))
NAME = f"encoder/{__version__}"
# The most general relation of each family.
GENERAL_PREDICATES = {
    "supports": "supports",
    "allied_with": "alliedWith",
    "cooperates_with": "cooperatesWith",
    "negotiates_with": "consultsWith",
    "requests": "requests",
    "opposes": "opposes",
    "sanctions": "sanctions",
    "attacks": "attacks",
    "leads": "leads",
    "member_of": "memberOf",
    "controls": "controlsTerritory",
}
# In "critics of President X of Y", X is president of Y but does nothing.
_ASSOCIATE_NOUNS = frozenset(words("beside a person"))
_ALLIANCE = re.compile(r"\b(?:ally|allies|allied|alliances?|defen[cs]e)\b", re.IGNORECASE)
# Minimum probability of the network's status to override a noun frame.
MIN_STATUS_PROBABILITY = 0.95
# Maximum probability of "asserted", and minimum of the relation, to override the status of any other frame.
MAX_ASSERTED_PROBABILITY, MAX_ASSERTED_PROBABILITY_OF_POST, MIN_RELATION_PROBABILITY = 0.05, 0.15, 0.5
_STATIVE_PREDICATES = ("leads", "memberOf", "controlsTerritory")
_STATUSES = {"asserted": Status.ASSERTED, "alleged": Status.ALLEGED, "possible": Status.POSSIBLE, "negated": Status.ASSERTED}


class HybridExtractor:
    """Extracts with frames and with the network; returns the relations of both, with the network's probabilities.

    Args:
        rules: the extractor with frames.
        network: the trained network.
    """

    name = NAME

    languages = ("en",)

    def __init__(self, rules: DependencyExtractor, network: Network) -> None:
        """Store both; no state is kept between documents."""
        self._rules = rules
        self._network = network

    @classmethod
    def of(cls, setup: Setup) -> HybridExtractor:
        """Load parser, frames and network.

        Raises:
            ModelError, DataError: the model, the network or a frames file does not load.
        """
        return cls(DependencyExtractor.of(setup), load_network())

    def extract(self, document: Document) -> Reading:
        """Return the relations of the frames, followed by those of the network."""
        reading, times, speech = self._rules.read(document)
        scores = scores_of(without_long_words(document.text.translate(_PLAIN_MARKS)), self._network, [(mention.start, mention.end) for mention in reading.mentions])
        return self._rules.drop_spurious(merge_network(reading, scores, document.text, self._rules.cues, self._rules.titles, times, speech), document.text)


def merge_network(reading: Reading, scores: Scores, text: str, cues: Mapping[tuple[str, str], str], titles: Collection[str], times: EventTimes, speech: DirectSpeech) -> Reading:
    """Add the network's results to a reading of the rules; `cues` and `titles` are those of the lexicon, `times` those of acts, `speech` the quotations."""
    # "Late President X": no name.
    kinds = {span: kind for span, kind in scores.kinds.items() if cues.get(("adj", text[span.start : span.end].lower())) != "former"}
    mentions, index = align_mentions(kinds.items(), reading.mentions, text)
    mentions = complete_names(mentions, scores.kinds.items(), text, titles)
    mentions = [replace(each, form="description", label="") if each.form == "name" and each.label != "PERSON" and times.bystanders.is_common_noun(each.start, each.end) else each for each in mentions]
    index = {span: i for span, i in index.items() if not times.bystanders.is_text(mentions[i])}
    spans = [(start, start + len(text[start:end].rstrip())) for start, end in sentences_in(text, clauses=True)]
    associates = {mention.owner for mention in mentions if mention.head in _ASSOCIATE_NOUNS}
    learned = (relation for ends, pair in scores.pairs.items() if ends[0] in index and ends[1] in index for relation in _relations(ends, pair, index, mentions, spans, text, cues) if relation.predicate in _STATIVE_PREDICATES or not {relation.subject, relation.object} & associates)
    learned = (each for each in learned if not (times.bystanders.has_no_post if each.predicate in ("leads", "memberOf") else times.bystanders.are_apart)(each, *_ends(each, mentions)))
    agreed = {frozenset((each.subject, each.object)) for each in reading.relations if each.predicate == "hasAgreementWith" and each.frame.startswith("verb:")}
    learned = (_as_agreed(each, agreed, text) for each in learned)
    learned = (replace(each, time=times.time_of(each, *_ends(each, mentions))) for each in learned)
    learned = (mark_past(each, mentions, text, cues) for each in learned)
    learned = (_as_asked(each, text) for each in learned)
    learned = (_add_cue(each, text, cues, _is_undenied(each, mentions, times)) for each in learned)
    learned = (_as_in_tree(each, times, *_ends(each, mentions)) for each in learned)
    learned = (_quote_speaker(each, mentions, speech) for each in learned)
    links = {index[later]: (index[earlier], probability) for later, (earlier, probability) in scores.links.items() if later in index and earlier in index and index[later] != index[earlier] and times.bystanders.may_be_same(mentions[index[later]], mentions[index[earlier]])}
    antecedents = {index[later]: tuple((None if earlier is None else index[earlier], p) for earlier, p in several if earlier is None or (earlier in index and times.bystanders.may_be_same(mentions[index[later]], mentions[index[earlier]]))) for later, several in scores.antecedents.items() if later in index}
    judged = tuple(_apply_network_status(reading.relations, {(index[a], index[b]): pair for (a, b), pair in scores.pairs.items() if a in index and b in index}, text, cues, mentions, times))
    asked = {(each.object, each.subject) for each in judged if each.predicate == "requests" and each.polarity is Polarity.POSITIVE}
    learned = (_hedge_requested(each, text, cues) if (each.subject, each.object) in asked else each for each in learned)
    others = {*_acts_of_speakers(judged, mentions), *_acts_of_patients(judged, mentions)}
    learned = (each for each in learned if (each.subject, each.predicate, each.object) not in others)
    of_frames = (mark_past(each, mentions, text, cues) for each in judged)
    return replace(reading, mentions=tuple(mentions), relations=(*of_frames, *learned), links=links, antecedents=antecedents, learned=True)


def _relations(ends: tuple[Offsets, Offsets], pair: PairScores, index: dict[Offsets, int], mentions: Sequence[Mention], sentences: Sequence[tuple[int, int]], text: str, cues: Mapping[tuple[str, str], str]) -> Iterator[RelationMention]:
    """Yield one relation for each family with sufficient probability."""
    subject, object_ = index[ends[0]], index[ends[1]]
    if subject == object_:
        return
    span = _quote(ends, sentences)
    speaker = index.get(pair.speaker) if pair.speaker is not None else None
    for family, probability in zip(FAMILIES, pair.families, strict=True):
        if probability >= MIN_PROBABILITY:
            predicate = GENERAL_PREDICATES[family]
            status = _likeliest_status(pair, predicate, text[span.start : span.end], cues, reported=speaker is not None)
            yield RelationMention(
                subject=subject,
                predicate=predicate,
                object=object_,
                span=span,
                status=_STATUSES[status],
                polarity=Polarity.NEGATIVE if status == "negated" else Polarity.POSITIVE,
                speaker=speaker,
                attribution_text=mentions[speaker].text if speaker is not None else None,
                score=probability,
                marked=pair.marked,
                frame=LEARNED,
            )


def _likeliest_status(pair: PairScores, predicate: str, quote: str, cues: Mapping[tuple[str, str], str], *, reported: bool) -> str:
    """Return the network's status of a relation; an act is only denied if a word of the quote denies or ends something, else alleged if reported, or possible."""
    status = max(STATUSES, key=lambda each: pair.statuses[STATUSES.index(each)])
    if status != "negated" or predicate in _STATIVE_PREDICATES or is_denied_or_over(quote, cues):
        return status
    return "alleged" if reported or reports(quote, cues) else "possible"


def _ends(relation: RelationMention, mentions: Sequence[Mention]) -> tuple[Mention, Mention]:
    return mentions[relation.subject], mentions[relation.object]


def _as_in_tree(relation: RelationMention, times: EventTimes, subject: Mention, object_: Mention) -> RelationMention:
    """Return a relation as planned or ended if its parse tree says so."""
    for add in (times.with_open_noun, times.with_plan, times.with_end, times.with_ended_noun, times.with_planned_end):
        relation = add(relation, subject, object_)
    return relation


def _as_agreed(relation: RelationMention, agreed: Collection[frozenset[int]], text: str) -> RelationMention:
    """Return an alliance as cooperation if a frame reads an agreement of both ("X signed a pact with Y") and no word speaks of allies."""
    allied = relation.predicate != "alliedWith" or frozenset((relation.subject, relation.object)) not in agreed or _ALLIANCE.search(text, relation.span.start, relation.span.end)
    return relation if allied else replace(relation, predicate="cooperatesWith")


def _as_asked(relation: RelationMention, text: str) -> RelationMention:
    """Return what a question asks as possible: "Is X still a partner of Y?" Who is called president in it is."""
    asked = text[relation.span.start : relation.span.end].rstrip().endswith("?") and relation.predicate != "leads"
    return replace(relation, status=Status.POSSIBLE) if asked and relation.status is Status.ASSERTED and relation.polarity is Polarity.POSITIVE else relation


def _quote_speaker(relation: RelationMention, mentions: Sequence[Mention], speech: DirectSpeech) -> RelationMention:
    """Add the speaker of the quotation around both ends, unless the network names one, or the relation is a post or membership."""
    if relation.speaker is not None or relation.predicate in _STATIVE_PREDICATES:
        return relation
    return replace(relation, quoted_from=speech.speaker_around(mentions[relation.subject].start, mentions[relation.object].start))


def _apply_network_status(relations: Iterable[RelationMention], pairs: Mapping[tuple[int, int], PairScores], text: str, cues: Mapping[tuple[str, str], str], mentions: Sequence[Mention], times: EventTimes) -> Iterator[RelationMention]:
    """Yield the plain relations of frames with the network's status for the same relation, if it differs.

    Hedges, plans, denials and ends are expressed in more ways than the cue lists contain.
    """
    for relation in relations:
        pair = pairs.get((relation.subject, relation.object))
        if pair is None and load_vocabulary().relation(relation.predicate).symmetric:
            pair = pairs.get((relation.object, relation.subject))
        plain = relation.status is Status.ASSERTED and relation.polarity is Polarity.POSITIVE and not (relation.time is not None and relation.time.ended)
        # "Former president X met President Y": the tree knows whose "former" it is.
        judged = relation.frame in POST_FRAMES and any(cues.get(("adj", word.lower())) == "former" for word in text[relation.span.start : relation.span.end].split())
        if pair is not None and plain and not judged and _contradicts(pair, relation):
            quote = text[relation.span.start : relation.span.end]
            status = _likeliest_status(pair, relation.predicate, quote, cues, reported=relation.attribution_text is not None)
            # The tree knows what is denied ("denied attacking X but admitted arming Y"), and its speaker whether it is alleged or declared.
            judged = status in ("alleged", "negated") and relation.attribution_text is not None
            judged = judged or (status == "negated" and times.is_denied_apart(*_ends(relation, mentions)))
            if not judged:
                polarity = Polarity.NEGATIVE if status == "negated" else Polarity.POSITIVE
                relation = _add_cue(replace(relation, status=_STATUSES[status], polarity=polarity), text, cues, _is_undenied(relation, mentions, times))
        yield relation


def _acts_of_speakers(relations: Iterable[RelationMention], mentions: Sequence[Mention]) -> Iterator[tuple[int, str, int]]:
    """Yield what somebody says that another does, as if he did it: the network often reads both ("Serbia, Kenya said, backed Georgia")."""
    for relation in relations:
        family = load_vocabulary().family(relation.predicate)
        speakers = () if relation.speaker is None else tuple(i for i in (relation.speaker, mentions[relation.speaker].owner) if i is not None)
        if family in GENERAL_PREDICATES and mentions[relation.subject].form == "name" and relation.subject not in speakers:
            yield from ((speaker, GENERAL_PREDICATES[family], relation.object) for speaker in speakers)


def _acts_of_patients(relations: Iterable[RelationMention], mentions: Sequence[Mention]) -> Iterator[tuple[int, str, int]]:
    """Yield what was done by somebody as if it had been done to him: the network often turns round "X was attacked by Y" and "X drew criticism from Y"."""
    for relation in relations:
        family = load_vocabulary().family(relation.predicate)
        if mentions[relation.subject].case in ("by", "from") and family in GENERAL_PREDICATES and not load_vocabulary().relation(relation.predicate).symmetric:
            yield relation.object, GENERAL_PREDICATES[family], relation.subject


def _hedge_requested(relation: RelationMention, text: str, cues: Mapping[tuple[str, str], str]) -> RelationMention:
    """Return support that was asked for ("X asked Y for tanks") as possible, unless a word denies it: the network often denies it."""
    quote = text[relation.span.start : relation.span.end]
    denied = relation.polarity is Polarity.NEGATIVE and relation.cue != quote.strip()
    if relation.predicate != "supports" or denied or relation.status is not Status.ASSERTED:
        return relation
    return replace(relation, status=Status.POSSIBLE, polarity=Polarity.POSITIVE, cue=cue_of(quote, Status.POSSIBLE, Polarity.POSITIVE, cues), time=None)


def _is_undenied(relation: RelationMention, mentions: Sequence[Mention], times: EventTimes) -> bool:
    """Whether no word denies a post or membership: of those that the network denies in unseen news then, hardly any has not ended."""
    post = relation.predicate in ("leads", "commands", "memberOf", "holdsOfficeIn")
    return post and times.is_undenied(mentions[relation.subject], mentions[relation.object])


def _add_cue(relation: RelationMention, text: str, cues: Mapping[tuple[str, str], str], undenied: bool) -> RelationMention:
    """Add the cue of a status given by the network, and that what it denies has ended if the quote says so or nothing in it is a denial."""
    quote = text[relation.span.start : relation.span.end]
    if relation.polarity is Polarity.NEGATIVE and (undenied or is_over(quote, relation.predicate, cues)):
        return replace(relation, cue=cue_of(quote, relation.status, relation.polarity, cues, undenied=undenied), time=ended_span(relation.time))
    return replace(relation, cue=cue_of(quote, relation.status, relation.polarity, cues))


def _contradicts(pair: PairScores, relation: RelationMention) -> bool:
    """Whether the network contradicts the plain status of a frame; for frames other than nouns it must see the same relation."""
    asserted = pair.statuses[STATUSES.index("asserted")]
    if relation.frame.startswith("noun:"):
        if relation.cue is not None or relation.predicate == "requests":
            # "refused to lift its sanctions": judged by its tree. A request that is ignored was made.
            return False
        return max(pair.statuses) >= MIN_STATUS_PROBABILITY and asserted < MIN_STATUS_PROBABILITY
    family = load_vocabulary().family(relation.predicate)
    if family == "sanctions" and pair.statuses[STATUSES.index("negated")] == max(pair.statuses):
        # The network has one status for all families of a pair: after "broke off ties" it denies the ties.
        return False
    least = MAX_ASSERTED_PROBABILITY_OF_POST if relation.frame in POST_FRAMES else MAX_ASSERTED_PROBABILITY
    # A relation with a cue was judged by its tree ("never stopped backing").
    return relation.cue is None and asserted <= least and family in FAMILIES and pair.families[FAMILIES.index(family)] >= MIN_RELATION_PROBABILITY


def _start(sentence: tuple[int, int]) -> int:
    return sentence[0]


def _quote(ends: tuple[Offsets, Offsets], sentences: Sequence[tuple[int, int]]) -> Span:
    """Return the sentences that contain both ends; of very long ones, the part around the ends."""
    low, high = min(end.start for end in ends), max(end.end for end in ends)
    first, last = (sentences[max(0, bisect_right(sentences, place, key=_start) - 1)] for place in (low, high - 1))
    if last[1] - first[0] <= LONGEST_QUOTE:
        return Span(first[0], last[1])
    return Span(low, min(high, low + LONGEST_QUOTE))
