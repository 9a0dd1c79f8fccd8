"""Articles under decisions: what a decision changes in one, computed from its claims as they were read, as when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.decisions import Replay
from graphkit.model import Act, Actor, Article, Claim, Lifecycle
from graphkit.rdf import (
    ARTICLE_GRAPH,
    ENTITIES,
    ID,
    META,
    TYPE,
    UNNAMED,
    actor_node,
    article_graph,
    claim_quads,
    iri,
)
from graphkit.store.as_read import claims_read, kept, kept_quad
from graphkit.store.find import NAMING, article_of, namings, node_of
from graphkit.store.lifecycle import LINKS, SUPERSEDES, Change, follows
from graphkit.store.records import LINKS as _WHOLES
from graphkit.store.records import publishes
from graphkit.store.wholes import read_links

_EVIDENCE = iri("gk:evidence")


def revised(store: pyoxigraph.Store, key: str, before: Replay, after: Replay, claims_of: Callable[[str], Iterable[Claim]], actor_of: Callable[[str], Actor | None], *, was_replaced: bool, is_replaced: bool) -> Change:
    """Return the change of an article from what some decisions leave of it to what others do.

    Args:
        store: the opened store.
        key: key of the article.
        before, after: the decisions.
        claims_of, actor_of: as `claims_in` and `actor_in` of this store.
        was_replaced, is_replaced: whether a newer version replaces it, before and after.
    """
    article, stored = article_of(store, key), {claim.id: claim for claim in claims_of(key)}
    read = claims_read(store, key, stored, before, [claim for claim in stored.values() if is_last(store, claim, replaced=was_replaced)])
    names = {name for claim in read for name in (claim.subject, claim.object)} | {name for made in after.decisions if made.act is Act.MERGE for name in (made.target, made.value)}
    actors = {name: actor for name in names if (actor := actor_of(name)) is not None}
    replaced: dict[str, str] = {}
    (was, old_links), now = before.courses(read, actors=actors).left(), after.courses(read, replaced, actors)
    there, links = now.left()
    named = {name for claim in read for name in (claim.subject, claim.object, claim.attributed_to) if name is not None}
    known = after.actors({name: actor for name in named if (actor := actor_of(name)) is not None}, replaced)
    change = Change(read=set(map(actor_node, named)), introduced={name: actor for name, actor in known.items() if name not in named})
    keep = {kept_quad(article, read)} if now.is_changed() else set()
    change.removed |= kept(store, key) - keep
    change.added += keep - kept(store, key)
    for name in sorted(was.keys() | there.keys()):
        old, new = _under(was.get(name), replaced=was_replaced), _under(there.get(name), replaced=is_replaced)
        if (old, old and (old.lifecycle, old.retraction)) != (new, new and (new.lifecycle, new.retraction)):
            change.join(_written(store, article, stored.get(name), new))
    change.removed |= {follows(*pair, key) for pair in old_links - links} | _unused_evidence(store, change)
    change.added += [follows(*pair, key) for pair in sorted(links - old_links)]
    return change


def _unused_evidence(store: pyoxigraph.Store, change: Change) -> set[Quad]:
    """Return the quads about evidence that no claim has after a change: a claim may become equal to one that was read elsewhere, and stand in its place."""
    had, has = ({quad.object for quad in quads if quad.predicate == _EVIDENCE and isinstance(quad.object, NamedNode)} for quads in (change.removed, change.added))
    unused = (node for node in had - has if all(quad in change.removed for quad in store.quads_for_pattern(None, _EVIDENCE, node, None)))
    return {quad for node in unused for quad in store.quads_for_pattern(node, None, None, None)}


def is_last(store: pyoxigraph.Store, claim: Claim, *, replaced: bool) -> bool:
    """Return whether no other claim of its article replaced a claim."""
    if claim.lifecycle is not Lifecycle.SUPERSEDED:
        return True
    return replaced and next(store.quads_for_pattern(None, SUPERSEDES, node_of(store, claim), None), None) is None


def _under(claim: Claim | None, *, replaced: bool) -> Claim | None:
    """Return a claim of an article, which is superseded if a newer version replaces this."""
    return replace(claim, lifecycle=Lifecycle.SUPERSEDED) if replaced and claim is not None and claim.lifecycle is Lifecycle.ACTIVE else claim


def _written(store: pyoxigraph.Store, article: Article, stored: Claim | None, claim: Claim | None) -> Change:
    """Return the change that puts a claim in place of the stored one of the same content; either may be None."""
    change = Change()
    if stored is not None:
        node = node_of(store, stored)
        own = store.quads_for_pattern(node, None, None, article_graph(article.key))
        change.removed |= {quad for quad in own if claim is None or quad.predicate not in LINKS}
        if claim is None or claim.lifecycle is not Lifecycle.SUPERSEDED:
            change.removed |= set(store.quads_for_pattern(None, SUPERSEDES, node, None))
        change.retired += [stored] if stored.lifecycle is Lifecycle.ACTIVE else []
    if claim is not None:
        change.added += claim_quads(claim, article)
        change.activated.append((claim, article.published))
    return change


def remove_orphans(store: pyoxigraph.Store, change: Change) -> None:
    """Remove, in a change, the descriptions of the actors that nothing names any more after it, and of the wholes of these."""
    named, found = {*change.read, *(quad.object for quad in change.added if quad.graph_name != META)}, set[Quad]()
    new = {quad.object for quad in change.removed} - named
    outlets = _no_longer_actors(store, change)
    bare = {quad for node in outlets for link in _WHOLES for quad in store.quads_for_pattern(node, link, None, ENTITIES)}
    found |= bare | {quad for node in outlets for quad in read_links(store, node)}
    new |= {quad.object for quad in bare} - named
    while new:
        gone = {node for node in new if isinstance(node, NamedNode) and (node.value.startswith(ID) or node == UNNAMED) and not _is_named(store, node, change.removed | found)}
        own = {quad for node in gone for quad in chain(store.quads_for_pattern(node, None, None, ENTITIES), read_links(store, node))} - found
        found |= own
        new = {quad.object for quad in own if quad.predicate in _WHOLES} - named
    change.removed |= found
    dropped: set[object] = {quad.subject for quad in found if quad.predicate == TYPE}
    change.added = [quad for quad in change.added if quad.subject not in dropped]


def _no_longer_actors(store: pyoxigraph.Store, change: Change) -> set[NamedNode]:
    """Return the outlets that no claim names any more after a change; of an outlet that is no actor the graph has the name only."""
    named = {*change.read, *(actor_node(name) for claim, _ in change.activated for name in (claim.subject, claim.object, claim.attributed_to) if name is not None)}
    candidates = {quad.object for quad in change.removed if quad.predicate in NAMING and isinstance(quad.object, NamedNode)} - named
    return {node for node in candidates if publishes(store, node) and all(quad in change.removed for quad in namings(store, unquote(node.value.removeprefix(ID))))}


def _is_named(store: pyoxigraph.Store, node: NamedNode, but: Iterable[Quad]) -> bool:
    """Return whether an article or another actor names an actor, in other quads than these."""
    naming = (quad for quad in store.quads_for_pattern(None, None, node, None) if quad not in but)
    return any(quad.graph_name == ENTITIES or str(quad.graph_name).startswith(f"<{ARTICLE_GRAPH}") for quad in naming)
