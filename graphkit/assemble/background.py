"""How far the end of a tie reaches that an article reports: "lifted the sanctions that it had imposed in 2025", "stepped down as commander"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from graphkit.days import coarsest
from graphkit.denials import denies
from graphkit.model import Claim, Polarity, TimeSpan
from graphkit.standing import STATED, has_ended, is_ending, is_plain

# An end up to this long before publication is the news of the article; of an earlier one, an undated statement may be about later times.
RECENT = timedelta(days=31)


def with_past(claims: Sequence[Claim], published: date | None) -> Iterator[Claim]:
    """Yield the claims of one article; those of a tie whose end it plainly states have ended too, unless they began after it.

    An end that only others allege, what is alleged or planned, and a statement in the same words as the end ("backs X again") change nothing.

    Args:
        claims: the claims.
        published: publication day of the article, None if unknown.
    """
    ends = [claim for claim in claims if is_ending(claim) and is_plain(claim)]
    for claim in claims:
        stated = claim.polarity is Polarity.POSITIVE and claim.status in STATED and not has_ended(claim)
        over = next((end for end in ends if stated and _ends(end, claim, published)), None)
        yield replace(claim, valid=_held(claim, over)) if over is not None else claim


def of_leader(claim: Claim) -> Claim:
    """Return a claim that somebody no longer commands a body as one that he no longer leads it: either word may have been used of him before."""
    return replace(claim, predicate="leads") if claim.predicate == "commands" and has_ended(claim) else claim


def _ends(end: Claim, claim: Claim, published: date | None) -> bool:
    if not denies(end, claim) or {e.start for e in end.evidence} & {e.start for e in claim.evidence}:
        return False
    begun, last = claim.valid.start if claim.valid else None, end.valid.end if end.valid else None
    if begun is not None:
        return last is None or begun <= last
    return last is None or published is None or published - last <= RECENT


def _held(claim: Claim, end: Claim) -> TimeSpan:
    """Return the time in which a claim held: from its own first day to the last day that the statement of the end gives."""
    spans = [span for span in (claim.valid, end.valid) if span is not None]
    dated = [span.precision for span in spans if span.start or span.end]
    return TimeSpan(claim.valid.start if claim.valid else None, end.valid.end if end.valid else None, coarsest(dated), ended=True)
