"""Code shared by the readers of office files: ZIP packages, size limits, and errors of libraries."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from graphkit.dates import notices
from graphkit.documents.clippings import clippings
from graphkit.documents.exports import articles_of
from graphkit.documents.heading import heading, labelled
from graphkit.documents.plain import LARGEST_FILE, articles_in, clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Item, Precision

# Office files have a few dozen parts; an illustrated book has a few thousand.
MOST_PARTS = 10_000
LARGEST_PACKAGE = 256 * 2**20
# Prose compresses to a tenth, a table of equal cells to a hundredth; no limit applies below `SMALL`.
HIGHEST_RATIO = 200
SMALL = 8 * 2**20
# The title in the file's properties is used only if the text contains it within this many characters.
_BEGINNING = 600
_SPACE, _HASHES = re.compile(r"\s+"), re.compile(r"^#{1,9} ", re.MULTILINE)


@contextmanager
def parsing(what: str) -> Iterator[None]:
    """Convert any exception of a library into a `DocumentError` of one line.

    Raises:
        DocumentError: the block raised an exception; the message has its first line.
    """
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:
        lines = str(error).strip().splitlines()
        raise DocumentError(f"not a readable {what}: {clean(lines[0])[:200] if lines else type(error).__name__}") from error


def whole(stream: BinaryIO) -> bytes:
    """Read a stream completely, up to the size limit.

    Raises:
        DocumentError: the stream is larger.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise DocumentError(f"larger than {LARGEST_FILE // 2**20} MB; split it, or give it as JSONL")
    return data


def parsed(xml: bytes) -> Any:
    """Parse XML, without entities, DTDs or network access."""
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))


def package(data: bytes, what: str) -> zipfile.ZipFile:
    """Open the ZIP package of an office file, after checking the sizes in its directory.

    `zipfile` never unpacks more of a part than its directory entry says, so a false size gives an error.

    Raises:
        DocumentError: the file is not a package, is encrypted, or would unpack to too much.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise DocumentError(f"encrypted, or of Word 2003 and older: open it and save it as {what} without a password")
    with parsing(what):
        opened = zipfile.ZipFile(io.BytesIO(data))
        parts = opened.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError("is encrypted; save it without a password")
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > LARGEST_PACKAGE or (total > SMALL and total > HIGHEST_RATIO * max(len(data), 1)):
        raise DocumentError(f"would unpack to {total // 2**20} MB in {len(parts)} parts, too much for a document")
    return opened


def written(paragraphs: Sequence[str], name: str, source: str, title: Callable[[str], str | None], levels: Sequence[int] = ()) -> Iterator[Item]:
    """Read the articles of a database export, those below headings with dates, or else one document of all paragraphs.

    Args:
        paragraphs: non-empty paragraphs of the file.
        name: name of the file, without its ending.
        source: path of the file, for messages.
        title: returns the title of a document with this text, None if the text itself must give it.
        levels: level of each paragraph that is a heading, 0 for others; empty if unknown.

    Raises:
        DocumentError: the file contains no text.
    """
    found = articles_of(paragraphs, name, source)
    if found is not None:
        yield from found
        return
    marked = clean("\n\n".join(f"{'#' * level} {text}" if level else text for level, text in zip(levels, paragraphs, strict=True))) if any(levels) else ""
    if marked and clippings(marked, markdown=True):
        yield from (replace(item, text=_HASHES.sub("", item.text)) if isinstance(item, Document) else item for item in articles_in(marked, name, source, markdown=True))
        return
    text = clean("\n\n".join(paragraphs))
    if not text:
        raise DocumentError("contains no text")
    yield from press_review_or_article(text, name, source, title(text))


def believed(title: object, text: str) -> str | None:
    """Return the title in the properties of a file, if the text begins with it, in whatever case and spacing.

    Titles are often left over from templates and other documents ("Microsoft Word - Draft 2"). Dates in properties are
    ignored, because they say when the file was saved, not when the article was published.
    """
    wanted = _SPACE.sub(" ", title).strip() if isinstance(title, str) else ""
    found = wanted and _SPACE.sub("", wanted).casefold() in _SPACE.sub("", text[:_BEGINNING]).casefold()
    return clean(wanted) if found else None


def press_review_or_article(text: str, name: str, source: str, title: str | None, *, url: str | None = None, outlet: str | None = None, otherwise: tuple[date | None, Precision] = (None, Precision.DAY)) -> Iterator[Item]:
    """Read the articles of a press review, or one article below its heading.

    Args:
        text: cleaned text of the file.
        name: name of the file, without its ending.
        source: path of the file, for messages.
        title: title of the article, None if its heading must give it.
        url: its address.
        outlet: its outlet if the heading names none.
        otherwise: its day if the heading names none.
    """
    if clippings(text, markdown=False):
        yield from articles_in(text, name, source, markdown=False)
        return
    above, said = heading(text), labelled(text)
    published, precision = above.published if above.published[0] is not None else otherwise
    yield from notices(above.unread, above.published[0], source)
    yield Document(id=name, text=text, title=title or above.title, url=said.get("url") or url, outlet=said.get("outlet") or above.outlet or outlet, published=published, published_precision=precision)
