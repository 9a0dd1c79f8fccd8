"""RSS and Atom files: one document an entry, from the text that the feed itself holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate
from typing import Any, BinaryIO

from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Item, digest

_BREAK = re.compile(r"</(?:p|div|li|h\d)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MANY = re.compile(r"\n\s*\n+")


def read_feed(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """One document an entry: its full content where the feed has it, else its summary.

    Nothing is fetched. Markup in an entry becomes plain text.

    Raises:
        DocumentError: feedparser is missing, or the file is no feed.
    """
    try:
        import feedparser
    except ImportError as error:
        raise DocumentError("reading feeds needs feedparser: pip install 'alliance-graphkit[crawl]'") from error
    told: Any = feedparser.parse(stream.read(), sanitize_html=True, resolve_relative_uris=False)
    if not told.get("version"):
        raise DocumentError("this is no RSS or Atom feed")
    outlet = _line(told.feed.get("title"))
    for number, entry in enumerate(told.entries, start=1):
        yield _entry(entry, outlet, f"{source}:{number}")


def _entry(entry: Any, outlet: str | None, where: str) -> Document | Failure:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    text = max([*map(_text, contents), _text(entry.get("summary", ""))], key=len)
    if not text:
        return Failure(where, "the entry has no text")
    name = entry.get("id") or entry.get("link")
    # The day where it was printed: feedparser's own reading is that of Greenwich.
    day = parsedate(entry.get("published", "")) or entry.get("published_parsed") or entry.get("updated_parsed")
    return Document(
        id=digest(name) if name else digest(text),
        text=text,
        title=_line(entry.get("title")),
        url=_line(entry.get("link")),
        outlet=outlet,
        published=date(*day[:3]) if day else None,
    )


def _text(markup: str) -> str:
    """What a reader would see: paragraphs stay apart, tags go."""
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n\n", markup)))
    return clean(_MANY.sub("\n\n", plain)).strip()


def _line(value: object) -> str | None:
    return clean(" ".join(_text(value).split())) or None if isinstance(value, str) else None
