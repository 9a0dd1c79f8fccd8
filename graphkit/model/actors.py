"""Actors: the subjects and objects of claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphkit.model.kinds import ActorClass

# Types of actors that are part of the state they are listed under.
_PARTS_OF_STATES = ("state-forces", "government")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, organization, group or place.

    Attributes:
        id: local name of its IRI, unique in a graph, e.g. `Turkey`, `GNA`.
        name: display name.
        kind: its class in the ontology.
        type: concept of gkc:ActorType (`rebel-group`, `government`), None if unknown.
        aliases: other names, sorted; for display, not for matching.
        iso3: ISO 3166 code of a state, None if unknown or uncertain, as are the following.
        m49: United Nations M49 code of a state.
        wikidata: id in Wikidata.
        of: the actor that it is part of, or else its state, see `is_part`; None if unknown.
        curated: True if it comes from an actors file, False if read from a text.
    """

    id: str
    name: str
    kind: ActorClass = ActorClass.ACTOR
    type: str | None = None
    aliases: tuple[str, ...] = ()
    iso3: str | None = None
    m49: str | None = None
    wikidata: str | None = None
    of: Actor | None = None
    curated: bool = False

    @property
    def is_part(self) -> bool:
        """Whether it is part of `of`: forces and bodies of a state, wings of an organization.

        Rebels, parties, companies and governments of a state are not: several governments may claim it.
        """
        bodies = self.type in _PARTS_OF_STATES and self.kind is not ActorClass.GOVERNMENT
        return self.of is not None and (bodies or self.of.kind is not ActorClass.STATE)

    @property
    def wholes(self) -> tuple[Actor, ...]:
        """The actors that it is part of, from the nearest."""
        return (self.of, *self.of.wholes) if self.of is not None and self.is_part else ()

    @property
    def country(self) -> Actor | None:
        """The state that it, or what it is part of, belongs to or comes from; None for a state itself."""
        return self.of if self.of is None or self.of.kind is ActorClass.STATE else self.of.country


def linked(actor: Actor, actors: Mapping[str, Actor], above: Mapping[str, str]) -> Actor:
    """Return an actor with those it belongs to.

    Args:
        actor: without them.
        actors: all actors by id.
        above: id of the actor that each belongs to; a circle is cut, unknown ids are ignored.
    """
    chain = [actor]
    while (whole := actors.get(above.get(chain[-1].id, ""))) and all(whole.id != each.id for each in chain):
        chain.append(whole)
    found = chain.pop()
    while chain:
        found = replace(chain.pop(), of=found)
    return found


def local_authorities(place: Actor) -> Actor:
    """Return the authorities of a place as an actor with the place's name; a place itself does not act."""
    return Actor(f"{place.id}_authorities", place.name, ActorClass.GOVERNMENT, "government")
