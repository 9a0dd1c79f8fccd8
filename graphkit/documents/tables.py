"""Tables of articles: CSV and TSV as spreadsheets and databases write them, and the rows of any table below its header."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import BinaryIO

from graphkit.documents.days import EPOCH, habit
from graphkit.documents.plain import encoding_of
from graphkit.documents.rows import Columns, fields_of, items_of, needed
from graphkit.documents.streams import seekable
from graphkit.errors import DocumentError
from graphkit.model import Failure, Item

# One cell is never longer; the header stands within so many rows.
LONGEST_CELL, MOST_BEFORE = 32 * 2**20, 20
_DELIMITERS = ",;\t|"
Cells = Sequence[object]
Rows = Callable[[], Iterator[tuple[int, Cells | Failure]]]


def read_csv(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """One document a row; delimiter, encoding and the order of dates are found out.

    Raises:
        DocumentError: no text, or no column of texts.
        UsageError: the user named a column that it has not.
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
            text.detach()

    yield from articles(rows, name, source, columns or {})


def delimiter_of(start: str) -> str:
    """The delimiter under which the first line has most columns that we know, then most columns at all."""
    line = start.lstrip("\ufeff\r\n").splitlines(keepends=True)[:1]

    def score(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(line, delimiter=delimiter), [])
        return len(fields_of(header, {})), len(header)

    return max(_DELIMITERS, key=score)


def _parsed(text: io.TextIOWrapper, delimiter: str, source: str) -> Iterator[tuple[int, Cells | Failure]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
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


def articles(rows: Rows, name: str, source: str, columns: Columns, *, epoch: date = EPOCH) -> Iterator[Item]:
    """Documents of rows below a header; row numbers are those that a spreadsheet shows.

    Args:
        rows: gives them, each time from the first.
        name: of the file, without its ending.
        source: the file, for messages.
        columns: which column is which field, where the user says it.
        epoch: day 0 where days are numbers.
    """
    top, header = header_of(rows(), columns)
    if not header:
        top, header = next(((number, _names(cells)) for number, cells in rows() if not isinstance(cells, Failure) and _filled(cells)), (0, []))
    fields = needed([each for each in header if each], columns, source)
    dated = fields.get("date")
    days = habit(_column(rows(), top, header.index(dated)) if dated else (), epoch)
    for number, cells in rows():
        if isinstance(cells, Failure):
            yield cells
        elif number > top and _filled(cells):
            if _filled(cells[len(header) :]):
                yield Failure(f"{source}:{number}", f"the row has {len(cells)} cells, the header {len(header)}")
                continue
            row = {key: days.day(value) if key == dated else value for key, value in zip(header, cells, strict=False) if key}
            yield from items_of(row, number, name, source, columns=fields, order=days.order)


def header_of(rows: Iterator[tuple[int, Cells | Failure]], columns: Columns) -> tuple[int, list[str]]:
    """The first row that names a column of texts, and its number; no names where there is none."""
    for number, cells in islice(rows, MOST_BEFORE):
        if not isinstance(cells, Failure):
            names = _names(cells)
            fields = fields_of([name for name in names if name], columns)
            if fields.get("text") in names and all(name in names for name in fields.values()):
                return number, names
    return 0, []


def _names(cells: Cells) -> list[str]:
    """Names of columns; one that stands there twice, or not at all, is empty from its second time on."""
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
    """The encoding of the whole file: by its mark, else UTF-8 where all of it is, else found out."""
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
