"""Counter-claims: claims that contradict a given claim, in the same article or in others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from graphkit.denials import DeniedOn, disputes
from graphkit.model import Claim, Lifecycle, Polarity

# Returns claims by subject and object.
ClaimsBetween = Callable[[str, str], Iterable[Claim]]


def counter_claims(claims: Sequence[Claim], between: ClaimsBetween, denied_on: DeniedOn) -> Mapping[str, tuple[Claim, ...]]:
    """Map the id of each contradicted claim to the active claims that deny it, or that state what it denies.

    Args:
        claims: the claims of one article.
        between: returns all claims of the graph by subject and object.
        denied_on: returns `Article.exact_day` of the article of a claim.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    known: dict[frozenset[str], list[Claim]] = {}
    found: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        ends = frozenset((claim.subject, claim.object))
        if ends not in known:
            known[ends] = _active_between(claim, between)
        if against := tuple(other for other in known[ends] if contradicts(claim, other, denied_on)):
            found[claim.id] = against
    return found


def contradicts(claim: Claim, other: Claim, denied_on: DeniedOn) -> bool:
    """Return whether one claim disputes the other, in either direction."""
    return disputes(*as_denial(claim, other), denied_on)


def as_denial(claim: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Order two claims as (denial, statement)."""
    return (claim, other) if claim.polarity is Polarity.NEGATIVE else (other, claim)


def _active_between(claim: Claim, between: ClaimsBetween) -> list[Claim]:
    ways = dict.fromkeys(((claim.subject, claim.object), (claim.object, claim.subject)))
    return [other for way in ways for other in between(*way) if other.lifecycle is Lifecycle.ACTIVE]
