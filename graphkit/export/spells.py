"""Stretches of days in which a tie held or happened, as calendars of other programs want them: sorted, without overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from graphkit.days import last_day
from graphkit.model import Claim, Polarity, Precision

# First and last day; None where the stretch is open.
Spell = tuple[date | None, date | None]
_ONE = timedelta(days=1)


def spell_of(claim: Claim, published: date | None, final: date | None = None, precision: Precision = Precision.DAY) -> Spell | None:
    """When one claim holds: the days that its text names, else from the day of publication on.

    An event has the days on which it happened. What has ended without a known last day ended
    before the article said so; that something is no longer so holds from that end on. What holds
    from some day of a month or year on surely holds on the last one of it, and no earlier one is claimed.

    Args:
        claim: the claim.
        published: when its article was published, None where that is unknown.
        final: its last day, where a later claim says that it has ended.
        precision: how exactly the day of publication is known.

    Returns: None where no day is known at all.
    """
    valid = claim.valid
    if valid is None or not (valid.start or valid.end or valid.ended):
        first, last, known = published, None, precision
    elif valid.ended and claim.polarity is Polarity.NEGATIVE:
        first, last, known = valid.end or published, None, Precision.DAY if valid.end else precision
    else:
        first, last = valid.start, valid.end or (published if valid.ended else None)
        known = Precision.DAY if last else valid.precision
    last = final if last is None else last
    start = last_day(first, known) if first else None
    if first and start and last and last < start:
        # It ended within the month of its beginning, or an article is older than the day it speaks of.
        start = last = max(first, last)
    return (start, last) if start or last else None


def dated(spell: tuple[str | None, str | None]) -> Spell:
    """A stretch of days that was written as ISO 8601."""
    first, last = (date.fromisoformat(day) if day else None for day in spell)
    return first, last


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

