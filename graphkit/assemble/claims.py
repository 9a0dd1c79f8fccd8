"""Turn relation mentions and resolved actors into claims.

What the ontology does not allow (a place that supports, a state that holds an office)
is corrected if the text leaves no doubt about the meaning, and dropped otherwise.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import permutations, product
from typing import NamedTuple

from graphkit import __version__
from graphkit.model import (
    LEARNED,
    PARTY,
    POST,
    POST_FRAMES,
    TITLE,
    Actor,
    ActorClass,
    Claim,
    Document,
    Evidence,
    Mention,
    Polarity,
    Reading,
    RelationMention,
    Status,
    local_authorities,
)
from graphkit.nlp.words import words
from graphkit.ontology import Vocabulary

# Maximum distance in characters between a description and a place that belongs to it.
FAR = 12
# Relations of governing a place; "X of Basra" merely lives there.
_GOVERNING = ("leads", "commands")
_POSTS = ("leads", "commands", "memberOf", "holdsOfficeIn")
_ORDERS = ("verb:order", "verb:command", "verb:instruct", "verb:direct")
# Verbs that mean control of a town but not of a state ("took Israel to court").
_VAGUE_HOLDS = ("verb:take", "verb:hold", "verb:run", "verb:secure", "verb:free", "verb:clear", "verb:regain")
_FIRST_PERSON = {"we", "us", "our", "i", "me", "my"}
# Probability from which what the network reads counts against another reading.
_CREDIBLE = 0.5
# In names: organs whose heads do not lead the state.
_LESSER_ORGANS = {*words("named organs")} - {*words("governing organs")}
# Confidence factor by form of mention.
_DOUBT = {"pronoun": 0.9, "description": 0.97, "name": 1.0}


def _is_lesser_organ(mention: Mention) -> bool:
    if mention.form == "name":  # "National Assembly President X".
        return mention.text.split()[-1].lower() in _LESSER_ORGANS
    return mention.form == "description" and mention.sort == "organ" and mention.head not in words("governing organs")


class Stated(NamedTuple):
    """A claim, and the relation mention it was made from."""

    claim: Claim
    relation: RelationMention


class Maker:
    """Makes the claims of one article."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        actors: Mapping[int, Actor],
        vocabulary: Vocabulary,
        bodies: Mapping[int, Actor],
        groups: Mapping[int, tuple[Actor, ...]],
    ) -> None:
        self.actors: dict[str, Actor] = {}
        self._document = document
        self._reading = reading
        self._resolved = actors
        self._vocabulary = vocabulary
        self._bodies = bodies
        self._groups = groups
        self._posts = self._held_posts()

    @functools.cached_property
    def named(self) -> Counter[str]:
        """Number of mentions by name of each actor, by id."""
        return Counter(actor.id for index, actor in self._resolved.items() if self._reading.mentions[index].form == "name")

    def stated(self) -> Iterator[Stated]:
        """Yield every claim that the ontology allows, with its relation mention."""
        for relation in self._reading.relations:
            for subject, object_ in self._ends(relation):
                if relation.predicate in ("requests", "threatens") and (self._is_own(relation.object, subject) or self._under_orders(relation)):
                    continue
                if relation.predicate == "controlsTerritory" and relation.frame in _VAGUE_HOLDS and object_.kind is ActorClass.STATE:
                    continue
                yield from self._fit(relation, subject, object_)

    def _fit(self, relation: RelationMention, subject: Actor, object_: Actor) -> Iterator[Stated]:
        """Yield the claim if the ontology allows it; for judged readings, the reversed claim if only that is allowed."""
        for turned in (False,) if self._reading.from_syntax else (False, True):
            first, second = (object_, subject) if turned else (subject, object_)
            fitting = self._fitting_object(relation, first, second)
            if fitting is not None and first.id != fitting.id and self._allowed(relation, first, fitting):
                given = replace(relation, subject=relation.object, object=relation.subject) if turned else relation
                governs = self._is_of_party(given.object, fitting) and given.predicate in _GOVERNING and given.role not in words("titles in parties")
                if governs or (fitting.kind is ActorClass.STATE and self._is_of_organ(given) and (first.id, fitting.id) not in self._heads):
                    given = replace(given, predicate="holdsOfficeIn")
                yield Stated(self._claim(given, first, fitting), given)
                return

    @functools.cached_property
    def _heads(self) -> frozenset[tuple[str, str]]:
        """Who leads what, by other words than of its organs, as pairs of ids."""
        whole = (each for each in self._reading.relations if each.predicate in _GOVERNING and each.score >= _CREDIBLE and not self._is_of_organ(each))
        return frozenset((one.id, other.id) for each in whole for one, other in self._ends(each))

    def _is_of_organ(self, relation: RelationMention) -> bool:
        """Return whether somebody leads an organ of a state, not the state ("commands the army of Chad")."""
        if relation.predicate not in _GOVERNING:
            return False
        led = self._reading.mentions[relation.object]
        if led.form == "name" and (relation.frame == LEARNED or relation.role in words("heads of organs")):
            # The network reads "Chad" in "Chad's army"; whom it finds no longer in office was mostly the head of the state.
            return relation.polarity is Polarity.POSITIVE and any(_is_lesser_organ(m) for m in self._reading.mentions if led.index in (m.index, m.owner))
        return _is_lesser_organ(led)

    def _held_posts(self) -> Mapping[str, frozenset[str]]:
        """Return the bodies in which each person of the article holds an office and for which he speaks."""
        found: dict[str, set[str]] = {}
        for relation in self._reading.relations:
            if relation.frame in POST_FRAMES and relation.polarity is Polarity.POSITIVE:
                for person, body in self._ends(relation):
                    found.setdefault(person.id, set()).add(body.id)
        return {person: frozenset(bodies) for person, bodies in found.items()}

    def _ends(self, relation: RelationMention) -> Iterable[tuple[Actor, Actor]]:
        """Return pairs of subject and object; all combinations if a mention stands for several actors."""
        if relation.frame == TITLE:
            return product(self._who(relation.subject), [b for b in [self._bodies.get(relation.subject)] if b])
        if relation.subject == relation.object:
            # "Both sides clashed": with each other.
            return permutations(self._groups.get(relation.subject, ()), 2)
        return product(self._who(relation.subject), self._who(relation.object))

    def _who(self, mention: int) -> tuple[Actor, ...]:
        actor = self._resolved.get(mention)
        return self._groups.get(mention, ()) if actor is None else (actor,)

    def _is_own(self, mention: int, actor: Actor) -> bool:
        """Return whether a description is possessed by this actor ("ordered his troops")."""
        owner = self._reading.mentions[mention].owner
        found = self._resolved.get(owner) if owner is not None else None
        return found is not None and found.id == actor.id

    def _under_orders(self, relation: RelationMention) -> bool:
        """Return whether the object is under the subject's orders ("ordered militants to attack"), so that this is no request."""
        ordered = self._reading.mentions[relation.object]
        bare = ordered.form == "description" and ordered.owner is None and not ordered.definite
        return bare and relation.frame in _ORDERS and ordered.sort in ("group", "organ")

    def _fitting_object(self, relation: RelationMention, subject: Actor, actor: Actor) -> Actor | None:
        """Return the object that fits the predicate's range, such as a state's territory for a place; None if there is none."""
        wanted = self._vocabulary.relation(relation.predicate).range
        if wanted == "Place" and actor.kind is ActorClass.STATE:
            return Actor(f"{actor.id}_territory", actor.name, ActorClass.PLACE)
        if actor.kind is ActorClass.PLACE and relation.predicate in _GOVERNING and (relation.frame == POST or actor.id in self._posts.get(subject.id, ())):
            # "The mayor of Basra" leads its authorities; a place itself does not act.
            return local_authorities(actor)
        if wanted is None or self._vocabulary.is_a(actor.kind, wanted):
            return actor
        return None

    def _allowed(self, relation: RelationMention, subject: Actor, object_: Actor) -> bool:
        domain = self._vocabulary.relation(relation.predicate).domain
        fits = domain is None or self._vocabulary.is_a(subject.kind, domain)
        if relation.frame == "within":
            clubs = (ActorClass.INTERNATIONAL, ActorClass.BLOC)
            return subject.kind is ActorClass.STATE and object_.kind in clubs
        one = object_.id in self._posts.get(subject.id, ()) or subject.id in self._posts.get(object_.id, ())
        if one and self._vocabulary.sign(relation.predicate) >= 0 and relation.frame not in POST_FRAMES and relation.predicate not in _POSTS:
            # A leader does not meet, back or obey his own state.
            return False
        if relation.predicate not in _POSTS and (self._is_of_party(relation.subject, subject) or self._is_of_party(relation.object, object_)):
            # "A Republican" is not the party.
            return False
        if relation.frame == "verb:join" and relation.predicate == "memberOf" and object_.kind is ActorClass.STATE:
            # "Canada joined the United States in banning oil from Russia".
            return False
        if relation.predicate == "leads" and subject.kind is not ActorClass.PERSON:
            # A state or body can head a coalition, but nothing else.
            return object_.kind is ActorClass.BLOC
        return fits and subject.kind is not ActorClass.PLACE

    def _claim(self, relation: RelationMention, subject: Actor, object_: Actor) -> Claim:
        mentions = self._reading.mentions
        first, second = mentions[relation.subject], mentions[relation.object]
        if self._vocabulary.relation(relation.predicate).symmetric and object_.id < subject.id:
            subject, object_, first, second = object_, subject, second, first
        speaker = self._speaker(relation)
        if speaker is None and relation.attribution_text is not None and first.form == "pronoun" and not relation.attribution_text.lower().startswith("according"):
            # "... announced that it had": the speaker is the subject, unless a source is named ("According to X, it had").
            speaker = subject
        status, attributed, words = self._status(relation, subject, object_, speaker)
        for actor in (subject, object_, *((speaker,) if speaker is not None else ())):
            self.actors.setdefault(actor.id, actor)
        return Claim(
            article=self._document.key,
            subject=subject.id,
            predicate=relation.predicate,
            object=object_.id,
            subject_mention=self._words(first),
            object_mention=self._words(second),
            evidence=(Evidence.of(self._document.text, relation.span.start, relation.span.end),),
            status=status,
            polarity=relation.polarity,
            support_types=relation.support_types,
            cue=relation.cue,
            attributed_to=attributed,
            attribution_text=words,
            valid=relation.time,
            role=relation.role,
            confidence=round(relation.score * _DOUBT[first.form] * _DOUBT[second.form], 3),
            extractor=f"encoder/{__version__}" if relation.frame == LEARNED else self._reading.extractor,
        )

    def in_speech(self, stated: Stated) -> Claim:
        """Return the claim of a judged reading, attributed to the speaker of the quotation that it is in."""
        claim, said = stated.claim, stated.relation.quoted_from
        if said is None:
            return claim
        relation = replace(stated.relation, speaker=said[0], attribution_text=said[1])
        speaker = self._speaker(relation)
        status, attributed, words = self._status(relation, self.actors[claim.subject], self.actors[claim.object], speaker)
        if speaker is not None:
            self.actors.setdefault(speaker.id, speaker)
        return replace(claim, status=status, attributed_to=attributed, attribution_text=words)

    def _speaker(self, relation: RelationMention) -> Actor | None:
        """Return the speaker; None for unnamed ones such as "officials" and "a military source", even right after a named actor."""
        if relation.speaker is None:
            return None
        said = self._reading.mentions[relation.speaker]
        unnamed = said.form == "description" and not said.definite and {said.owner, said.place, said.same_as} == {None}
        return None if unnamed else self._resolved.get(said.index)

    def _words(self, mention: Mention) -> str:
        """Return the resolved words, including the place of a description ("protesters in Lima")."""
        place = self._reading.mentions[mention.place] if mention.place is not None and mention.form == "description" else None
        if place is None or not 0 < place.start - mention.end <= FAR:
            return mention.text
        return self._document.text[mention.start : place.end]

    def _status(
        self, relation: RelationMention, subject: Actor, object_: Actor, speaker: Actor | None
    ) -> tuple[Status, str | None, str | None]:
        """Return status, speaker and wording: one's own statement declares, another's alleges."""
        status, words = relation.status, relation.attribution_text
        if words is None:
            return status, None, None
        if speaker is not None and (speaker.type == "news-outlet" or speaker.kind is ActorClass.PLACE):
            return status, None, None
        if self._is_first_person(relation) or (speaker is not None and self._speaks_for(speaker, subject, object_, relation)):
            return (Status.DECLARED if status is Status.ASSERTED else status), speaker.id if speaker is not None else None, words
        if status is Status.ASSERTED and not self._is_structure(relation):
            status = Status.ALLEGED
        return status, speaker.id if speaker is not None else None, words

    def _is_first_person(self, relation: RelationMention) -> bool:
        """Return whether a speaker says it of "us", whoever these are."""
        ends = (relation.subject, relation.object) if self._vocabulary.relation(relation.predicate).symmetric else (relation.subject,)
        return any(self._reading.mentions[end].text.lower() in _FIRST_PERSON for end in ends)

    def _speaks_for(self, speaker: Actor, subject: Actor, object_: Actor, relation: RelationMention) -> bool:
        """Return whether the speaker is the subject or its spokesman, or for a symmetric relation either end."""
        ours = {speaker.id, *self._posts.get(speaker.id, ())}
        mutual = self._vocabulary.relation(relation.predicate).symmetric
        if self._reading.mentions[relation.subject].sort in ("organ", "country") and self._is_own(relation.subject, speaker):
            # "X said his government": X speaks for it.
            return True
        return any(end.id in ours or self._holds_office_of(relation.speaker, end) for end in ((subject, object_) if mutual else (subject,)))

    def _holds_office_of(self, mention: int | None, body: Actor) -> bool:
        """Return whether a speaker is described by an office of the body ("its prime minister"), whoever held it on the day."""
        said = self._reading.mentions[mention] if mention is not None else None
        return said is not None and said.sort == "office" and said.form == "description" and not {"former", "ex"} & set(said.modifiers) and self._is_own(said.index, body)

    def _is_structure(self, relation: RelationMention) -> bool:
        """Return whether a noun phrase presupposes the relation, which makes it the outlet's own statement even in reported speech."""
        return relation.frame in POST_FRAMES or relation.frame.startswith(("participle", "prefix", "within"))

    def _is_of_party(self, index: int, actor: Actor) -> bool:
        """Return whether a mention of a party is its adjective or one of its members ("Republican")."""
        said = self._reading.mentions[index]
        return actor.type == PARTY and said.label == "NORP" and not said.text.endswith("s")
