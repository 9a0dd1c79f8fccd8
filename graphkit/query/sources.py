"""How many sources stand behind claims: copies of one text, or of one quote, are one source."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graphkit.model import Article, Claim
from graphkit.standing import sources


def independent(claims: Iterable[Claim], article: Callable[[str], Article]) -> int:
    """Number of sources that stand behind claims; copies of one text, or of one quote, are one source."""
    return sources(_cited(claim, article(claim.article)) for claim in claims)


def _cited(claim: Claim, about: Article) -> tuple[str, str, str]:
    quote = " ".join(claim.evidence[0].quote.split()).casefold()
    return quote, about.copy_of or about.key, about.outlet or about.key
