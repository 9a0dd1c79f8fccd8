"""Time spans (spells) of ties: sorted, without overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from graphkit.days import last_day
from graphkit.model import Claim, Polarity, Precision
from graphkit.standing import going_on

# First and last day; None if open.
Spell = tuple[date | None, date | None]
_ONE = timedelta(days=1)


def spell_of(claim: Claim, published: date | None, final: date | None = None, precision: Precision = Precision.DAY) -> Spell | None:
    """Return when one claim holds: the days that its text names, else from the day of publication on.

    An event has the days on which it happened, and those until the end that a later claim states. A relation that
    ended on an unknown day ended by the day of publication; a denial with "no longer" holds from that end on. A
    relation that began in some month or year starts on its last day, so that no earlier day is claimed.

    Args:
        claim: the claim.
        published: day of publication of its article, None if unknown.
        final: last day according to a later claim that the relation has ended.
        precision: precision of the day of publication.

    Returns: None if no day is known.
    """
    valid = claim.valid
    if valid is None or not (valid.start or valid.end or valid.ended):
        first, last, known = published, None, precision
    elif valid.ended and claim.polarity is Polarity.NEGATIVE:
        first, last, known = valid.end or published, None, Precision.DAY if valid.end else precision
    else:
        first, last = valid.start or (going_on(valid, published) if valid.ended else None), valid.end or (published if valid.ended else None)
        known = Precision.DAY if last else valid.precision
    if final is not None and (last is None or not (valid and valid.ended)):
        # What began with an event, as sanctions do, lasted until it ended.
        last = max(last or final, final)
    start = last_day(first, known) if first else None
    if first and start and last and last < start:
        # It ended within the month in which it began, or the article is older than the day it names.
        start = last = max(first, last)
    return (start, last) if start or last else None


def dated(spell: tuple[str | None, str | None]) -> Spell:
    """Parse a spell written as ISO 8601."""
    first, last = (date.fromisoformat(day) if day else None for day in spell)
    return first, last


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """Return the same days in as few spells as possible; overlapping or adjacent spells are joined.

    Gephi rejects overlapping intervals of one edge.
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
    """Whether a spell that begins at `start` overlaps or continues one that ends at `last`."""
    return last is None or start is None or last == date.max or start <= last + _ONE

