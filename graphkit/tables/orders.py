"""The order of day and month in the date columns of one table, which no single row shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from graphkit.dates import Order, parse_date, settled
from graphkit.model import Failure
from graphkit.tables.mapping import NOTHING, Mapping, When
from graphkit.tables.rows import Row
from graphkit.tables.sheets import ZERO

_FIGURES = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)", re.ASCII)
# Spreadsheet serial numbers of 1954 to 2064.
_SERIAL = re.compile(r"([2-5]\d{4})(?:[.,]\d+)?", re.ASCII)
_FULL = re.compile(r"\d{4}-\d\d-\d\d(?![\d-]).*", re.ASCII | re.DOTALL)


def in_order(mapping: Mapping, rows: Iterable[Row | Failure], zero: date = ZERO) -> Mapping:
    """Return the mapping with the order of day and month of each date column, if the rows of the table agree on it.

    Five digits are serial numbers if all other dates of the column are written as YYYY-MM-DD. Dates that stay open are
    not read; the mapping then has the line that says so, with an example.

    Args:
        mapping: the mapping.
        rows: all rows.
        zero: day 0 of serial numbers.
    """
    columns = {when.columns["date"] for when in mapping.whens() if "date" in when.columns}
    figures: dict[str, dict[str, None]] = {column: {} for column in columns}
    serials: dict[str, str] = {}
    others: set[str] = set()
    for item in rows if columns else ():
        if isinstance(item, Failure):
            continue
        for column in columns:
            cell = item.cells[column]
            if _SERIAL.fullmatch(cell):
                serials.setdefault(column, cell)
                continue
            if found := _FIGURES.match(cell):
                figures[column][found[0]] = None
            if cell not in NOTHING and not _FULL.fullmatch(cell):
                others.add(column)
    orders = {column: settled(seen) for column, seen in figures.items()}
    doubts = {column: line for column in sorted(columns) if (line := _doubt(column, figures[column], orders[column], serials.get(column) if column in others else None))}

    def settle(when: When) -> When:
        column = when.columns.get("date", "")
        return replace(when, order=orders.get(column), zero=None if column in others else zero, doubt=doubts.get(column, ""))

    return mapping.with_whens(settle)


def serial_day(cell: str, zero: date | None) -> date | None:
    """Return the day of a serial number; None if the cell or the column has none."""
    number = _SERIAL.fullmatch(cell) if zero else None
    return zero + timedelta(days=int(number[1])) if zero and number else None


def is_doubtful(cell: str) -> bool:
    """Whether a cell that could not be read is of the kind that the line of its column is about."""
    return bool(_FIGURES.match(cell) or _SERIAL.fullmatch(cell))


def _doubt(column: str, figures: Iterable[str], order: Order | None, serial: str | None) -> str:
    open_ = next((cell for cell in figures if order is None and parse_date(cell)[0] is None), None)
    reasons = []
    if open_:
        reasons.append(f"{open_!r} may be day or month first, and the column does not show which")
    if serial:
        reasons.append(f"{serial!r} may be a day number of a spreadsheet ({serial_day(serial, ZERO)} in Excel), but other dates of the column are none")
    return f"dates not read: column {column!r}, such as {'; '.join(reasons)}; write its dates as YYYY-MM-DD" if reasons else ""
