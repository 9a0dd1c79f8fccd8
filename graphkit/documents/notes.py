"""Notes of Evernote (ENEX) and Joplin, with the address from which they were clipped. The day of clipping is not that of the article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.dates import notices
from graphkit.documents.address import day_of_address, host_of, located
from graphkit.documents.heading import heading
from graphkit.documents.markup import text_of
from graphkit.documents.package import parsing
from graphkit.documents.plain import LARGEST_FILE, decode, read_markdown
from graphkit.documents.walk import SKIPPED_FILES
from graphkit.errors import DocumentError
from graphkit.model import Document, Item, Notice

# What stands above the content of a note, which is a document of its own.
_PROLOG = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?", re.IGNORECASE)
# Below each file in an export of Joplin. Each line matches in one way only, so that the time is linear.
_JOPLIN = re.compile(r"\n\nid: [0-9a-f]{32}\n(?:[a-z_]+:[^\n]*\n)+type_: \d{1,2}\s*")


def read_note(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read a Markdown file; below those of an export of Joplin stand the data of the note, or of a folder or tag, which is skipped."""
    text = decode(stream.read(LARGEST_FILE + 1))
    below = text.rfind("\n\nid: ")
    data = dict(line.partition(": ")[::2] for line in text[below:].split("\n")) if _JOPLIN.fullmatch(text, max(below, 0)) else {}
    if data.get("type_", "1") != "1":
        yield Notice(source, SKIPPED_FILES, "folder, tag or attachment of Joplin")
        return
    for item in read_markdown(io.BytesIO((text[:below] if data else text).encode()), name, source):
        yield located(item, data.get("source_url", "")) if data and isinstance(item, Document) else item


def read_enex(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document per note, in a stream; pictures and attachments are not read.

    Raises:
        DocumentError: the file is not an export of Evernote.
    """
    from lxml import etree

    number = 0
    with parsing("export of Evernote"):
        # Pictures are in the file too, so texts in it may be huge.
        for _, note in etree.iterparse(stream, tag="note", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True):
            number += 1
            said = {field: " ".join((note.findtext(path) or "").split()) for field, path in (("title", "title"), ("url", "note-attributes/source-url"))}
            yield from _note(said["title"], said["url"], note.findtext("content") or "", f"{name}-{number}", f"{source}:{number}")
            note.clear()
            while note.getprevious() is not None:
                del note.getparent()[0]
    if not number:
        raise DocumentError("no notes found in it")


def _note(title: str, url: str, content: str, name: str, where: str) -> Iterator[Item]:
    text = text_of(_PROLOG.sub("", content, count=1))
    if not text:
        yield Notice(where, SKIPPED_FILES, "note without text")
        return
    above = heading(text if text.startswith(title) else f"{title}\n\n{text}")
    published, precision = above.published
    if published is None:
        published, precision = day_of_address(url)
    yield from notices(above.unread, published, where)
    yield Document(id=name, text=text, title=title or above.title, url=url or None, outlet=above.outlet or host_of(url), published=published, published_precision=precision)
