"""Records, actors and claims as quads."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import READINGS, Actor, Article, ArticleRecord, Document
from graphkit.rdf.claiming import claim_quads_in, run_quads
from graphkit.rdf.literals import as_day
from graphkit.rdf.names import (
    ENTITIES,
    LABEL,
    META,
    TYPE,
    XSD,
    actor_node,
    article_graph,
    article_node,
    iri,
    outlet_node,
)


def record_quads(record: ArticleRecord) -> Iterator[Quad]:
    """Quads of a whole record: article, claims and evidence in its graph, actors among the entities."""
    graph = article_graph(record.document.key)
    yield from _article_quads(record.document.article, graph)
    yield from _outlet_quads(record.document)
    if record.copy_of:
        yield Quad(article_node(record.document.key), iri("gk:copyOf"), article_node(record.copy_of), graph)
    for actor in record.actors:
        yield from actor_quads(actor)
    for claim in record.claims:
        yield from claim_quads_in(claim, record.document.article, graph)
    for extractor in sorted({name for claim in record.claims for name in claim.extractor.split(READINGS)}):
        yield from run_quads(extractor, record.document.key, graph)
    yield Quad(graph, iri("prov:wasDerivedFrom"), article_node(record.document.key), META)


def _article_quads(article: Article, graph: NamedNode) -> Iterator[Quad]:
    node = article_node(article.key)
    yield Quad(node, TYPE, iri("gk:Article"), graph)
    yield Quad(node, iri("dcterms:identifier"), Literal(article.id), graph)
    yield Quad(node, iri("gk:textHash"), Literal(article.text_hash), graph)
    yield Quad(node, iri("dcterms:publisher"), outlet_node(article.outlet), graph)
    if article.outlet:
        yield Quad(node, iri("gk:outletName"), Literal(article.outlet), graph)
    if article.title:
        yield Quad(node, iri("dcterms:title"), Literal(article.title), graph)
    if article.url:
        yield Quad(node, iri("gk:url"), Literal(article.url, datatype=NamedNode(f"{XSD}anyURI")), graph)
    if article.conflict:
        yield Quad(node, iri("gk:conflict"), Literal(article.conflict), graph)
    if article.published:
        yield Quad(node, iri("gk:publishedOn"), as_day(article.published), graph)
        yield Quad(node, iri("gk:timePrecision"), iri(f"gkc:{article.published_precision}"), graph)


def _outlet_quads(document: Document) -> Iterator[Quad]:
    node = outlet_node(document.outlet)
    yield Quad(node, TYPE, iri("gk:Organization"), ENTITIES)
    if document.outlet:
        yield Quad(node, iri("gk:actorType"), iri("gkc:news-outlet"), ENTITIES)
    yield Quad(node, LABEL, Literal(document.outlet or "unknown outlet", language="en"), ENTITIES)


def actor_quads(actor: Actor) -> Iterator[Quad]:
    """Quads of one actor, in the entities graph."""
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
