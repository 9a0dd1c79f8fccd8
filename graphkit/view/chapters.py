"""The conflicts of a brief: each with its headline, its strongest pairs and its disputed ties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.analyze import Conflict, Pair, headline, pairs, standing_claims, within
from graphkit.model import Actor, Article, Brief, Claim, Lifecycle
from graphkit.query import Disputed, contested_claims, disputed
from graphkit.store import View


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a brief says of one conflict.

    Attributes:
        conflict: which.
        headline: who stands with whom, "" where nothing is said of it.
        pairs: friends and foes, the strongest first.
        disputed: ties that some claims state and others deny.
    """

    conflict: Conflict
    headline: str
    pairs: tuple[Pair, ...]
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
    strongest = pairs(standing_claims(claims, article, day), article, view.whole)
    return Chapter(conflict, headline(actors, claims, article, day), tuple(strongest), tuple(disputed(contested, article)))
