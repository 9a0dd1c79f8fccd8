"""Sheets of XLSX workbooks, streamed row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from graphkit.errors import DocumentError

MOST_CELLS = 1_000
ZERO, ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)


def sheet_names(path: Path) -> list[str]:
    """Return the names of the worksheets (chart sheets have no cells).

    Raises:
        DocumentError: the workbook cannot be read, or openpyxl is not installed.
    """
    with _workbook(path) as book:
        return [sheet.title for sheet in book.worksheets]


def sheet_cells(path: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text: dates in ISO format, integers without ".0".

    Raises:
        DocumentError: as in `sheet_names`.
    """
    with _workbook(path) as book:
        for row in book[name].iter_rows(values_only=True, max_col=MOST_CELLS):
            yield [_text(value) for value in row]


def day_zero(path: Path) -> date:
    """Return day 0 of the serial numbers of a workbook; those of old Mac versions count from 1904.

    Raises:
        DocumentError: as in `sheet_names`.
    """
    with _workbook(path) as book:
        return ZERO_1904 if book.epoch.year == ZERO_1904.year else ZERO


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | time) else str(value)


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    try:
        import openpyxl
    except ImportError as error:
        raise DocumentError(f"{path}: XLSX needs openpyxl: pip install 'alliance-graphkit[documents]', or save it as CSV") from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        with closing(book):
            yield book
    except (LookupError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise DocumentError(f"{path}: cannot be read as XLSX: {' '.join(str(error).split())[:300]}") from error
