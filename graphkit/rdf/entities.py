"""Actors, outlets and the unnamed source as quads, in the entities graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import Actor, ActorClass, ArticleRecord, Document
from graphkit.rdf.claiming import unnamed_quads
from graphkit.rdf.names import ENTITIES, LABEL, META, TYPE, actor_node, iri, outlet_node
from graphkit.rdf.outlets import listed_outlet


def entity_quads(record: ArticleRecord) -> Iterator[Quad]:
    """Yield the quads of a record's outlet, actors and unnamed source, in the entities graph."""
    yield from _outlet_quads(record.document)
    instead = dict(record.instead)
    for actor in record.actors:
        yield from actor_quads(actor, instead)
    yield from unnamed_quads(record.claims, record.document.article)


def _outlet_quads(document: Document) -> Iterator[Quad]:
    node = outlet_node(document.outlet)
    yield Quad(node, TYPE, iri("gk:Organization"), ENTITIES)
    if document.outlet:
        yield Quad(node, iri("gk:actorType"), iri("gkc:news-outlet"), ENTITIES)
    listed = listed_outlet(document.outlet or "")
    yield Quad(node, LABEL, Literal(listed[1] if listed else document.outlet or "unknown outlet", language="en"), ENTITIES)


def actor_quads(actor: Actor, instead: Mapping[str, Actor] = {}) -> Iterator[Quad]:
    """Yield the quads of one actor and of those it belongs to, in the entities graph.

    Args:
        actor: the actor.
        instead: by id of a whole or country, the actor that decisions merged it into.
    """
    node = actor_node(actor.id)
    yield Quad(node, TYPE, iri(f"gk:{actor.kind}"), ENTITIES)
    yield Quad(node, LABEL, Literal(actor.name, language="en"), ENTITIES)
    if actor.type:
        yield Quad(node, iri("gk:actorType"), iri(f"gkc:{actor.type}"), ENTITIES)
    for alias in actor.aliases:
        yield Quad(node, iri("skos:altLabel"), Literal(alias, language="en"), ENTITIES)
    if actor.iso3:
        yield Quad(node, iri("gk:iso3166"), Literal(actor.iso3), ENTITIES)
    if actor.m49:
        yield Quad(node, iri("gk:m49"), Literal(actor.m49), ENTITIES)
    if actor.wikidata:
        yield Quad(node, iri("gk:wikidata"), NamedNode(f"http://www.wikidata.org/entity/{actor.wikidata}"), ENTITIES)
    if actor.of:
        link, whole = "partOf" if actor.is_part else "country", instead.get(actor.of.id)
        if whole is not None:
            yield read_link(actor.id, link, actor.of.id)
        if whole is None or may_belong(actor.id, link, whole, instead):
            yield Quad(node, iri(f"gk:{link}"), actor_node((whole or actor.of).id), ENTITIES)
            yield from actor_quads(whole or actor.of, instead)


def read_link(actor: str, link: str, whole: str) -> Quad:
    """Return the quad that keeps what an actor belongs to (`partOf`, `country`), before decisions merged that into another."""
    return Quad(actor_node(actor), iri("gk:asRead"), Literal(f"{link} {whole}"), META)


def may_belong(actor: str, link: str, whole: Actor, instead: Mapping[str, Actor]) -> bool:
    """Return whether an actor can have this as its whole or country after decisions: a country is a state, and nothing belongs to itself, also not through others.

    Args:
        actor: its id.
        link: `partOf` or `country`.
        whole: what decisions merged its whole or country into.
        instead: as for `actor_quads`.
    """
    if link == "country" and whole.kind is not ActorClass.STATE:
        return False
    chain, above = [whole.id], whole.of
    while above is not None and (above := instead.get(above.id, above)).id not in chain:
        chain.append(above.id)
        above = above.of
    return actor not in chain
