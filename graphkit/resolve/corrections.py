"""Decisions that need all mentions to be resolved first: pronouns, factions, and the bodies of titles."""

from __future__ import annotations

from graphkit.model import Actor, ActorClass, Mention, Polarity, local_name
from graphkit.nlp.words import words
from graphkit.resolve.groups import aside
from graphkit.resolve.memory import PRONOUN_REACH
from graphkit.resolve.own_names import OwnNames
from graphkit.resolve.pronouns import IT, OBJECTS

_STATE_ORGANS = frozenset(words("organs of a state"))
# A country is clearly in focus if it is named at least this many times as often as the next.
_CLEARLY = 2
# Titles that need no country if it is clear which one is meant.
_OF_HERE = words("titles of here")


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
        """Return the bodies of persons whose title has none in the text ("Defense Secretary X"), from the lists."""
        found: dict[int, Actor] = {}
        for mention in self._mentions.values():
            actor = self._done.get(mention.index)
            if mention.form != "name" or not mention.office or mention.owner is not None or actor is None:
                continue
            held = [o for o in self._offices.held_by(actor.id) if o.held_on(self._document.published)]
            named = [o for o in held if o.office.endswith(mention.office.split()[-1]) and self._memory.counts[o.of]]
            if named and named[0].of in self._gazetteer.entries:
                found[mention.index] = self._gazetteer.entries[named[0].of].actor
            elif not self._offices.held_by(actor.id) and actor.id not in self._memory.bodies and mention.office in _OF_HERE and (here := self._memory.focus(1.5)) is not None and self._memory.counts[here.id] > 3:
                # "President X", listed nowhere: of the country that the article is about.
                found[mention.index] = here
        return found
