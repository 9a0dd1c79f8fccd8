"""Claims gathered into ties: one a pair of actors, family and way of being said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.model import Claim, Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary

# A tie is drawn by the firmest way in which any claim states it.
_WAYS = ("stated", "alleged", "possible", "denied")
_WAY = {
    Status.ASSERTED: "stated",
    Status.DECLARED: "stated",
    Status.ALLEGED: "alleged",
    Status.PROBABLE: "possible",
    Status.POSSIBLE: "possible",
    Status.PLANNED: "possible",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """All that is said of one family of relations from one actor to another.

    `way` is stated, alleged, possible or denied: the firmest of its claims. `contested`
    means that some claim denies what another states.
    """

    subject: str
    object: str
    family: str
    sign: int
    symmetric: bool
    way: str
    contested: bool
    claims: tuple[Claim, ...]


def way_of(claim: Claim) -> str:
    """How a claim is said: stated, alleged, possible or denied."""
    return "denied" if claim.polarity is Polarity.NEGATIVE else _WAY[claim.status]


def ties(claims: Iterable[Claim]) -> list[Tie]:
    """Ties of the claims in force, strongest first, then by name."""
    vocabulary = load_vocabulary()
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        family = vocabulary.family(claim.predicate)
        if claim.lifecycle is Lifecycle.ACTIVE and family is not None:
            groups[claim.subject, claim.object, family].append(claim)
    made = [_tie(key, group) for key, group in groups.items()]
    return sorted(made, key=lambda t: (-len(t.claims), t.subject, t.object, t.family))


def _tie(key: tuple[str, str, str], claims: list[Claim]) -> Tie:
    vocabulary = load_vocabulary()
    ways = {way_of(claim) for claim in claims}
    relation = vocabulary.relation(claims[0].predicate)
    return Tie(
        *key,
        sign=relation.sign,
        symmetric=all(vocabulary.relation(c.predicate).symmetric for c in claims),
        way=next(way for way in _WAYS if way in ways),
        contested="denied" in ways and len(ways) > 1,
        claims=tuple(sorted(claims, key=lambda c: (c.article, c.evidence[0].start, c.id))),
    )


def strength(made: Iterable[Tie]) -> Mapping[str, int]:
    """How many claims each actor takes part in."""
    found: dict[str, int] = defaultdict(int)
    for tie in made:
        found[tie.subject] += len(tie.claims)
        found[tie.object] += len(tie.claims)
    return found
