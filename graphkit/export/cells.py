"""Cells of CSV for spreadsheets: a formula in a text of others must not run there, and Excel must see that it is UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator

from graphkit.errors import UsageError

# A spreadsheet runs a cell that begins with one of these; our own lone dash, and a number, are no formula.
_FORMULA = re.compile(r"[=@+\-\t\r\n\uff1d\uff20\uff0b\uff0d]")
_HARMLESS = re.compile(r"-|[+-]?\d+(?:[.,]\d+)*%?")
CSV = ("nodes-csv", "edges-csv", "claims-csv", "csv")


def guarded(text: str) -> str:
    """A text that a spreadsheet shows as it stands: before what would run as a formula goes an apostrophe.

    To read it back, take one apostrophe off a cell that begins with one and a character of =+-@, tab or line end.
    """
    return f"'{text}" if runs(text) else text


def runs(text: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula."""
    return bool(_FORMULA.match(text)) and not _HARMLESS.fullmatch(text)


def cell(value: object) -> str:
    """A value as text: "" for None, `true` and `false`, lists joined by ";"; text guarded."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, list | tuple):
        return guarded(";".join(map(str, value)))
    return guarded(value) if isinstance(value, str) else str(value)


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV of any rows with a header, safe for a spreadsheet (see `guarded`)."""
    yield csv_line(header)
    for row in rows:
        yield csv_line([cell(value) for value in row])


def csv_line(cells: Iterable[object]) -> str:
    """One line of CSV; a cell with a line end of any kind stands in quotation marks."""
    line = io.StringIO()
    # The writer puts a carriage return in quotation marks only where its own lines end with one.
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"


def with_bom(data: bytes, format: str) -> bytes:
    """CSV with a byte order mark, by which Excel sees that it is UTF-8.

    Args:
        data: the file.
        format: its format.

    Raises:
        UsageError: the format is not CSV for spreadsheets.
    """
    if format not in CSV:
        raise UsageError(f"--bom is for CSV ({', '.join(CSV[:-1])}), {format} has none; for Excel there is also --format xlsx")
    return codecs.BOM_UTF8 + data
