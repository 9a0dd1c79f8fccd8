"""Look up claims and articles through the engine's indexes, at a cost proportional to the result."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from itertools import chain

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.errors import ArticleUnreadable, UnknownName
from graphkit.model import Actor, Article, Claim
from graphkit.rdf import (
    ARTICLE_GRAPH,
    CLAIM,
    ENTITIES,
    TYPE,
    actor_node,
    actors_of,
    article_graph,
    article_node,
    articles_of,
    claims_of,
    escaped,
    facts,
    iri,
)

# Subject and object of a claim.
Pair = tuple[NamedNode, NamedNode]
_ENDS = (iri("gk:subject"), iri("gk:object"))
# From this number of pairs of one actor on, reading the ends of all its claims is cheaper than asking for each pair.
_MANY = 10
# Properties of claims that name actors.
NAMING = tuple(map(iri, ("gk:subject", "gk:object", "gk:attributedTo", "gk:through")))


def claim_at(store: pyoxigraph.Store, node: NamedNode, graph: NamedNode) -> Claim:
    """Return one claim with its evidence."""
    return _read_claim(store, node, graph)[0]


@contextlib.contextmanager
def article_errors(key: str) -> Iterator[None]:
    """Convert errors while reading the claims of an article.

    Raises:
        ArticleUnreadable: a claim is not in the form graphkit writes.
    """
    try:
        yield
    except (ValueError, LookupError) as error:
        raise ArticleUnreadable(key, error) from error


def node_of(store: pyoxigraph.Store, claim: Claim) -> NamedNode:
    """Return the node of a stored claim: named by its id, unless another program wrote the article."""
    own, kind, graph = NamedNode(CLAIM + claim.id), iri("gk:Claim"), article_graph(claim.article)
    if Quad(own, TYPE, kind, graph) in store:
        return own
    # The claims with the same subject are few, and usually include it.
    likely = store.quads_for_pattern(None, iri("gk:subject"), actor_node(claim.subject), graph)
    for quad in chain(likely, store.quads_for_pattern(None, TYPE, kind, graph)):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(CLAIM) and claim_at(store, quad.subject, graph).id == claim.id:
            return quad.subject
    return own


def _read_claim(store: pyoxigraph.Store, node: NamedNode, graph: NamedNode) -> list[Claim]:
    """Return the claim of this node; empty if the graph has none."""
    quads = list(store.quads_for_pattern(node, None, None, graph))
    for quad in list(quads):
        if quad.predicate == iri("gk:evidence") and isinstance(quad.object, NamedNode):
            quads += store.quads_for_pattern(quad.object, None, None, graph)
    with article_errors(graph.value.removeprefix(ARTICLE_GRAPH)):
        return claims_of(facts(quads))


def claim_named(store: pyoxigraph.Store, name: str, article: str | None = None) -> Claim | None:
    """Return the claim with this id, in the article with this key if given; None if there is none."""
    node = NamedNode(CLAIM + escaped(name))
    if article is not None:
        return next(iter(_read_claim(store, node, article_graph(article))), None)
    for quad in store.quads_for_pattern(node, TYPE, None, None):
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(ARTICLE_GRAPH):
            return claim_at(store, node, quad.graph_name)
    return None


def claims_in(store: pyoxigraph.Store, key: str) -> list[Claim]:
    """Return the claims of one article, by position."""
    with article_errors(key):
        return claims_of(facts(store.quads_for_pattern(None, None, None, article_graph(key))))


def nodes_with(store: pyoxigraph.Store, subject: NamedNode | None, object_: NamedNode | None) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield the nodes of claims with this subject and object, with their graphs, in the engine's order; one of the two may be None."""
    ends = {iri("gk:subject"): subject, iri("gk:object"): object_}
    patterns = " ; ".join(f"{name} {node}" for name, node in ends.items() if node is not None)
    answer = store.query(f"SELECT ?c ?g WHERE {{ GRAPH ?g {{ ?c {patterns} }} }}")
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    for row in answer:
        claim, graph = row["c"], row["g"]
        if isinstance(claim, NamedNode) and isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
            yield claim, graph


def nodes_between(store: pyoxigraph.Store, pairs: Set[Pair]) -> Iterator[tuple[Pair, NamedNode, NamedNode]]:
    """Yield the claims with one of these pairs as subject and object: the pair, the node and its graph."""
    numbers, groups = Counter(end for pair in pairs for end in enumerate(pair)), defaultdict[tuple[int, NamedNode], set[Pair]](set)
    for pair in sorted(pairs, key=str):
        groups[max(enumerate(pair), key=numbers.__getitem__)].add(pair)
    for (place, actor), group in groups.items():
        if len(group) < _MANY:
            yield from ((pair, *found) for pair in sorted(group, key=str) for found in nodes_with(store, *pair))
            continue
        others: dict[object, Pair] = {pair[1 - place]: pair for pair in group}
        for quad in store.quads_for_pattern(None, _ENDS[place], actor, None):
            node, graph = quad.subject, quad.graph_name
            if isinstance(node, NamedNode) and isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
                for far in store.quads_for_pattern(node, _ENDS[1 - place], None, graph):
                    if far.object in others:
                        yield others[far.object], node, graph


def claims_with(store: pyoxigraph.Store, subject: str | None, object_: str | None) -> Iterator[Claim]:
    """Yield claims with this subject and object, by article and position.

    Args:
        store: the opened store.
        subject, object_: actor ids, at least one; None matches any.
    """
    found: dict[str, list[NamedNode]] = {}
    ends = (None if actor is None else actor_node(actor) for actor in (subject, object_))
    for claim, graph in nodes_with(store, *ends):
        found.setdefault(graph.value, []).append(claim)
    for name in sorted(found):
        claims = [claim_at(store, claim, NamedNode(name)) for claim in found[name]]
        yield from sorted(claims, key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.id))


def has_articles(store: pyoxigraph.Store) -> bool:
    """Return whether the store has an article."""
    return any(isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH) for graph in store.named_graphs())


def article_of(store: pyoxigraph.Store, key: str) -> Article:
    """Return one article.

    Raises:
        UnknownName: there is no article with this key.
    """
    found = articles_of(facts(store.quads_for_pattern(article_node(key), None, None, article_graph(key))))
    if not found:
        raise UnknownName(f"there is no article with the key {key!r}; `graphkit articles` lists the keys")
    return found[0]


def actor_in(store: pyoxigraph.Store, name: str) -> Actor | None:
    """Return the actor with this id, without those it belongs to; None if there is none."""
    return next(iter(actors_of(facts(store.quads_for_pattern(actor_node(name), None, None, ENTITIES)))), None)


def namings(store: pyoxigraph.Store, actor: str) -> Iterator[Quad]:
    """Yield the quads of articles in which claims name an actor, also as their speaker."""
    for name in NAMING:
        for quad in store.quads_for_pattern(None, name, actor_node(actor), None):
            # An outlet that is an actor too is the source of each claim of its articles.
            speaks = name != iri("gk:attributedTo") or next(store.quads_for_pattern(quad.subject, iri("gk:attributionText"), None, None), None)
            if speaks and isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(ARTICLE_GRAPH):
                yield quad


def keys_naming(store: pyoxigraph.Store, actor: str) -> Iterator[str]:
    """Yield the keys of the articles with a claim that names an actor, also as its speaker."""
    return (str(getattr(quad.graph_name, "value", "")).removeprefix(ARTICLE_GRAPH) for quad in namings(store, actor))
