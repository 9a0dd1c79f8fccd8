"""Apply the user's decisions to a stored graph: which claims they retract or supersede, and what replaces them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graphkit.decisions import Replay, aimed, check_fits, decided, split_actor, split_end
from graphkit.errors import UnknownName
from graphkit.model import OF_ARTICLES, Act, Actor, Claim, Decision, Lifecycle, local_name
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
from graphkit.store.as_read import keep
from graphkit.store.find import article_of, claim_at, claim_named, claims_in, claims_with
from graphkit.store.lifecycle import Change, replace_claim, retire, retraction
from graphkit.store.reactivate import part, reactivate
from graphkit.store.versions import is_replaced, replaced, restore


def is_applied(store: pyoxigraph.Store, decision: Decision) -> bool:
    """Return whether a decision was applied to the graph."""
    return next(store.quads_for_pattern(decision_node(decision), TYPE, None, META), None) is not None


def decision_change(store: pyoxigraph.Store, decision: Decision, replay: Replay) -> Change | None:
    """Return the change that applies one decision; None if it was applied before.

    Args:
        store: the opened store.
        decision: the decision.
        replay: the decisions up to this one, for claims that come back, which earlier decisions did not see.

    Raises:
        UnknownName: there is no such claim, actor or article in the graph, or no such version.
    """
    if is_applied(store, decision):
        return None
    change = Change(added=list(decision_quads(decision)))
    if decision.act is Act.RENAME:
        _rename(store, decision, change)
    elif decision.act is Act.ACCEPT and decision.value:
        change.join(part(store, decision, replay, [old for old, _ in replaced(store)]))
    elif decision.act is Act.ACCEPT:
        found = claim_named(store, decision.target)
        change.join(_accepted(store, found, decision, replay) if found else Change())
    elif decision.act in OF_ARTICLES:
        change.join(_of_article(store, decision, replay))
    else:
        _revise(store, decision, replay, change)
    return change


def _of_article(store: pyoxigraph.Store, decision: Decision, replay: Replay) -> Change:
    """Return the change of a decision on an article: it is kept, retracted, or restored."""
    if decision.act is Act.KEEP:
        return restore(store, decision.target, replay)
    article_of(store, decision.target)
    claims = claims_in(store, decision.target)
    if decision.act is Act.RESTORE:
        return _taken_back(store, claims, replay)
    change = Change()
    for claim in claims:
        change.join(_retract(store, claim, decision))
    return change


def _accepted(store: pyoxigraph.Store, claim: Claim, decision: Decision, replay: Replay) -> Change:
    """Return the change that makes an active claim certain, or brings back a retracted one as it was."""
    if claim.lifecycle is Lifecycle.ACTIVE:
        return replace_claim(store, claim, decided(claim, decision))
    return _taken_back(store, [claim], replay)


def _taken_back(store: pyoxigraph.Store, claims: Sequence[Claim], replay: Replay) -> Change:
    """Return the change that brings back the retracted ones of some claims of an article; if a newer version replaced it, they are superseded."""
    retracted = [claim for claim in claims if claim.lifecycle is Lifecycle.RETRACTED]
    lifecycle = Lifecycle.SUPERSEDED if retracted and is_replaced(store, retracted[0].article) else Lifecycle.ACTIVE
    return reactivate(store, retracted, replay, lifecycle)


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


def _revise(store: pyoxigraph.Store, decision: Decision, replay: Replay, change: Change) -> None:
    """Retract the claims of a decision, or replace them by the revised claims."""
    claims = list(_target_claims(store, decision))
    if decision.act is Act.MERGE and _actor(store, decision.target) is None:
        # Nothing is known of the actor that it would introduce; the articles say what it is.
        raise UnknownName(f"there is no actor {decision.target!r}; `graphkit actors` lists them")
    if not claims and decision.act is not Act.MERGE:
        raise UnknownName(f"there is no active claim {decision.target!r}")
    new = _new_actor(store, decision, replay.known_of(decision), claims)
    actors = {} if new is None else {new.id: new}
    for claim in claims:
        actors.update({name: found for name in (claim.subject, claim.object, decision.value) if (found := _actor(store, name))})
        check_fits(decision, claim, actors)
        change.join(_retract(store, claim, decision) if decision.act is Act.REJECT else replace_claim(store, claim, decided(claim, decision)))
    if decision.act is Act.MERGE:
        for key in sorted({claim.article for claim in claims}):
            change.added += keep(store, key, (claim for claim in claims_in(store, key) if claim.lifecycle is not Lifecycle.SUPERSEDED), replay)
    change.added += actor_quads(new) if new is not None else []


def _retract(store: pyoxigraph.Store, claim: Claim, decision: Decision) -> Change:
    """Return the change that retracts a claim, if it is active."""
    retracted = decided(claim, aimed(decision, claim))
    return retire(store, [claim], Lifecycle.RETRACTED, retraction(*retracted.retraction) if retracted and retracted.retraction else ())


def _new_actor(store: pyoxigraph.Store, decision: Decision, known: Actor | None, claims: Sequence[Claim]) -> Actor | None:
    """Return the actor that a merge or a split introduces, of the class of the one it replaces unless more is known; None if the graph has it."""
    if decision.act not in (Act.MERGE, Act.SPLIT):
        return None
    name = decision.value if decision.act is Act.MERGE else local_name(decision.value)
    if _actor(store, name) is not None:
        return None
    old = _actor(store, decision.target if decision.act is Act.MERGE else str(getattr(claims[0], split_end(decision))))
    if known is not None or old is None:
        return known
    return split_actor(decision, old.kind) if decision.act is Act.SPLIT else Actor(name, name.replace("_", " "), old.kind, old.type)


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
