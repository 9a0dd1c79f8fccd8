"""What the user may decide, and what waits for his judgement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.errors import UnknownName, UsageError
from graphkit.model import Act, Actor, ActorClass, Claim, Decision, Lifecycle
from graphkit.ontology import load_vocabulary
from graphkit.store import View

DOUBTFUL = 0.85


def allowed(decision: Decision, view: View, known: Actor | None) -> None:
    """Whether a decision can be taken in.

    Args:
        decision: what was decided.
        view: the graph as it stands.
        known: the actor of the lists that it brings in.

    Raises:
        UnknownName: there is no such claim, actor, relation or replaced article.
        UsageError: the ontology does not allow what it asks for.
    """
    actors = {actor.id: actor for actor in view.actors()}
    if decision.act in (Act.REJECT, Act.SPLIT) or (decision.act is Act.ACCEPT and not decision.value):
        claim_of(view, decision.target.partition(":")[0])
    if decision.act in (Act.MERGE, Act.RENAME):
        _actor(actors, decision.target)
    if decision.act is Act.MERGE:
        _merge(actors[decision.target], known or _actor(actors, decision.value))
    if decision.act is Act.RELATION:
        _relation(decision, view, actors)
    if decision.act is Act.KEEP and not view.is_replaced(view.article(decision.target).key):
        raise UnknownName(f"article {decision.target} is not replaced by another; `graphkit articles --versions` lists those that are")


def _actor(actors: dict[str, Actor], name: str) -> Actor:
    if name not in actors:
        raise UnknownName(f"there is no actor {name!r} in the graph; `graphkit actors` lists their ids")
    return actors[name]


def _merge(one: Actor, other: Actor) -> None:
    if one.id == other.id:
        raise UsageError(f"{one.id} cannot be merged into itself")
    if (one.kind is ActorClass.PERSON) != (other.kind is ActorClass.PERSON):
        raise UsageError(f"{one.name} is a {one.kind} and {other.name} a {other.kind}; a person is nobody but himself")


def _relation(decision: Decision, view: View, actors: dict[str, Actor]) -> None:
    vocabulary = load_vocabulary()
    relation = vocabulary.relation(decision.value)
    if relation.abstract:
        raise UsageError(f"{decision.value} only groups relations; choose one below it")
    claim = claim_of(view, decision.target)
    for end, name, wanted in (("subject", claim.subject, relation.domain), ("object", claim.object, relation.range)):
        kind = actors[name].kind if name in actors else ActorClass.ACTOR
        if wanted is not None and not vocabulary.is_a(kind, wanted):
            raise UsageError(f"the {end} of {decision.value} must be a {wanted}; {name} is a {kind}")


def claim_of(view: View, name: str) -> Claim:
    """The active claim with this id.

    Raises:
        UnknownName: there is none.
    """
    found = view.claim(name)
    if found is None or found.lifecycle is not Lifecycle.ACTIVE:
        raise UnknownName(f"there is no active claim {name!r}; `graphkit claims` lists them")
    return found


def doubtful(claims: Iterable[Claim], decisions: Sequence[Decision], below: float = DOUBTFUL) -> list[Claim]:
    """Active claims that are less sure than this and wait for a judgement, the least sure first."""
    judged = {decision.target for decision in decisions if decision.act in (Act.ACCEPT, Act.REJECT)}
    waiting = [c for c in claims if c.lifecycle is Lifecycle.ACTIVE and c.confidence < below and c.id not in judged]
    return sorted(waiting, key=lambda c: (c.confidence, c.article, c.evidence[0].start, c.id))
