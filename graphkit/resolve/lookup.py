"""Finds the actor of a name or id in a table: a listed one, or else a new one."""

from __future__ import annotations

import functools
import re
import unicodedata

from graphkit.model import REQUIRED_TYPES, Actor, ActorClass, digest, local_name
from graphkit.resolve.gazetteer import Gazetteer
from graphkit.resolve.naming import generic_actor

_BRACKET = re.compile(r"(?P<name>.*\S)\s*\((?P<of>[^()]+)\)\Z")
_INITIALS = re.compile(r"[A-Z][a-z-]{0,3}[A-Z][A-Za-z-]{0,6}\Z")
# `local_name` truncates longer names, so that two names could get the same id.
LONGEST_ID = 80
_ITEM = re.compile(r"Q[1-9]\d*\Z")


class Lookup:
    """Finds actors by name, without an article's context.

    Args:
        gazetteer: known actors and places.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.actor = functools.lru_cache(maxsize=65_536)(self._actor)
        self.several = functools.lru_cache(maxsize=65_536)(self._several)
        self.people = functools.lru_cache(maxsize=4_096)(self._people)

    def _actor(self, name: str, kind: ActorClass, known: str | None = None, item: str = "", sort: str = "") -> Actor | None:
        """Return the actor of a name; None for an unlisted Wikidata item without a name.

        Only the meaning as a name counts, not as a capital or an adjective, and spelling is not corrected: an unlisted
        name becomes a new actor. A country in brackets after a name ("Hezbollah (Lebanon)") is ignored if the lists
        say that the actor belongs to it, or to none; otherwise it distinguishes two groups of the same name.

        Args:
            name: name in the table.
            kind: class of an unlisted actor.
            known: id of the actor that a code denotes.
            item: Wikidata item, "" if unknown; it takes precedence over the name.
            sort: concept of gkc:ActorType of an unlisted actor; "" for the default of its class.
        """
        name = unicodedata.normalize("NFC", name)
        if known is not None and known in self._gazetteer.entries:
            return self._gazetteer.entries[known].actor
        if item in self._items:
            return self._items[item]
        if name == item:
            return None
        found = self._listed(name, kind) or self._without_bracket(name, kind)
        if found is not None and (not _ITEM.match(item) or found.wikidata in (None, item)):
            return found
        if found is None and (meant := self._by_id(name, kind)) is not None:
            return meant
        own = f"{local_name(name)}_{item}" if _ITEM.match(item) else self._own_id(name)
        return Actor(own, name[:200], kind, sort or REQUIRED_TYPES.get(kind), wikidata=item if _ITEM.match(item) else None)

    def _by_id(self, name: str, kind: ActorClass) -> Actor | None:
        """Return the listed actor whose id a table has as its name, if no listed actor has that name and the class fits."""
        entry = self._gazetteer.entries.get(name)
        fits = entry is not None and kind in (entry.actor.kind, ActorClass.ACTOR) and not self._gazetteer.senses(name)
        return entry.actor if entry is not None and fits else None

    def _own_id(self, name: str) -> str:
        """Return an id for an unlisted name, distinct from the ids of listed actors and other names."""
        own = local_name(name)
        return own if own not in self._gazetteer.entries and len(own) < LONGEST_ID else f"{own[:LONGEST_ID]}-{digest(name)[:6]}"

    @functools.cached_property
    def _items(self) -> dict[str, Actor]:
        return {entry.actor.wikidata: entry.actor for entry in self._gazetteer.entries.values() if entry.actor.wikidata}

    def _listed(self, name: str, kind: ActorClass) -> Actor | None:
        """Return the only listed actor with this name; those of the class come first, places last."""
        fitting = self._fitting(name, kind)
        return fitting[0] if len({a.id for a in fitting}) == 1 else None

    def _fitting(self, name: str, kind: ActorClass) -> list[Actor]:
        found = [self._gazetteer.entries[s.id].actor for s in self._gazetteer.senses(name) if s.role == "name"]
        return [a for a in found if a.kind is kind] or [a for a in found if a.kind is not ActorClass.PLACE or kind is ActorClass.PLACE]

    def _several(self, name: str, kind: ActorClass) -> tuple[str, ...]:
        """Return the ids of the listed actors if the name is ambiguous; an empty tuple if at most one has it."""
        found = sorted({actor.id for actor in self._fitting(unicodedata.normalize("NFC", name), kind)})
        return tuple(found) if len(found) > 1 else ()

    def _without_bracket(self, name: str, kind: ActorClass) -> Actor | None:
        match = _BRACKET.match(name)
        if match is None:
            return None
        state, whole = self.state(match["of"]), self._listed(match["name"], kind)
        if state is not None and state == whole:
            # "Central African Republic (CAR)"
            return state
        if state is not None:
            senses = [s.id for s in self._gazetteer.senses(match["name"]) if s.role == "name"]
            ours = [self._gazetteer.entries[i] for i in senses if self._gazetteer.entries[i].of in (state.id, None)]
            ours = [e for e in ours if e.of] or [e for e in ours if e.actor.kind not in (ActorClass.STATE, ActorClass.PLACE)]
            return ours[0].actor if len(ours) == 1 else None
        # "Islamic State Khorasan Province (ISKP)": both names must denote the same actor.
        short = self._listed(match["of"], kind)
        return whole if whole is not None and _INITIALS.match(match["of"]) and short in (whole, None) else None

    def state(self, name: str) -> Actor | None:
        """Return the state of a name ("DR Congo (Zaire)" by the first one), or None if unlisted."""
        bracket = _BRACKET.match(name)
        found = self._listed(name, ActorClass.STATE) or (self._listed(bracket["name"], ActorClass.STATE) if bracket else None)
        return found if found is not None and found.kind is ActorClass.STATE else None

    def _people(self, head: str, of: str) -> Actor | None:
        """Return the people of a country ("Syrian civilians"), under the same name as in texts; None if the country is unknown.

        Args:
            head: noun in the plural ("civilians").
            of: name of the country.
        """
        state = self.state(of)
        if state is None:
            return None
        return generic_actor(self._gazetteer.adjective(state.id) or state.name, (), head, civil=True)
