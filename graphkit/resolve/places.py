"""Resolves countries, places and peoples: "the country", "the south", "Afghan civilians"."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graphkit.model import Actor, ActorClass, Mention
from graphkit.nlp.words import words
from graphkit.resolve.groups import DIRECTIONS, Groups, aside, plural_head
from graphkit.resolve.naming import generic_actor

# Former possessions.
COLONIES = frozenset(words("colonies"))
_REGIONS = frozenset(words("regions"))
_PROTESTING = frozenset(words("protesters"))
_FIGHTING = frozenset(words("rebels"))
# "Struck an airport in Chad": Chad's; a camp or a house may be anybody's.
_OF_THE_LAND = frozenset(words("of the land"))
_NATIONALS = ("citizen", "national")


class Places(Groups):
    """Rules for countries, places and their inhabitants."""

    _taken: Collection[int]
    _barred: Collection[int]
    _hit: Collection[int]
    _in_sentence: Mapping[int, list[Mention]]

    def _country(self, mention: Mention, owner: Actor | None) -> Actor | None:
        if owner is not None and owner.kind is ActorClass.STATE and mention.head in ("state", "republic", "nation", "kingdom"):
            return owner
        if owner is not None and owner.kind is ActorClass.STATE and mention.head in ("country", "government") and mention.text.lower().split()[0] in ("its", "his", "her", "their", "our", "my"):
            return owner
        if owner is not None and owner.kind in (ActorClass.INTERNATIONAL, ActorClass.BLOC) and mention.head in ("partner", "ally", "member"):
            return owner
        if owner is not None and owner.kind is ActorClass.STATE and mention.head in ("neighbor", "neighbour") and not mention.plural:
            # "its neighbour": the other one of the two mentioned.
            focus = self._memory.focus()
            if focus is not None and focus.id != owner.id:
                return focus
            return self._memory.latest(mention, 3, lambda s: s.actor.kind is ActorClass.STATE and s.actor.id != owner.id and not aside(s))
        if owner is not None and owner.kind is ActorClass.PERSON and mention.head in ("country", "nation") and not mention.plural:
            # "his country".
            return self._led_by(owner)
        if owner is not None or not mention.definite or mention.plural:
            return None
        if (held := self._held_by_named(mention)) is not None:
            return held
        # "X armed Y. The country also ...": X; otherwise the country that the article is about.
        opens = mention.subject or all(m.start >= mention.start for m in self._in_sentence[mention.sentence])
        acting = self._memory.latest(mention, 2, lambda s: opens and s.actor.kind is ActorClass.STATE and not aside(s) and s.mention.subject and s.mention.label != "NORP")
        return acting or self._memory.focus() or self._memory.latest(mention, 3, lambda s: s.actor.kind is ActorClass.STATE and not aside(s))

    def _somewhere(self, mention: Mention, owner: Actor | None) -> Actor | None:
        """Resolve a described place: by its name, a direction, or its owner."""
        fighters = next((m.lower() for m in mention.modifiers if m.lower() in _FIGHTING), None)
        if fighters is not None and owner is not None and owner.kind is ActorClass.STATE:
            # "Kampuchean guerrilla camps" belong to the guerrillas, not to the state.
            return generic_actor(self._gazetteer.adjective(owner.id) or owner.name, (), f"{fighters}s")
        place = self._of(mention.place) if mention.place is not None else None
        around = owner if owner is not None and (place is None or mention.index not in self._taken) else place
        if around is None:
            return None
        part = self._towards(around, mention) if mention.head in _REGIONS else None
        if part is not None:
            return part
        if around.kind is ActorClass.PLACE or owner is not None or (mention.index in self._hit and mention.head in _OF_THE_LAND):
            return around
        return None

    def _part_of(self, state: Actor, mention: Mention) -> Actor | None:
        """Resolve "holds northern Yemen" to the part of the state."""
        return self._towards(state, mention) if mention.index in self._taken else None

    def _towards(self, state: Actor, mention: Mention) -> Actor | None:
        """Return the part of a state named by a direction, or None."""
        direction = next((m.capitalize() for m in mention.modifiers if m.lower() in DIRECTIONS), None)
        if direction is None or state.kind is not ActorClass.STATE:
            return None
        known = self._gazetteer.senses(f"{direction} {state.name}")
        if known:
            return self._gazetteer.entries[known[0].id].actor
        return Actor(f"{direction}_{state.id}", f"{direction} {state.name}", ActorClass.PLACE)

    def _people(self, mention: Mention, owner: Actor | None) -> Actor | None:
        """Resolve civilians of a nation to an actor of their own, never to their state."""
        if owner is None and mention.place is not None and mention.head in _PROTESTING:
            place = self._of(mention.place)
            owner = self._state_of(place) if place is not None else None
        if owner is None or owner.kind is ActorClass.PLACE:
            return self._of_people(mention, civil=True)
        if mention.head in _NATIONALS and mention.index in self._barred:
            # Visas refused to a state's citizens are a measure against the state.
            return owner
        if owner.kind is ActorClass.STATE:
            return generic_actor(self._gazetteer.adjective(owner.id) or owner.name, mention.modifiers, plural_head(mention), civil=True)
        return owner if owner.kind in (ActorClass.ARMED, ActorClass.ORGANIZATION) else None
