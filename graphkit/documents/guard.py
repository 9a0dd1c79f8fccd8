"""Checks on what readers return: a bad file or an error in a reader or library affects that file only, not the run."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from graphkit.documents.plain import clean
from graphkit.errors import DocumentError, UsageError, in_short, shortened
from graphkit.model import Document, Failure, Item, Notice

# Characters. Longer than a long novel; each two million cost about a gigabyte of memory and a minute.
LONGEST_TEXT = 4_000_000
# Characters of the reason of a failure; those of tables list the columns.
LONGEST_REASON = 2_000


def printable(name: str) -> str:
    r"""Return a file name as text on one line; bytes that are not UTF-8 become `\xff`, and ends of lines `\n`."""
    name = name.replace("\n", "\\n").replace("\r", "\\r")
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        # Unpaired surrogates, which Windows file systems allow.
        return name.encode("utf-8", "backslashreplace").decode("utf-8")


def guarded(reading: Callable[[], Iterator[Any]], source: str, *, whole: bool = True) -> Iterator[Item]:
    """Yield what a reader returns; an error gives one failure and keeps earlier items. Returning nothing is a failure too.

    Args:
        reading: starts the reader.
        source: the file's name, for messages.
        whole: whether the whole file is read; a part of a file may have no article.

    Raises:
        UsageError: a request of the user that cannot succeed for any file.
    """
    some = False
    try:
        for item in reading():
            some = True
            yield _checked(item, source)
        if whole and not some:
            yield Failure(source, "contains no article")
    except UsageError:
        raise
    except DocumentError as error:
        yield Failure(source, shortened(str(error), LONGEST_REASON))
    except OSError as error:
        yield Failure(source, f"cannot be read: {error.strerror or error}")
    except (EOFError, zlib.error, lzma.LZMAError) as error:
        yield Failure(source, f"does not unpack: {in_short(error)}")
    except Exception as error:
        # Readers are plug-ins and use libraries, which may raise anything.
        yield Failure(source, f"its reader failed: {in_short(error)}")


def _checked(item: Any, source: str) -> Item:
    """Return a document with clean strings; a failure if the item is not a valid document."""
    if isinstance(item, Failure | Notice):
        return item
    if not isinstance(item, Document):
        return Failure(source, f"its reader returned {type(item).__name__}, not a document")
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    optional = {name: values[name] for name in ("title", "url", "outlet") if values[name] is not None}
    texts = {"id": values["id"], "text": values["text"], **optional}
    wrong = next((name for name, value in texts.items() if not isinstance(value, str)), None)
    wrong = wrong or (None if isinstance(values["published"], date | None) else "published")
    if wrong is not None:
        return Failure(source, f"its reader returned a document whose {wrong} is {type(values[wrong]).__name__}")
    if len(item.text) > LONGEST_TEXT:
        return Failure(source, f"article {item.id[:80]!r} has {len(item.text):,} characters; one has {LONGEST_TEXT:,} at most: split it")
    changed: dict[str, Any] = {name: made for name, value in texts.items() if (made := clean(value)) != value}
    return replace(item, **changed) if changed else item
