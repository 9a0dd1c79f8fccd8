"""Resolves organs: "the government", "his forces", "the Assad regime"."""

from __future__ import annotations

import re

from graphkit.model import Actor, ActorClass, Mention, local_authorities
from graphkit.nlp.words import alternatives, words
from graphkit.resolve.armies import Armies
from graphkit.resolve.groups import aside
from graphkit.resolve.memory import DESCRIPTION_REACH, Seen
from graphkit.resolve.naming import regime_of

# How many sentences a word can refer back to a name of several words that it ends.
_NAMED_REACH = 50
REGIME = "regime"
# In a country, but not part of its government.
OWN_BODIES = ("party", "company", "bank")
_REGIME_ORGANS = words("organs of a regime")
_NATIONAL_ORGANS = words("organs of a state")
# "the regime" alone is the country, unless the text mentions an uprising; one named after its leader ("the Assad regime")
# never is.
_UPRISING = re.compile(r"\b(?:rebels?|rebellion|opposition|insurgen\w+|mutineers?|uprising|revolution\w*|civil war)\b")
_FORCE_NOUNS = frozenset(words("forces"))
_RULING = frozenset(words("authorities"))
# Not every organization founded by states is a bloc.
_NO_BLOC = re.compile(rf"\b{alternatives('no bloc')}\b")


