"""Date formats of table columns: order of day and month, and spreadsheet serial numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.dates import Order, parse_date, settled
from graphkit.documents.plain import NOTHING

# Day 0 of spreadsheet serial numbers; workbooks of old Mac versions count from 1904.
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Serial numbers of 1954 to 2064.
_FIRST, _LAST = 20_000, 60_000
_NUMBER = re.compile(r"\d{5}(?:[.,]\d{1,12})?", re.ASCII)


class Later:
    """Order of day and month in rows that are streamed; inferred from all rows when the first ambiguous date appears."""

    def __init__(self, days: Callable[[], Iterable[object]]) -> None:
        """Store the function that returns the dates of all rows."""
        self._days, self._known = days, False
        self._order: Order | None = None

    def of(self, day: object) -> Order | None:
        """Return the order if this date needs one to be parsed."""
        if not self._known and parse_date(day)[0] is None and any(parse_date(day, order)[0] for order in Order):
            self._known, self._order = True, settled(self._days())
        return self._order


@dataclass(slots=True)
class Habit:
    """Date format of a column.

    Attributes:
        order: order of day and month in ambiguous dates, None if unknown.
        serial: whether all non-empty values are serial numbers.
        epoch: day 0 of the serial numbers.
    """

    order: Order | None
    serial: bool
    epoch: date = EPOCH

    def day(self, cell: object) -> object:
        """Return the date of a serial number if the column has them; other cells unchanged."""
        number = serial(cell) if self.serial else None
        return cell if number is None else self.epoch + timedelta(days=number)


def habit(values: Iterable[object], epoch: date = EPOCH) -> Habit:
    """Infer the date format of a column in one pass.

    Serial numbers are accepted only if all other values are real dates or empty; with a year, a word or a
    number out of range, the meaning of the numbers is unclear.

    Args:
        values: all values of the column.
        epoch: day 0 of the workbook.
    """
    numbers, others = 0, 0

    def counted() -> Iterator[object]:
        nonlocal numbers, others
        for value in values:
            if serial(value) is not None:
                numbers += 1
            elif value is not None and not isinstance(value, date) and str(value).strip().casefold() not in NOTHING:
                others += 1
            yield value

    order = settled(counted())
    return Habit(order, numbers > 0 and others == 0, epoch)


def serial(cell: object) -> int | None:
    """Return the whole days of a serial number in the plausible range, else None."""
    if isinstance(cell, str):
        cell = cell.strip()
        number = float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else math.nan
    else:
        number = float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else math.nan
    return int(number) if _FIRST <= number < _LAST else None
