"""Changes over time: trends of ties in a window, and the timeline of a pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.days import check_order, day_words, is_within
from graphkit.model import Article, Brief, Claim
from graphkit.ontology import load_vocabulary

# Length of a month: 2020-01.
_MONTH = 7


@dataclass(frozen=True, slots=True)
class Trend:
    """Number of claims of a tie before and within the window, without those of copies."""

    subject: str
    object: str
    family: str
    before: int
    within: int

    @property
    def change(self) -> int:
        """Claims within the window minus claims before it."""
        return self.within - self.before


@dataclass(frozen=True, slots=True)
class Month:
    """Number of claims of a pair by sign, published in one month, without those of copies."""

    month: str
    friendly: int
    neutral: int
    hostile: int


def trends(claims: Iterable[Claim | Brief], article: Callable[[str], Article], since: date, until: date) -> list[Trend]:
    """Return the ties reported more or less often than in the preceding window of the same length; the largest change first.

    Args:
        claims: the claims that count.
        article: returns the article with a key.
        since, until: first and last day of the window, inclusive.
    """
    vocabulary, length = load_vocabulary(), until - since + timedelta(days=1)
    tally: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for claim in _once(claims, article):
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
    """Return the claims of a pair per month of publication (or year if no month is known), oldest first, without empty months.

    Args:
        claims: the claims that count.
        article: returns the article with a key.
        since, until: first and last day of publication; if either is given, undated claims are excluded.

    Raises:
        UsageError: `since` is later than `until`.
    """
    check_order(since, until)
    vocabulary = load_vocabulary()
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for claim in _once(claims, article):
        about = article(claim.article)
        if not is_within(about.published, about.published_precision, since, until):
            continue
        counts[day_words(about.published, about.published_precision)[:_MONTH] or "unknown"][vocabulary.sign(claim.predicate)] += 1
    return [Month(month, c[1], c[0], c[-1]) for month, c in sorted(counts.items())]


def _once(claims: Iterable[Claim | Brief], article: Callable[[str], Article]) -> Iterator[Claim | Brief]:
    """Yield the claims of a text and its copies once, from the article published first."""
    first: dict[tuple[str, str, str, str], str] = {}
    for claim in sorted(claims, key=lambda c: (article(c.article).published or date.max, c.article, c.id)):
        origin = article(claim.article).copy_of or claim.article
        if first.setdefault((origin, claim.subject, claim.predicate, claim.object), claim.article) == claim.article:
            yield claim
