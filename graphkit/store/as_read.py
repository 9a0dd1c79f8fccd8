"""The claims of an article as they were read, kept when a merge of actors changes them, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from graphkit.decisions import Replay
from graphkit.model import Article, ArticleRecord, Claim, Lifecycle
from graphkit.rdf import (
    ARTICLE_GRAPH,
    CLAIM,
    ENTITIES,
    EVIDENCE,
    META,
    PREFIXES,
    actor_node,
    actor_quads,
    article_graph,
    claim_quads,
    claims_of,
    escaped,
    facts,
    iri,
)
from graphkit.store.find import article_of

_AS_READ = iri("gk:asRead")


def record_kept(record: ArticleRecord) -> list[Quad]:
    """Return the quad that keeps a record as it was read, if a merge changed it."""
    if (read := record.as_read) is None:
        return []
    return [_kept_quad(read.document.article, read.claims, (quad for actor in read.actors for quad in actor_quads(actor)))]


def keep(store: pyoxigraph.Store, key: str, claims: Iterable[Claim], replay: Replay) -> list[Quad]:
    """Return the quad that keeps these claims of an article, unless earlier ones are kept; what decisions retracted is kept as it was before."""
    if _kept(store, article_graph(key)):
        return []
    before = (replace(claim, lifecycle=Lifecycle.ACTIVE, retraction=None) if _is_retracted_by(replay, claim) else claim for claim in claims)
    return [_kept_quad(article_of(store, key), before)]


def _is_retracted_by(replay: Replay, claim: Claim) -> bool:
    now = replay.claim(claim)
    return claim.lifecycle is Lifecycle.RETRACTED and now is not None and now.lifecycle is Lifecycle.RETRACTED


def forget(store: pyoxigraph.Store, key: str) -> set[Quad]:
    """Return what to remove when no merge that holds changed an article."""
    return set(store.quads_for_pattern(article_graph(key), _AS_READ, None, META))


def claims_as_read(store: pyoxigraph.Store, key: str) -> list[Claim]:
    """Return the claims of an article that were kept; [] if none were, as no merge changed any."""
    return claims_of(facts(quad for quad in _kept(store, article_graph(key)) if quad.graph_name != ENTITIES))


def keys_about(store: pyoxigraph.Store, actor: str) -> Iterator[str]:
    """Yield the keys of the articles of the graph whose kept claims may name an actor."""
    # Longer names may begin with the same characters; those articles do not change.
    names = (str(actor_node(actor)).rstrip(">"), f"graph:{escaped(actor)}")
    for quad in store.quads_for_pattern(None, _AS_READ, None, META):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and any(name in quad.object.value for name in names) and store.contains_named_graph(quad.subject):
            yield quad.subject.value.removeprefix(ARTICLE_GRAPH)


def actors_as_read(store: pyoxigraph.Store, key: str) -> list[Quad]:
    """Return the quads of the actors of an article that were kept."""
    return [quad for quad in _kept(store, article_graph(key)) if quad.graph_name == ENTITIES]


def _kept_quad(article: Article, claims: Iterable[Claim], actors: Iterable[Quad] = ()) -> Quad:
    graph = article_graph(article.key)
    own = {quad for claim in claims for quad in claim_quads(claim, article) if str(quad.subject).startswith((f"<{CLAIM}", f"<{EVIDENCE}"))}
    text = pyoxigraph.serialize(sorted({*actors, *own}, key=str), format=RdfFormat.TRIG, prefixes=PREFIXES)
    return Quad(graph, _AS_READ, Literal((text or b"").decode()), META)


def _kept(store: pyoxigraph.Store, graph: NamedNode) -> list[Quad]:
    texts = [quad.object.value for quad in store.quads_for_pattern(graph, _AS_READ, None, META) if isinstance(quad.object, Literal)]
    return [quad for text in texts[:1] for quad in pyoxigraph.parse(text, format=RdfFormat.TRIG)]
