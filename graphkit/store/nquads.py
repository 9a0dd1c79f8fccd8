"""Articles as N-Quads, for stores that are loaded from files.

Each article is written without looking at others: a tie that only a later article ends
still has its direct triple here. Run `ontology/rules/materialize.rq` in the loaded store to remove
such triples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import Quad

from graphkit.model import Actor, ArticleRecord
from graphkit.rdf import ENTITIES, actor_quads, article_graph, article_node, iri, record_quads
from graphkit.store.direct import direct_quads, yields_direct_triples
from graphkit.store.ontology import ontology_quads


def article_lines(record: ArticleRecord) -> Iterator[bytes]:
    """Yield the lines of an article, its claims, outlet and direct triples; not of its actors."""
    named = {quad.subject for actor in record.actors for quad in actor_quads(actor)}
    for quad in record_quads(record):
        if quad.graph_name != ENTITIES or quad.subject not in named:
            yield _line(quad)
    for claim in record.claims:
        if yields_direct_triples(claim):
            yield from map(_line, direct_quads(claim))


def actor_lines(actor: Actor) -> Iterator[bytes]:
    """Yield the lines of an actor."""
    yield from map(_line, actor_quads(actor))


def copy_line(key: str, origin: str) -> bytes:
    """Return the line that marks one article as a copy of another."""
    return _line(Quad(article_node(key), iri("gk:copyOf"), article_node(origin), article_graph(key)))


def ontology_lines() -> Iterable[bytes]:
    """Return the lines of the ontology, in its graph, sorted; blank nodes get the same labels every time."""
    dataset = pyoxigraph.Dataset(ontology_quads())
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(_line, dataset))


def _line(quad: Quad) -> bytes:
    return f"{quad} .\n".encode("utf-8", "surrogatepass")


