"""Stretches of days in which a tie held or happened, as calendars of other programs want them: sorted, without overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from graphkit.model import Claim

# First and last day; None where the stretch is open.
Spell = tuple[date | None, date | None]
_ONE = timedelta(days=1)


def spell_of(claim: Claim, published: date | None) -> Spell | None:
    """When one claim holds: the days that its text names, else from the day of publication on.

    An event has the days on which it happened. What has ended without a known last day ended
    before the article said so. None where no day is known at all.
    """
    valid = claim.valid
    if valid is None or not (valid.start or valid.end or valid.ended):
        return (published, None) if published else None
    last = valid.end or (published if valid.ended else None)
    if valid.start and last and last < valid.start:
        last = valid.start
    return (valid.start, last) if valid.start or last else None


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """The same days in as few stretches as can be: what overlaps or touches becomes one.

    Gephi refuses an interval that overlaps with another of the same edge.
    """
    made: list[Spell] = []
    for start, end in sorted(spells, key=lambda spell: (spell[0] or date.min, spell[1] or date.max)):
        if made and _touches(made[-1][1], start):
            first, last = made[-1]
            made[-1] = (first, None if last is None or end is None else max(last, end))
        else:
            made.append((start, end))
    return made


def _touches(last: date | None, start: date | None) -> bool:
    """Whether a stretch that begins at `start` adds to one that ends at `last`."""
    return last is None or start is None or last == date.max or start <= last + _ONE

