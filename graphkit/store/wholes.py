"""What actors belong to, under decisions that merge it into another actor or part the two again."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graphkit.decisions import Replay, in_place_of
from graphkit.model import Act, Actor, Decision
from graphkit.rdf import AS_READ, ENTITIES, ID, META, actor_node, actor_quads, iri, may_belong, read_link
from graphkit.store.find import actor_in
from graphkit.store.introduced import is_described
from graphkit.store.lifecycle import Change
from graphkit.store.records import LINKS, NewActorFilter


def read_links(store: pyoxigraph.Store, node: NamedNode | None = None) -> Iterator[Quad]:
    """Yield the quads that keep what an actor, or any, belonged to before decisions."""
    for quad in store.quads_for_pattern(node, AS_READ, None, META):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ID):
            yield quad


def relinked(store: pyoxigraph.Store, decision: Decision, replay: Replay) -> Change:
    """Return the change that lets actors belong to what their whole or country is merged into, or again to their own."""
    change = Change()
    nodes = {quad.subject for quad in read_links(store)}
    if decision.act is Act.MERGE:
        nodes |= {quad.subject for link in LINKS for quad in store.quads_for_pattern(None, link, actor_node(decision.target), ENTITIES)}
    for node in sorted((node for node in nodes if isinstance(node, NamedNode)), key=str):
        change.join(_relinked(store, node, replay))
    change.removed -= set(change.added)
    return change


def links_left(store: pyoxigraph.Store, replay: Replay) -> Change:
    """Return the change that lets what belonged to merged actors belong to those they were merged into as all articles describe these, whichever was read first."""
    change = Change()
    for node in sorted((quad.subject for quad in read_links(store) if isinstance(quad.subject, NamedNode)), key=str):
        change.join(_relinked(store, node, replay))
    change.removed -= set(change.added)
    change.added = [quad for quad in change.added if quad not in store]
    return change


def _whole(store: pyoxigraph.Store, name: str, replay: Replay) -> Actor | None:
    """Return an actor as it is listed, else as the articles describe it, else as the decisions do."""
    if (listed := replay.listed(name)) is not None:
        return listed
    there, settled = actor_in(store, name), replay.settled.get(name)
    return there if settled is None or (there is not None and is_described(store, name)) else settled


def _relinked(store: pyoxigraph.Store, node: NamedNode, replay: Replay) -> Change:
    kept = set(read_links(store, node))
    links = {quad for link in LINKS for quad in store.quads_for_pattern(node, link, None, ENTITIES)}
    read = next((str(quad.object.value) for quad in kept if isinstance(quad.object, Literal)), None) or next((_target_id(quad) for quad in links), "")
    link, _, own = read.partition(" ")
    actor, name = unquote(node.value.removeprefix(ID)), replay.through(own)
    whole = _whole(store, name, replay)
    if whole is None and (old := replay.introduced(own) or actor_in(store, own)) is not None:
        whole = in_place_of(old, name)
    change = Change(removed=kept | links, added=[read_link(actor, link, own)] if name != own else [])
    instead = replay.instead([whole], {}) if whole is not None else {}
    if whole is not None and (name == own or may_belong(actor, link, whole, instead)):
        change.added += [Quad(node, iri(f"gk:{link}"), actor_node(name), ENTITIES)]
        change.added += NewActorFilter().without_known(store, actor_quads(whole, instead))
    return change


def _target_id(quad: Quad) -> str:
    """Return what a link says, as `read_link` keeps it."""
    return f"{quad.predicate.value.removeprefix(iri('gk:').value)} {unquote(str(getattr(quad.object, 'value', '')).removeprefix(ID))}"
