"""How many sources stand behind claims: copies of one text, or of one quote, are one source."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graphkit.model import Article, Claim


def independent(claims: Iterable[Claim], article: Callable[[str], Article]) -> int:
    """Number of sources that stand behind claims; copies of one text, or of one quote, are one source."""
    origins: dict[str, str] = {}
    sources: dict[str, str] = {}
    for claim in claims:
        quote = " ".join(claim.evidence[0].quote.split()).casefold()
        about = article(claim.article)
        first = origins.setdefault(about.copy_of or about.key, about.outlet or about.key)
        sources.setdefault(quote, first)
    return len(set(sources.values()))
