"""Tables of articles: CSV and TSV files, and the rows of any table below its header."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import BinaryIO

from graphkit.dates import Order, parse_date
from graphkit.documents.days import EPOCH, habit, serial
from graphkit.documents.plain import encoding_of
from graphkit.documents.rows import Columns, days_among, fields_of, items_of, needed
from graphkit.documents.streams import seekable
from graphkit.errors import DocumentError
from graphkit.model import Failure, Item

# Limits: characters of a cell, and rows in which the header is searched.
LONGEST_CELL, MOST_BEFORE = 32 * 2**20, 20
_DELIMITERS = ",;\t|"
Cells = Sequence[object]
Rows = Callable[[], Iterator[tuple[int, Cells | Failure]]]


def read_csv(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """Read one document per row; delimiter, encoding and date order are detected.

    Raises:
        DocumentError: the file is not text, or has no text column.
        UsageError: a column named by the user does not exist.
    """
    stream = seekable(stream)
    encoding = _encoding(stream)
    stream.seek(0)
    start = io.TextIOWrapper(io.BytesIO(stream.read(2**16)), encoding, errors="replace", newline="").read()
    sample = re.match(r"\ufeff?sep=(.)\r?\n", start)
    delimiter = sample[1] if sample else delimiter_of(start)

    def rows() -> Iterator[tuple[int, Cells | Failure]]:
        stream.seek(0)
        text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
        try:
            yield from _parsed(text, delimiter, source)
        finally:
            # Whoever stops reading may have closed the file.
            with contextlib.suppress(ValueError):
                text.detach()

    yield from articles(rows, name, source, columns or {})


def delimiter_of(start: str) -> str:
    """Return the delimiter with which the first line has most known columns, then most columns."""
    line = start.lstrip("\ufeff\r\n").splitlines(keepends=True)[:1]
    # The limit is that of the process.
    csv.field_size_limit(LONGEST_CELL)

    def score(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(line, delimiter=delimiter), [])
        return len(fields_of(header, {})), len(header)

    return max(_DELIMITERS, key=score)


def _parsed(text: io.TextIOWrapper, delimiter: str, source: str) -> Iterator[tuple[int, Cells | Failure]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_Lines(text), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        begun = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = str(error)
            if "end of data" in reason or "field limit" in reason:
                yield number, Failure(f"{source}:{number}", f"a quotation mark opened after line {begun} is never closed; nothing from there on is read")
                return
            yield number, Failure(f"{source}:{number}", f"not a valid row (line {begun}): {reason}")
            continue
        if number == 1 and cells and isinstance(cells[0], str):
            cells[0] = cells[0].removeprefix("\ufeff")
        yield number, cells


class _Lines:
    """Lines of bounded length; one that is too long raises csv.Error, and the next ones are read."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = rest = self._text.readline(LONGEST_CELL)
        while len(rest) == LONGEST_CELL and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(LONGEST_CELL)
        if rest is not line:
            raise csv.Error(f"longer than {LONGEST_CELL // 2**20} MB")
        if not line:
            raise StopIteration
        return line


def articles(rows: Rows, name: str, source: str, columns: Columns, *, epoch: date = EPOCH) -> Iterator[Item]:
    """Read the documents in the rows below the header; row numbers are those shown by a spreadsheet.

    Args:
        rows: returns an iterator over all rows at each call.
        name: name of the file, without its ending.
        source: path of the file, for messages.
        columns: the user's column names by field.
        epoch: day 0 of serial dates.
    """
    top, header = header_of(rows(), columns)
    if not header:
        named_rows = ((number, _names(cells)) for number, cells in islice(rows(), MOST_BEFORE) if not isinstance(cells, Failure) and _filled(cells))
        top, header = max(named_rows, key=lambda row: len(fields_of(filter(None, row[1]), columns)), default=(0, []))
    fields = needed([each for each in header if each], columns, source)
    dates = [fields["date"]] if "date" in columns else days_among([each for each in header if each])
    # The first with a date; a column named after the publication may be empty, or say yes and no.
    dated = next((each for each in dates if any(map(_is_date, _column(rows(), top, header.index(each))))), next(iter(dates), None))
    days = habit(_column(rows(), top, header.index(dated)) if dated else (), epoch)
    # Days and texts may be in another column where these are empty.
    named = {field: name for field, name in fields.items() if field not in ("date", "text") or field in columns}
    for number, cells in rows():
        if isinstance(cells, Failure):
            yield cells
        elif number > top and _filled(cells):
            if _filled(cells[len(header) :]):
                yield Failure(f"{source}:{number}", f"the row has {len(cells)} cells, the header {len(header)}")
                continue
            row = {key: days.day(value) if key == dated else value for key, value in zip(header, cells, strict=False) if key}
            # Where the column has no date, others count that need no order of day and month.
            row |= {key: None for key in dates if key != dated and parse_date(row.get(key))[0] is None}
            yield from items_of(row, number, name, source, columns=named, order=days.order)


def _is_date(cell: object) -> bool:
    return serial(cell) is not None or any(parse_date(cell, order)[0] for order in Order)


def header_of(rows: Iterator[tuple[int, Cells | Failure]], columns: Columns) -> tuple[int, list[str]]:
    """Return the number and names of the row with most known columns, among them one of texts; 0 and [] if there is none.

    The first row with a column of texts may be a line of groups above the names ("Article" above "Title" and "Text").
    """
    best, found = (0, list[str]()), 0
    for number, cells in islice(rows, MOST_BEFORE):
        if not isinstance(cells, Failure):
            names = _names(cells)
            fields = fields_of([name for name in names if name], columns)
            if len(fields) > found and fields.get("text") in names and all(name in names for name in fields.values()):
                best, found = (number, names), len(fields)
    return best


def _names(cells: Cells) -> list[str]:
    """Return the column names; "" for empty and repeated ones."""
    names: list[str] = []
    for cell in cells:
        name = str(cell).strip() if cell is not None else ""
        names.append("" if name in names else name)
    return names


def _filled(cells: Cells) -> bool:
    return any(cell is not None and str(cell).strip() for cell in cells)


def _column(rows: Iterator[tuple[int, Cells | Failure]], top: int, at: int) -> Iterator[object]:
    for number, cells in rows:
        if number > top and not isinstance(cells, Failure) and len(cells) > at:
            yield cells[at]


def _encoding(stream: BinaryIO) -> str:
    """Return the encoding of the file: by its byte order mark, else UTF-8 if all of it is valid, else detected."""
    stream.seek(0)
    head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        raise DocumentError("looks like a binary file, not like a table")
    decoder, chunk, seen = codecs.getincrementaldecoder("utf-8")(), head, b""
    try:
        while chunk:
            decoder.decode(chunk)
            seen, chunk = chunk, stream.read(2**20)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return encoding_of(head + chunk[: 2**17] if chunk is not head else head + seen) or "cp1252"
    return "utf-8-sig"
