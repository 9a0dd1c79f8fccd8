"""How a column of a table writes its days: what stands first in them, and whether they are the numbers that spreadsheets count days with."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.dates import Order, parse_date, settled
from graphkit.documents.plain import NOTHING

# The days before the first one that a spreadsheet counts; workbooks of old Macs count from 1904.
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# The numbers of days from 1954 to 2064.
_FIRST, _LAST = 20_000, 60_000
_NUMBER = re.compile(r"\d{5}(?:[.,]\d{1,12})?", re.ASCII)


class Later:
    """What stands first in the days of rows that are read as they come: found out when the first day leaves it open, from all of them."""

    def __init__(self, days: Callable[[], Iterable[object]]) -> None:
        """Take what gives the days of all rows."""
        self._days, self._known = days, False
        self._order: Order | None = None

    def of(self, day: object) -> Order | None:
        """The order, where this day needs one."""
        if not self._known and parse_date(day)[0] is None and any(parse_date(day, order)[0] for order in Order):
            self._known, self._order = True, settled(self._days())
        return self._order


@dataclass(slots=True)
class Habit:
    """How a column writes its days.

    Attributes:
        order: what stands first where figures leave it open.
        serial: whether all that is filled in are numbers of days.
        epoch: day 0 of such numbers.
    """

    order: Order | None
    serial: bool
    epoch: date = EPOCH

    def day(self, cell: object) -> object:
        """The day that a number counts, where the column holds such; any other cell as it is."""
        number = _serial(cell) if self.serial else None
        return cell if number is None else self.epoch + timedelta(days=number)


def habit(values: Iterable[object], epoch: date = EPOCH) -> Habit:
    """What the values of a column show, in one pass.

    Numbers of days are believed only where nothing else but real dates is filled in: of a year,
    a word or a number far off nobody knows what the others are.

    Args:
        values: of the whole column.
        epoch: day 0 of its workbook.
    """
    numbers, others = 0, 0

    def counted() -> Iterator[object]:
        nonlocal numbers, others
        for value in values:
            if _serial(value) is not None:
                numbers += 1
            elif value is not None and not isinstance(value, date) and str(value).strip().casefold() not in NOTHING:
                others += 1
            yield value

    order = settled(counted())
    return Habit(order, numbers > 0 and others == 0, epoch)


def _serial(cell: object) -> int | None:
    """The whole days of a number in a plausible range."""
    if isinstance(cell, str):
        cell = cell.strip()
        number = float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else math.nan
    else:
        number = float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else math.nan
    return int(number) if _FIRST <= number < _LAST else None
