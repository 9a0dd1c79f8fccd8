"""Prepares the conflicts of a brief: headline, strongest pairs and disputed ties of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.analyze import Conflict, Pair, pairs, sides, standing_claims, within
from graphkit.analyze.headline import HEARD, Sides, worded
from graphkit.model import Actor, Article, Claim
from graphkit.query import Disputed, contested_claims, disputed
from graphkit.standing import STATED
from graphkit.store import View

_TWO = 2


@dataclass(frozen=True, slots=True)
class ReportSection:
    """Content of a brief on one conflict.

    Attributes:
        conflict: the conflict.
        headline: who stands with whom; "" if unknown.
        pairs: friends and foes, the strongest first.
        named: pairs that the headline mentions, including alleged ones.
        disputed: ties that some claims state and others deny.
    """

    conflict: Conflict
    headline: str
    pairs: tuple[Pair, ...]
    named: tuple[Pair, ...]
    disputed: tuple[Disputed, ...]


def report_sections(conflicts: Sequence[Conflict], actors: Sequence[Actor], view: View, article: Callable[[str], Article], day: date | None = None) -> list[ReportSection]:
    """Return a chapter per conflict, in input order.

    Args:
        conflicts: the conflicts.
        actors: all actors of the claims.
        view: view of the graph; inactive claims are ignored.
        article: returns the article with a key.
        day: the date, as in `graphkit.analyze.analyze`; None for now.
    """
    contested = [claim for claim in contested_claims(view) if day is None or (article(claim.article).published or day) <= day]
    return [_section(conflict, actors, view, list(within(contested, conflict)), article, day) for conflict in conflicts]


def _section(conflict: Conflict, actors: Sequence[Actor], view: View, contested: list[Claim], article: Callable[[str], Article], day: date | None) -> ReportSection:
    claims = list(view.briefs(conflict.articles))
    strongest, heard = (pairs(standing_claims(claims, article, day, statuses), article, view.full_claims) for statuses in (STATED, HEARD))
    headline_sides = sides(actors, () if conflict.is_mixture else claims, article, day, conflict.rivals)
    return ReportSection(conflict, worded(headline_sides), tuple(strongest), tuple(_headline_pairs(headline_sides, (*strongest, *heard))), tuple(disputed(contested, article, claims, day)))


def _headline_pairs(headline_sides: Sides, candidates: Sequence[Pair]) -> Iterator[Pair]:
    """Yield for each tie of a headline the first pair of actors behind it: Egypt and the LNA for Egypt and Haftar."""
    rivals = [stance.side for stance in headline_sides.rivals]
    ties = [(backer, stance.side, 1) for stance in (*headline_sides.rivals, *headline_sides.further) for backer in (*stance.plain, *stance.alleged)]
    ties += [(backer, side, 1) for backer in headline_sides.both for side in rivals]
    for one, other, sign in (*ties, *([(*rivals, -1)] if len(rivals) == _TWO else [])):
        for pair in candidates:
            if {one, other} == {headline_sides.parties.of(pair.first), headline_sides.parties.of(pair.second)} and (pair.sign == sign or (pair.friendly and pair.hostile)):
                yield pair
                break
