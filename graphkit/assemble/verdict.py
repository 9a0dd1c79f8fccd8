"""Estimate how likely each claim is right, from who read it and what it connects.

Frames and network each yield readings. A small model (logistic regression, fitted by `training.reader` on
annotated news that neither had seen) combines them; its probability is the confidence of a claim.
"""

from __future__ import annotations

import functools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphkit.assemble.claims import Maker, Stated
from graphkit.errors import ModelError
from graphkit.model import (
    LEARNED,
    OWN,
    READINGS,
    TITLE,
    Actor,
    ActorClass,
    Claim,
    Mention,
    Polarity,
    Reading,
    Status,
)
from graphkit.ontology import Vocabulary
from graphkit.resources import weights_dir

# Probabilities are used as logits, clipped to this range.
_FLOOR, _CEILING = 0.01, 0.99
_KINDS = {ActorClass.PERSON: "person", ActorClass.STATE: "state", ActorClass.PLACE: "place", ActorClass.ARMED: "armed"}
# Accuracy of resolution differs by pronoun: "him" is right in one of two readings, "it" and "they" in one of ten.
_PRONOUNS = {word: sort for sort, several in {"it": "it its", "they": "they them their", "he": "he him his she her"}.items() for word in several.split()}
# This many readings of a single-sentence text get a lower threshold: by cross-validation over `train`, it raises F1 from
# .353 to .363 and recall on pairs of single events by a tenth.
FOREMOST = 2
_STRUCTURE = ("leads", "commands", "memberOf", "holdsOfficeIn", "partOf")
# Sorts of descriptions that act for their owner or hold its office.
_OF_STATE = ("organ", "office")
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fitted model.

    Attributes:
        weights: weight of each feature; unlisted ones weigh 0.
        threshold: claims with a lower probability are left out.
        sentence_weights, sentence: the same for a text of one sentence, which is given for what it states.
        foremost: a lower threshold, for the `FOREMOST` likeliest readings of such a text.
    """

    weights: Mapping[str, float]
    threshold: float
    sentence_weights: Mapping[str, float]
    sentence: float
    foremost: float = 1.0

    def likely(self, features: Mapping[str, float]) -> float:
        """Return the probability that a claim is right, rounded to three digits so that all machines agree."""
        weights = self.sentence_weights if "sentence" in features else self.weights
        score = sum(weights.get(name, 0.0) * value for name, value in sorted(features.items()))
        return round(1 / (1 + math.exp(-score)), 3)


@functools.cache
def load_verdict() -> Verdict:
    """Return the packaged model.

    Raises:
        ModelError: its file is missing or invalid.
    """
    path = weights_dir().parent / "reader" / "verdict.json"
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return Verdict(row["weights"], row["threshold"], row["sentence_weights"], row["sentence"], row["foremost"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path} does not load: {error}") from error


@dataclass(slots=True)
class Group:
    """All readings, by frames and network, of one relation between two actors."""

    learned: list[Stated] = field(default_factory=list)
    framed: list[Stated] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        """Whether a frame of the user's own reads it; the model does not overrule these."""
        return any(stated.relation.frame.startswith(OWN) for stated in self.framed)

    @property
    def best(self) -> Stated:
        """The highest-scoring reading: a frame's, else the network's."""
        return max(self.framed or self.learned, key=lambda stated: (stated.relation.score, -stated.claim.evidence[0].start))

    @property
    def probability(self) -> float:
        """The network's probability, 0 if it has no reading."""
        return max((stated.relation.score for stated in self.learned), default=0.0)


def judged(stated: Sequence[Stated], maker: Maker, reading: Reading, vocabulary: Vocabulary, verdict: Verdict, least: float = 0.0) -> Iterator[Claim]:
    """Yield the claims that are likely enough, with their probability as confidence.

    If a frame reads it, the frame's claims are used, with their more specific relation; otherwise the network's best. `least`
    is the requested confidence, 0 for the verdict's own threshold.
    """
    alone = is_sentence(reading)
    threshold = least or (verdict.sentence if alone else verdict.threshold)
    weighed = [(group, verdict.likely(features)) for group, features in weighed_groups(stated, maker, reading, vocabulary)]
    foremost = _foremost(weighed, verdict.foremost) if alone and not least else ()
    kept = [each for each in weighed if each[0].is_own or each[1] >= threshold or each in foremost]
    for group, likely in _unopposed(_of_one_state(kept, maker.actors), vocabulary):
        for claim in _said(group, maker):
            yield replace(claim, confidence=likely)


