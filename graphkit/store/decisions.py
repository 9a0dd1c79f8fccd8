"""Apply the user's decisions to a stored graph: which articles each concerns, and the actors that it introduces or renames."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

import pyoxigraph
from pyoxigraph import Literal, Quad

from graphkit.decisions import Replay
from graphkit.errors import UnknownName, UsageError
from graphkit.model import OF_ARTICLES, Act, Claim, Decision, Lifecycle
from graphkit.rdf import (
    ENTITIES,
    LABEL,
    META,
    TYPE,
    actor_node,
    decision_node,
    decision_quads,
    iri,
)
from graphkit.store.as_read import keys_about
from graphkit.store.find import actor_in, claim_named, keys_naming
from graphkit.store.introduced import introduced, settled
from graphkit.store.lifecycle import Change
from graphkit.store.records import has_node
from graphkit.store.revise import is_last, remove_orphans, revised
from graphkit.store.versions import is_replaced, restore
from graphkit.store.wholes import relinked

_ALIAS = iri("skos:altLabel")


def is_applied(store: pyoxigraph.Store, decision: Decision) -> bool:
    """Return whether a decision was applied to the graph."""
    return next(store.quads_for_pattern(decision_node(decision), TYPE, None, META), None) is not None


def decision_change(store: pyoxigraph.Store, decision: Decision, replay: Replay, claims_of: Callable[[str], Iterable[Claim]]) -> Change | None:
    """Return the change that applies one decision; None if it was applied before.

    Args:
        store: the opened store.
        decision: the decision.
        replay: the decisions up to this one.
        claims_of: as `claims_in` of this store.

    Raises:
        UnknownName: there is no such claim, actor or article in the graph, or no such version.
        UsageError: the decision does not fit its claims.
    """
    if is_applied(store, decision):
        return None
    change = Change(added=list(decision_quads(decision)))
    if decision.act is Act.RENAME:
        _check_known(store, decision)
        change.join(renamed(store, decision.target, [decision.value]))
    elif decision.act is Act.KEEP:
        change.join(restore(store, decision.target, replay))
    else:
        _revise(store, decision, replay, claims_of, change)
    remove_orphans(store, change)
    if decision.act in (Act.MERGE, Act.SPLIT, Act.ACCEPT):
        change.join(settled(store, decision, replay, change))
    return change


def _revise(store: pyoxigraph.Store, decision: Decision, replay: Replay, claims_of: Callable[[str], Iterable[Claim]], change: Change) -> None:
    """Revise the articles that a decision is about."""
    if decision.act not in (Act.MERGE, Act.ACCEPT, *OF_ARTICLES):
        _check_active(store, decision)
    if decision.act is Act.MERGE:
        # Otherwise nothing is known of the actor that it would introduce; the articles say what it is.
        _check_known(store, decision)
    keys = _keys_of(store, decision)
    after = replay.without([made for made in replay.decisions if made != decision and not is_applied(store, made)])
    before = after.without([decision])
    # Thousands of articles may name the same actors.
    actor_of = functools.cache(functools.partial(actor_in, store))
    for key in keys:
        there = is_replaced(store, key)
        change.join(revised(store, key, before, after, claims_of, actor_of, was_replaced=there, is_replaced=there))
    if decision in after.unfit:
        raise UsageError(after.unfit[decision])
    change.added += introduced(store, change, after)
    if decision.act is Act.MERGE or (decision.act is Act.ACCEPT and decision.value):
        change.join(relinked(store, decision, after))


def _check_known(store: pyoxigraph.Store, decision: Decision) -> None:
    if not has_node(store, actor_node(decision.target)):
        raise UnknownName(f"there is no actor {decision.target!r}; `graphkit actors` lists them")


def _check_active(store: pyoxigraph.Store, decision: Decision) -> None:
    """Check that the graph has the claim of a decision, and that no other replaced it.

    Raises:
        UnknownName: it does not.
    """
    found = claim_named(store, decision.target.partition(":")[0])
    if found is None or found.lifecycle is Lifecycle.RETRACTED or not is_last(store, found, replaced=is_replaced(store, found.article)):
        raise UnknownName(f"there is no active claim {decision.target!r}")


def _keys_of(store: pyoxigraph.Store, decision: Decision) -> list[str]:
    """Return the keys of the articles whose claims a decision may change, sorted."""
    if decision.act in OF_ARTICLES:
        return [decision.target]
    if decision.act is Act.MERGE:
        return sorted(set(keys_naming(store, decision.target)))
    if decision.value and decision.act is Act.ACCEPT:
        return sorted({key for name in (decision.target, decision.value) for key in (*keys_about(store, name), *keys_naming(store, name))})
    found = claim_named(store, decision.target.partition(":")[0])
    return [found.article] if found is not None else []


def renamed(store: pyoxigraph.Store, actor: str, names: Sequence[str]) -> Change:
    """Return the change that gives an actor the last of these names, unless it has it or the graph lacks the actor; the others are aliases, as is the one before."""
    node, name = actor_node(actor), Literal(names[-1], language="en")
    labels = set(store.quads_for_pattern(node, LABEL, None, ENTITIES))
    if all(quad.object == name for quad in labels):
        return Change()
    before = {*(quad.object for quad in labels), *(Literal(each, language="en") for each in names)} - {name}
    return Change({*labels, Quad(node, _ALIAS, name, ENTITIES)}, [Quad(node, LABEL, name, ENTITIES), *(Quad(node, _ALIAS, each, ENTITIES) for each in before)])
