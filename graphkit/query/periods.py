"""First and last days of claims: of the deed, by the words of the text, and of publication."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.days import coarsest, day_words
from graphkit.model import Article, Claim
from graphkit.query.dossier import Period


def deeds(claims: Iterable[Claim]) -> Period:
    """When something happened or held, over all claims that give a time."""
    spans = [claim.valid for claim in claims if claim.valid is not None]
    days = [day for span in spans for day in (span.start, span.end) if day is not None]
    precision = coarsest(span.precision for span in spans if span.start or span.end)
    goes_on = any(span.start and not span.end and not span.ended for span in spans)
    ended = any(span.ended for span in spans) and not goes_on
    if not days:
        return Period(precision=precision, ended=ended)
    return Period(min(days), None if goes_on else max(days), precision, goes_on, ended)


def printed(articles: Iterable[Article]) -> Period:
    """First and last day of publication."""
    dated = [(article.published, article.published_precision) for article in articles if article.published is not None]
    days = [day for day, _ in dated]
    return Period(min(days), max(days), coarsest(precision for _, precision in dated)) if days else Period()


def period_words(period: Period) -> str:
    """A period for people: `2019-12-10`, `2014 to 2018, ended`, `since 2014`; "" where no day is known."""
    first, last = (day_words(day, period.precision) for day in (period.first, period.last))
    if period.goes_on:
        days = f"since {first}"
    else:
        days = first if first == last else f"{first} to {last}"
    return ", ".join(filter(None, (days, "ended" if period.ended else "")))
