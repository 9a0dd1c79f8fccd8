"""Decisions that need all mentions to be resolved first: pronouns, factions, and the bodies of titles."""

from __future__ import annotations

import re

from graphkit.model import (
    OPPOSITION,
    TITLE,
    Actor,
    ActorClass,
    Mention,
    Polarity,
    RelationMention,
    local_name,
)
from graphkit.nlp.words import words
from graphkit.resolve.groups import aside
from graphkit.resolve.memory import PRONOUN_REACH
from graphkit.resolve.own_names import OwnNames
from graphkit.resolve.pronouns import IT, OBJECTS

_STATE_ORGANS = frozenset(words("organs of a state"))
# A country is clearly in focus if it is named at least this many times as often as the next.
_CLEARLY = 2
# Titles that need no country if it is clear which one is meant, also deputy ones.
_OF_HERE, _IN_AMERICA = (tuple(f" {title}" for title in titles) for titles in (words("titles of here"), words("titles in America")))
_AMERICA = "USA"
# "Obama's security adviser X": an officer of another's.
_OWNED, _REACH = re.compile(r"['’]s? (?:[\w-]+ ){1,5}\Z"), 60
# What nobody does to his own state, if it is read with this probability.
_ACTS_ON_OTHERS, _CREDIBLE = ("opposes", "criticizes", "rejects", "attacks", "requests", "threatens", "consultsWith", "sanctions"), 0.5


