"""Article records as quads."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import READINGS, Article, ArticleRecord
from graphkit.rdf.claiming import claim_quads_in, run_quads
from graphkit.rdf.entities import entity_quads
from graphkit.rdf.literals import as_day
from graphkit.rdf.names import (
    META,
    TYPE,
    XSD,
    article_graph,
    article_node,
    iri,
    outlet_node,
)


def record_quads(record: ArticleRecord) -> Iterator[Quad]:
    """Yield the quads of a whole record: article, claims and evidence in its graph, actors in the entities graph."""
    yield from own_quads(record)
    yield from entity_quads(record)


def own_quads(record: ArticleRecord) -> Iterator[Quad]:
    """Yield the quads about a record's article and claims, in the article's graph, and about that graph."""
    graph, article = article_graph(record.document.key), record.document.article
    yield from _article_quads(article, graph)
    if record.copy_of:
        yield Quad(article_node(record.document.key), iri("gk:copyOf"), article_node(record.copy_of), graph)
    for claim in record.claims:
        yield from claim_quads_in(claim, article, graph)
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
