"""What other claims say against a claim, and what they deny or state of a wider or a narrower relation between the same two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphkit.model import Claim, Lifecycle, Polarity
from graphkit.query import contradictions
from graphkit.query.wording import status_text
from graphkit.standing import denies, has_ended


@dataclass(frozen=True, slots=True)
class Against:
    """What stands against a claim.

    Attributes:
        claims: each with a note, "" where one plainly denies what the other states.
        near: claims that do not, though they deny a narrower relation, or state a wider one.
        others: whether still other relations of the same two are denied, or stated where the claim denies one.
    """

    claims: tuple[tuple[Claim, str], ...]
    near: tuple[Claim, ...]
    others: bool


def against(claim: Claim, around: Iterable[Claim]) -> Against:
    """What stands against a claim among all claims between the same two.

    Raises:
        UnknownName: a claim's relation is not in the vocabulary.
    """
    known = list(around)
    plain = dict.fromkeys(b if a.id == claim.id else a for a, b in contradictions(known) if claim.id in (a.id, b.id))
    rest = [other for other in known if other not in plain and _is_opposite(claim, other)]
    weak = [other for other in rest if denies(*_sides(claim, other))]
    near = [other for other in rest if other not in weak and denies(*reversed(_sides(claim, other)))]
    return Against((*((other, "") for other in plain), *_noted(claim, weak)), tuple(near), len(rest) > len(weak) + len(near))


def _is_opposite(claim: Claim, other: Claim) -> bool:
    """Whether one of two active claims denies something and the other states something; that a tie has ended does not deny it."""
    return other.lifecycle is Lifecycle.ACTIVE and other.polarity is not claim.polarity and not has_ended(other)


def _sides(claim: Claim, other: Claim) -> tuple[Claim, Claim]:
    """The denial and the statement of two claims."""
    return (claim, other) if claim.polarity is Polarity.NEGATIVE else (other, claim)


def _noted(claim: Claim, others: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    """Claims that would be against it, were the one that states something firmer."""
    for other in others:
        denial, stated = _sides(claim, other)
        what = "the same relation" if denial.predicate == stated.predicate else "a wider relation"
        said = f"“{status_text(stated)}”"
        yield other, f"The claim above reads {said}; this one denies {what}." if stated is claim else f"This claim reads {said}; the one above denies {what}."
