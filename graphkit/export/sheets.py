"""XLSX workbooks with actors, ties and claims on one sheet each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import UsageError
from graphkit.export.cells import runs
from graphkit.export.flat import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_rows
from graphkit.export.rows import CLAIM_COLUMNS, claim_rows
from graphkit.store import View

if TYPE_CHECKING:
    import xlsxwriter

# Limits of Excel (characters per cell, rows per sheet).
LONGEST = 32_767
ROWS = 1_048_576
_CUT = " […] (cut: a cell holds {longest:,} characters; the CSV has all {whole:,})"
_DAYS = frozenset({"first", "last", "event_from", "event_until", "valid_from", "valid_until", "published"})
_WIDE = {"quote": 80, "quotes": 80, "label": 24, "subject": 24, "object": 24, "kind": 28}
# Excel's calendar is wrong before this day (it has a 29 February 1900).
_OLDEST = date(1900, 3, 1)


def xlsx(view: View, part: str) -> bytes:
    """Workbook (Excel, LibreOffice) with the sheets nodes, edges and claims; dates as date cells, no formulas."""
    return workbook(("nodes", NODE_COLUMNS, node_rows(view, part)), ("edges", EDGE_COLUMNS, edge_rows(view, part)), ("claims", CLAIM_COLUMNS, list(claim_rows(view))))


def workbook(*sheets: tuple[str, Sequence[str], Sequence[Mapping[str, Any]]]) -> bytes:
    """Return a workbook of tables; text is never run as a formula.

    Args:
        sheets: name, columns and rows of each sheet.

    Raises:
        UsageError: XlsxWriter is not installed, or a sheet has too many rows.
    """
    out = io.BytesIO()
    with _book(out, in_memory=True) as book:
        for name, columns, rows in sheets:
            _sheet(book, name, columns, rows)
    return out.getvalue()


def claims_workbook(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write a workbook with one sheet of claims, row by row, in constant memory.

    Args:
        rows: rows of `CLAIM_COLUMNS`.
        path: the file to write.

    Raises:
        UsageError: there are more rows than a sheet can hold, or XlsxWriter is not installed.
    """
    with _book(str(path), constant_memory=True) as book:
        sheet, formats = _headed(book, "claims", CLAIM_COLUMNS)
        number = 0
        for number, row in enumerate(rows, 1):
            if number >= ROWS:
                raise UsageError(f"a spreadsheet holds {ROWS:,} rows, and there are more claims; take the CSV")
            for place, column in enumerate(CLAIM_COLUMNS):
                _write(sheet, number, place, row.get(column), formats["quoted"], formats["day"] if column in _DAYS else None)
        sheet.autofilter(0, 0, number, len(CLAIM_COLUMNS) - 1)


def _book(target: str | io.BytesIO, **options: bool) -> xlsxwriter.Workbook:
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(f"XLSX needs more packages ({error}); install them with: pip install 'alliance-graphkit[tables]'") from error
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, **options})
    # The default is the current time; the same graph must give the same bytes.
    book.set_properties({"title": "Alliance graph", "created": datetime(1980, 1, 1)})
    return book


def _headed(book: xlsxwriter.Workbook, name: str, columns: Sequence[str]) -> tuple[Any, dict[str, Any]]:
    """Add a sheet with a header row; return it with the formats for dates and for text that looks like a formula."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDE.get(column, 14))
        sheet.write_string(0, place, column, bold)
    # The quote prefix keeps the cell text when it is edited.
    return sheet, {"day": book.add_format({"num_format": "yyyy-mm-dd"}), "quoted": book.add_format({"quote_prefix": True})}


def _sheet(book: xlsxwriter.Workbook, name: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    if len(rows) + 1 > ROWS:
        raise UsageError(f"the sheet {name} would have {len(rows) + 1:,} rows, and a spreadsheet holds {ROWS:,}; use --format {name}-csv or {name}-parquet")
    sheet, formats = _headed(book, name, columns)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            _write(sheet, number, place, row.get(column), formats["quoted"], formats["day"] if column in _DAYS else None)


def _write(sheet: Any, number: int, place: int, value: Any, quoted: Any, day: Any) -> None:
    when = _day(value) if day is not None else None
    if when is not None:
        sheet.write_datetime(number, place, when, day)
    elif isinstance(value, bool):
        sheet.write_boolean(number, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(number, place, value)
    elif value not in (None, "", []):
        text = _fitting(";".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
        sheet.write_string(number, place, text, *([quoted] if runs(text) else []))


def _day(value: object) -> date | None:
    """Return a date that Excel's calendar supports; earlier ones stay text (None)."""
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found >= _OLDEST else None


def _fitting(text: str) -> str:
    """Return the text, cut with a note if it is too long for a cell; length in UTF-16 units, as in Excel."""
    whole = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if whole <= LONGEST:
        return text
    note = _CUT.format(longest=LONGEST, whole=whole)
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST - len(note))]
    return kept.decode("utf-16-le", "ignore") + note
