"""JSON of any structure that contains articles (arrays, API responses, a single article), parsed as a stream.

Articles are the objects with a text in arrays at any level (NewsAPI's `articles`, the Guardian's `response.results`,
search hits); if there are none, the top-level object or objects in it. Only one article is in memory at a time.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import Any, BinaryIO, cast

from graphkit.documents.days import Later
from graphkit.documents.ninjs import PARTS, is_ninjs
from graphkit.documents.rows import Columns, day_cell, is_article, is_listed, items_of
from graphkit.documents.streams import seekable
from graphkit.errors import DocumentError
from graphkit.model import Failure, Item

# Limits: characters of one object, and levels of nesting; articles are below both.
LONGEST, DEEPEST = 32 * 2**20, 60
# Arrays of objects that belong to an article and are never articles themselves.
_ASIDE = frozenset("comments replies related tags authors images links media keywords categories blocks associations".split())
_MOST_PARTS = 50
# Bytes at the beginning of a stream that are searched for what is no JSON.
_BEFORE = 100
_JSON_FEED = ("https://jsonfeed.org/", "http://jsonfeed.org/")
_TOO_LONG = object()
# Digits of a number in what is read at once; Python converts 4,300. Two parts are found in half the time.
_LONG_NUMBER = re.compile(rb"[0-9][0-9][0-9]{1998}")
Events = Iterator[tuple[str, Any]]
Retained = dict[str, Any]


def read_json(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """Read one document per article, also from concatenated objects; the order of day and month is inferred from all of them.

    Raises:
        DocumentError: ijson is missing, or the file contains no article.
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

    try:
        # With `use_float`, a number of more than 63 bits, such as a hash, would end the file.
        for event, value in ijson.basic_parse(_WithoutLongNumbers(_utf8(stream)), multiple_values=True, buf_size=2**16):
            yield event, float(value) if isinstance(value, Decimal) else value
    except ArithmeticError as error:
        raise DocumentError("holds a number with an exponent of many digits") from error


def _days(stream: BinaryIO, columns: Columns) -> Iterator[object]:
    """Yield the dates of all articles, then restore the stream's position."""
    import ijson

    here = stream.tell()
    stream.seek(0)
    with contextlib.suppress(ijson.JSONError, UnicodeDecodeError, DocumentError):
        yield from (day_cell(row, columns) for row, listed in _rows(_events(stream), columns) if listed or is_article(row, columns))
    stream.seek(here)


def _without(found: bool, titled: list[int], source: str) -> Iterator[Item]:
    """Yield failures for objects with a title but no text; raise if nothing was found."""
    for number in titled:
        yield Failure(f"{source}:{number}", "the object has a title but no text; only articles with their text can be read (its page: graphkit build ADDRESS; if its text has another name: --column text=NAME)")
    if not titled and not found:
        raise DocumentError("no object has a text; if its text has another name, give it: --column text=NAME")


def _rows(events: Events, columns: Columns) -> Iterator[tuple[Any, bool]]:
    """Yield candidate objects, and whether each is in the top-level array."""
    for event, _ in events:
        if event == "start_array":
            for row in _array(events, 0):
                yield _item_of(row), True
        elif event == "start_map":
            inner = _map(events, columns, 0)
            some = False
            try:
                while True:
                    for row in _rows_of(_item_of(next(inner)), columns):
                        some = some or is_article(row, columns)
                        yield row, False
            except StopIteration as end:
                for each in _within(end.value, columns) if not some else ():
                    yield each, False


def _item_of(row: Any) -> Any:
    """Return the item of an agency in an object that says other things about it; other objects unchanged."""
    return row["item"] if isinstance(row, dict) and is_ninjs(row.get("item")) else row


def _rows_of(row: Any, columns: Columns) -> list[Any]:
    """Return the messages of an object that is no article, as the chats of an account, whose messages have ids of their own; else the object."""
    if not isinstance(row, dict) or is_article(row, columns) or is_listed(row):
        return [row]
    messages = row.get("messages")
    inner = [each for each in messages if is_article(each, columns)] if isinstance(messages, list) else []
    return [each | ({"id": f"{row['id']}-{each['id']}"} if {"id"} <= row.keys() & each.keys() else {}) for each in inner] or [row]


