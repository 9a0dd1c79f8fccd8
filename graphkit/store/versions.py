"""Versions of articles: which replaces which, and how a replaced one comes back."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterator, Sequence, Set

import pyoxigraph
from pyoxigraph import Literal, Quad

from graphkit.decisions import Replay
from graphkit.errors import UnknownName
from graphkit.model import Act, Lifecycle
from graphkit.rdf import ARTICLE, META, article_graph, article_node, iri
from graphkit.store.find import actor_in, article_of, claims_in
from graphkit.store.lifecycle import Change, retire
from graphkit.store.revise import revised

REPLACES = iri("dcterms:replaces")


def replaced(store: pyoxigraph.Store) -> Iterator[tuple[str, str]]:
    """Yield the key of each replaced article with that of its replacement."""
    for quad in store.quads_for_pattern(None, REPLACES, None, None):
        yield _key(quad.object), _key(quad.subject)


def is_replaced(store: pyoxigraph.Store, key: str) -> bool:
    """Return whether the graph has a newer version of the article."""
    return next(store.quads_for_pattern(None, REPLACES, article_node(key), None), None) is not None


def is_kept(store: pyoxigraph.Store, key: str) -> bool:
    """Return whether the user decided that no version replaces this article."""
    about = store.quads_for_pattern(None, iri("gk:decisionAbout"), article_node(key), META)
    return any(Quad(q.subject, iri("gk:decision"), Literal(str(Act.KEEP)), META) in store for q in about)


def replaces(new: str, old: str) -> Quad:
    """Return the quad that marks one version of an article as following another."""
    return Quad(article_node(new), REPLACES, article_node(old), article_graph(new))


def is_replaceable(store: pyoxigraph.Store, key: str, after: Set[str]) -> bool:
    """Return whether a version that comes before these may replace this article."""
    return not is_kept(store, key) and after >= set(versions_of(store, key)[1])


def replacing(store: pyoxigraph.Store, key: str, newer: str | None, older: Sequence[str]) -> Change:
    """Return the change that puts a version before the one that replaces it and after those that it replaces: the next one replaces each, in whichever order they are read."""
    change = retire(store, [claim for old in older for claim in claims_in(store, old)], Lifecycle.SUPERSEDED)
    change.removed |= {replaces(new, old) for old in older for new in versions_of(store, old)[1]}
    change.added += [*(replaces(key, old) for old in older), *([replaces(newer, key)] if newer else [])]
    return change


def supersede_versions(store: pyoxigraph.Store, key: str) -> Change:
    """Return the change that supersedes the claims an imported article replaces, and its own if it is replaced."""
    old = [_key(quad.object) for quad in store.quads_for_pattern(article_node(key), REPLACES, None, None)]
    names = [*old, *([key] if is_replaced(store, key) else [])]
    return retire(store, [claim for name in names for claim in claims_in(store, name)], Lifecycle.SUPERSEDED)


def restore(store: pyoxigraph.Store, key: str, replay: Replay) -> Change:
    """Return the change that reactivates a replaced article, alongside its replacement.

    Args:
        store: the opened store.
        key: key of the article.
        replay: the user's decisions.

    Raises:
        UnknownName: there is no such article, or it is not replaced.
    """
    article_of(store, key)
    if not is_replaced(store, key):
        raise UnknownName(f"article {key} is not replaced by another; `graphkit articles --versions` lists those that are")
    change = revised(store, key, replay, replay, functools.partial(claims_in, store), functools.partial(actor_in, store), was_replaced=True, is_replaced=False)
    change.removed |= set(store.quads_for_pattern(None, REPLACES, article_node(key), None))
    return change


def versions_of(store: pyoxigraph.Store, key: str) -> tuple[list[str], list[str]]:
    """Return the keys of the versions that an article replaces, and of those that replace it, sorted."""
    node = article_node(key)
    older = {_key(quad.object) for quad in store.quads_for_pattern(node, REPLACES, None, None)}
    newer = {_key(quad.subject) for quad in store.quads_for_pattern(None, REPLACES, node, None)}
    return sorted(older), sorted(newer)


def going_back(store: pyoxigraph.Store, key: str, latest: str, replay: Replay) -> Change | None:
    """Return the change that reactivates a replaced article in place of its latest version; None if it has another one, or the user keeps that one."""
    if key == latest or _latest_of(store, key) != {latest} or is_kept(store, latest):
        return None
    change = restore(store, key, replay)
    change.join(retire(store, claims_in(store, latest), Lifecycle.SUPERSEDED))
    change.added.append(replaces(key, latest))
    return change


def _latest_of(store: pyoxigraph.Store, key: str) -> set[str]:
    """Return the keys of the newest versions of an article, itself if it is not replaced."""
    seen, asked, found = {key}, [key], set[str]()
    while asked:
        newer = versions_of(store, this := asked.pop())[1]
        found |= set() if newer else {this}
        asked += [each for each in newer if each not in seen]
        seen |= set(newer)
    return found


def same_row(store: pyoxigraph.Store, name: str, outlet: str | None, but: Container[str]) -> list[str]:
    """Return the key of the one article of an outlet with this id; empty if there are none or several.

    Args:
        store: the opened store.
        name: the id.
        outlet: its outlet.
        but: keys to exclude.
    """
    keys = {_key(quad.subject) for quad in store.quads_for_pattern(None, iri("dcterms:identifier"), Literal(name), None)}
    found = [key for key in keys if key not in but and article_of(store, key).outlet == outlet and not is_replaced(store, key)]
    return found if len(found) == 1 else []


def _key(node: object) -> str:
    return str(getattr(node, "value", "")).removeprefix(ARTICLE)
