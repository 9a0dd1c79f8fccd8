"""Actors that the user's decisions introduce: their descriptions, until an article describes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, Quad, RdfFormat

from graphkit.decisions import Replay, split_actor
from graphkit.model import Act, Actor, ArticleRecord, Decision, local_name
from graphkit.rdf import ENTITIES, ID, actor_node, actor_quads, claims_of, entity_quads, facts, outlet_node
from graphkit.store.as_read import kept, keys_about
from graphkit.store.find import actor_in, keys_naming
from graphkit.store.lifecycle import Change
from graphkit.store.records import DESCRIPTION, NewActorFilter, has_node, publishes


def introduced(store: pyoxigraph.Store, replay: Replay, replaced: Mapping[str, str], names: Collection[str]) -> list[Quad]:
    """Return the quads that describe those of the named actors that decisions introduce and the store does not describe, or only as an outlet.

    Args:
        store: the opened store.
        replay: the decisions.
        replaced: the actor that each split replaced, by the name of the new one.
        names: actors that claims name.
    """
    by_name: dict[str, list[Decision]] = {}
    for decision in replay.decisions:
        if decision.act is Act.MERGE or (decision.act is Act.SPLIT and local_name(decision.value) in replaced):
            by_name.setdefault(decision.value if decision.act is Act.MERGE else local_name(decision.value), []).append(decision)
    actors = [actor for name in sorted(names) if (actor := _introduced(store, replay, replaced, by_name, name)) is not None]
    found = NewActorFilter().without_known(store, (quad for actor in actors for quad in actor_quads(actor)))
    return [quad for quad in dict.fromkeys(found) if quad not in store]


def _introduced(store: pyoxigraph.Store, replay: Replay, replaced: Mapping[str, str], by_name: Mapping[str, list[Decision]], name: str, but: frozenset[str] = frozenset()) -> Actor | None:
    """Return the actor that the first of the decisions on this name introduces: the listed one, or one of the class of the actor it replaces."""
    for decision in by_name.get(name, ()):
        if (known := replay.known_of(decision)) is not None:
            return known
        old = decision.target if decision.act is Act.MERGE else replaced[name]
        given = None if old in but else actor_in(store, old) or _introduced(store, replay, replaced, by_name, old, but | {name})
        if given is not None:
            return split_actor(decision, given.kind) if decision.act is Act.SPLIT else Actor(name, name.replace("_", " "), given.kind, given.type)
    return None


def described(store: pyoxigraph.Store, record: ArticleRecord) -> Change:
    """Return the change that describes actors and the outlet as this record does, of which the graph knew only what decisions say."""
    change = Change()
    quads = {actor.id: actor_quads(actor) for actor in record.described}
    outlet = outlet_node(record.document.outlet)
    if outlet.value.startswith(ID):
        quads.setdefault(unquote(outlet.value.removeprefix(ID)), entity_quads(ArticleRecord(record.document, (), ())))
    for name, own in quads.items():
        node = actor_node(name)
        if has_node(store, node) and not publishes(store, node) and not _is_read(store, name):
            change.removed |= {quad for quad in store.quads_for_pattern(node, None, None, ENTITIES) if quad.predicate in DESCRIPTION}
            change.added += [quad for quad in own if quad.subject == node]
    return change


def _is_read(store: pyoxigraph.Store, name: str) -> bool:
    """Return whether a claim of an article names an actor as it was read."""
    for key in chain(keys_naming(store, name), keys_about(store, name)):
        texts = [quad.object.value for quad in kept(store, key) if isinstance(quad.object, Literal)]
        read = [claim for text in texts for claim in claims_of(facts(pyoxigraph.parse(text, format=RdfFormat.TRIG)))]
        if not texts or any(name in (claim.subject, claim.object, claim.attributed_to) for claim in read):
            return True
    return False
