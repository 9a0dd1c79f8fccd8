"""What a reader gives, made safe: an odd file, a fault of a reader or of its library costs that file, never the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from graphkit.documents.plain import clean
from graphkit.errors import DocumentError, UsageError, in_short
from graphkit.model import Document, Failure, Item, Notice

# Characters. A long novel is shorter; reading costs about a gigabyte and a minute for each two million.
LONGEST_TEXT = 4_000_000


def printable(name: str) -> str:
    r"""A name of a file as text: bytes that are no UTF-8 are written as `\xff`."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        # Surrogates that stand for no byte, as file systems of Windows allow them.
        return name.encode("utf-8", "backslashreplace").decode("utf-8")


def guarded(reading: Callable[[], Iterator[Any]], source: str, *, whole: bool = True) -> Iterator[Item]:
    """What a reader gives; whatever it raises is one failure, and what came before it is kept. Nothing at all is a failure too.

    Args:
        reading: starts the reader.
        source: the file's name for messages.
        whole: whether a whole file is read; a stretch of one may hold no article.

    Raises:
        UsageError: the user asked for what cannot be; no other file will do better.
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
        yield Failure(source, str(error))
    except OSError as error:
        yield Failure(source, f"cannot be read: {error.strerror or error}")
    except Exception as error:
        # Readers are plug-ins and stand on libraries: any of them may raise anything.
        yield Failure(source, f"its reader failed: {in_short(error)}")


def _checked(item: Any, source: str) -> Item:
    """A document with strings that every store, file and terminal takes; a failure for what is no document."""
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
