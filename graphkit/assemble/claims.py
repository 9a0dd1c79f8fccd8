"""Relation mentions and actors become claims.

What the ontology does not allow (a place that supports, a state that holds an office)
is put right where the text leaves no doubt what is meant, else dropped.
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
from graphkit.ontology import Vocabulary

# A place this many characters behind a description still belongs to its words.
FAR = 12
# Who governs a place; "X of Basra" only lives there.
_GOVERNING = ("leads", "commands")
_POSTS = ("leads", "commands", "memberOf", "holdsOfficeIn")
_ORDERS = ("verb:order", "verb:command", "verb:instruct", "verb:direct")
# Verbs that hold a town but say nothing of a state ("took Israel to court").
_VAGUE_HOLDS = ("verb:take", "verb:hold", "verb:run", "verb:secure", "verb:free", "verb:clear", "verb:regain")
# How sure each doubt leaves us: a pronoun, a description, an unlisted name.
_DOUBT = {"pronoun": 0.9, "description": 0.97, "name": 1.0}


class Stated(NamedTuple):
    """A claim, and the relation of the text that it was made of."""

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
        """How often each actor is called by a name, by id."""
        return Counter(actor.id for index, actor in self._resolved.items() if self._reading.mentions[index].form == "name")

    def stated(self) -> Iterator[Stated]:
        """Every claim that the ontology allows, with the relation it was made of."""
        for relation in self._reading.relations:
            for subject, object_ in self._ends(relation):
                if relation.predicate in ("requests", "threatens") and (
                    self._is_own(relation.object, subject) or self._under_orders(relation)
                ):
                    continue
                held = relation.predicate == "controlsTerritory" and relation.frame in _VAGUE_HOLDS
                if held and object_.kind is ActorClass.STATE:
                    continue
                yield from self._fit(relation, subject, object_)

    def _fit(self, relation: RelationMention, subject: Actor, object_: Actor) -> Iterator[Stated]:
        """The claim, if the ontology allows it; one that was judged also the other way round, where only that is allowed."""
        for turned in (False,) if self._reading.from_syntax else (False, True):
            first, second = (object_, subject) if turned else (subject, object_)
            fitting = self._fitting_object(relation, first, second)
            if fitting is not None and first.id != fitting.id and self._allowed(relation, first, fitting):
                given = replace(relation, subject=relation.object, object=relation.subject) if turned else relation
                yield Stated(self._claim(given, first, fitting), given)
                return

    def _held_posts(self) -> Mapping[str, frozenset[str]]:
        """Whom each person of the article holds an office with: whose word his is."""
        found: dict[str, set[str]] = {}
        for relation in self._reading.relations:
            if relation.frame in ("post", "title") and relation.polarity is Polarity.POSITIVE:
                for person, body in self._ends(relation):
                    found.setdefault(person.id, set()).add(body.id)
        return {person: frozenset(bodies) for person, bodies in found.items()}

    def _ends(self, relation: RelationMention) -> Iterable[tuple[Actor, Actor]]:
        """Subject and object; every pair where a mention stands for several."""
        if relation.frame == "title":
            return product(self._who(relation.subject), [b for b in [self._bodies.get(relation.subject)] if b])
        if relation.subject == relation.object:
            # "Both sides clashed": with each other.
            return permutations(self._groups.get(relation.subject, ()), 2)
        return product(self._who(relation.subject), self._who(relation.object))

    def _who(self, mention: int) -> tuple[Actor, ...]:
        actor = self._resolved.get(mention)
        return self._groups.get(mention, ()) if actor is None else (actor,)

    def _is_own(self, mention: int, actor: Actor) -> bool:
        """Whether a description says whose it is, and names this actor ("ordered his troops")."""
        owner = self._reading.mentions[mention].owner
        found = self._resolved.get(owner) if owner is not None else None
        return found is not None and found.id == actor.id

    def _under_orders(self, relation: RelationMention) -> bool:
        """ "ordered militants to attack": one orders one's own, and asks others."""
        ordered = self._reading.mentions[relation.object]
        bare = ordered.form == "description" and ordered.owner is None and not ordered.definite
        return bare and relation.frame in _ORDERS and ordered.sort in ("group", "organ")

    def _fitting_object(self, relation: RelationMention, subject: Actor, actor: Actor) -> Actor | None:
        """The object as the predicate's range wants it: a state's land where a place is held."""
        wanted = self._vocabulary.relation(relation.predicate).range
        if wanted == "Place" and actor.kind is ActorClass.STATE:
            return Actor(f"{actor.id}_territory", actor.name, ActorClass.PLACE)
        if actor.kind is ActorClass.PLACE and relation.predicate in _GOVERNING and actor.id in self._posts.get(subject.id, ()):
            # "The mayor of Basra" leads those who run it; the place itself does not act.
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
        if one and self._vocabulary.sign(relation.predicate) >= 0 and relation.frame not in ("post", "title") and relation.predicate not in _POSTS:
            # Nobody meets, backs or obeys the state he leads.
            return False
        if relation.predicate == "leads" and subject.kind is not ActorClass.PERSON:
            # A state or body can head a coalition, nothing else.
            return object_.kind is ActorClass.BLOC
        return fits and subject.kind is not ActorClass.PLACE

    def _claim(self, relation: RelationMention, subject: Actor, object_: Actor) -> Claim:
        mentions = self._reading.mentions
        first, second = mentions[relation.subject], mentions[relation.object]
        if self._vocabulary.relation(relation.predicate).symmetric and object_.id < subject.id:
            subject, object_, first, second = object_, subject, second, first
        speaker = self._speaker(relation)
        if speaker is None and relation.attribution_text is not None and first.form == "pronoun":
            # "... announced that it had": who speaks is who is spoken of.
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
            evidence=(self._evidence(relation),),
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

    def _speaker(self, relation: RelationMention) -> Actor | None:
        """Who says it; "officials" and "experts" of whom no more is said are nobody in particular, whoever was just named."""
        if relation.speaker is None:
            return None
        said = self._reading.mentions[relation.speaker]
        unnamed = said.form == "description" and said.plural and not said.definite and {said.owner, said.place, said.same_as} == {None}
        return None if unnamed else self._resolved.get(said.index)

    def _words(self, mention: Mention) -> str:
        """The words that were resolved: with the place, where a description has one ("protesters in Lima")."""
        place = self._reading.mentions[mention.place] if mention.place is not None and mention.form == "description" else None
        if place is None or not 0 < place.start - mention.end <= FAR:
            return mention.text
        return self._document.text[mention.start : place.end]

    def _status(
        self, relation: RelationMention, subject: Actor, object_: Actor, speaker: Actor | None
    ) -> tuple[Status, str | None, str | None]:
        """Status, speaker and wording: one's own word declares, another's alleges."""
        status, words = relation.status, relation.attribution_text
        if words is None:
            return status, None, None
        if speaker is not None and (speaker.type == "news-outlet" or speaker.kind is ActorClass.PLACE):
            return status, None, None
        if speaker is not None and self._speaks_for(speaker, subject, object_, relation.predicate):
            return (Status.DECLARED if status is Status.ASSERTED else status), speaker.id, words
        if status is Status.ASSERTED and not self._is_structure(relation):
            status = Status.ALLEGED
        return status, speaker.id if speaker is not None else None, words

    def _speaks_for(self, speaker: Actor, subject: Actor, object_: Actor, predicate: str) -> bool:
        """Whether it is one's own word: the doer's, his spokesman's, of a tie of two either one's."""
        ours = {speaker.id, *self._posts.get(speaker.id, ())}
        return subject.id in ours or (object_.id in ours and self._vocabulary.relation(predicate).symmetric)

    def _is_structure(self, relation: RelationMention) -> bool:
        """What a noun phrase presupposes is the outlet's own word, also in reported speech."""
        return relation.frame in ("post", "title") or relation.frame.startswith(("participle", "prefix", "within"))

    def _evidence(self, relation: RelationMention) -> Evidence:
        return Evidence.of(self._document.text, relation.span.start, relation.span.end)
