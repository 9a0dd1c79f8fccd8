"""Which direct triples a change takes away and brings: what the rule would give over the whole graph, from the claims it touches.

A claim that plainly says of an end takes other claims of its tie out; where one comes or goes,
the triples of that pair of actors are made anew from all of its claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.model import Claim
from graphkit.rdf import (
    ARTICLE_GRAPH,
    DIRECT,
    TRUE,
    actor_node,
    article_graph,
    article_node,
    iri,
)
from graphkit.standing import Endings, has_ended
from graphkit.store.find import claim_at, claims_in, claims_with, nodes_with, reading
from graphkit.store.rule import counts, direct_quads

# A claim, and the day on which its article was published.
Dated = tuple[Claim, date | None]


def published(store: pyoxigraph.Store, key: str) -> date | None:
    """When an article of the store was published, None where that is unknown."""
    quads = store.quads_for_pattern(article_node(key), iri("gk:publishedOn"), None, article_graph(key))
    with reading(key):
        return next((date.fromisoformat(str(getattr(quad.object, "value", ""))) for quad in quads), None)


def endings_in(store: pyoxigraph.Store) -> Endings:
    """What the claims of a store say has ended."""
    found = Endings()
    for quad in store.quads_for_pattern(None, iri("gk:ended"), TRUE, None):
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH) and isinstance(quad.subject, NamedNode):
            claim = claim_at(store, quad.subject, graph)
            found.add(claim, published(store, claim.article))
    return found


def derive(store: pyoxigraph.Store, out: Sequence[Claim], into: Sequence[Dated], endings: Endings) -> tuple[set[Quad], set[Quad]]:
    """Direct triples that go and that come when claims are superseded or retracted and others come in.

    Args:
        store: the store before the change.
        out: claims that were active.
        into: claims that come in; those that are not active make nothing.
        endings: what had ended before the change; becomes what has ended after it.
    """
    for claim in out:
        endings.remove(claim)
    for claim, day in into:
        endings.add(claim, day)
    gone = {claim.id for claim in out}
    new = _made(into, endings)
    lost = {quad for claim in out if counts(claim) for quad in direct_quads(claim)} - new
    lost -= _backed(store, lost, gone, endings)
    changed = [*out, *(claim for claim, _ in into)]
    for pair in sorted({(min(ends), max(ends)) for c in changed if has_ended(c) for ends in [(c.subject, c.object)]}):
        kept, there = _of_pair(store, pair, {c.id for c in changed}, endings), _between(store, pair)
        right = kept | {q for q in new if {q.subject, q.object} == {actor_node(end) for end in pair}}
        new |= right - there
        lost |= there - right
    return lost - new, new


def made(claims: Sequence[Dated]) -> set[Quad]:
    """Direct triples of claims that are all there is."""
    endings = Endings()
    for claim, day in claims:
        endings.add(claim, day)
    return _made(claims, endings)


def _made(claims: Iterable[Dated], endings: Endings) -> set[Quad]:
    return {quad for claim, day in claims if counts(claim) and not endings.ended(claim, day) for quad in direct_quads(claim)}


def _of_pair(store: pyoxigraph.Store, pair: tuple[str, str], but: set[str], endings: Endings) -> set[Quad]:
    """Direct triples of two actors that the claims of the store make, but for some."""
    ways = dict.fromkeys((pair, pair[::-1]))
    claims = [claim for way in ways for claim in claims_with(store, *way) if claim.id not in but]
    return _made([(claim, published(store, claim.article)) for claim in claims], endings)


def _between(store: pyoxigraph.Store, pair: tuple[str, str]) -> set[Quad]:
    """Direct triples of two actors that are there."""
    one, other = map(actor_node, pair)
    return {quad for a, b in ((one, other), (other, one)) for quad in store.quads_for_pattern(a, None, b, DIRECT)}


def _backed(store: pyoxigraph.Store, wanted: Iterable[Quad], leaving: set[str], endings: Endings) -> set[Quad]:
    """Which direct triples another active claim makes as well."""
    wanted, found = set(wanted), set[Quad]()
    pairs = {pair for q in wanted for pair in ((q.subject, q.object), (q.object, q.subject))}
    for subject, object_ in sorted(pairs, key=str):
        assert isinstance(subject, NamedNode)
        assert isinstance(object_, NamedNode)
        for node, graph in nodes_with(store, subject, object_):
            if found == wanted:
                # A pair that is much written about has thousands of claims; the first few do.
                return found
            claim = claim_at(store, node, graph)
            if claim.id not in leaving:
                found |= wanted & _made([(claim, published(store, claim.article))], endings)
    return found


def difference(store: pyoxigraph.Store) -> tuple[set[Quad], set[Quad]]:
    """Direct triples that the active claims give and the store lacks, and those it has too many.

    Raises:
        ArticleUnreadable: the claims of an article cannot be read.
    """
    endings, derived = endings_in(store), set[Quad]()
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
            key = graph.value.removeprefix(ARTICLE_GRAPH)
            day = published(store, key)
            derived |= _made([(claim, day) for claim in claims_in(store, key)], endings)
    there = set(store.quads_for_pattern(None, None, None, DIRECT))
    return derived - there, there - derived
