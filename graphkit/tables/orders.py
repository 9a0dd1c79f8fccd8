"""The order of day and month in the date columns of one table, which no single row shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from graphkit.dates import Order, parse_date, settled
from graphkit.model import Failure
from graphkit.tables.mapping import Mapping, When
from graphkit.tables.rows import Row

_FIGURES = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)", re.ASCII)
# Day numbers of spreadsheets: 1927 to 2119.
_SERIAL = re.compile(r"([1-7]\d{4})(?:[.,]\d+)?", re.ASCII)
_ZERO = date(1899, 12, 30)


def in_order(mapping: Mapping, rows: Iterable[Row | Failure]) -> Mapping:
    """Return the mapping with the order of day and month of each date column, if the rows of the table agree on it.

    Dates whose order stays open are not read; the mapping then has the line that says so, with an example.
    """
    columns = {when.columns["date"] for when in mapping.whens() if "date" in when.columns}
    figures: dict[str, dict[str, None]] = {column: {} for column in columns}
    serials: dict[str, str] = {}
    for item in rows if columns else ():
        if isinstance(item, Failure):
            continue
        for column in columns:
            if found := _FIGURES.match(item[1][column]):
                figures[column][found[0]] = None
            elif _SERIAL.fullmatch(item[1][column]):
                serials.setdefault(column, item[1][column])
    orders = {column: settled(seen) for column, seen in figures.items()}
    doubts = {column: line for column in sorted(columns) if (line := _doubt(column, figures[column], orders[column], serials.get(column)))}

    def settle(when: When) -> When:
        column = when.columns.get("date", "")
        return replace(when, order=orders.get(column), doubt=doubts.get(column, ""))

    return mapping.with_whens(settle)


def is_doubtful(cell: str) -> bool:
    """Whether a cell that could not be read is of the kind that the line of its column is about."""
    return bool(_FIGURES.match(cell) or _SERIAL.fullmatch(cell))


def _doubt(column: str, figures: Iterable[str], order: Order | None, serial: str | None) -> str:
    open_ = next((cell for cell in figures if order is None and parse_date(cell)[0] is None), None)
    reasons = []
    if open_:
        reasons.append(f"{open_!r} may be day or month first, and the column does not show which")
    if serial:
        reasons.append(f"{serial!r} is a day number of a spreadsheet ({_ZERO + timedelta(days=int(serial[:5]))} in Excel)")
    return f"dates not read: column {column!r}, such as {'; '.join(reasons)}; write its dates as YYYY-MM-DD" if reasons else ""
