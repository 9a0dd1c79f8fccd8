"""Counter-claims: claims that contradict a given claim, in the same article or in others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from graphkit.denials import SaidOn, contradictions
from graphkit.model import Claim, Polarity

# Returns claims by subject and object.
ClaimsBetween = Callable[[str, str], Iterable[Claim]]


def counter_claims(claims: Sequence[Claim], between: ClaimsBetween, said_on: SaidOn) -> Mapping[str, tuple[Claim, ...]]:
    """Map the id of each contradicted claim to the active claims that deny it, or that state what it denies.

    Args:
        claims: the claims of one article.
        between: returns all claims of the graph by subject and object.
        said_on: returns `Article.exact_day` of the article of a claim.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    known: dict[frozenset[str], list[tuple[Claim, Claim]]] = {}
    found: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        ends = frozenset((claim.subject, claim.object))
        if ends not in known:
            known[ends] = list(contradictions(_between(claim, between), said_on))
        if against := tuple(dict.fromkeys(b if a.id == claim.id else a for a, b in known[ends] if claim.id in (a.id, b.id))):
            found[claim.id] = against
    return found


def as_denial(claim: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Order two claims as (denial, statement)."""
    return (claim, other) if claim.polarity is Polarity.NEGATIVE else (other, claim)


def _between(claim: Claim, between: ClaimsBetween) -> list[Claim]:
    ways = dict.fromkeys(((claim.subject, claim.object), (claim.object, claim.subject)))
    return [other for way in ways for other in between(*way)]
