"""JSON Lines, plain or compressed (gzip, bzip2, xz), streamed line by line."""

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
from graphkit.documents.twarc import posts_of
from graphkit.model import Failure, Item

# Longer than any article; protects against decompression bombs and broken files.
LONGEST_LINE = 32 * 2**20
Lines = BinaryIO | TextIO


def read_jsonl(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """Read one document per line, with the fields described in `rows`; the order of day and month is inferred from all lines."""
    head = start_of(stream)
    stream = unpacked(stream, head)
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _read(stream, name, source, columns or {})
        return
    # As PowerShell on Windows writes redirected output.
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
            line = rest = stream.readline(LONGEST_LINE + 1)
            while len(rest) > LONGEST_LINE and rest[-1:] not in (b"\n", "\n"):
                rest = stream.readline(LONGEST_LINE + 1)
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            yield Failure(where, f"the compressed stream is broken: {error}")
            return
        if not line:
            return
        if len(line) > LONGEST_LINE:
            yield Failure(where, f"line longer than {LONGEST_LINE // 2**20} MB; the next lines are read")
        elif line.strip():
            yield from _row(line, number, name, source, columns, order)


def _days(stream: Lines, columns: Columns) -> Iterator[object]:
    """Yield the dates of all lines and restore the position; nothing for a stream that is not seekable."""
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
    posts = posts_of(row)
    for place, each in enumerate(posts, start=1):
        own = name if len(posts) == 1 else f"{name}-{number}"
        yield from items_of(each, number if len(posts) == 1 else place, own, source, columns=columns, order=order.of(day_cell(each, columns)))
