"""Resolves one article: introductions first, then each mention in text order, then corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from graphkit.model import LEARNED, POST, Actor, ActorClass, Document, Mention, Polarity, Reading
from graphkit.nlp.words import words
from graphkit.resolve.antecedents import followed
from graphkit.resolve.choice import Choices
from graphkit.resolve.gazetteer import Gazetteer
from graphkit.resolve.memory import Memory
from graphkit.resolve.offices import Offices
from graphkit.resolve.spellings import surname_of

# A judgement on an act is a judgement on its author.
_JUDGING = ("criticizes", "opposes", "rejects")
_STRIKING = ("attacks", "fights", "controlsTerritory")
# Least probability of the network that somebody acts on a pronoun.
_SURE = 0.8
_MUTUAL = ("consultsWith", "cooperatesWith", "alliedWith")
# An actor whose property is hit or sanctioned counts as affected.
_TOUCHING = (*_STRIKING, "sanctions")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The resolution of one article.

    Attributes:
        actors: actor of each mention, by mention index.
        bodies: for the mention of a person whose title has no body in the text, the body of that title.
        names: by actor id, the article's own name for it, if it differs from ours.
        groups: for a mention of several actors ("both sides", "the ministers"), those actors.
    """

    actors: dict[int, Actor]
    bodies: dict[int, Actor]
    names: dict[str, str]
    groups: dict[int, tuple[Actor, ...]]


class Article(Choices):
    """Resolves one article.

    Args:
        gazetteer: known actors and places.
        offices: who held which office when.
        document: the article.
        reading: its mentions and relations.
    """

    def __init__(self, gazetteer: Gazetteer, offices: Offices, document: Document, reading: Reading) -> None:
        self._gazetteer = gazetteer
        self._offices = offices
        self._document = document
        self._acting = _acting(reading)
        # Relations proposed by the network are not accepted yet: no other rule builds on them.
        self._reading = reading = replace(reading, relations=tuple(r for r in reading.relations if r.frame != LEARNED))
        self._mentions = {m.index: m for m in reading.mentions}
        self._in_sentence: dict[int, list[Mention]] = defaultdict(list)
        for mention in sorted(reading.mentions, key=lambda m: m.start):
            self._in_sentence[mention.sentence].append(mention)
        self._speakers = _speakers(reading)
        self._quoted = dict(reading.speakers)
        self._memory = Memory()
        self._done: dict[int, Actor] = {}
        self._groups: dict[int, tuple[Actor, ...]] = {}
        self._struck = frozenset((*_struck(reading, _TOUCHING), *reading.victims))
        self._hit = _struck(reading, ("attacks", "fights"))
        self._helped = {r.object: r.subject for r in reading.relations if r.predicate.startswith("supports")}
        self._doers: dict[int, list[int]] = {}
        for relation in reading.relations:
            self._doers.setdefault(relation.object, []).append(relation.subject)
        self._both = frozenset(r.subject for r in reading.relations if r.subject == r.object)
        self._barred = _struck(reading, ("sanctions",))
        self._held = _struck(reading, _STRIKING) | _run_locally(reading)
        self._taken = _struck(reading, ("controlsTerritory",))
        self._visited = frozenset(r.object for r in reading.relations if r.predicate in ("consultsWith", "sanctions"))
        self._striking = frozenset(r.subject for r in reading.relations if r.predicate.startswith(("attacks", "fights", "supports")))
        self._judged = _struck(reading, _JUDGING)
        # By person, the body named after it ("X, spokesman of Y").
        self._posted = {r.subject: r.object for r in reading.relations if r.frame == "post" and r.polarity is Polarity.POSITIVE}
        self._regimes: dict[str, Actor] = {}
        self._active: set[int] = set()
        self._factions: set[str] = set()

    def resolve(self) -> Resolution:
        """Return the actor of each mention that can be resolved, and what follows from lists and titles."""
        names = [m for m in self._mentions.values() if m.form == "name"]
        self._learn_names(names)
        self._learn_regimes(names)
        for mention in sorted(self._mentions.values(), key=lambda m: (m.start, m.end, m.index)):
            self._of(mention.index)
        learned = followed(self._reading.links, self._mentions, self._done, self._groups, self._document.text)
        self._done.update((i, actor) for i, actor in list(learned) if self._may_be(actor, self._mentions[i]))
        self._organs_of_all()
        self._part_pronouns()
        self._part_factions()
        return Resolution(self._done, self._posts(), self._called_here(), self._groups)

    def _of(self, index: int) -> Actor | None:
        """Return the actor of a mention, resolving it only once."""
        if index in self._done:
            return self._done[index]
        if index in self._active:
            return None
        self._active.add(index)
        mention = self._mentions[index]
        match mention.form:
            case "name":
                actor = self._name(mention)
                # "The United Nations mission (UNMIS)".
                actor = (self._body_behind(actor, mention) if actor is not None else None) or actor
            case form:
                several = self._several(mention)
                if several:
                    self._groups[index] = several
                    actor = None
                elif form == "description" and self._is_counted(mention):
                    # "Both groups" are no single one.
                    actor = None
                else:
                    actor = self._pronoun(mention) if form == "pronoun" else self._description(mention)
                    actor = self._weighed(mention, None if actor is not None and self._stands_beside(actor, mention) else actor)
        self._active.discard(index)
        if actor is not None:
            self._done[index] = actor
            self._memory.add(actor, mention)
            self._remember(actor, mention)
        return actor

    def _mention(self, index: int) -> Mention:
        return self._mentions[index]

    def _remember(self, actor: Actor, mention: Mention) -> None:
        if actor.kind is not ActorClass.PERSON:
            return
        self._learn_gender(actor, mention)
        if mention.sort == "office" and mention.form == "description" and not mention.plural and (mention.owner is not None or mention.same_as is not None):
            self._memory.titles[actor.id] |= {mention.head, *map(str.lower, mention.modifiers)}
        self._memory.titles[actor.id] |= set(mention.office.lower().split())
        if mention.sort == "office" and mention.form == "description" and mention.owner is not None and not mention.plural:
            # "the Saudi king", later only "the king".
            self._memory.offices.setdefault((self._post_of(mention), None), actor)
        if mention.index in self._posted and (body := self._of(self._posted[mention.index])) is not None:
            self._memory.bodies.setdefault(actor.id, body)
        if mention.form == "name":
            self._memory.name(surname_of(mention.text), actor, in_full=" " in mention.text)
        if mention.office:
            title = self._post_of(mention)
            body = self._done.get(mention.owner) if mention.owner is not None else None
            self._memory.offices[title, None] = actor
            if body is not None:
                self._memory.offices[title, body.id] = actor
                self._memory.bodies.setdefault(actor.id, body)


