"""Web pages, through trafilatura: the article without menus, with title, date and outlet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from graphkit.dates import notices
from graphkit.documents.markup import text_of
from graphkit.documents.plain import LARGEST_FILE, clean, decode
from graphkit.documents.published import published
from graphkit.errors import DocumentError
from graphkit.model import Document, Item


def read_html(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """One document from a page.

    Raises:
        DocumentError: no article text was found in it.
    """
    from trafilatura import bare_extraction

    page = decode(stream.read(LARGEST_FILE + 1))
    try:
        found = bare_extraction(page, include_comments=False, include_tables=True, with_metadata=True)
    except (ValueError, TypeError, RecursionError, AttributeError) as error:
        raise DocumentError(f"the page does not parse: {error}") from error
    fields = found.as_dict() if hasattr(found, "as_dict") else (found or {})
    text = clean(fields.get("text") or "")
    if not text.strip():
        raise DocumentError("no article text found in the page")
    text = _in_blocks(text, page)
    # Not the date that trafilatura found: it takes one from a copyright line or a link where there is no other.
    day, precision, unread = published(page)
    yield from notices(unread, day, source)
    yield Document(
        id=name,
        text=text,
        title=clean(fields.get("title") or "").strip() or None,
        url=clean(fields.get("url") or "").strip() or None,
        outlet=clean(fields.get("sitename") or fields.get("hostname") or "").strip() or None,
        published=day,
        published_precision=precision,
    )


def _in_blocks(text: str, page: str) -> str:
    """A text on one line, as trafilatura gives that of a short page, with the breaks of the page between heading, day and paragraphs."""
    if "\n" in text:
        return text
    blocks = [block.split() for block in text_of(page).split("\n\n")]
    seen, wanted = (f" {' '.join(words)} " for words in ([word for block in blocks for word in block], text.split()))
    at = seen.find(wanted)
    if at < 0:
        return text
    first = seen.count(" ", 0, at)
    last, number, kept = first + len(text.split()), 0, []
    for block in blocks:
        kept.append(" ".join(block[max(0, first - number) : max(0, last - number)]))
        number += len(block)
    return "\n\n".join(filter(None, kept))
