"""Claims gathered into ties: one a pair of actors and family of relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.model import Claim, Lifecycle, Polarity, Status
from graphkit.ontology import Vocabulary
from graphkit.query.disputed import TieKey, contradictions, place, tie_key

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
    means that it is disputed, as `graphkit.query.disputed` has it. A `symmetric` tie has no direction:
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
    groups: dict[TieKey, list[Claim]] = defaultdict(list)
    active = [claim for claim in claims if claim.lifecycle is Lifecycle.ACTIVE]
    for claim in active:
        groups[tie_key(claim, vocabulary)].append(claim)
    disputed = {tie_key(stated, vocabulary) for stated, _ in contradictions(active)}
    made = [_tie(key, group, vocabulary, key in disputed) for key, group in groups.items()]
    return sorted(made, key=lambda t: (-len(t.claims), t.subject, t.object, t.family, t.symmetric))


def strength(made: Iterable[Tie]) -> Mapping[str, int]:
    """How many ties each actor has; a tie of an actor with itself counts once."""
    found: dict[str, int] = defaultdict(int)
    for tie in made:
        for name in {tie.subject, tie.object}:
            found[name] += 1
    return found


def _tie(key: TieKey, claims: list[Claim], vocabulary: Vocabulary, contested: bool) -> Tie:
    ways = {way_of(claim) for claim in claims}
    ordered = sorted(claims, key=place)
    return Tie(
        *key,
        sign=vocabulary.sign(ordered[0].predicate),
        way=next(way for way in WAYS if way in ways),
        contested=contested,
        claims=tuple(ordered),
    )
