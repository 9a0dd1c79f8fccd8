"""Checks the user's decisions and lists the claims that need a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from graphkit.decisions import Replay, check_fits, check_merge, check_words, decided, split_class
from graphkit.errors import UnknownName, UsageError
from graphkit.model import Act, Actor, Claim, Decision, Lifecycle, local_name
from graphkit.ontology import load_vocabulary
from graphkit.query.explain import suggestion
from graphkit.store import View

DOUBTFUL = 0.85


_OF_CLAIM = (Act.REJECT, Act.RELATION, Act.STATUS, Act.POLARITY, Act.SWAP, Act.SPLIT)


def is_of_claim(decision: Decision) -> bool:
    """Return whether a decision is about one claim."""
    return decision.act in _OF_CLAIM or (decision.act is Act.ACCEPT and not decision.value)


def check_decision(decision: Decision, view: View, known: Actor | None, claim: Claim | None = None) -> None:
    """Check that a decision can be applied.

    Args:
        decision: the decision.
        view: the current graph.
        known: the listed actor that it introduces, if any.
        claim: the claim as changed by earlier decisions, if that differs from the graph.

    Raises:
        UnknownName: there is no such claim, actor, relation or replaced article.
        UsageError: a required value is missing, the ontology does not allow it, or it would change nothing.
    """
    check_words(decision)
    actors = {actor.id: actor for actor in view.actors()}
    if decision.act is Act.SPLIT:
        known = _checked_class(decision, actors.get(local_name(decision.value)) or known)
    if is_of_claim(decision):
        ends = {**actors, known.id: known} if known else actors
        _check_correction(decision, claim or claim_of(view, decision.target.partition(":")[0], retracted=decision.act is Act.ACCEPT), ends)
    if decision.act in (Act.MERGE, Act.RENAME):
        _known_actor(actors, decision.target)
    if decision.act is Act.MERGE:
        one, other = actors[decision.target], known or _known_actor(actors, decision.value)
        check_merge(one, other)
        for merged in _claims_of(view, one.id):
            check_fits(decision, merged, {**actors, other.id: other})
    if decision.act in (Act.RETRACT, Act.RESTORE):
        _check_article(decision, view)
    if decision.act is Act.KEEP and not view.is_replaced(view.article(decision.target).key):
        raise UnknownName(f"article {decision.target} is not replaced by another; `graphkit articles --versions` lists those that are")


def _check_article(decision: Decision, view: View) -> None:
    """Check that an article has claims to retract or to restore."""
    wanted = Lifecycle.ACTIVE if decision.act is Act.RETRACT else Lifecycle.RETRACTED
    if all(claim.lifecycle is not wanted for claim in view.claims_in(view.article(decision.target).key)):
        raise UsageError(f"article {decision.target} has no {wanted} claim; {decision.act} changes nothing")


def _known_actor(actors: dict[str, Actor], name: str) -> Actor:
    if name not in actors:
        raise UnknownName(f"there is no actor {name!r} in the graph.{suggestion(actors.values(), name)} `graphkit actors` lists their ids")
    return actors[name]


def _claims_of(view: View, actor: str) -> Iterator[Claim]:
    """Yield the active claims with an actor as subject or object."""
    yield from (claim for claim in chain(view.claims(actor), view.claims(None, actor)) if claim.lifecycle is Lifecycle.ACTIVE)


def _checked_class(decision: Decision, actor: Actor | None) -> Actor | None:
    """Return the actor of a split if it is known; a class in the decision must be its own."""
    given = split_class(decision)
    if actor is not None and given not in (None, actor.kind):
        raise UsageError(f"{actor.name} is of class {actor.kind}, not {given}; leave out the class")
    return actor


def _check_correction(decision: Decision, claim: Claim, actors: Mapping[str, Actor]) -> None:
    """Check that a correction is valid for a claim."""
    if decision.act is Act.SWAP and load_vocabulary().relation(claim.predicate).symmetric:
        raise UsageError(f"{claim.predicate} has no direction that could be swapped")
    corrected = decided(claim, decision)
    check_fits(decision, claim, actors)
    if corrected == claim and decision.act not in (Act.ACCEPT, Act.REJECT):
        raise UsageError(f"claim {claim.id} already has this state; {decision.act}{f' {decision.value}' if decision.value else ''} changes nothing")


def claim_of(view: View, name: str, *, retracted: bool = False) -> Claim:
    """Return the active claim with an id, or also a retracted one.

    Raises:
        UnknownName: there is no such claim.
    """
    found = view.claim(name)
    if found is None or found.lifecycle not in (Lifecycle.ACTIVE, *([Lifecycle.RETRACTED] if retracted else [])):
        why = f"claim {name} is {found.lifecycle}, not active" if found else f"there is no active claim {name!r}"
        corrected = ": it was corrected, or its article has a newer version" if found and found.lifecycle is Lifecycle.SUPERSEDED else ""
        raise UnknownName(f"{why}{corrected}; `graphkit claims` lists the active ones")
    return found


def doubtful(claims: Iterable[Claim], decisions: Sequence[Decision], below: float = DOUBTFUL) -> list[Claim]:
    """Return the active claims below a confidence that have not been decided on, least confident first.

    A corrected claim remains in the list until its corrected form is accepted or rejected.
    """
    decided_ids = {decision.target for decision in decisions if decision.act in (Act.ACCEPT, Act.REJECT)}
    replay = Replay(decisions, lambda _: None)
    unsure = (c for c in claims if c.lifecycle is Lifecycle.ACTIVE and c.confidence < below and c.id not in decided_ids)
    waiting = [c for c in unsure if (made := replay.claim(c)) is not None and made.id not in decided_ids]
    return sorted(waiting, key=lambda c: (c.confidence, c.article, c.evidence[0].start, c.id))
