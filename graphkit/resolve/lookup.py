"""Who a name or an id of a table stands for: the lists, else an actor of its own."""

from __future__ import annotations

import functools

from graphkit.model import Actor, ActorClass, local_name
from graphkit.resolve.gazetteer import Gazetteer

# Types that the ontology wants of these classes.
_TYPES = {ActorClass.ARMED: "rebel-group", ActorClass.GOVERNMENT: "government", ActorClass.INTERNATIONAL: "intergovernmental"}


class Lookup:
    """Finds actors by name, without an article's context.

    Args:
        gazetteer: known actors and places.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.actor = functools.lru_cache(maxsize=65_536)(self._actor)

    def _actor(self, name: str, kind: ActorClass, known: str | None = None) -> Actor:
        """The actor of a name.

        Only a name's own meaning counts, not a capital's or an adjective's, and nothing is guessed
        from spelling: what no list has becomes an actor of its own.

        Args:
            name: as the table has it.
            kind: class of an actor that no list knows.
            known: id that a code stands for.
        """
        if known is not None and known in self._gazetteer.entries:
            return self._gazetteer.entries[known].actor
        found = [self._gazetteer.entries[s.id].actor for s in self._gazetteer.senses(name) if s.role == "name"]
        fitting = [a for a in found if a.kind is kind] or [a for a in found if a.kind is not ActorClass.PLACE or kind is ActorClass.PLACE]
        if fitting and len({a.id for a in fitting}) == 1:
            return fitting[0]
        return Actor(local_name(name), name[:200], kind, _TYPES.get(kind))
