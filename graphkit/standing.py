"""Which claims are valid, and on which day, which deny which, and how many sources they come from: the one definition of each.

A tie exists from the day of the event, or since which it holds, else from the day on which its
article was published; a claim without any day is always valid. It is valid until the end that it
states itself, or until a later article states plainly that the same tie has ended: through the
last day that is known, else through the day before that article. A denial ends nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from graphkit.model import Brief, Claim, Lifecycle, Polarity, Said, Status
from graphkit.ontology import load_vocabulary

MIN_CONFIDENCE = 0.5
STATED = (Status.ASSERTED, Status.DECLARED)
# Statuses that state a tie firmly enough for a denial to dispute it.
FIRM = (*STATED, Status.ALLEGED)
# Gives the day on which the article of a claim was published, None where it is unknown.
Published = Callable[[Claim | Brief], date | None]
Tie = tuple[str, str, str]


def is_plain(claim: Claim | Brief) -> bool:
    """Whether a claim is active, sure enough, and asserted; or declared, where declaring is doing."""
    stated = claim.status is Status.ASSERTED or (claim.status is Status.DECLARED and claim.predicate in load_vocabulary().stances)
    return stated and claim.lifecycle is Lifecycle.ACTIVE and round(claim.confidence, 3) >= MIN_CONFIDENCE


def has_ended(claim: Claim | Brief) -> bool:
    """Whether a claim itself says that the relation no longer holds."""
    return claim.valid is not None and claim.valid.ended


@dataclass(frozen=True, slots=True)
class Ending:
    """That a tie has ended: as of which article's day, and its last day where that is known."""

    published: date
    last: date | None = None

    def ends(self, claim: Claim | Brief, published: date | None) -> bool:
        """Whether it ends a claim of the tie: one told earlier, of nothing that began after the last day."""
        begun = claim.valid.start if claim.valid else None
        earlier = published is None or published < self.published
        return earlier and (self.last is None or begun is None or begun <= self.last)

    @property
    def final(self) -> date:
        """The last day on which the tie stands."""
        return self.last or _before(self.published)


class Endings:
    """Which ties are said to have ended; it does not matter in which order that was learnt."""

    def __init__(self) -> None:
        """None yet."""
        self._known: dict[Tie, dict[str, Ending]] = defaultdict(dict)

    def add(self, claim: Claim | Brief, published: date | None) -> None:
        """Take a claim in, if it plainly says of an end, on a day that is known."""
        if is_ending(claim) and published is not None and claim.valid is not None:
            self._known[_tie(claim.predicate, claim)][claim.id] = Ending(published, claim.valid.end)

    def remove(self, claim: Claim | Brief) -> None:
        """Forget a claim that is no longer active."""
        self._known.get(_tie(claim.predicate, claim), {}).pop(claim.id, None)

    def of(self, claim: Claim | Brief, published: date | None) -> Iterator[Ending]:
        """Endings of the claim's tie, or of a wider one: who no longer supports supports in no way."""
        if self._known:
            for name in load_vocabulary().ancestors(claim.predicate):
                for id_, ending in self._known.get(_tie(name, claim), {}).items():
                    if id_ != claim.id and ending.ends(claim, published):
                        yield ending

    def ended(self, claim: Claim | Brief, published: date | None) -> bool:
        """Whether a later claim ends this one."""
        return next(self.of(claim, published), None) is not None


def is_ending(claim: Claim | Brief) -> bool:
    """Whether a claim, of either polarity, ends what was told of its tie before."""
    return has_ended(claim) and is_plain(claim)


def stands(claim: Claim | Brief, published: date | None, endings: Endings, day: date | None = None) -> bool:
    """Whether a claim stands on a day, however it is said.

    Args:
        claim: the claim; its polarity, status and lifecycle are not asked for.
        published: when its article was published, None where that is unknown.
        endings: what is said to have ended.
        day: the day; None for after all that is known.
    """
    if day is None:
        return not has_ended(claim) and not endings.ended(claim, published)
    begun, last = _begun(claim, published), _last(claim, published)
    if (begun is not None and begun > day) or (last is not None and last < day):
        return False
    return all(ending.final >= day for ending in endings.of(claim, published))


def standing(claims: Iterable[Said], published: Published, day: date | None = None, statuses: Sequence[Status] = STATED) -> list[Said]:
    """Claims that stand on a day: active, positive, said in one of these ways.

    Args:
        claims: all claims, those that say of an end too.
        published: gives the day of a claim's article.
        day: the day; None for after all that is known.
        statuses: how they must be said.
    """
    listed, endings = list(claims), Endings()
    for claim in listed:
        endings.add(claim, published(claim) if has_ended(claim) else None)
    return [
        claim
        for claim in listed
        if claim.lifecycle is Lifecycle.ACTIVE
        and claim.polarity is Polarity.POSITIVE
        and claim.status in statuses
        and stands(claim, published(claim), endings, day)
    ]


def _begun(claim: Claim | Brief, published: date | None) -> date | None:
    """First day on which a claim stands, None for always."""
    span = claim.valid
    if span is None or not (span.start or span.end or span.ended):
        return published
    # Of what has ended without a known beginning, the day of the article is no beginning.
    return span.start or (None if span.ended else span.end)


def _last(claim: Claim | Brief, published: date | None) -> date | None:
    """Last day on which a claim stands by its own words, None for no end."""
    span = claim.valid
    if span is None or not span.ended:
        return None
    if span.end is None and (span.start is None or published is None):
        # It was so at some time before; nobody knows when.
        return date.min
    return span.end or _before(published or date.min)


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _tie(predicate: str, claim: Claim | Brief) -> Tie:
    """The key of a tie; one without direction has its ends in order."""
    ends = (claim.subject, claim.object)
    if load_vocabulary().relation(predicate).symmetric:
        ends = (min(ends), max(ends))
    return predicate, *ends


class Relating(Protocol):
    """What says that somebody stands in a relation to somebody: a claim, or a claim in short."""

    @property
    def subject(self) -> str:
        """Id of an actor."""
    @property
    def predicate(self) -> str:
        """Local name of the relation."""
    @property
    def object(self) -> str:
        """Id of an actor."""


def denies(denial: Relating, stated: Relating) -> bool:
    """Whether the relation of a denial, between the same two, is that of a claim or a wider one."""
    vocabulary = load_vocabulary()
    if denial.predicate not in vocabulary.ancestors(stated.predicate):
        return False
    if (denial.subject, denial.object) == (stated.subject, stated.object):
        return True
    mutual = any(vocabulary.relation(claim.predicate).symmetric for claim in (denial, stated))
    return mutual and (denial.subject, denial.object) == (stated.object, stated.subject)


def sources(quoted: Iterable[tuple[str, str, str]]) -> int:
    """How many independent sources claims come from: copies of one text, or of one quote, are one.

    The order of the claims does not matter: some list them by day, others by article, and the number shall be one.

    Args:
        quoted: of each claim its quote, the article that its article is a copy of (itself where it is none), and its outlet.
    """
    origins: dict[str, str] = {}
    quotes: dict[str, str] = {}
    for quote, article, outlet in sorted(quoted):
        quotes.setdefault(quote, origins.setdefault(article, outlet))
    return len(set(quotes.values()))
