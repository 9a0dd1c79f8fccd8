"""Computes the periods of claims: event dates from the text, and publication dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graphkit.days import day_words
from graphkit.model import Article, Claim, Precision
from graphkit.query.dossier import Period
from graphkit.standing import has_ended

_Day = tuple[date, Precision]


def event_period(claims: Iterable[Claim]) -> Period:
    """Return when something happened or held, over all claims that state a time."""
    dated = [(claim, claim.valid) for claim in claims if claim.valid is not None]
    days = [(day, span.precision) for _, span in dated for day in (span.start, span.end) if day is not None]
    goes_on = any(span.start and not span.end and not span.ended for _, span in dated)
    return _period(days, [] if goes_on else days, goes_on=goes_on, ended=any(has_ended(claim) for claim, _ in dated) and not goes_on)


def ended_event_period(claims: Iterable[Claim], ended: Iterable[Claim]) -> Period:
    """Return when an ended relation held: from the first known day to the last on which it is said to have held; open if it began again after that.

    Args:
        claims: claims of the relation, including those that state its end.
        ended: claims that say that it or a broader relation has ended.
    """
    over = {claim.id: claim for claim in (*(claim for claim in claims if has_ended(claim)), *ended)}.values()
    spans = [claim.valid for claim in {claim.id: claim for claim in (*claims, *over)}.values() if claim.valid is not None]
    starts = [(span.start, span.precision) for span in spans if span.start]
    ends = [(claim.valid.end, claim.valid.precision) for claim in over if claim.valid and claim.valid.end]
    if starts and ends and max(starts)[0] > max(ends)[0]:
        # It began again, and no text gives the day on which that ended.
        ends = []
    return _period(starts, ends, ended=True)


def publication_period(articles: Iterable[Article]) -> Period:
    """Return the first and last day of publication; an empty period if no article is dated."""
    dated = [(article.published, article.published_precision) for article in articles if article.published is not None]
    return _period(dated, dated)


def _period(first: Sequence[_Day], last: Sequence[_Day], *, goes_on: bool = False, ended: bool = False) -> Period:
    """Return the period from the earliest to the latest of some days, each at its own precision, the most exact one that is given for it."""
    begun, over = min((day for day, _ in first), default=None), max((day for day, _ in last), default=None)
    exact = list(Precision).index
    of_first, of_last = (min((precision for day, precision in days if day == end), key=exact, default=Precision.DAY) for days, end in ((first, begun), (last, over)))
    return Period(begun, over, of_first if begun else of_last, goes_on, ended, of_last)


def period_words(period: Period) -> str:
    """Return a period as text: `2019-12-10`, `2014 to 2018, ended`, `since 2014`, `from 2014, ended`; "" if nothing is known."""
    first, last = end_words(period)
    if first and last:
        days = first if first == last else f"{first} to {last}"
    else:
        days = f"{'from' if period.ended else 'since'} {first}" if first else f"until {last}" if last else ""
    return ", ".join(filter(None, (days, "ended" if period.ended else "")))


def end_words(period: Period) -> tuple[str, str]:
    """Return the first and the last day as text, each at its precision; "" if unknown."""
    return day_words(period.first, period.precision), day_words(period.last, period.last_precision or period.precision)
