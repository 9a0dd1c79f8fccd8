"""Notices on the dates of articles (from the file name, in the future, of another calendar, not read), and removal of withdrawn articles."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from graphkit.dates import UNREAD, day_of_name
from graphkit.documents.address import month_of_address
from graphkit.documents.changed import CHANGED
from graphkit.documents.datasets import REFERENCES
from graphkit.documents.dayline import day_of_title
from graphkit.documents.heading import day_of_last_change
from graphkit.documents.pointers import without_pointers
from graphkit.documents.withdrawn import CORRECTED, TAKEN_BACK, corrected_title, is_withdrawn, name_withdrawn
from graphkit.model import Document, Failure, Item, Notice, Precision

NAMED = "days taken from the names of files"
TITLED = "days taken from titles of briefings"
# The text tells users what to do, because a line at the end of the run has no other place for it.
FILES = "files with dates not read, whose articles have no day (write days as 2024-05-15 and read the file again)"
FUTURE = "articles with a day in the future, which is kept (if it is wrong, correct it and read the file again)"
OTHER_CALENDAR = "articles with a day of another calendar, which is not kept (write days as 2024-05-15 and read the file again)"
# Present years of the Persian and Islamic calendars, and of the Buddhist one; no news is from such a year of ours.
_ELSEWHERE = (range(1300, 1500), range(2450, 2650))
# Time zones differ by up to 26 hours, so elsewhere it may be the day after tomorrow.
GRACE = timedelta(days=2)
# Greatest number of characters shown of a name.
_SHOWN = 44


def remarked(items: Iterable[Item], source: str, name: str | None = None) -> Iterator[Item]:
    """Yield the items of one file, with notices on their dates, and without the lines that point to other articles.

    An undated article gets the date in the file's name if it is the whole file, or one of the articles of its page. A file of
    nothing but references without texts is a failure.

    Args:
        items: the items of the file.
        source: path of the file, for messages.
        name: name of the file, without its ending; None if it has none.
    """
    unread, read, listed = False, False, list[Notice]()
    for item in items:
        if isinstance(item, Notice) and item.kind == REFERENCES:
            listed.append(item)
            continue
        read = read or not isinstance(item, Notice)
        # Plug-ins may return documents with values of other types, which are refused later, one by one.
        if isinstance(item, Document) and all(isinstance(value, str) for value in (item.id, item.text, item.title or "")):
            if is_withdrawn(item):
                yield Notice(source, TAKEN_BACK, name_withdrawn(item))
                continue
            if title := corrected_title(item):
                yield Notice(source, CORRECTED, title)
            item = replace((yield from _dated(item, source, name)), text=without_pointers(item.text))
        yield item
        if isinstance(item, Notice) and item.kind == UNREAD and not unread:
            unread = True
            yield Notice(source, FILES, _short(source))
    if listed and not read:
        yield Failure(source, f"only references without an abstract ({len(listed)}); give their files or pages: graphkit build FILE ADDRESS …")
    else:
        yield from listed


def _dated(document: Document, source: str, name: str | None) -> Generator[Notice, None, Document]:
    """Yield notices on an article's date; return the article with its date."""
    day = document.published
    if type(day) is date and any(day.year in years for years in _ELSEWHERE):
        yield Notice(source, OTHER_CALENDAR, f"{day.isoformat()} in {_short(source)}")
        document = replace(document, published=None, published_precision=Precision.DAY)
    if document.published is None and (day := day_of_title(document.title or "")):
        yield Notice(source, TITLED, day.isoformat())
        document = replace(document, published=day, published_precision=Precision.DAY)
    document = yield from named(document, source, name)
    if document.published is None and (day := month_of_address(document.url)):
        document = replace(document, published=day, published_precision=Precision.MONTH)
    if document.published is None and (day := day_of_last_change(document.text)):
        yield Notice(source, CHANGED, day.isoformat())
        document = replace(document, published=day, published_precision=Precision.DAY)
    # Plug-ins may return values of other types.
    if type(document.published) is date and document.published > datetime.now().astimezone().date() + GRACE:
        yield Notice(source, FUTURE, f"{document.published.isoformat()} in {_short(source)}")
    return document


def named(document: Document, source: str, name: str | None) -> Generator[Notice, None, Document]:
    """Give an undated article the date in its file's name, with a notice, if it is the whole file or one of its page's articles."""
    day = day_of_name(name) if name and document.published is None and (document.id == name or document.id.startswith(f"{name}#")) else None
    if day is None:
        return document
    yield Notice(source, NAMED, day.isoformat())
    return replace(document, published=day)


def _short(source: str) -> str:
    """Return the end of a path, which names the file."""
    return source if len(source) <= _SHOWN else f"…{source[1 - _SHOWN :]}"