class Organs(Armies):
    """Rules for organs of states, bodies and leaders."""

    def _organ(self, mention: Mention, owner: Actor | None) -> Actor | None:
        """Return the owner of an organ; if rebels face a regime, the regime instead of the country."""
        found = self._state_organ(mention, owner)
        if owner is None and mention.definite and mention.head in _REGIME_ORGANS and len({*self._regimes.values()}) == 1:
            return next(iter(self._regimes.values()))
        if mention.head == REGIME and found is not None and owner is None:
            self.part_regime(found)
        return self._regimes.get(found.id, found) if found is not None and mention.head in _REGIME_ORGANS else found

    def part_regime(self, ruled: Actor) -> None:
        """From here on, resolve the organs of this state, or of the state this person leads, to its regime.

        Args:
            ruled: the state, its leader, or its regime by name ("the Assad regime").
        """
        if ruled.kind is ActorClass.STATE and not _UPRISING.search(self._document.text):
            return
        entry = self._gazetteer.entries.get(ruled.id)
        leader, state = ruled, ruled
        if ruled.kind is ActorClass.GOVERNMENT and entry is not None:
            above = self._gazetteer.entries.get(entry.of) if entry.of else None
            if above is not None and above.actor.kind is ActorClass.STATE:
                self._regimes.update({above.actor.id: ruled})
            return
        if ruled.kind is ActorClass.PERSON:
            held = [o.of for o in self._offices.held_by(ruled.id) if o.held_on(self._document.published)]
            states = (self._gazetteer.entries[of].actor for of in held if of in self._gazetteer.entries)
            state = next((s for s in states if s.kind is ActorClass.STATE), ruled)
        else:
            holder = self._offices.holder(ruled.id, "president", self._document.published)
            leader = self._gazetteer.entries[holder].actor if holder in self._gazetteer.entries else ruled
        if state.kind is ActorClass.STATE:
            made = regime_of(state, self._gazetteer.adjective(state.id), leader if leader is not state else None)
            known = self._gazetteer.entries.get(made.id)
            regime = known.actor if known is not None else made
            self._regimes.update({state.id: regime, ruled.id: regime})

    def _state_organ(self, mention: Mention, owner: Actor | None) -> Actor | None:
        if (mention.head in OWN_BODIES or "think" in mention.modifiers) and owner is not None and owner.kind in (ActorClass.STATE, ActorClass.PLACE):
            # "Kenya's opposition party" is not Kenya.
            return None
        if owner is not None:
            return self._holder_of(owner, mention)
        if mention.place is not None:
            return self._authorities(mention)
        if mention.owner is None and mention.head in _FORCE_NOUNS and any(m.lower() == "government" for m in mention.modifiers):
            return self._government(mention)
        if mention.head == "police" and not mention.definite and any(m.lower() not in ("riot", "federal", "national") for m in mention.modifiers):
            return None
        if mention.owner is not None or not (mention.definite or mention.head in ("government", "police", "authority")):
            # "European governments": it is unknown which.
            return None
        if self._is_army(mention):
            return self._army(mention)
        named = self._called(mention)
        if named is None and mention.head == "bloc":
            return self._memory.latest(mention, 4, lambda s: s.actor.kind in (ActorClass.INTERNATIONAL, ActorClass.BLOC) and not _NO_BLOC.search(s.actor.name))
        if named is not None:
            return named
        if mention.head in _NATIONAL_ORGANS:
            return self._government(mention)
        return None

    def _authorities(self, mention: Mention) -> Actor | None:
        """Resolve "the government in Tripoli" to the state with this capital, else to the authorities of the place."""
        place = self._of(mention.place) if mention.place is not None else None
        if place is None or mention.head not in (*_RULING, *_FORCE_NOUNS):
            # "institutions in X" are not institutions of X.
            return None
        if place.kind is not ActorClass.PLACE:
            return place
        if mention.head not in _RULING:
            return None
        seat = next((s for s in self._gazetteer.senses(place.name) if s.role == "seat"), None)
        return self._gazetteer.entries[seat.id].actor if seat is not None else local_authorities(place)

    def _holder_of(self, owner: Actor, mention: Mention) -> Actor | None:
        """Return who is responsible for the organ's act: the state itself, or the force that a person commands."""
        if owner.kind is ActorClass.PERSON:
            if mention.head in ("government", "administration", "cabinet", "junta"):
                return self._led_by(owner) or owner
            return self._forces_of(owner) if mention.head in _FORCE_NOUNS else owner
        if owner.kind is ActorClass.PLACE:
            return local_authorities(owner)
        return owner

    def _led_by(self, person: Actor) -> Actor | None:
        """Return the state whose government is named after a person, on the day of the article."""
        body = self._memory.bodies.get(person.id)
        if body is not None and body.kind is ActorClass.STATE:
            return body
        offices = self._offices.held_by(person.id)
        # Current offices first; without a date, or for the past, any office that was held.
        held = (self._gazetteer.entries.get(o.of) for o in sorted(offices, key=lambda o: not o.held_on(self._document.published)))
        return next((e.actor for e in held if e is not None and e.actor.kind is ActorClass.STATE), None)

    def _forces_of(self, person: Actor) -> Actor:
        """Return the armed actor in this article that the person commands, or else the person."""
        for body in self._offices.commands(person.id, self._document.published):
            entry = self._gazetteer.entries.get(body)
            if entry is not None and entry.actor.kind is ActorClass.ARMED and self._memory.counts[body]:
                return entry.actor
        return person

    def _called(self, mention: Mention) -> Actor | None:
        """Resolve "the council" after "the Presidential Council"."""
        word = mention.head.lower()

        def fits(seen: Seen) -> bool:
            said = seen.mention
            return seen.actor.kind is not ActorClass.PERSON and (
                (said.form == "name" and said.text.lower().split()[-1].rstrip("s") == word.rstrip("s"))
                or (said.form == "description" and said.head == word and said.owner is not None)
            )

        return self._memory.latest(mention, DESCRIPTION_REACH, fits) or self._memory.latest(mention, _NAMED_REACH, lambda s: s.mention.form == "name" and " " in s.mention.text and fits(s))

    def _government(self, mention: Mention) -> Actor | None:
        # "Niger expelled the envoy. France condemned the junta": not that of France.
        doers = self._doers_to(mention)
        focus = self._memory.focus()
        if mention.head in ("government", "administration", "regime", "authority", "cabinet"):
            rival = self._memory.latest(
                mention,
                DESCRIPTION_REACH,
                lambda s: s.actor.kind is ActorClass.GOVERNMENT and s.actor.curated and not aside(s),
            )
            if rival is not None:
                return rival
        if mention.head in _FORCE_NOUNS:
            own = self._memory.latest(mention, DESCRIPTION_REACH, lambda s: s.actor.type == "state-forces" and s.mention.form == "name")
            if own is not None:
                # "the army", after the text has named it ("the Sudanese Armed Forces").
                return own
        if focus is not None and focus.id not in doers:
            return focus
        return self._memory.latest(
            mention, 2, lambda s: s.actor.kind in (ActorClass.STATE, ActorClass.GOVERNMENT) and not aside(s) and s.actor.id not in doers
        )
