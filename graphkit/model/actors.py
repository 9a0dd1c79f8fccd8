"""Who a claim may join."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.model.kinds import ActorClass


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that a claim may join.

    Attributes:
        id: local name of its IRI, unique in a graph, e.g. `Turkey`, `GNA`.
        name: the name to print.
        kind: its class in the ontology.
        type: concept of gkc:ActorType (`rebel-group`, `government`), None where unknown.
        aliases: other names, sorted; for reading, not for matching.
        iso3, m49, wikidata: codes, None where unknown or not certain.
        curated: True when it comes from an actors file, False when read from a text.
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
    """Those who run a place, under the place's name; the place itself does not act."""
    return Actor(f"{place.id}_authorities", place.name, ActorClass.GOVERNMENT, "government")
