"""Rich text (RTF), through striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.dates import notices
from graphkit.documents.exports import articles_of
from graphkit.documents.heading import heading
from graphkit.documents.package import parsing, whole
from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Item

# Pictures stand in RTF as hexadecimal digits, often most of the file.
_PICTURE = re.compile(rb"(?<![0-9a-fA-F\r\n])[0-9a-fA-F\r\n]{512,}")
# striprtf reads every sign by itself; what is left without pictures is never so long.
LARGEST_FONTS = 64 * 2**10
_FONTS = re.compile(r"\{[^{}]*\\fonttbl")
_LINK = re.compile(r"(\\fldinst)\{", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
LARGEST_TEXT = 16 * 2**20


def read_rtf(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """One document from an RTF file, or the articles of a database's export.

    Headers, footers, notes and comments are left out.

    Raises:
        DocumentError: striprtf is missing, or the file is no RTF, or contains no text.
    """
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise DocumentError("reading RTF needs striprtf: pip install 'alliance-graphkit[documents]'") from error
    data = _PICTURE.sub(b"", whole(stream))
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError("not an RTF file: it does not begin with {\\rtf")
    if len(data) > LARGEST_TEXT:
        raise DocumentError(f"holds more than {LARGEST_TEXT // 2**20} MB of text; split it")
    with parsing("RTF file"):
        plain = rtf_to_text(_tamed(data.decode("cp1252", errors="replace")), errors="replace")
    lines = [line.replace("\xa0", " ").replace("\xad", "").strip() for line in plain.splitlines()]
    lines = [line for line in lines if line.strip("| ")]
    found = articles_of(lines, name, source)
    if found is not None:
        yield from found
        return
    text = clean("\n\n".join(line.replace("|", " ").strip() for line in lines))
    if not text:
        raise DocumentError("contains no text")
    above = heading(text)
    published, precision = above.published
    yield from notices(above.unread, published, source)
    yield Document(id=name, text=text, title=above.title, published=published, published_precision=precision)


def _tamed(text: str) -> str:
    """The file without what striprtf looks for in time that grows with the square of the length.

    It would also write the addresses of links into the text, where they are no words of it.

    Raises:
        DocumentError: its table of fonts is larger than any.
    """
    fonts = _FONTS.search(text)
    if fonts is not None and not _ends(text, fonts.end(), LARGEST_FONTS):
        raise DocumentError("its table of fonts does not end")
    return _LINK.sub(r"\1 {", text)


def _ends(text: str, start: int, within: int) -> bool:
    """Whether the group that is open at a place ends, with the text or soon enough."""
    depth = 1
    for brace in _BRACE.finditer(text, start, start + within):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return True
    return len(text) - start <= within
