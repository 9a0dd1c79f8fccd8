"""What is said of the days of the articles in a file: taken from its name, in the future, not read."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from graphkit.dates import UNREAD, day_of_name
from graphkit.documents.withdrawn import TAKEN_BACK, is_withdrawn
from graphkit.model import Document, Item, Notice

NAMED = "days taken from the names of files"
# What to do stands in the words of what is counted, for a line at the end of the run has no other place for it.
FILES = "files with dates not read, whose articles have no day (write days as 2024-05-15 and read the file again)"
FUTURE = "articles with a day in the future, which is kept (if it is wrong, correct it and read the file again)"
# Between the zones of the world lie 26 hours: somewhere it may be the day after tomorrow.
GRACE = timedelta(days=2)
# Characters of a name that a line shows.
_SHOWN = 44


def remarked(items: Iterable[Item], source: str, name: str | None = None) -> Iterator[Item]:
    """The items of one file, with notices of their days.

    An article that is all of the file and says no day itself has that of the file's name.

    Args:
        items: what the file holds.
        source: the file, for messages.
        name: of the file, without its ending; None where it has no name of its own.
    """
    unread = False
    for item in items:
        if isinstance(item, Document):
            if is_withdrawn(item):
                yield Notice(source, TAKEN_BACK, item.title or _short(source))
                continue
            item = yield from _dated(item, source, name)
        yield item
        if isinstance(item, Notice) and item.kind == UNREAD and not unread:
            unread = True
            yield Notice(source, FILES, _short(source))


def _dated(document: Document, source: str, name: str | None) -> Generator[Notice, None, Document]:
    """Notices of one article's day; it gives the article with its day."""
    document = yield from named(document, source, name)
    # What a plug-in gives may be anything.
    if type(document.published) is date and document.published > datetime.now().astimezone().date() + GRACE:
        yield Notice(source, FUTURE, f"{document.published.isoformat()} in {_short(source)}")
    return document


def named(document: Document, source: str, name: str | None) -> Generator[Notice, None, Document]:
    """The article, with the day of its file's name where it is all of the file, or one of its page, and says no day itself; that is said."""
    day = day_of_name(name) if name and document.published is None and (document.id == name or document.id.startswith(f"{name}#")) else None
    if day is None:
        return document
    yield Notice(source, NAMED, day.isoformat())
    return replace(document, published=day)


def _short(source: str) -> str:
    """The end of a path, which names the file."""
    return source if len(source) <= _SHOWN else f"…{source[1 - _SHOWN :]}"
