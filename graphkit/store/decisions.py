"""Apply the user's decisions to a stored graph: which claims they retract or supersede, and what replaces them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graphkit.decisions import decided, reason
from graphkit.errors import UnknownName
from graphkit.model import Act, Actor, ActorClass, Claim, Decision, Lifecycle, local_name
from graphkit.rdf import (
    ENTITIES,
    LABEL,
    META,
    TYPE,
    actor_node,
    actor_quads,
    actors_of,
    decision_node,
    decision_quads,
    facts,
    iri,
)
from graphkit.store.find import claim_at, claim_named, claims_with
from graphkit.store.lifecycle import Change, replace_claim, retire, retraction
from graphkit.store.versions import Replayed, restore


def is_applied(store: pyoxigraph.Store, decision: Decision) -> bool:
    """Return whether a decision was applied to the graph."""
    return next(store.quads_for_pattern(decision_node(decision), TYPE, None, META), None) is not None


def decision_change(store: pyoxigraph.Store, decision: Decision, known: Actor | None, replayed: Replayed) -> Change | None:
    """Return the change that applies one decision; None if it was applied before.

    Args:
        store: the opened store.
        decision: the decision.
        known: the listed actor that a merge or split introduces, if any.
        replayed: returns a claim as all decisions leave it, for claims reactivated here that earlier decisions did not see.

    Raises:
        UnknownName: there is no such claim or actor in the graph, or no such version.
    """
    if is_applied(store, decision):
        return None
    change = Change(added=list(decision_quads(decision)))
    if decision.act is Act.KEEP:
        change.join(restore(store, decision.target, replayed))
    elif decision.act is Act.RENAME:
        _rename(store, decision, change)
    elif decision.act is not Act.ACCEPT:
        _revise(store, decision, known, change)
    return change


def _target_claims(store: pyoxigraph.Store, decision: Decision) -> Iterator[Claim]:
    """Yield the active claims that a decision is about."""
    if decision.act is not Act.MERGE:
        named = claim_named(store, decision.target.partition(":")[0])
        found: Iterable[Claim] = [named] if named is not None else []
    else:
        found = (*claims_with(store, decision.target, None), *claims_with(store, None, decision.target), *_said_by(store, decision.target))
    yield from {claim.id: claim for claim in found if claim.lifecycle is Lifecycle.ACTIVE}.values()


def _said_by(store: pyoxigraph.Store, actor: str) -> Iterator[Claim]:
    """Yield the claims attributed to an actor."""
    for quad in store.quads_for_pattern(None, iri("gk:attributedTo"), actor_node(actor), None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
            yield claim_at(store, quad.subject, quad.graph_name)


def _revise(store: pyoxigraph.Store, decision: Decision, known: Actor | None, change: Change) -> None:
    """Retract the claims of a decision, or replace them by the revised claims."""
    claims = list(_target_claims(store, decision))
    if decision.act is Act.MERGE and _actor(store, decision.target) is None:
        # Nothing is known of the actor that it would introduce; the articles say what it is.
        raise UnknownName(f"there is no actor {decision.target!r}; `graphkit actors` lists them")
    if not claims and decision.act is not Act.MERGE:
        raise UnknownName(f"there is no active claim {decision.target!r}")
    for claim in claims:
        change.join(_reject(store, claim, decision) if decision.act is Act.REJECT else replace_claim(store, claim, decided(claim, decision)))
    change.added += _new_actor_quads(store, decision, known)


def _reject(store: pyoxigraph.Store, claim: Claim, decision: Decision) -> Change:
    """Retract a claim; without a day, which the shapes require for retractions, it is superseded by nothing."""
    if decision.on is None:
        return retire(store, [claim], Lifecycle.SUPERSEDED)
    return retire(store, [claim], Lifecycle.RETRACTED, retraction(reason(decision), decision.on))


def _new_actor_quads(store: pyoxigraph.Store, decision: Decision, known: Actor | None) -> Iterable[Quad]:
    """Return the quads of the actor that a merge or a split introduces, if the graph lacks it."""
    if decision.act not in (Act.MERGE, Act.SPLIT):
        return []
    name = decision.value if decision.act is Act.MERGE else local_name(decision.value)
    if next(store.quads_for_pattern(actor_node(name), TYPE, None, ENTITIES), None) is not None:
        return []
    merged = _actor(store, decision.target) if decision.act is Act.MERGE else None
    actor = known or (replace(merged, id=name, name=name.replace("_", " ")) if merged else Actor(name, decision.value, ActorClass.ACTOR))
    return list(actor_quads(actor))


def _rename(store: pyoxigraph.Store, decision: Decision, change: Change) -> None:
    if _actor(store, decision.target) is None:
        raise UnknownName(f"there is no actor {decision.target!r}; `graphkit actors` lists them")
    node = actor_node(decision.target)
    for quad in store.quads_for_pattern(node, LABEL, None, ENTITIES):
        change.removed.add(quad)
        change.added.append(Quad(node, iri("skos:altLabel"), quad.object, ENTITIES))
    change.added.append(Quad(node, LABEL, Literal(decision.value, language="en"), ENTITIES))


def _actor(store: pyoxigraph.Store, name: str) -> Actor | None:
    return next(iter(actors_of(facts(store.quads_for_pattern(actor_node(name), None, None, ENTITIES)))), None)
