"""Counter-claims: what other claims say against a claim, in its own article and elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from graphkit.model import Claim, Lifecycle, Polarity
from graphkit.standing import FIRM, denies, has_ended

# Gives claims by subject and object.
Between = Callable[[str, str], Iterable[Claim]]


def counter_claims(claims: Sequence[Claim], between: Between) -> Mapping[str, tuple[Claim, ...]]:
    """By id of a claim, the active claims that deny it, or that state what it denies; none is left out of the keys but claims without any.

    Args:
        claims: of one article.
        between: gives all claims of a graph by subject and object.

    Raises:
        UnknownName: a claim's relation is not in the vocabulary.
    """
    known: dict[frozenset[str], list[Claim]] = {}
    found: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        ends = frozenset((claim.subject, claim.object))
        if ends not in known:
            known[ends] = _active(claim, between)
        if against := tuple(other for other in known[ends] if contradicts(claim, other)):
            found[claim.id] = against
    return found


def contradicts(claim: Claim, other: Claim) -> bool:
    """Whether of two claims one states firmly what the other denies; that a tie has ended denies nothing."""
    if claim.polarity is other.polarity or has_ended(claim) or has_ended(other):
        return False
    denial, stated = (claim, other) if claim.polarity is Polarity.NEGATIVE else (other, claim)
    return stated.status in FIRM and denies(denial, stated)


def _active(claim: Claim, between: Between) -> list[Claim]:
    ways = dict.fromkeys(((claim.subject, claim.object), (claim.object, claim.subject)))
    return [other for way in ways for other in between(*way) if other.lifecycle is Lifecycle.ACTIVE]
