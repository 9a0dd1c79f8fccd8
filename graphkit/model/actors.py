"""Actors: the subjects and objects of claims."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.model.kinds import ActorClass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, organization, group or place.

    Attributes:
        id: local name of its IRI, unique in a graph, e.g. `Turkey`, `GNA`.
        name: display name.
        kind: its class in the ontology.
        type: concept of gkc:ActorType (`rebel-group`, `government`), None if unknown.
        aliases: other names, sorted; for display, not for matching.
        iso3, m49, wikidata: codes, None if unknown or uncertain.
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
    curated: bool = False


def local_authorities(place: Actor) -> Actor:
    """Return the authorities of a place as an actor with the place's name; a place itself does not act."""
    return Actor(f"{place.id}_authorities", place.name, ActorClass.GOVERNMENT, "government")
