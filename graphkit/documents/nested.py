"""JSON of any shape that holds articles: arrays, answers of news services, one article; read as a stream.

Articles are the objects in arrays that have a text (NewsAPI's `articles`, the Guardian's
`response.results`, hits of a search engine), wherever in the file they stand; else the object
that is the file, or objects in it. Only one article is in memory at a time.
"""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, cast

from graphkit.documents.days import Later
from graphkit.documents.rows import Columns, day_cell, is_article, is_listed, items_of
from graphkit.documents.streams import seekable
from graphkit.errors import DocumentError
from graphkit.model import Failure, Item

# Characters of one object, and levels of nesting; no article has more.
LONGEST, DEEPEST = 32 * 2**20, 60
# Arrays whose objects belong to an article and are none, whatever they hold.
_ASIDE = frozenset("comments replies related tags authors images links media keywords categories blocks".split())
_TOO_LONG = object()
Events = Iterator[tuple[str, Any]]
Retained = dict[str, Any]


def read_json(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """One document an article; objects that follow each other without an array are read too. All of them settle the order of dates.

    Raises:
        DocumentError: ijson is missing, or nothing in the file is an article.
    """
    import ijson

    number, titled = 0, list[int]()
    stream = seekable(stream)
    events, order = _events(stream), Later(lambda: _days(stream, columns or {}))
    found = False
    try:
        for row, listed in _rows(events, columns or {}):
            number += 1
            if row is _TOO_LONG:
                yield Failure(f"{source}:{number}", f"an object of more than {LONGEST // 2**20} MB; the rest is read")
            elif is_article(row, columns) or listed:
                found = True
                yield from items_of(row, number, name, source, columns=columns, order=order.of(day_cell(row, columns or {})))
            elif is_listed(row):
                titled.append(number)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield Failure(source, f"not JSON behind object {number}: {' '.join(str(error).split())[:200]}")
        return
    yield from _without(found, titled, source)


def _events(stream: BinaryIO) -> Events:
    import ijson

    events: Events = ijson.basic_parse(_utf8(stream), multiple_values=True, use_float=True, buf_size=2**16)
    return events


def _days(stream: BinaryIO, columns: Columns) -> Iterator[object]:
    """The days of all articles; the stream is then where it was."""
    import ijson

    here = stream.tell()
    stream.seek(0)
    with contextlib.suppress(ijson.JSONError, UnicodeDecodeError, DocumentError):
        yield from (day_cell(row, columns) for row, listed in _rows(_events(stream), columns) if listed or is_article(row, columns))
    stream.seek(here)


def _without(found: bool, titled: list[int], source: str) -> Iterator[Item]:
    """What is said of articles without their text, and where nothing at all was found."""
    for number in titled:
        yield Failure(f"{source}:{number}", "the object has a title but no text; only articles with their text can be read (if its text has another name: --column text=NAME)")
    if not titled and not found:
        raise DocumentError("no object has a text; if its text has another name, give it: --column text=NAME")


def _rows(events: Events, columns: Columns) -> Iterator[tuple[Any, bool]]:
    """Objects that may be articles, and whether each stands in the array that is the file."""
    for event, _ in events:
        if event == "start_array":
            for row in _array(events, 0):
                yield row, True
        elif event == "start_map":
            inner = _map(events, columns, 0)
            some = False
            try:
                while True:
                    row = next(inner)
                    some = some or is_article(row, columns)
                    yield row, False
            except StopIteration as end:
                for each in _within(end.value, columns) if not some else ():
                    yield each, False


def _map(events: Events, columns: Columns, depth: int) -> Generator[Any, None, Retained]:
    """Objects in the arrays of an open object; it gives what else the object holds."""
    _check(depth)
    retained: Retained = {}
    size, key = 0, ""
    for event, value in events:
        if event == "end_map":
            break
        if event == "map_key":
            key = value
        elif event == "start_map":
            retained[key] = yield from _map(events, columns, depth + 1)
        elif event == "start_array":
            aside = key.lower() in _ASIDE or is_article(retained, columns)
            for row in _array(events, depth + 1):
                if not aside:
                    yield row
        else:
            size += _size(value)
            if size <= LONGEST:
                retained[key] = value
    return retained


def _array(events: Events, depth: int) -> Iterator[Any]:
    """The objects of an open array, each whole."""
    _check(depth)
    for event, value in events:
        if event == "end_array":
            return
        if event == "start_map":
            yield _whole(events)
        elif event == "start_array":
            yield from _array(events, depth + 1)
        elif depth == 0:
            yield value


def _whole(events: Events) -> Any:
    """An open object with all that it holds; a mark where it is longer than any article."""
    from ijson import ObjectBuilder

    builder = ObjectBuilder()
    builder.event("start_map", None)
    depth, size = 1, 0
    for event, value in events:
        depth += event.startswith("start_")
        depth -= event.startswith("end_")
        _check(depth)
        size += _size(value)
        if size <= LONGEST:
            builder.event(event, value)
        if depth == 0:
            break
    return builder.value if size <= LONGEST else _TOO_LONG


def _within(held: Retained, columns: Columns) -> Iterator[Any]:
    """The object itself where it is an article, else the objects in it that are; by their keys where they have no id."""
    if is_article(held, columns):
        yield held
        return
    for key, value in held.items():
        if isinstance(value, dict):
            inner = list(_within(value, columns))
            yield from [{"id": key} | value] if inner == [value] else inner


def _size(value: Any) -> int:
    return 16 + len(value) if isinstance(value, str) else 16


def _check(depth: int) -> None:
    if depth > DEEPEST:
        raise DocumentError(f"nested more than {DEEPEST} levels deep")


class _Recoded:
    """A stream of UTF-16 as UTF-8; it has `read` only: of any other method ijson would take the raw bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder("utf-16")()

    def read(self, size: int) -> bytes:
        """Some bytes, none at the end."""
        while size and (data := self._stream.read(size)):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return b""


def _utf8(stream: BinaryIO) -> BinaryIO:
    """The stream behind its mark, as UTF-8."""
    head = stream.read(3)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return cast(BinaryIO, _Recoded(stream))
    if head == codecs.BOM_UTF8:
        stream.seek(3)
    return stream
