"""Options of the correction form of a claim: possible relations, statuses, and whether it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.decisions import HOLDS, holds
from graphkit.model import Actor, ActorClass, Claim, Decision, Status
from graphkit.ontology import Relation, Vocabulary, load_vocabulary
from graphkit.review import Review

# Labels in the order of `HOLDS`.
_WORDS = ("that it holds", "that it does not hold (denied)", "that it no longer holds (ended)")


def choices(claim: Claim, actors: Mapping[str, Actor], review: Review) -> dict[str, Any]:
    """Return the values for `corrections.html`, with the claim as changed by pending decisions.

    Args:
        claim: the claim in the graph.
        actors: all actors by id.
        review: the review with pending decisions.
    """
    now = review.decided(claim) or claim
    return {
        "now": now,
        "decided": [describe_decision(decision) for decision in review.steps(claim)],
        "relations": _relations(now, actors),
        "statuses": list(map(str, Status)),
        "polarities": list(zip(HOLDS, _WORDS, strict=True)),
        "polarity": holds(now),
        "directed": not load_vocabulary().relation(now.predicate).symmetric,
    }


def describe_decision(decision: Decision) -> str:
    """Return a decision in short: act and value."""
    return f"{decision.act} {decision.value}".rstrip()


def _relations(claim: Claim, actors: Mapping[str, Actor]) -> list[Relation]:
    """Return the relations whose domain and range fit the claim's actors, sorted by label."""
    vocabulary = load_vocabulary()
    kinds = [actors[end].kind if end in actors else ActorClass.ACTOR for end in (claim.subject, claim.object)]
    fit = [each for each in vocabulary.relations.values() if not each.abstract and _fits(vocabulary, each, kinds)]
    return sorted(fit, key=lambda relation: (relation.label, relation.name))


def _fits(vocabulary: Vocabulary, relation: Relation, kinds: Sequence[ActorClass]) -> bool:
    return all(wanted is None or vocabulary.is_a(kind, wanted) for kind, wanted in zip(kinds, (relation.domain, relation.range), strict=True))
