"""JSON lines, plain or compressed (gzip, bzip2, xz), read line by line however long the file is."""

from __future__ import annotations

import json
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.documents.rows import Columns, items_of
from graphkit.documents.streams import unpacked
from graphkit.model import Failure, Item

# One article is never this long; a line that is guards against bombs and broken files.
LONGEST_LINE = 32 * 2**20


def read_jsonl(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """One document a line: its text, and where known id, title, date, url, outlet, conflict; see `rows`."""
    stream = unpacked(stream, stream.peek(8) if hasattr(stream, "peek") else b"")
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
            yield from _row(line, number, name, source, columns)


def _row(line: bytes, number: int, name: str, source: str, columns: Columns | None) -> Iterator[Item]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield Failure(f"{source}:{number}", f"not JSON: {str(error).splitlines()[0]}")
        return
    yield from items_of(row, number, name, source, columns=columns)
