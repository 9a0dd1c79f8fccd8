"""Actors that the user's decisions introduce: their descriptions, until an article describes them."""

from __future__ import annotations

from itertools import chain
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, Quad, RdfFormat

from graphkit.decisions import Replay
from graphkit.model import ArticleRecord, Decision, local_name
from graphkit.rdf import (
    ENTITIES,
    ID,
    TYPE,
    actor_node,
    actor_quads,
    claims_of,
    entity_quads,
    facts,
    iri,
    outlet_node,
)
from graphkit.store.as_read import kept, keys_about
from graphkit.store.find import keys_naming
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
        if has_node(store, node) and not publishes(store, node) and not _is_read(store, name):
            change.removed |= {quad for quad in store.quads_for_pattern(node, None, None, ENTITIES) if quad.predicate in DESCRIPTION}
            change.added += [quad for quad in own if quad.subject == node]
    return change


def settled(store: pyoxigraph.Store, decision: Decision, replay: Replay, change: Change) -> Change:
    """Return the change that gives the actors of a decision the class that all decisions say, where only decisions describe them."""
    found = Change()
    for name in sorted(replay.settled.keys() & {local_name(decision.value), decision.value, decision.target}):
        node, actor = actor_node(name), replay.settled[name]
        there = {quad for kind in _CLASSES for quad in store.quads_for_pattern(node, kind, None, ENTITIES)} - change.removed
        wanted = {quad for quad in actor_quads(actor) if quad.predicate in _CLASSES}
        if there and there != wanted and not publishes(store, node) and not _is_read(store, name):
            found.removed |= there - wanted
            found.added += sorted(wanted - there, key=str)
    return found


def _is_read(store: pyoxigraph.Store, name: str) -> bool:
    """Return whether a claim of an article names an actor as it was read."""
    for key in chain(keys_naming(store, name), keys_about(store, name)):
        texts = [quad.object.value for quad in kept(store, key) if isinstance(quad.object, Literal)]
        read = [claim for text in texts for claim in claims_of(facts(pyoxigraph.parse(text, format=RdfFormat.TRIG)))]
        if not texts or any(name in (claim.subject, claim.object, claim.attributed_to) for claim in read):
            return True
    return False
