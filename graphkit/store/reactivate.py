"""Claims that come back: after a rejection, a retraction or a merge that was taken back, or with a version that was replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.decisions import Course, Replay
from graphkit.model import Claim, Decision, Lifecycle
from graphkit.rdf import CLAIM, article_graph
from graphkit.store.as_read import actors_as_read, claims_as_read, forget, keep, keys_about
from graphkit.store.find import claim_named, claims_in
from graphkit.store.lifecycle import (
    SUPERSEDES,
    Change,
    replacement,
    retire,
    revived,
    rewritten,
    written,
)
from graphkit.store.records import NewActorFilter


def reactivate(store: pyoxigraph.Store, claims: Sequence[Claim], replay: Replay, lifecycle: Lifecycle = Lifecycle.ACTIVE) -> Change:
    """Return the change that makes inactive claims of one article what the decisions leave of them: of this lifecycle, or retracted."""
    change, ids, merged = Change(), {claim.id for claim in claims}, False
    for claim in claims:
        courses = replay.courses([replace(claim, lifecycle=Lifecycle.ACTIVE, retraction=None)])
        now, merged = courses.all[0].now, merged or courses.is_merged()
        if now is None or (now.id != claim.id and now.id in ids):
            change.join(_superseded(store, claim))
            continue
        ids.add(now.id)
        now = now if now.retraction else replace(now, lifecycle=lifecycle)
        if now == claim and not now.retraction:
            change.join(revived(store, claim, lifecycle))
        elif now.id == claim.id:
            change.join(rewritten(store, now))
        else:
            change.join(replacement(store, claim, now))
            change.join(_superseded(store, claim))
    if merged:
        there = [claim for claim in claims_in(store, claims[0].article) if claim.lifecycle is not Lifecycle.SUPERSEDED and claim not in claims]
        change.added += keep(store, claims[0].article, [*there, *(replace(claim, lifecycle=Lifecycle.ACTIVE, retraction=None) for claim in claims)], replay)
    return change


def part(store: pyoxigraph.Store, decision: Decision, replay: Replay, replaced: Sequence[str]) -> Change:
    """Return the change that takes back the merge of two actors that are different.

    Args:
        store: the opened store.
        decision: the decision that they are different.
        replay: the decisions up to this one.
        replaced: keys of replaced articles, whose claims stay as they are.
    """
    change, before = Change(), replay.without([decision])
    keys = sorted({*keys_about(store, decision.target), *keys_about(store, decision.value)} - set(replaced))
    for key in keys:
        claims = claims_as_read(store, key)
        after = replay.courses(claims)
        change.join(shown(store, before.courses(claims).all, after.all))
        change.removed |= set() if after.is_merged() else forget(store, key)
    change.added += NewActorFilter().without_known(store, (quad for key in keys for quad in actors_as_read(store, key)))
    return change


def shown(store: pyoxigraph.Store, before: Sequence[Course], after: Sequence[Course]) -> Change:
    """Return the change of one article from the claims that its decisions left before to those that they leave now."""
    change = Change()
    there = {claim.id for course in after if (claim := course.shown) is not None}
    for old, new in zip_longest(before, after):
        was, now = old.shown if old is not None else None, new.shown
        gone = was if was is not None and was.id not in there else None
        if gone is not None and (stored := claim_named(store, gone.id)) is not None:
            change.join(_superseded(store, stored))
        if now is not None and (was, was and was.lifecycle) != (now, now.lifecycle):
            change.join(written(store, now))
            change.added += [Quad(NamedNode(CLAIM + now.id), SUPERSEDES, NamedNode(CLAIM + gone.id), article_graph(gone.article))] if gone is not None else []
    return change


def _superseded(store: pyoxigraph.Store, claim: Claim) -> Change:
    """Return the change that supersedes a claim, unless it is superseded."""
    if claim.lifecycle is Lifecycle.RETRACTED:
        return revived(store, claim, Lifecycle.SUPERSEDED)
    return retire(store, [claim], Lifecycle.SUPERSEDED)
