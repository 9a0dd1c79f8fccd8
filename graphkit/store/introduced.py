"""Actors that the user's decisions introduce: their descriptions, until an article describes them."""

from __future__ import annotations

from collections.abc import Set
from itertools import chain
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Quad

from graphkit.decisions import Replay, in_place_of
from graphkit.model import Actor, ArticleRecord, Decision, local_name
from graphkit.rdf import (
    ENTITIES,
    ID,
    TYPE,
    actor_node,
    actor_quads,
    entity_quads,
    iri,
    outlet_node,
)
from graphkit.store.as_read import claims_kept, keys_about
from graphkit.store.find import actor_in, keys_naming
from graphkit.store.lifecycle import Change
from graphkit.store.records import DESCRIPTION, NewActorFilter, has_node, publishes

_CLASSES = (TYPE, iri("gk:actorType"))


def introduced(store: pyoxigraph.Store, change: Change, replay: Replay) -> list[Quad]:
    """Return the quads that describe the actors that decisions introduce into the claims of a change and that the store does not describe, or only as outlets."""
    named = {name for claim, _ in change.activated for name in (claim.subject, claim.object, claim.attributed_to)}
    actors = [actor for name, actor in sorted(change.introduced.items()) if name in named]
    found = NewActorFilter().without_known(store, (quad for actor in actors for quad in actor_quads(actor, replay.instead([actor], {}))))
    return [quad for quad in dict.fromkeys(found) if quad not in store]


def described(store: pyoxigraph.Store, record: ArticleRecord) -> Change:
    """Return the change that describes actors and the outlet as this record does, of which the graph knew only what decisions say."""
    change = Change()
    quads = {actor.id: actor_quads(actor, dict(record.instead)) for actor in record.described}
    outlet = outlet_node(record.document.outlet)
    if outlet.value.startswith(ID):
        quads.setdefault(unquote(outlet.value.removeprefix(ID)), entity_quads(ArticleRecord(record.document, (), ())))
    for name, own in quads.items():
        node = actor_node(name)
        if has_node(store, node) and not is_described(store, name):
            change.removed |= {quad for quad in store.quads_for_pattern(node, None, None, ENTITIES) if quad.predicate in DESCRIPTION}
            change.added += [quad for quad in own if quad.subject == node]
    return change


def settled(store: pyoxigraph.Store, decision: Decision, replay: Replay, change: Change) -> Change:
    """Return the change that gives the actors of a decision the class that all decisions say, where only decisions describe them."""
    found = Change()
    for name in sorted(replay.settled.keys() & {local_name(decision.value), decision.value, decision.target}):
        _classify(store, replay.settled[name], found, change.removed)
    return found


def reclassified(store: pyoxigraph.Store, replay: Replay) -> Change:
    """Return the change that gives unlisted actors, which only merges introduce, the class of the first one merged into them of which the graph knows it, whichever article was read first."""
    change, found = Change(), dict[str, Actor | None]()
    # What is merged into each actor that was asked for, without what was seen to be unknown; the next one last.
    left: dict[str, list[str]] = {}
    for start in replay.unsettled:
        # Each is merged into the one before it; a list, since such chains can be longer than the stack.
        path = [] if start in found else [start]
        while path:
            name = path[-1]
            if name not in found:
                found[name], left[name] = _known(store, replay, name), replay.unsettled.get(name, [])[::-1]
            others = left[name]
            while others and others[-1] in found and found[others[-1]] is None:
                others.pop()
            if others and others[-1] not in found:
                path.append(others[-1])
                continue
            path.pop()
            first = found[others[-1]] if others else None
            if first is not None and _classify(store, wanted := in_place_of(first, name), change):
                found[name] = wanted
    return change


def _known(store: pyoxigraph.Store, replay: Replay, name: str) -> Actor | None:
    """Return an actor, as far as the lists, the decisions or the graph know it."""
    return replay.introduced(name) or (actor_in(store, name) if has_node(store, actor_node(name)) else None)


def _classify(store: pyoxigraph.Store, actor: Actor, change: Change, gone: Set[Quad] = frozenset()) -> bool:
    """Add to a change that an actor of the store, without the quads that are gone, gets this class; return False if it keeps another, as an article describes it."""
    node = actor_node(actor.id)
    there = {quad for kind in _CLASSES for quad in store.quads_for_pattern(node, kind, None, ENTITIES)} - gone
    wanted = {quad for quad in actor_quads(actor) if quad.predicate in _CLASSES}
    if there and there != wanted:
        if is_described(store, actor.id):
            return False
        change.removed |= there - wanted
        change.added += sorted(wanted - there, key=str)
    return True


def is_described(store: pyoxigraph.Store, name: str) -> bool:
    """Return whether an article describes an actor, as its outlet or in a claim as it was read; otherwise only decisions do."""
    if publishes(store, actor_node(name)):
        return True
    for key in chain(keys_naming(store, name), keys_about(store, name)):
        read = claims_kept(store, key)
        if read is None or any(name in (claim.subject, claim.object, claim.attributed_to) for claim in read):
            return True
    return False