def _speakers(reading: Reading) -> Mapping[int, int]:
    """Return the speaker of each sentence that has exactly one."""
    mentions = {m.index: m for m in reading.mentions}
    found: dict[int, int] = {}
    for relation in reading.relations:
        if relation.speaker is not None:
            found.setdefault(mentions[relation.subject].sentence, relation.speaker)
    return {**found, **dict(reading.speakers)}


def _acting(reading: Reading) -> Mapping[int, Collection[int]]:
    """Return by mention those that do something to it: "X and Y backed him" is neither X nor Y, also if only the network reads that X did."""
    found: dict[int, list[int]] = defaultdict(list)
    for relation in sorted(reading.relations, key=lambda each: each.frame == LEARNED):
        if relation.frame != LEARNED or (relation.score >= _SURE and relation.object in found and relation.predicate not in _MUTUAL):
            found[relation.object].append(relation.subject)
    return found


def _struck(reading: Reading, predicates: Collection[str]) -> frozenset[int]:
    """Return the mentions that are objects of these relations; a capital there is the city, not the government."""
    return frozenset(r.object for r in reading.relations if r.predicate in predicates)


def _run_locally(reading: Reading) -> frozenset[int]:
    """Return the mentions that have a mayor or council; a capital there is the city, too."""
    local = frozenset(words("local offices"))
    posts = {r.object for r in reading.relations if r.frame == POST and r.role is not None and r.role.split()[-1] in local}
    return frozenset(posts | {m.owner for m in reading.mentions if m.owner is not None and m.head in local and m.form == "description"})
