"""CSV cells for spreadsheets: protection against formula injection, and the byte order mark for Excel."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator

from graphkit.errors import UsageError

# A spreadsheet runs a cell that begins with one of these; a lone dash (ours) and numbers are harmless.
_FORMULA = re.compile(r"[=@+\-\t\r\n\uff1d\uff20\uff0b\uff0d]")
_HARMLESS = re.compile(r"-|[+-]?\d+(?:[.,]\d+)*%?")
CSV = ("nodes-csv", "edges-csv", "claims-csv", "csv")


def guarded(text: str) -> str:
    """Return the text with an apostrophe in front if a spreadsheet would run it as a formula.

    To read it back, remove one apostrophe from cells that begin with one and a character of =+-@, tab or line end.
    """
    return f"'{text}" if runs(text) else text


def runs(text: str) -> bool:
    """Whether a spreadsheet would run a cell as a formula."""
    return bool(_FORMULA.match(text)) and not _HARMLESS.fullmatch(text)


def cell(value: object) -> str:
    """Return a value as text: "" for None, `true` and `false`, lists joined by ";"; text guarded."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, list | tuple):
        return guarded(";".join(map(str, value)))
    return guarded(value) if isinstance(value, str) else str(value)


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield lines of CSV with a header, guarded for spreadsheets (see `guarded`)."""
    yield csv_line(header)
    for row in rows:
        yield csv_line([cell(value) for value in row])


def csv_line(cells: Iterable[object]) -> str:
    """Return one line of CSV; cells with a line end of any kind are quoted."""
    line = io.StringIO()
    # csv.writer quotes a carriage return only if its own line terminator contains one.
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"


def with_bom(data: bytes, format: str) -> bytes:
    """Return CSV with a byte order mark, from which Excel detects UTF-8.

    Args:
        data: the CSV file.
        format: its format name.

    Raises:
        UsageError: the format is not a CSV format for spreadsheets.
    """
    if format not in CSV:
        raise UsageError(f"--bom is for CSV ({', '.join(CSV[:-1])}), {format} has none; for Excel there is also --format xlsx")
    return codecs.BOM_UTF8 + data
