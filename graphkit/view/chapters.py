"""The conflicts of a brief: each with its headline, its strongest pairs and its disputed ties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.analyze import Conflict, Pair, pairs, sides, standing_claims, within
from graphkit.analyze.headline import HEARD, Sides, worded
from graphkit.model import Actor, Article, Brief, Claim, Lifecycle
from graphkit.query import Disputed, contested_claims, disputed
from graphkit.standing import STATED
from graphkit.store import View

_TWO = 2


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a brief says of one conflict.

    Attributes:
        conflict: which.
        headline: who stands with whom, "" where nothing is said of it.
        pairs: friends and foes, the strongest first.
        named: pairs that the headline speaks of, also those that are only alleged.
        disputed: ties that some claims state and others deny.
    """

    conflict: Conflict
    headline: str
    pairs: tuple[Pair, ...]
    named: tuple[Pair, ...]
    disputed: tuple[Disputed, ...]


def chapters(made: Sequence[Conflict], actors: Sequence[Actor], view: View, article: Callable[[str], Article], day: date | None = None) -> list[Chapter]:
    """A chapter for each conflict, in the order they come.

    Args:
        made: the conflicts.
        actors: all actors that the claims name.
        view: gives the claims; those that are not active are ignored.
        article: gives the article of a key.
        day: what was published later is ignored; None for now.
    """
    contested = [claim for claim in contested_claims(view) if _counts(claim, article, day)]
    return [_chapter(conflict, actors, view, list(within(contested, conflict)), article, day) for conflict in made]


def _counts(claim: Claim | Brief, article: Callable[[str], Article], day: date | None) -> bool:
    return claim.lifecycle is Lifecycle.ACTIVE and (day is None or (article(claim.article).published or day) <= day)


def _chapter(conflict: Conflict, actors: Sequence[Actor], view: View, contested: list[Claim], article: Callable[[str], Article], day: date | None) -> Chapter:
    claims = [claim for claim in view.briefs(conflict.articles) if _counts(claim, article, day)]
    strongest, heard = (pairs(standing_claims(claims, article, day, statuses), article, view.whole) for statuses in (STATED, HEARD))
    made = sides(actors, claims, article, day)
    return Chapter(conflict, worded(made), tuple(strongest), tuple(_named(made, (*strongest, *heard))), tuple(disputed(contested, article)))


def _named(made: Sides, found: Sequence[Pair]) -> Iterator[Pair]:
    """For each tie of a headline the first pair of actors that it stands for: Egypt and the LNA for Egypt and Haftar."""
    rivals = [stance.side for stance in made.rivals]
    ties = [(backer, stance.side, 1) for stance in (*made.rivals, *made.further) for backer in (*stance.plain, *stance.alleged)]
    ties += [(backer, side, 1) for backer in made.both for side in rivals]
    for one, other, sign in (*ties, *([(*rivals, -1)] if len(rivals) == _TWO else [])):
        for pair in found:
            if {one, other} == {made.parties.of(pair.first), made.parties.of(pair.second)} and pair.sign == sign:
                yield pair
                break
