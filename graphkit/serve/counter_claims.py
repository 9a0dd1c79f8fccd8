"""Finds claims that contradict a claim, and denials or statements of related relations between the same actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphkit.denials import SaidOn, denies, is_denial, shares_days
from graphkit.model import Claim, Lifecycle
from graphkit.query import contradictions
from graphkit.query.counter_claims import as_denial
from graphkit.query.wording import status_text
from graphkit.standing import is_about_end


@dataclass(frozen=True, slots=True)
class CounterClaims:
    """Claims that contradict a claim.

    Attributes:
        claims: (claim, note); the note is "" if one plainly denies what the other states.
        near: claims that do not contradict it, but deny a narrower relation or state a broader one.
        others: whether further relations of the same actors have the opposite polarity.
    """

    claims: tuple[tuple[Claim, str], ...]
    near: tuple[Claim, ...]
    others: bool


def find_counter_claims(claim: Claim, around: Iterable[Claim], said_on: SaidOn) -> CounterClaims:
    """Return the claims that contradict a claim, among all claims between the same actors.

    Args:
        claim: the claim.
        around: all claims between its actors.
        said_on: returns `Article.exact_day` of the article of a claim.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    known = list(around)
    plain = dict.fromkeys(b if a.id == claim.id else a for a, b in contradictions(known, said_on) if claim.id in (a.id, b.id))
    rest = [other for other in known if other not in plain and _is_opposite(claim, other)]
    weak = [other for other in rest if denies(*as_denial(claim, other)) and shares_days(*as_denial(claim, other), said_on)]
    near = [other for other in rest if other not in weak and denies(*reversed(as_denial(claim, other)))]
    return CounterClaims((*((other, "") for other in plain), *_noted(claim, weak)), tuple(near), len(rest) > len(weak) + len(near))


def _is_opposite(claim: Claim, other: Claim) -> bool:
    """Whether two active claims have opposite polarity; a claim of an end is not a denial."""
    return other.lifecycle is Lifecycle.ACTIVE and other.polarity is not claim.polarity and not is_about_end(other)


def _noted(claim: Claim, others: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    """Yield claims that would contradict it if both were firm, each with a note."""
    for other in others:
        denial, stated = as_denial(claim, other)
        what = "the same relation" if denial.predicate == stated.predicate else "a wider relation"
        said, denied = f"reads “{status_text(stated)}”", f"denies {what}" if is_denial(denial) else f"reads “{status_text(denial)}” for {what}"
        yield other, f"The claim above {said}; this one {denied}." if stated is claim else f"This claim {said}; the one above {denied}."
