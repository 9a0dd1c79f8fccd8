"""What grows and what fades: ties between two dates, and a pair through time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.days import check_order, day_words
from graphkit.model import Article, Brief, Claim
from graphkit.ontology import load_vocabulary

# Letters of a month: 2020-01.
_MONTH = 7


@dataclass(frozen=True, slots=True)
class Trend:
    """How much is told of a tie: claims before the window, and in it."""

    subject: str
    object: str
    family: str
    before: int
    within: int

    @property
    def change(self) -> int:
        """Claims in the window less claims before it."""
        return self.within - self.before


@dataclass(frozen=True, slots=True)
class Month:
    """What a month's articles tell of a pair: claims by sign."""

    month: str
    friendly: int
    neutral: int
    hostile: int


def trends(claims: Iterable[Claim | Brief], article: Callable[[str], Article], since: date, until: date) -> list[Trend]:
    """Ties told of more, or less, than in a window of the same length before; the largest change first.

    Args:
        claims: those that count.
        article: gives the article of a key.
        since, until: first and last day of the window.
    """
    vocabulary, length = load_vocabulary(), until - since + timedelta(days=1)
    tally: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for claim in claims:
        day, family = article(claim.article).published, vocabulary.family(claim.predicate)
        if day is None or family is None:
            continue
        key = (claim.subject, claim.object, family)
        if since <= day <= until:
            tally[key][1] += 1
        elif timedelta() < since - day <= length:
            tally[key][0] += 1
    made = [Trend(*key, *counts) for key, counts in tally.items() if counts[0] != counts[1]]
    return sorted(made, key=lambda t: (-abs(t.change), t.subject, t.object, t.family))


def timeline(claims: Iterable[Claim], article: Callable[[str], Article], since: date | None = None, until: date | None = None) -> list[Month]:
    """Claims of a pair by month of publication, oldest first; months without any are left out, a year stands for itself where no month is known.

    Args:
        claims: those that count.
        article: gives the article of a key.
        since, until: first and last day of publication; claims without a day are left out where either is given.

    Raises:
        UsageError: `since` is later than `until`.
    """
    check_order(since, until)
    vocabulary = load_vocabulary()
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for claim in claims:
        about = article(claim.article)
        day = about.published
        if (since or until) and not (day and (since or day) <= day <= (until or day)):
            continue
        counts[day_words(day, about.published_precision)[:_MONTH] or "unknown"][vocabulary.sign(claim.predicate)] += 1
    return [Month(month, c[1], c[0], c[-1]) for month, c in sorted(counts.items())]
