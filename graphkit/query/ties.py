"""Claims gathered into ties: one a pair of actors and family of relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.model import Claim, Lifecycle, Polarity, Status
from graphkit.ontology import Vocabulary
from graphkit.standing import has_ended

# Relations outside the eleven families (based in, recruits) are shown too, under this name.
OTHER = "other"

# Firmest first: a tie is drawn by the firmest way in which any of its claims is said.
WAYS = ("stated", "alleged", "possible", "denied")
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
    """All that is said of one family of relations between two actors.

    `way` is stated, alleged, possible or denied: the firmest of its claims. `contested`
    means that some claim denies what another states (that it has ended denies nothing). A `symmetric` tie has no direction:
    its ends stand in the order of their ids. Its claims come by article, place and id.
    """

    subject: str
    object: str
    family: str
    symmetric: bool
    sign: int
    way: str
    contested: bool
    claims: tuple[Claim, ...]


def way_of(claim: Claim) -> str:
    """How a claim is said: stated, alleged, possible or denied."""
    return "denied" if claim.polarity is Polarity.NEGATIVE else _WAY[claim.status]


def ties(claims: Iterable[Claim], vocabulary: Vocabulary) -> list[Tie]:
    """Ties of the active claims, those with most claims first, then by name.

    Raises:
        UnknownName: a claim's relation is not in the vocabulary.
    """
    groups: dict[tuple[str, str, str, bool], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.lifecycle is Lifecycle.ACTIVE:
            groups[_key(claim, vocabulary)].append(claim)
    made = [_tie(key, group, vocabulary) for key, group in groups.items()]
    return sorted(made, key=lambda t: (-len(t.claims), t.subject, t.object, t.family, t.symmetric))


def strength(made: Iterable[Tie]) -> Mapping[str, int]:
    """How many ties each actor has; a tie of an actor with itself counts once."""
    found: dict[str, int] = defaultdict(int)
    for tie in made:
        for name in {tie.subject, tie.object}:
            found[name] += 1
    return found


def _key(claim: Claim, vocabulary: Vocabulary) -> tuple[str, str, str, bool]:
    relation = vocabulary.relation(claim.predicate)
    first, second = claim.subject, claim.object
    if relation.symmetric and second < first:
        first, second = second, first
    return first, second, relation.family or OTHER, relation.symmetric


def _tie(
    key: tuple[str, str, str, bool], claims: list[Claim], vocabulary: Vocabulary
) -> Tie:
    ways = {way_of(claim) for claim in claims}
    ordered = sorted(claims, key=_place)
    return Tie(
        *key,
        sign=vocabulary.sign(ordered[0].predicate),
        way=next(way for way in WAYS if way in ways),
        contested=len(ways) > 1 and any(way_of(claim) == "denied" and not has_ended(claim) for claim in ordered),
        claims=tuple(ordered),
    )


def _place(claim: Claim) -> tuple[str, int, str]:
    return claim.article, min((e.start for e in claim.evidence), default=0), claim.id
