"""Whether a decision fits: a relation needs subjects and objects of its classes, and persons are not merged with others."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.decisions.effect import decided
from graphkit.errors import UsageError
from graphkit.model import Act, Actor, ActorClass, Claim, Decision
from graphkit.ontology import load_vocabulary


def check_fits(decision: Decision, claim: Claim, actors: Mapping[str, Actor]) -> None:
    """Check that a decision fits a claim and its actors, as far as these are known.

    Raises:
        UsageError: it does not; the message says why.
    """
    if decision.act is Act.MERGE and decision.target in actors and decision.value in actors:
        check_merge(actors[decision.target], actors[decision.value])
    after = decided(claim, decision)
    if after is None or (after.subject, after.predicate, after.object) == (claim.subject, claim.predicate, claim.object):
        return
    relation = load_vocabulary().relation(after.predicate)
    for end, name, wanted in (("subject", after.subject, relation.domain), ("object", after.object, relation.range)):
        if wanted is not None and name in actors and not load_vocabulary().is_a(actors[name].kind, wanted):
            raise UsageError(f"the {end} of {after.predicate} must be of class {wanted}; {name} is of class {actors[name].kind} (claim {claim.id})")


def check_merge(one: Actor, other: Actor) -> None:
    """Check that two actors can be one.

    Raises:
        UsageError: they cannot; the message says why.
    """
    if (one.kind is ActorClass.PERSON) != (other.kind is ActorClass.PERSON):
        raise UsageError(f"{one.name} is of class {one.kind} and {other.name} of class {other.kind}; a person cannot be merged with another kind of actor")