def _map(events: Events, columns: Columns, depth: int) -> Generator[Any, None, Retained]:
    """Yield the objects in the arrays of an open object; return its other values."""
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
            part = key.lower() in PARTS
            aside = part or key.lower() in _ASIDE or is_article(retained, columns)
            outlet = _title_of_feed(retained)
            retained |= {key: []} if part else {}
            for row in _array(events, depth + 1):
                if part and len(retained[key]) < _MOST_PARTS:
                    retained[key].append(row)
                if not aside:
                    yield outlet | row if isinstance(row, dict) else row
        else:
            size += _size(value)
            if size <= LONGEST:
                retained[key] = value
    return retained


def _title_of_feed(retained: Retained) -> Retained:
    """Return the title of a JSON Feed, which is the outlet of its items."""
    return {"outlet": retained.get("title")} if str(retained.get("version")).startswith(_JSON_FEED) else {}


def _array(events: Events, depth: int) -> Iterator[Any]:
    """Yield the objects of an open array, each complete."""
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
    """Return an open object with all its content, or `_TOO_LONG`."""
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
    """Yield the object if it is an article, else the articles in it; their keys serve as ids if they have none."""
    if is_article(held, columns):
        yield held
        return
    table = _by_columns(held)
    if any(is_article(row, columns) for row in table):
        yield from table
        return
    for key, value in held.items():
        if isinstance(value, dict):
            inner = list(_within(value, columns))
            yield from [{"id": key} | value] if inner == [value] else inner


def _by_columns(held: Retained) -> list[Retained]:
    """Return the rows of a table that pandas wrote by columns ({"title": {"0": …}, "text": {"0": …}}); [] for other objects."""
    columns = list(held.values())
    if len(columns) < 2 or not all(isinstance(each, dict) and each.keys() == columns[0].keys() and all(map(str.isdecimal, each)) for each in columns):
        return []
    return [{name: cells[key] for name, cells in held.items()} for key in columns[0]]


def _size(value: Any) -> int:
    return 16 + len(value) if isinstance(value, str) else 16


def _check(depth: int) -> None:
    if depth > DEEPEST:
        raise DocumentError(f"nested more than {DEEPEST} levels deep")


class _WithoutLongNumbers:
    """A stream that ends at a number which Python does not convert; ijson would end the program."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._quoted, self._escaping = stream, False, b""

    def read(self, size: int) -> bytes:
        """Return some bytes, b"" at the end.

        Raises:
            DocumentError: such a number is in them.
        """
        data = self._stream.read(size)
        # Without escaped backslashes and quotation marks, each of these begins or ends a string, in which any digits are text.
        bare = (self._escaping + data).replace(b"\\\\", b"").replace(b'\\"', b"")
        self._escaping = b"\\" if bare.endswith(b"\\") else b""
        if _LONG_NUMBER.search(bare) and any(map(_LONG_NUMBER.search, bare.split(b'"')[self._quoted :: 2])):
            raise DocumentError("holds a number of thousands of digits")
        self._quoted ^= bare.count(b'"') % 2 == 1
        return data


class _Recoded:
    """UTF-16 stream re-encoded as UTF-8. It has only `read`: with other methods, ijson would read the raw bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder("utf-16")()

    def read(self, size: int) -> bytes:
        """Return some bytes, b"" at the end."""
        while size and (data := self._stream.read(size)):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return b""


def _utf8(stream: BinaryIO) -> BinaryIO:
    """Return the stream as UTF-8, after any byte order mark, and after the name that an archive of X gives to its data."""
    head = stream.read(_BEFORE)
    stream.seek(0)
    if head.startswith(b"window.YTD."):
        stream.seek(head.find(b"=") + 1)
        return stream
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return cast(BinaryIO, _Recoded(stream))
    if head.startswith(codecs.BOM_UTF8):
        stream.seek(3)
    return stream
