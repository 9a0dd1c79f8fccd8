"""Parse dates in options: 2020-05-31 or 31 May 2020; a month or year means its first or last day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graphkit.errors import UsageError, shortened

if TYPE_CHECKING:
    from graphkit.model import Precision


def first_day(text: str) -> date:
    """Parse a date; for a month or year, return its first day.

    Raises:
        UsageError: the text is not a date, or ambiguous (03/04/2020).
    """
    return _read(text)[0]


def last_day(text: str) -> date:
    """Parse a date; for a month or year, return its last day."""
    from graphkit.days import last_day

    return last_day(*_read(text))


def whole_day(text: str) -> date:
    """Parse a full date; a month or year is not accepted."""
    from graphkit.model import Precision

    day, precision = _read(text)
    if precision is not Precision.DAY:
        raise UsageError(f"{text!r} is not a full date; write it as 2020-05-31")
    return day


def is_day(text: str) -> bool:
    """Whether a text is a date, or a month or year."""
    from graphkit.dates import parse_date

    return parse_date(text)[0] is not None


def _read(text: str) -> tuple[date, Precision]:
    from graphkit.dates import parse_date

    day, precision = parse_date(text)
    if day is None:
        raise UsageError(f"{shortened(text, 80)!r} is not a date; write it as 2020-05-31, or a month as 2020-05")
    return day, precision
