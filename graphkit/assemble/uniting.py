"""Merge duplicate claims and the records of several extractors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphkit.days import joined
from graphkit.model import READINGS, Actor, ArticleRecord, Claim


def united(records: Sequence[ArticleRecord]) -> ArticleRecord:
    """Merge what several extractors read from one article into one record; a claim that two read names both."""
    if len(records) == 1:
        return records[0]
    actors: dict[str, Actor] = {}
    for record in records:
        for actor in record.actors:
            actors.setdefault(actor.id, actor)
    names = dict(pair for record in reversed(records) for pair in record.names)
    claims = one_each(claim for record in records for claim in record.claims)
    return ArticleRecord(records[0].document, tuple(actors[i] for i in sorted(actors)), tuple(claims), tuple(sorted(names.items())))


def one_each(claims: Iterable[Claim]) -> list[Claim]:
    """Return one claim per id: the most confident reading, with evidence, support types and times merged."""
    by_id: dict[str, list[Claim]] = {}
    for claim in claims:
        by_id.setdefault(claim.id, []).append(claim)
    return sorted(map(_one, by_id.values()), key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.id))


def _one(same: Sequence[Claim]) -> Claim:
    """Merge readings of the same claim."""
    best = max(same, key=lambda c: (c.confidence, -c.evidence[0].start))
    return replace(
        best,
        evidence=tuple(sorted({e for claim in same for e in claim.evidence})),
        support_types=tuple(sorted({kind for claim in same for kind in claim.support_types})),
        extractor=READINGS.join(sorted({name for claim in same for name in claim.extractor.split(READINGS)})),
        valid=joined(claim.valid for claim in same),
    )