def _foremost(weighed: Sequence[tuple[Group, float]], least: float) -> list[tuple[Group, float]]:
    """Return the likeliest readings of a single-sentence text other than posts and memberships, which need the regular threshold."""
    events = [each for each in weighed if each[1] >= least and each[0].best.claim.predicate not in _STRUCTURE]
    return sorted(events, key=lambda each: -each[1])[:FOREMOST]


def _of_one_state(likely: Sequence[tuple[Group, float]], actors: Mapping[str, Actor]) -> list[tuple[Group, float]]:
    """Drop network-only readings that give a person a post in a state, if a frame gives him one in another.

    "In Chad, President X of France praised the army": the network lets X lead Chad too.
    """

    def person_and_state(group: Group) -> tuple[str, str] | None:
        claim = group.best.claim
        posted = claim.predicate in _STRUCTURE and actors[claim.subject].kind is ActorClass.PERSON and actors[claim.object].kind is ActorClass.STATE
        return (claim.subject, claim.object) if posted else None

    known: dict[str, set[str]] = defaultdict(set)
    for group, _ in likely:
        claim = group.best.claim
        if group.framed and claim.polarity is Polarity.POSITIVE and not (claim.valid and claim.valid.ended) and (post := person_and_state(group)):
            known[post[0]].add(post[1])
    return [each for each in likely if each[0].framed or (post := person_and_state(each[0])) is None or not known[post[0]] or post[1] in known[post[0]]]


def _unopposed(likely: Sequence[tuple[Group, float]], vocabulary: Vocabulary) -> Iterator[tuple[Group, float]]:
    """Drop network-only readings where a frame, which is more reliable, reads the opposite of the same two actors in the same words.

    "Iran backs Hezbollah": in single sentences of `train`, 14 of 15 such readings were wrong.
    """
    framed: dict[frozenset[str], list[tuple[Claim, float]]] = defaultdict(list)
    for group, share in likely:
        for stated in group.framed:
            framed[frozenset((stated.claim.subject, stated.claim.object))].append((stated.claim, share))
    for group, share in likely:
        claim = group.best.claim
        rivals = [] if group.framed else framed[frozenset((claim.subject, claim.object))]
        if not any(confidence >= share and _sign(rival, vocabulary) * _sign(claim, vocabulary) < 0 and _overlap(rival, claim) for rival, confidence in rivals):
            yield group, share


def _sign(claim: Claim, vocabulary: Vocabulary) -> int:
    sign = vocabulary.sign(claim.predicate)
    return -sign if claim.polarity is Polarity.NEGATIVE else sign


def _overlap(one: Claim, other: Claim) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def weighed_groups(stated: Sequence[Stated], maker: Maker, reading: Reading, vocabulary: Vocabulary) -> Iterator[tuple[Group, dict[str, float]]]:
    """Yield each group of readings, with its features.

    Args:
        stated: the readings of frames and network.
        maker: their maker.
        reading: of the document, for its mentions.
        vocabulary: for families of relations.
    """
    groups = grouped(stated, vocabulary)
    between: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for (subject, _, object_), group in groups.items():
        between[subject, object_].append(group)
    for key, group in groups.items():
        subject, family, object_ = key
        turned = groups.get((object_, family, subject))
        rivals = [other for other in between[subject, object_] if other is not group]
        yield group, features(key, group, turned, rivals, maker, reading)


def is_sentence(reading: Reading) -> bool:
    """Return whether all mentions of a text are in one sentence."""
    return len({mention.sentence for mention in reading.mentions}) < 2


def _said(group: Group, maker: Maker) -> Iterator[Claim]:
    if not group.framed:
        yield maker.in_speech(group.best)
        return
    names = {stated.claim.extractor for stated in group.learned}
    for stated in group.framed:
        yield replace(stated.claim, extractor=READINGS.join(sorted({stated.claim.extractor, *names})))


def grouped(stated: Iterable[Stated], vocabulary: Vocabulary) -> dict[Key, Group]:
    """Group readings by (subject, family, object); symmetric relations already have their ends in order."""
    groups: dict[Key, Group] = defaultdict(Group)
    for each in stated:
        claim = each.claim
        family = vocabulary.family(claim.predicate) or claim.predicate
        group = groups[claim.subject, family, claim.object]
        (group.learned if each.relation.frame == LEARNED else group.framed).append(each)
    return dict(groups)


