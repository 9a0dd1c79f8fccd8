"""Read compact claims from the index; those of a whole graph fit into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from graphkit.model import Brief, Polarity, Status, TimeSpan

BRIEF_COLUMNS = "article, name, subject, predicate, object, status, denied, confidence, begun, until, ended, words"
_POLARITIES = (Polarity.POSITIVE, Polarity.NEGATIVE)


def briefs_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[Brief]:
    """Yield the claims of rows of `BRIEF_COLUMNS`; equal values are shared to save memory."""
    same: dict[Any, Any] = {}
    statuses = {str(status): status for status in Status}
    for article, name, subject, predicate, object_, status, denied, confidence, begun, until, ended, words in rows:
        shared = [same.setdefault(value, value) for value in (article, subject, predicate, object_, confidence)]
        key, one, relation, other, sure = shared
        span = TimeSpan(_day(begun), _day(until), ended=bool(ended)) if begun or until or ended else None
        yield Brief(key, name, one, relation, other, statuses[status], _POLARITIES[denied], sure, span, words)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
