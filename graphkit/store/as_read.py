"""The claims of an article as they were read, kept when decisions change them, so that these can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from graphkit.decisions import Replay
from graphkit.model import Article, ArticleRecord, Claim, Lifecycle
from graphkit.rdf import (
    ARTICLE_GRAPH,
    AS_READ,
    META,
    PREFIXES,
    actor_node,
    article_graph,
    claim_quads_in,
    claims_of,
    escaped,
    facts,
)
from graphkit.store.dump import sort_prefixes
from graphkit.store.lifecycle import follows


def record_kept(record: ArticleRecord) -> list[Quad]:
    """Return the quads that keep a record as it was read, and that link its claims to those they replace, if decisions changed it."""
    if (read := record.as_read) is None:
        return []
    return [kept_quad(read.document.article, read.claims), *(follows(new, old, record.document.key) for new, old in record.follows)]


def kept_quad(article: Article, claims: Iterable[Claim]) -> Quad:
    """Return the quad that keeps these claims of an article."""
    own = {quad for claim in claims for quad in claim_quads_in(claim, article, article_graph(article.key))}
    text = pyoxigraph.serialize(sorted(own, key=str), format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
    return Quad(article_graph(article.key), AS_READ, Literal(sort_prefixes(text, "trig").decode()), META)


def kept(store: pyoxigraph.Store, key: str) -> set[Quad]:
    """Return the quad that keeps claims of an article, if there is one."""
    return set(store.quads_for_pattern(article_graph(key), AS_READ, None, META))


def claims_kept(store: pyoxigraph.Store, key: str) -> list[Claim] | None:
    """Return the claims of an article that are kept, None if none are."""
    text = next((quad.object.value for quad in kept(store, key) if isinstance(quad.object, Literal)), None)
    return None if text is None else claims_of(facts(pyoxigraph.parse(text, format=RdfFormat.TRIG)))


def claims_read(store: pyoxigraph.Store, key: str, stored: Mapping[str, Claim], replay: Replay, last: Collection[Claim]) -> list[Claim]:
    """Return the claims of an article as they were read.

    Args:
        store: the opened store.
        key: key of the article.
        stored: its claims, by id.
        replay: the decisions that the graph has.
        last: those of its claims that no other replaced.
    """
    read = claims_kept(store, key) or []
    shown = [course.shown for course in replay.courses(read).all if course.shown is not None]
    # Of a replaced article, a claim that a merge left nothing of cannot be told from the others.
    there, vanished, standing = {each.id for each in shown}, {each.id for each in read}, {each.id for each in last}
    if read and all(each.id in standing and _retracted(each) == _retracted(stored[each.id]) for each in shown) and all(each.id in there or (each.id in vanished and each.lifecycle is Lifecycle.SUPERSEDED) for each in last):
        return read
    # Not changed yet, or by decisions that this file lacks, or by an update: what decisions of the file retracted is as it was before.
    return [replace(claim, lifecycle=Lifecycle.ACTIVE, retraction=None) if not _retracted(claim) or _is_retracted_by(replay, claim) else claim for claim in last]


def _retracted(claim: Claim) -> bool:
    return claim.lifecycle is Lifecycle.RETRACTED


def _is_retracted_by(replay: Replay, claim: Claim) -> bool:
    now = replay.claim(claim)
    return now is not None and _retracted(now)


def keys_about(store: pyoxigraph.Store, actor: str) -> Iterator[str]:
    """Yield the keys of the articles of the graph whose kept claims may name an actor."""
    # Longer names may begin with the same characters; those articles do not change.
    names = (str(actor_node(actor)).rstrip(">"), f"graph:{escaped(actor)}")
    for quad in store.quads_for_pattern(None, AS_READ, None, META):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and any(name in quad.object.value for name in names) and store.contains_named_graph(quad.subject):
            yield quad.subject.value.removeprefix(ARTICLE_GRAPH)
