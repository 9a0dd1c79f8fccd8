"""Incremental derivation of direct triples: what a change removes and adds, computed from the claims it touches.

A claim that plainly states an end excludes other claims of its tie; if one is added or removed, the
triples of that pair of actors are derived again from all its claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import date

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.model import Claim
from graphkit.rdf import (
    ARTICLE_GRAPH,
    CLAIM,
    DIRECT,
    TRUE,
    actor_node,
    article_graph,
    article_node,
    iri,
)
from graphkit.standing import Endings, has_ended
from graphkit.store.direct import direct_quads, yields_direct_triples
from graphkit.store.find import Pair, article_errors, claim_at, claims_in, claims_with, nodes_between

# A claim and the publication day of its article.
Dated = tuple[Claim, date | None]


def publication_day(store: pyoxigraph.Store, key: str) -> date | None:
    """Return the publication day of an article, None if unknown."""
    quads = store.quads_for_pattern(article_node(key), iri("gk:publishedOn"), None, article_graph(key))
    with article_errors(key):
        return next((date.fromisoformat(str(getattr(quad.object, "value", ""))) for quad in quads), None)


def endings_in(store: pyoxigraph.Store) -> Endings:
    """Return the endings that the claims of a store state."""
    endings = Endings()
    for quad in store.quads_for_pattern(None, iri("gk:ended"), TRUE, None):
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH) and isinstance(quad.subject, NamedNode):
            claim = claim_at(store, quad.subject, graph)
            endings.add(claim, publication_day(store, claim.article))
    return endings


def derive(store: pyoxigraph.Store, retired: Sequence[Claim], activated: Sequence[Dated], endings: Endings) -> tuple[set[Quad], set[Quad]]:
    """Return the direct triples that are removed and added when claims are retired and others added.

    Args:
        store: the store before the change.
        retired: claims that were active.
        activated: claims that are added; inactive ones yield no triples.
        endings: the endings before the change; updated to those after it.
    """
    for claim in retired:
        endings.remove(claim)
    for claim, day in activated:
        endings.add(claim, day)
    retired_ids = {claim.id for claim in retired}
    new = _direct_triples(activated, endings)
    lost = {quad for claim in retired if yields_direct_triples(claim) for quad in direct_quads(claim)} - new
    lost -= _still_implied(store, lost, retired_ids, endings)
    changed = [*retired, *(claim for claim, _ in activated)]
    for pair in sorted({(min(ends), max(ends)) for c in changed if has_ended(c) for ends in [(c.subject, c.object)]}):
        kept, stored = _pair_triples(store, pair, {c.id for c in changed}, endings), _stored_triples(store, pair)
        correct = kept | {q for q in new if {q.subject, q.object} == {actor_node(end) for end in pair}}
        new |= correct - stored
        lost |= stored - correct
    return lost - new, new


def direct_triples(claims: Sequence[Dated]) -> set[Quad]:
    """Return the direct triples of a complete set of claims."""
    endings = Endings()
    for claim, day in claims:
        endings.add(claim, day)
    return _direct_triples(claims, endings)


def _direct_triples(claims: Iterable[Dated], endings: Endings) -> set[Quad]:
    return {quad for claim, day in claims if yields_direct_triples(claim) and not endings.ended(claim, day) for quad in direct_quads(claim)}


def _pair_triples(store: pyoxigraph.Store, pair: tuple[str, str], but: set[str], endings: Endings) -> set[Quad]:
    """Return the direct triples that the stored claims of two actors yield, except for the claims in `but`."""
    ways = dict.fromkeys((pair, pair[::-1]))
    claims = [claim for way in ways for claim in claims_with(store, *way) if claim.id not in but]
    return _direct_triples([(claim, publication_day(store, claim.article)) for claim in claims], endings)


def _stored_triples(store: pyoxigraph.Store, pair: tuple[str, str]) -> set[Quad]:
    """Return the stored direct triples between two actors."""
    one, other = map(actor_node, pair)
    return {quad for a, b in ((one, other), (other, one)) for quad in store.quads_for_pattern(a, None, b, DIRECT)}


def _still_implied(store: pyoxigraph.Store, wanted: Set[Quad], retired_ids: set[str], endings: Endings) -> set[Quad]:
    """Return those direct triples that another active claim yields too."""
    missing, of_pair = set(wanted), defaultdict[Pair, set[Quad]](set)
    for quad in wanted:
        one, other = quad.subject, quad.object
        assert isinstance(one, NamedNode)
        assert isinstance(other, NamedNode)
        of_pair[one, other].add(quad)
        of_pair[other, one].add(quad)
    for pair, node, graph in nodes_between(store, of_pair.keys()):
        if not missing:
            # Some pairs have thousands of claims, and the first few suffice.
            break
        # Most claims are named by their id, and need not be read.
        if of_pair[pair].isdisjoint(missing) or node.value.removeprefix(CLAIM) in retired_ids:
            continue
        if (claim := claim_at(store, node, graph)).id not in retired_ids:
            missing -= _direct_triples([(claim, publication_day(store, claim.article))], endings)
    return set(wanted - missing)


def difference(store: pyoxigraph.Store) -> tuple[set[Quad], set[Quad]]:
    """Return the missing and the surplus direct triples, compared with a full derivation.

    Raises:
        ArticleUnreadable: the claims of an article cannot be read.
    """
    endings, derived = endings_in(store), set[Quad]()
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
            key = graph.value.removeprefix(ARTICLE_GRAPH)
            day = publication_day(store, key)
            derived |= _direct_triples([(claim, day) for claim in claims_in(store, key)], endings)
    stored = set(store.quads_for_pattern(None, None, None, DIRECT))
    return derived - stored, stored - derived
