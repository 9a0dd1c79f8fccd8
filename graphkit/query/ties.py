"""Groups claims into ties: one per pair of actors and family of relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graphkit.denials import SaidOn, contradictions
from graphkit.model import Claim, Lifecycle, Status
from graphkit.ontology import Vocabulary
from graphkit.query.disputed import TieKey, position_key, tie_key
from graphkit.standing import is_negation, is_uncertain, plans_end

# Firmest first: a tie is drawn in the firmest way of its claims.
WAYS = ("stated", "alleged", "possible", "uncertain", "denied")
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
    """All claims of one family of relations between two actors.

    `way` is one of `WAYS`: the firmest of its claims that hold, or of all if none does. `contested` means
    disputed as defined in `graphkit.query.disputed`. A `symmetric` tie has no direction; its ends are
    sorted by id. Claims are sorted by article, position and id.
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
    """Return how a claim is reported, one of `WAYS`: uncertain if it was read with little confidence. A claim of an end does not deny that the tie held."""
    return "denied" if is_negation(claim) else "uncertain" if is_uncertain(claim) else _WAY[claim.status]


def is_stated(claim: Claim) -> bool:
    """Return whether a claim states that its relation holds or held, however firmly."""
    return not is_negation(claim) and not plans_end(claim)


def ties(claims: Iterable[Claim], vocabulary: Vocabulary, said_on: SaidOn, holding: Collection[str] = ()) -> list[Tie]:
    """Return the ties of the active claims, those with most claims first, then by key.

    Args:
        claims: the claims.
        vocabulary: the vocabulary.
        said_on: returns `Article.exact_day` of the article of a claim.
        holding: ids of the claims that have not ended.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    groups: dict[TieKey, list[Claim]] = defaultdict(list)
    active = [claim for claim in claims if claim.lifecycle is Lifecycle.ACTIVE]
    for claim in active:
        groups[tie_key(claim, vocabulary)].append(claim)
    disputed = {tie_key(stated, vocabulary) for stated, _ in contradictions(active, said_on)}
    found = [_tie(key, group, vocabulary, key in disputed, holding) for key, group in groups.items()]
    return sorted(found, key=lambda t: (-len(t.claims), t.subject, t.object, t.family, t.symmetric))


def strength(tie_list: Iterable[Tie]) -> Mapping[str, int]:
    """Return the number of ties of each actor; a tie of an actor with itself counts once."""
    found: dict[str, int] = defaultdict(int)
    for tie in tie_list:
        for name in {tie.subject, tie.object}:
            found[name] += 1
    return found


def _tie(key: TieKey, claims: list[Claim], vocabulary: Vocabulary, contested: bool, holding: Collection[str]) -> Tie:
    ways = {way_of(claim) for claim in [claim for claim in claims if claim.id in holding] or claims}
    ordered = sorted(claims, key=position_key)
    return Tie(
        *key,
        sign=vocabulary.sign(ordered[0].predicate),
        way=next(way for way in WAYS if way in ways),
        contested=contested,
        claims=tuple(ordered),
    )
