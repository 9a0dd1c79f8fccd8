"""OpenDocument text (ODT), read with lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.documents.package import believed, package, parsed, parsing, whole, written
from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Item

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_ENCRYPTED = b"encryption-data"
_SAID = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
# Comments, notes, tracked deletions and ruby text.
_UNSAID = frozenset((f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_TEXT}ruby-text", f"{_TEXT}table-of-content"))
_BLOCKS = (f"{_TEXT}p", f"{_TEXT}h")


def read_odt(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document from an ODT file, or the articles of a database export.

    Headers, footers, comments, notes, deleted text and tables of contents are skipped.

    Raises:
        DocumentError: the file is not ODT, is encrypted, or contains no text.
    """
    data = whole(stream)
    with package(data, "ODT file") as opened, parsing("ODT file"):
        parts = {info.filename for info in opened.infolist()}
        if "META-INF/manifest.xml" in parts and _ENCRYPTED in opened.read("META-INF/manifest.xml"):
            raise DocumentError("is encrypted; save it without a password")
        content = parsed(opened.read("content.xml"))
        meta = parsed(opened.read("meta.xml")) if "meta.xml" in parts else None
        blocks = [(_level(block), text) for block in content.iter(*_BLOCKS) if _shown(block) and (text := "".join(_pieces(block)).strip())]
    heading = next((clean(text) for level, text in blocks[:1] if level), None)
    properties = meta.findtext(f".//{_TITLE}") if meta is not None else None
    yield from written([text for _, text in blocks], name, source, lambda text: heading or believed(properties, text), [level for level, _ in blocks])


def _level(block: Any) -> int:
    """Return the level of a heading, 0 for a paragraph."""
    level = block.get(f"{_TEXT}outline-level") or "1"
    return 0 if block.tag != f"{_TEXT}h" else int(level) if re.fullmatch("[1-9]", level) else 1


def _shown(block: Any) -> bool:
    return not any(above.tag in _UNSAID for above in block.iterancestors())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _SAID:
            yield _SAID[child.tag]
        elif child.tag not in _UNSAID and child.tag not in _BLOCKS and isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
