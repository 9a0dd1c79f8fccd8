"""JSON lines, plain or compressed (gzip, bzip2, xz), read line by line however long the file is."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from graphkit.documents.dates import parse_date
from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Item

FIELDS = ("id", "text", "title", "date", "url", "outlet")
# What compressed streams begin with, and what reads them.
_PACKED = {b"\x1f\x8b": gzip.GzipFile, b"BZh": bz2.BZ2File, b"\xfd7zXZ": lzma.LZMAFile}
# One article is never this long; a line that is guards against bombs and broken files.
LONGEST_LINE = 32 * 2**20


def read_jsonl(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """One document a line: `id` and `text`, and where known title, date, url, outlet.

    The text is kept exactly as given, since offsets of claims refer to it.
    """
    head = stream.peek(8) if hasattr(stream, "peek") else b""
    for magic, unpacked in _PACKED.items():
        if head.startswith(magic):
            stream = cast(BinaryIO, unpacked(stream) if unpacked is not gzip.GzipFile else gzip.GzipFile(fileobj=stream))
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
            yield _row(line, where)


def _row(line: bytes, where: str) -> Document | Failure:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Failure(where, f"not JSON: {str(error).splitlines()[0]}")
    try:
        return document_of(row)
    except DocumentError as error:
        return Failure(where, str(error))


def document_of(row: object) -> Document:
    """A document of one row.

    Raises:
        DocumentError: it lacks an id or a text, or its date is none.
    """
    if not isinstance(row, dict):
        raise DocumentError(f"a row must be an object, this is {type(row).__name__}")
    name, text = row.get("id"), row.get("text")
    if not isinstance(name, str | int) or isinstance(name, bool) or name == "":
        raise DocumentError("a row needs an id (text or number)")
    if not isinstance(text, str) or not text.strip():
        raise DocumentError(f"row {str(name)[:80]!r} needs a text that is not empty")
    published, precision = parse_date(row.get("date"))
    return Document(
        id=clean(str(name)),
        text=clean(text),
        title=_text(row.get("title")),
        url=_text(row.get("url")),
        outlet=_text(row.get("outlet")),
        published=published,
        published_precision=precision,
    )


def _text(value: object) -> str | None:
    return clean(value).strip() or None if isinstance(value, str) else None
