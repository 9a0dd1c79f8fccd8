"""State of a relation over time: which of its claims hold and which say that it has ended, by the rules of `graphkit.standing`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graphkit.denials import denies
from graphkit.model import Claim, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.query.dossier import Period
from graphkit.query.periods import ended_event_period, event_period
from graphkit.standing import Endings, has_ended, stands

# Dates of planned or possible events are ignored when another claim reports an actual event.
_NOT_ACTUAL = frozenset((Status.PLANNED, Status.POSSIBLE))
# Name of the relation, and of its family, which includes commanding.
LEADING = "leads"


@dataclass(frozen=True, slots=True)
class RelationState:
    """The claims of one relation between two actors.

    Attributes:
        claims: the claims that hold; if none does, all that state the relation or its end; otherwise the denials.
        over: whether the relation has ended and no later article says that it holds.
        ended: claims that say that it or a broader relation (of a current leader, also the command) has ended, without those about an earlier period of a relation that holds again.
        deeds: when it happened or holds; for an ended relation, when it held.
    """

    claims: tuple[Claim, ...]
    over: bool
    ended: tuple[Claim, ...]
    deeds: Period


class RelationStates:
    """Computes the course of relations.

    Args:
        claims: all active claims of the actors.
        published: returns the publication date of a claim's article.
    """

    def __init__(self, claims: Sequence[Claim], published: Callable[[Claim], date | None]) -> None:
        self._published = published
        self._endings, self._departures = Endings(), Endings()
        self._ended: dict[frozenset[str], list[Claim]] = defaultdict(list)
        for claim in claims:
            if has_ended(claim):
                self._endings.add(claim, published(claim))
                if _family(claim) == LEADING:
                    self._departures.add(replace(claim, predicate=LEADING), published(claim))
                self._ended[frozenset((claim.subject, claim.object))].append(claim)

    def of(self, claims: Sequence[Claim]) -> RelationState:
        """Return the course of one relation.

        Args:
            claims: all claims of the relation, at least one.
        """
        ended = self._ended.get(frozenset((claims[0].subject, claims[0].object)), ())
        endings = tuple(each for each in ended if denies(each, claims[0]))
        current = [claim for claim in claims if self.stands(claim)]
        if current:
            days = event_period([c for c in current if c.status not in _NOT_ACTUAL] or current)
            # A leader that no longer commands the body may have left it altogether.
            said = (c for c in ended if c in endings or _family(c) == _family(claims[0]) == LEADING)
            return RelationState(tuple(current), False, tuple(c for c in said if not _is_before(c, days)), days)
        past = [claim for claim in claims if claim.polarity is Polarity.POSITIVE or has_ended(claim)]
        over = bool(past)
        return RelationState(tuple(past or claims), over, endings, ended_event_period(past, endings) if over else event_period(claims))

    def stands(self, claim: Claim) -> bool:
        """Whether a claim states the relation and no later article reports its end."""
        return claim.polarity is Polarity.POSITIVE and stands(claim, self._published(claim), self._endings)

    def leads(self, claim: Claim) -> bool:
        """Whether a claim states that somebody leads a body, and no later article says that he has stopped leading or commanding it."""
        return self.stands(claim) and not self._departures.ended(claim, self._published(claim))


def _family(claim: Claim) -> str | None:
    return load_vocabulary().family(claim.predicate)


def _is_before(ending: Claim, days: Period) -> bool:
    """Whether a claim reports the end of an earlier period."""
    last = ending.valid.end if ending.valid else None
    return last is not None and days.first is not None and last < days.first
