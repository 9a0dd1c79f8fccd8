"""Computes the periods of claims: event dates from the text, and publication dates."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.days import coarsest, day_words
from graphkit.model import Article, Claim
from graphkit.query.dossier import Period
from graphkit.standing import has_ended


def event_period(claims: Iterable[Claim]) -> Period:
    """Return when something happened or held, over all claims that state a time."""
    spans = [claim.valid for claim in claims if claim.valid is not None]
    days = [day for span in spans for day in (span.start, span.end) if day is not None]
    precision = coarsest(span.precision for span in spans if span.start or span.end)
    goes_on = any(span.start and not span.end and not span.ended for span in spans)
    ended = any(span.ended for span in spans) and not goes_on
    if not days:
        return Period(precision=precision, ended=ended)
    return Period(min(days), None if goes_on else max(days), precision, goes_on, ended)


def ended_event_period(claims: Iterable[Claim], ended: Iterable[Claim]) -> Period:
    """Return when an ended relation held: from the first known day to the last on which it is said to have held.

    Args:
        claims: claims of the relation, including those that state its end.
        ended: claims that say that it or a broader relation has ended.
    """
    over = {claim.id: claim for claim in (*(claim for claim in claims if has_ended(claim)), *ended)}.values()
    spans = [claim.valid for claim in {claim.id: claim for claim in (*claims, *over)}.values() if claim.valid is not None]
    first = min((span.start for span in spans if span.start), default=None)
    last = max((claim.valid.end for claim in over if claim.valid and claim.valid.end), default=None)
    return Period(first, last, coarsest(span.precision for span in spans if span.start or span.end), ended=True)


def publication_period(articles: Iterable[Article]) -> Period:
    """Return the first and last day of publication; an empty period if no article is dated."""
    dated = [(article.published, article.published_precision) for article in articles if article.published is not None]
    days = [day for day, _ in dated]
    return Period(min(days), max(days), coarsest(precision for _, precision in dated)) if days else Period()


def period_words(period: Period) -> str:
    """Return a period as text: `2019-12-10`, `2014 to 2018, ended`, `since 2014`; "" if no day is known."""
    first, last = (day_words(day, period.precision) for day in (period.first, period.last))
    if first and last:
        days = first if first == last else f"{first} to {last}"
    else:
        days = f"since {first}" if first else f"until {last}" if last else ""
    return ", ".join(filter(None, (days, "ended" if period.ended else "")))
