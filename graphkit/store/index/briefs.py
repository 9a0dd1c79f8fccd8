"""Read compact claims from the index; those of a whole graph fit into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graphkit.model import Brief, Polarity, Status, TimeSpan, speaker_of
from graphkit.store.index.rows import SPEAKER, day_of

BRIEF_COLUMNS = f"article, name, subject, predicate, object, status, denied, confidence, begun, until, ended, words, {SPEAKER}"
_POLARITIES = (Polarity.POSITIVE, Polarity.NEGATIVE)


def briefs_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[Brief]:
    """Yield the claims of rows of `BRIEF_COLUMNS`; equal values are shared to save memory."""
    same: dict[Any, Any] = {}
    statuses = {str(status): status for status in Status}
    for article, name, subject, predicate, object_, status, denied, confidence, begun, until, ended, words, said_by in rows:
        shared = [same.setdefault(value, value) for value in (article, subject, predicate, object_, confidence, speaker_of(status, subject, object_, said_by))]
        key, one, relation, other, sure, speaker = shared
        span = TimeSpan(day_of(begun), day_of(until), ended=bool(ended)) if begun or until or ended else None
        yield Brief(key, name, one, relation, other, statuses[status], _POLARITIES[denied], sure, span, words, speaker)
