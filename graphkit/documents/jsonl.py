"""JSON lines, plain or compressed (gzip, bzip2, xz), read line by line however long the file is."""

from __future__ import annotations

import codecs
import contextlib
import io
import json
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from graphkit.documents.days import Later
from graphkit.documents.rows import Columns, day_cell, items_of
from graphkit.documents.streams import start_of, unpacked
from graphkit.model import Failure, Item

# One article is never this long; a line that is guards against bombs and broken files.
LONGEST_LINE = 32 * 2**20
Lines = BinaryIO | TextIO


def read_jsonl(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """One document a line: its text, and where known id, title, date, url, outlet, conflict; see `rows`. All lines settle the order of dates."""
    head = start_of(stream)
    stream = unpacked(stream, head)
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _read(stream, name, source, columns or {})
        return
    # As Windows writes what a command prints.
    text = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
    try:
        yield from _read(text, name, source, columns or {})
    finally:
        text.detach()


def _read(stream: Lines, name: str, source: str, columns: Columns) -> Iterator[Item]:
    order = Later(lambda: _days(stream, columns))
    number = 0
    while True:
        number += 1
        where = f"{source}:{number}"
        try:
            line = stream.readline(LONGEST_LINE + 1)
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            yield Failure(where, f"the compressed stream is broken: {error}")
            return
        if not line:
            return
        if len(line) > LONGEST_LINE:
            yield Failure(where, f"line longer than {LONGEST_LINE // 2**20} MB; the rest is not read")
            return
        if line.strip():
            yield from _row(line, number, name, source, columns, order)


def _days(stream: Lines, columns: Columns) -> Iterator[object]:
    """The days of all lines; the stream is then where it was. None of one that cannot be read twice."""
    if not stream.seekable():
        return
    here = stream.tell()
    stream.seek(0)
    with contextlib.suppress(OSError, EOFError, zlib.error, lzma.LZMAError):
        while line := stream.readline(LONGEST_LINE + 1):
            with contextlib.suppress(ValueError, RecursionError):
                yield day_cell(json.loads(line), columns)
    stream.seek(here)


def _row(line: str | bytes, number: int, name: str, source: str, columns: Columns, order: Later) -> Iterator[Item]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield Failure(f"{source}:{number}", f"not JSON: {str(error).splitlines()[0]}")
        return
    yield from items_of(row, number, name, source, columns=columns, order=order.of(day_cell(row, columns)))
