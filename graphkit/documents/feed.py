"""RSS and Atom files: one document per entry, from the text in the feed itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.dates import notices, parse_date
from graphkit.documents.markup import text_of
from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Item, digest


def read_feed(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document per entry: its full content if the feed has it, else its summary.

    Nothing is fetched. Markup is converted to plain text.

    Raises:
        DocumentError: feedparser is missing, or the file is not a feed.
    """
    try:
        import feedparser
    except ImportError as error:
        raise DocumentError("reading feeds needs feedparser: pip install 'alliance-graphkit[crawl]'") from error
    parsed: Any = feedparser.parse(stream.read(), sanitize_html=True, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise DocumentError("not an RSS or Atom feed")
    outlet = _line(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, start=1):
        yield from _entry(entry, outlet, f"{source}:{number}")


def _entry(entry: Any, outlet: str | None, where: str) -> Iterator[Item]:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    text = max([*map(text_of, contents), text_of(entry.get("summary", ""))], key=len)
    if not text:
        yield Failure(where, "the entry has no text")
        return
    name = entry.get("id") or entry.get("link")
    # Not feedparser's parsed time, which is in UTC and may be another day.
    day = entry.get("published") or entry.get("updated")
    published, precision = parse_date(day)
    yield from notices(day, published, where)
    yield Document(
        id=digest(name) if name else digest(text),
        text=text,
        title=_line(entry.get("title")),
        url=_line(entry.get("link")),
        outlet=outlet,
        published=published,
        published_precision=precision,
    )


def _line(value: object) -> str | None:
    return clean(" ".join(text_of(value).split())) or None if isinstance(value, str) else None
