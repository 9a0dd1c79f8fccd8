"""Counts the independent sources of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from graphkit.model import Article, Brief, Claim
from graphkit.standing import sources


def count_sources(claims: Iterable[Claim | Brief], article: Callable[[str], Article]) -> int:
    """Return the number of sources of claims; copies of one text or quote, and what one named speaker says, are one source."""
    return sources(_source(claim, article(claim.article)) for claim in claims)


def independent_first(claims: Iterable[Claim], article: Callable[[str], Article], most: int) -> list[Claim]:
    """Return claims with up to `most` from independent sources first; else originals before copies, outlets before the speakers that they quote, then by day."""

    def place(claim: Claim) -> tuple[bool, bool, date]:
        about = article(claim.article)
        return about.copy_of is not None, bool(claim.speaker), about.published or date.max

    ordered = sorted(claims, key=place)
    first: list[Claim] = []
    for claim in ordered:
        if len(first) < most and count_sources([*first, claim], article) > len(first):
            first.append(claim)
    return [*first, *(claim for claim in ordered if claim not in first)]


def _source(claim: Claim | Brief, about: Article) -> tuple[str, str, str, str, bool]:
    return claim.words, about.copy_of or about.key, about.outlet or about.key, claim.speaker, about.copy_of is not None
