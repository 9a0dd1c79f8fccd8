"""Counts the independent sources of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graphkit.model import Article, Brief, Claim
from graphkit.standing import sources


def count_sources(claims: Iterable[Claim | Brief], article: Callable[[str], Article]) -> int:
    """Return the number of sources of claims; copies of one text or quote, and what one named speaker says, are one source."""
    return sources(_source(claim, article(claim.article)) for claim in claims)


def _source(claim: Claim | Brief, about: Article) -> tuple[str, str, str, str, bool]:
    return claim.words, about.copy_of or about.key, about.outlet or about.key, claim.speaker, about.copy_of is not None
