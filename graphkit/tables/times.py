"""Dates of a row, and the time span of its claims."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from collections.abc import Mapping as Dict
from datetime import date, datetime, timedelta

from graphkit.dates import Order, parse_date
from graphkit.days import coarsest, day_words, last_day
from graphkit.model import Precision, TimeSpan
from graphkit.tables.mapping import NOTHING, Time, When, holds, holds_any
from graphkit.tables.orders import is_doubtful, serial_day

_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
Day = tuple[date, Precision]


@functools.lru_cache(maxsize=65_536)
def parse_day(cell: str, order: Order | None = None) -> Day | None:
    """Parse a date, month or year (as its first day); None if the cell is unreadable, or ambiguous without an order."""
    match = re.fullmatch(r"\+?(\d{4}.*?)(?:\.0+)?", cell, re.A)
    day, precision = parse_date(match[1] if match else cell, order)
    return (day, precision) if day else None


def _day(year: str, month: str | int | None, day: str | None) -> Day | None:
    try:
        found = date(int(year), int(month or 1), int(day or 1) if month else 1)
    except ValueError:
        return None
    return found, Precision.DAY if month and day else Precision.MONTH if month else Precision.YEAR


def _is_ahead(day: Day) -> bool:
    """Whether a date, month or year starts in the future in every time zone."""
    return day[0] > datetime.now().astimezone().date() + timedelta(days=2)


def day_of(row: Dict[str, str], when: When, note: Callable[[str], None], *, may_lie_ahead: bool = False) -> Day | None:
    """Return the day, month or year given by the columns; unreadable and future dates are noted.

    Args:
        row: cells by column name.
        when: the columns of the date.
        note: called with one line for each such date.
        may_lie_ahead: whether future dates are expected and not noted.
    """
    columns = when.columns
    cells = {part: row[column] for part, column in columns.items() if row[column] not in NOTHING}
    if not cells:
        return None
    found = _dated(cells["date"], when) if "date" in cells else _of_parts(cells) if "year" in cells else None
    if found is None and when.doubt and is_doubtful(cells.get("date", "")):
        note(when.doubt)
    elif found is None:
        note("unreadable date, skipped: " + ", ".join(f"{columns[part]} {cell[:_LONGEST]!r}" for part, cell in cells.items()))
    elif not may_lie_ahead and _is_ahead(found):
        note(f"date in the future, kept: {day_words(*found)}")
    if found is not None and when.coarse and (found[0].month, found[0].day) == (1, 1):
        return found[0], Precision.YEAR
    return found


def _dated(cell: str, when: When) -> Day | None:
    day = serial_day(cell, when.zero)
    return (day, Precision.DAY) if day else parse_day(cell, when.order)


def _of_parts(cells: Dict[str, str]) -> Day | None:
    """Return the date given by separate columns; 0 and negative numbers mean that a part is unknown."""
    parts = {part: _number(cell) for part, cell in cells.items()}
    if None in parts.values() or not parts["year"]:
        return None
    month = parts.get("month") or None
    return _day(str(parts["year"]), month, str(parts.get("day") or "") or None)


def _number(cell: str) -> int | None:
    """Parse a number as tables write it ("1990", "1990.0", "-9"); negative numbers as 0."""
    match = re.fullmatch(r"(-?\d{1,4})(?:\.0+)?", cell.strip(), re.A)
    return max(int(match[1]), 0) if match else None


def span_of(row: Dict[str, str], time: Time, note: Callable[[str], None], *, act: bool = False) -> TimeSpan | None:
    """Return when the event happened or the relation held, and whether it has ended; None if the row does not say.

    Args:
        row: cells by column name.
        time: the columns of the time.
        note: called with one line for each date that cannot be read.
        act: whether the relation is an act, which cannot end: its last day is that of the event.
    """
    vague = holds_any(time.vague, row)
    first, last = _stretch(row, time, note)
    if first or last:
        return _span(first or last, last or first, note, vague=vague, ended=False)
    begin, goes_on = day_of(row, time.begins, note), holds_any(time.ongoing, row)
    unread = None if goes_on else _unread_end(row, time)
    if unread is not None:
        note(f"end not read, {'skipped' if act else 'treated as ended on an unknown day'}: {unread[:_LONGEST]!r}")
        if time.ends.doubt and is_doubtful(unread):
            note(time.ends.doubt)
    end = None if goes_on or unread is not None else day_of(row, time.ends, note, may_lie_ahead=True)
    if end is not None and not goes_on and last_day(*end) > datetime.now().astimezone().date():
        # Includes 9999-12-31, which databases use for "no end".
        note(f"end in the future, treated as not ended: {day_words(*end)}")
        goes_on = True
    ended = not goes_on and (end is not None or unread is not None or (bool(time.ended) and holds(time.ended, row)))
    if begin is None and (not ended or (act and end is None)):
        return None
    if act:
        return _span(begin or end, end if ended else None, note, vague=vague, ended=False)
    return _span(begin, end if ended else None, note, vague=vague, ended=ended)


def unclear_end(row: Dict[str, str], time: Time) -> str:
    """Return the cell with the end of a relation if it is no date, so that it may or may not have ended; else ""."""
    cell = None if holds_any(time.ongoing, row) else _unread_end(row, time)
    return "" if cell is None or _YEAR.search(cell) or is_doubtful(cell) else cell


def _unread_end(row: Dict[str, str], time: Time) -> str | None:
    """Return the cell with the end of a relation if it is given but could not be read."""
    cell = row[time.ends.columns["date"]] if "date" in time.ends.columns else ""
    return cell if cell not in NOTHING and _dated(cell, time.ends) is None else None


def _stretch(row: Dict[str, str], time: Time, note: Callable[[str], None]) -> tuple[Day | None, Day | None]:
    """Return the first and last day of an event; for a list of years, the earliest and the latest."""
    column = time.on[0].columns.get("years")
    if column is None:
        first = day_of(row, time.on[0], note)
        return first, first if time.on[1] == time.on[0] else day_of(row, time.on[1], note)
    years = [found for year in _YEAR.findall(row[column]) if (found := _day(year, None, None))]
    if row[column] not in NOTHING and not years:
        note(f"unreadable years, skipped: {column} {row[column][:_LONGEST]!r}")
    return min(years, default=None), max(years, default=None)


def _span(first: Day | None, last: Day | None, note: Callable[[str], None], *, vague: bool, ended: bool) -> TimeSpan:
    if vague:
        first, last = (day and (day[0].replace(day=1), coarsest((day[1], Precision.MONTH))) for day in (first, last))
    precision = coarsest(day[1] for day in (first, last) if day)
    start, end = first[0] if first else None, last_day(*last) if last else None
    if start and end and end < start:
        note(f"end before start, {'start dropped' if ended else 'swapped'}: {start} to {end}")
        start, end = (None, end) if ended else (end, start)
    return TimeSpan(start, end, precision, ended)