class Corrections(OwnNames):
    """The last pass over an article."""

    def _part_pronouns(self) -> None:
        """Resolve an object pronoun again, but no possessive, if it got the same actor as its subject ("He refuses to meet him")."""
        for relation in self._reading.relations:
            subject, object_ = self._done.get(relation.subject), self._done.get(relation.object)
            mention = self._mentions[relation.object]
            if subject is None or object_ is None or subject.id != object_.id or mention.text.lower() not in OBJECTS:
                continue
            other = self._memory.latest(
                mention,
                PRONOUN_REACH,
                lambda seen, first=subject: seen.actor.id != first.id  # type: ignore[misc]  # mypy does not infer the default
                and (seen.actor.kind is ActorClass.PERSON) == (first.kind is ActorClass.PERSON)
                and not (mention.text.lower() in IT and seen.mention.joint)  # noqa: B023  # called within the iteration
                and not aside(seen)
                and self._is_so_called(seen.actor, mention),  # noqa: B023  # likewise
            )
            if other is not None:
                self._done[relation.object] = other

    def _organs_of_all(self) -> None:
        """Resolve "the government" before any country is named to the country that the article is clearly about."""
        state = self._memory.focus(_CLEARLY)
        if state is not None:
            self._done.update((m.index, state) for m in self._mentions.values() if m.index not in self._done and self._is_of_state(m))

    def _is_of_state(self, mention: Mention) -> bool:
        alone = mention.owner is None and mention.place is None and mention.definite and not mention.plural and not mention.modifiers
        torn = self._is_army(mention) and any(self._fought(id_) is not None for id_ in self._memory.named)
        return alone and not torn and mention.form == "description" and mention.sort == "organ" and mention.head in _STATE_ORGANS

    def _part_factions(self) -> None:
        """Split a body with two leaders ("the ABC led by X", "the ABC, led by Y") into factions by leader."""
        led = [
            (person, body, relation)
            for relation in self._reading.relations
            if relation.predicate == "leads" and relation.polarity is Polarity.POSITIVE
            for person, body in [(self._done.get(relation.subject), self._done.get(relation.object))]
            if person is not None and body is not None and person.kind is ActorClass.PERSON and body.kind in (ActorClass.ARMED, ActorClass.ORGANIZATION)
        ]
        # A title can have several holders ("a leader of the ABC"); the verb "lead" implies one leader.
        alone = {relation.object for _, _, relation in led} - {r.object for p, _, r in led for q, _, s in led if r.object == s.object and p.id != q.id}
        leaders = {(body.id, person.id) for person, body, relation in led if (relation.frame or "").startswith("verb:") and relation.object in alone}
        parted = {body for body, _ in leaders if sum(other == body for other, _ in leaders) > 1}
        names = self._called_here()
        for person, body, relation in led:
            if body.id in parted and (body.id, person.id) in leaders:
                surname = person.name.split()[-1]
                known = self._gazetteer.entries.get(local_name(f"{body.id} {surname}"))
                part = known.actor if known is not None else Actor(local_name(f"{body.id} {surname}"), f"{names.get(body.id, body.name)} ({surname})", body.kind, body.type)
                self._done[relation.object] = part
                self._factions.add(part.id)

    def _posts(self) -> dict[int, Actor]:
        """Return the bodies of persons whose title has none in the text ("Defense Secretary X"), by the person's mention."""
        titled = (r for r in self._reading.relations if r.frame == TITLE and r.role is not None and self._mentions[r.subject].form == "name")
        return {relation.subject: body for relation in titled if (body := self._body_of(relation)) is not None}

    def _body_of(self, relation: RelationMention) -> Actor | None:
        """Return the body of a title: by the lists, else the country that the article is about, or its opposition."""
        mention, actor, role = self._mentions[relation.subject], self._done.get(relation.subject), relation.role or ""
        if actor is None:
            return None
        if role in OPPOSITION:
            state = self._done.get(relation.object) if relation.object != relation.subject else self._here(mention, role)
            return self._opposition_in(state) if state is not None and state.kind is ActorClass.STATE else None
        if mention.owner is not None:
            return None
        # A single sentence without a day tells too little of when it was.
        day, alone = self._document.published, len({m.sentence for m in self._mentions.values()}) == 1
        ever = not alone and (day is None or relation.polarity is Polarity.NEGATIVE)
        held = self._offices.held_by(actor.id)
        named = [o.of for o in held if (ever or o.held_on(day)) and o.office.endswith(role.split()[-1]) and self._memory.counts[o.of]]
        if named and named[0] in self._gazetteer.entries:
            return self._gazetteer.entries[named[0]].actor
        if alone or held or actor.id in self._memory.bodies:
            return None
        here = self._here(mention, role)
        if f" {role}".endswith(_IN_AMERICA) and (self._memory.counts[_AMERICA] or "secretary" in role):
            # Hardly any other state has secretaries; security advisers many have, so theirs only in an article about them.
            ours = "secretary" in role or (here is not None and here.id == _AMERICA)
            return self._gazetteer.entries[_AMERICA].actor if ours and self._memory.counts[_AMERICA] else None
        return here if f" {role}".endswith((*_OF_HERE, *_IN_AMERICA)) else None

    def _here(self, mention: Mention, role: str) -> Actor | None:
        """Return the country of an officer of no named country: that which the article is about; None for "Obama's security adviser X"."""
        here = self._memory.focus(1.5)
        before = self._document.text[max(0, mention.start - _REACH) : mention.start]
        if here is None or self._memory.counts[here.id] <= 1 or _OWNED.search(before) or _has_other_body(before, role) or (role not in OPPOSITION and self._is_against(mention.index, here)):
            return None
        # Where more is named of another country, he may be its officer.
        return here if self._lands_named[here.id] == max(self._lands_named.values(), default=0) else None

    def _is_against(self, person: int, state: Actor) -> bool:
        """Whether somebody blames or meets a state, which its own officer hardly does."""
        acts = (r for r in self._reading.relations if r.predicate in _ACTS_ON_OTHERS and r.score >= _CREDIBLE and person in (r.subject, r.object))
        return any((other := self._done.get(end)) is not None and other.id == state.id for r in acts for end in (r.subject, r.object))


def _has_other_body(before: str, role: str) -> bool:
    """Whether a capitalised word before an office may be its body: "NFF President X", but not "Former President X" and "Tourism Minister X"."""
    found = re.search(rf"([A-Z][\w.&-]*) {re.escape(role)}\W*(?:[A-Z]\w{{0,5}}\. )*\Z", before, re.IGNORECASE)
    return found is not None and not role.endswith("minister") and found[1][0].isupper() and found[1].lower() not in words("words before titles")