def features(key: Key, group: Group, turned: Group | None, rivals: Sequence[Group], maker: Maker, reading: Reading) -> dict[str, float]:
    """Return the features of a group, by name.

    Args:
        key: subject, family, object.
        group: its readings.
        turned: the group with the ends swapped, if any.
        rivals: groups of other families between the same two.
        maker: their maker, for the actors.
        reading: of the document, for its mentions.
    """
    subject, family, object_ = key
    best = group.best
    found = {"bias": 1.0, "p": _logit(group.probability), f"family:{family}": 1.0}
    # Readings between several mentions of the two indicate the topic of the text.
    found["mentions"] = math.log1p(len({end for stated in group.learned for end in (stated.relation.subject, stated.relation.object)}))
    found["p:many"] = math.log1p(sum(stated.relation.score > 0.3 for stated in group.learned))
    if group.framed:
        kinds = {stated.relation.frame.split(":")[0] for stated in group.framed}
        found |= {"framed": 1.0, "framed:p": _logit(group.probability), f"framed:{family}": 1.0, **{f"frame:{kind}": 1.0 for kind in kinds}}
        if TITLE in kinds and not group.learned:
            found["titled"] = 1.0
    if group.learned:
        surest = max(group.learned, key=lambda stated: stated.relation.score)
        # The network has one status for both, and the verdict was fitted to it.
        status = Status.POSSIBLE if surest.claim.status is Status.PLANNED else surest.claim.status
        found[f"status:{surest.claim.polarity}:{status}"] = 1.0
        found["marked"] = _logit(max(stated.relation.marked for stated in group.learned))
    found["turned"] = _logit(turned.probability if turned is not None else 0.0)
    found["rival"] = _logit(max((rival.probability for rival in rivals), default=0.0))
    alone = is_sentence(reading)
    for end, actor, index in (("subject", maker.actors[subject], best.relation.subject), ("object", maker.actors[object_], best.relation.object)):
        mention = _as_named(reading.mentions[index], reading) if group.framed else reading.mentions[index]
        found |= dict.fromkeys(_of_end(end, actor, mention), 1.0) | ({} if alone else _in_article(end, mention, maker.named[actor.id]))
    apart = abs(reading.mentions[best.relation.subject].sentence - reading.mentions[best.relation.object].sentence)
    found["apart"] = float(apart > 0)
    if alone:
        found |= {"sentence": 1.0, "sentence:p": found["p"], "sentence:framed": found.get("framed", 0.0)}
    return found


def _as_named(mention: Mention, reading: Reading) -> Mention:
    """Return "the Kenyan army" and "Chad's president" as names, where a frame reads what they do: whose they are is said beside them.

    The verdict was fitted with them among all descriptions ("the rebels"), most of which are less sure.
    """
    owner = reading.mentions[mention.owner] if mention.form == "description" and mention.sort in _OF_STATE and mention.owner is not None else None
    return replace(mention, form="name") if owner is not None and owner.form == "name" and owner.sentence == mention.sentence else mention


def _of_end(end: str, actor: Actor, mention: Mention) -> Iterator[str]:
    yield f"{end}:{mention.form}"
    yield f"{end}:{_KINDS.get(actor.kind, 'body')}"
    if not actor.curated:
        yield f"{end}:unlisted"


def _in_article(end: str, mention: Mention, named: int) -> dict[str, float]:
    """Return features of an end used for articles only; in a single sentence with one event, both ends are mostly named.

    Args:
        end: subject or object.
        mention: the mention.
        named: number of mentions of its actor by name; frequent ones are more probably meant.
    """
    # "fought in X" states where, rarely against whom; "fired at X" does.
    found = {f"{end}:in": 1.0} if end == "object" and mention.case == "in" else {}
    if mention.form == "pronoun":
        found[f"{end}:{_PRONOUNS.get(mention.text.lower(), 'other')}"] = 1.0
    return found if mention.form == "name" else found | {f"{end}:named": math.log1p(named)}


def _logit(probability: float) -> float:
    held = min(max(probability, _FLOOR), _CEILING)
    return math.log(held / (1 - held))
