"""The conflicts of a brief: each with its headline, its strongest pairs and its disputed ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.analyze import Conflict, Pair, headline, pairs, standing_claims, within
from graphkit.model import Actor, Article, Claim, Lifecycle
from graphkit.query import Disputed, disputed


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


def chapters(made: Sequence[Conflict], actors: Sequence[Actor], claims: Iterable[Claim], article: Callable[[str], Article], day: date | None = None) -> list[Chapter]:
    """A chapter for each conflict, in the order they come.

    Args:
        made: the conflicts.
        actors: all actors that the claims name.
        claims: all claims; those that are not active are ignored.
        article: gives the article of a key.
        day: what was published later is ignored; None for now.
    """
    stated = [c for c in claims if c.lifecycle is Lifecycle.ACTIVE and (day is None or (article(c.article).published or day) <= day)]
    return [_chapter(conflict, actors, list(within(stated, conflict)), article, day) for conflict in made]


def _chapter(conflict: Conflict, actors: Sequence[Actor], claims: list[Claim], article: Callable[[str], Article], day: date | None) -> Chapter:
    strongest = pairs(standing_claims(claims, article, day), article)
    return Chapter(conflict, headline(actors, claims, article, day), tuple(strongest), tuple(disputed(claims, article)))
