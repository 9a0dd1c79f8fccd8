"""JSON lines, plain or gzipped, read line by line however long the file is."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from graphkit.documents.dates import parse_date
from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure

# One article is never this long; a line that is guards against bombs and broken files.
LONGEST_LINE = 32 * 2**20


def read_jsonl(stream: BinaryIO, name: str, source: str) -> Iterator[Document | Failure]:
    """One document a line: `id` and `text`, and where known title, date, url, outlet.

    The text is kept exactly as given, since offsets of claims refer to it.
    """
    head = stream.peek(2)[:2] if hasattr(stream, "peek") else b""
    if head == b"\x1f\x8b":
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    number = 0
    while True:
        number += 1
        where = f"{source}:{number}"
        try:
            line = stream.readline(LONGEST_LINE + 1)
        except (OSError, EOFError, zlib.error) as error:
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
        return _document(row)
    except DocumentError as error:
        return Failure(where, str(error))


def _document(row: object) -> Document:
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
