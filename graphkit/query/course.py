"""The course of a tie: which claims of it stand, and which say that it has ended; the rule is that of `graphkit.standing`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.model import Claim, Polarity, Status
from graphkit.query.dossier import Period
from graphkit.query.periods import deeds, ended_deeds
from graphkit.standing import Endings, denies, has_ended, stands

# A day that is only planned is no day of what took place, where something did.
_AHEAD = frozenset((Status.PLANNED, Status.POSSIBLE))


@dataclass(frozen=True, slots=True)
class Course:
    """The claims of one relation between two actors.

    Attributes:
        claims: claims to go by: those that stand; where none does, all that state the relation or its end; else the denials.
        over: whether the relation has ended, and no later article says that it holds.
        ended: claims that say that it has ended, or that a wider one has; not those of an earlier spell of what goes on.
        deeds: when it happened or holds; of what is over, when it did.
    """

    claims: tuple[Claim, ...]
    over: bool
    ended: tuple[Claim, ...]
    deeds: Period


class Courses:
    """Finds the course of relations.

    Args:
        claims: all active claims of the actors.
        published: gives the day of a claim's article.
    """

    def __init__(self, claims: Sequence[Claim], published: Callable[[Claim], date | None]) -> None:
        self._published = published
        self._endings = Endings()
        self._ended: dict[frozenset[str], list[Claim]] = defaultdict(list)
        for claim in claims:
            if has_ended(claim):
                self._endings.add(claim, published(claim))
                self._ended[frozenset((claim.subject, claim.object))].append(claim)

    def of(self, claims: Sequence[Claim]) -> Course:
        """The course of one relation.

        Args:
            claims: all claims of it, at least one.
        """
        said = self._said(claims[0])
        now = [claim for claim in claims if self.stands(claim)]
        if now:
            days = deeds([c for c in now if c.status not in _AHEAD] or now)
            return Course(tuple(now), False, tuple(c for c in said if not _is_before(c, days)), days)
        past = [claim for claim in claims if claim.polarity is Polarity.POSITIVE or has_ended(claim)]
        over = bool(past)
        return Course(tuple(past or claims), over, said, ended_deeds(past, said) if over else deeds(claims))

    def stands(self, claim: Claim) -> bool:
        """Whether a claim states the relation, and no later article ends it."""
        return claim.polarity is Polarity.POSITIVE and stands(claim, self._published(claim), self._endings)

    def _said(self, claim: Claim) -> tuple[Claim, ...]:
        return tuple(each for each in self._ended.get(frozenset((claim.subject, claim.object)), ()) if denies(each, claim))


def _is_before(ending: Claim, days: Period) -> bool:
    """Whether a claim speaks of the end of an earlier spell."""
    last = ending.valid.end if ending.valid else None
    return last is not None and days.first is not None and last < days.first
