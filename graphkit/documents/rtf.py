"""Rich text (RTF), read with striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.documents.exports import articles_of
from graphkit.documents.package import parsing, whole, written
from graphkit.errors import DocumentError
from graphkit.model import Item

# Pictures in RTF are hexadecimal digits, often most of the file.
_PICTURE = re.compile(rb"(?<![0-9a-fA-F\r\n])[0-9a-fA-F\r\n]{512,}")
# striprtf processes each character in Python; files without pictures are smaller than `LARGEST_TEXT`.
LARGEST_FONTS = 64 * 2**10
_FONTS = re.compile(r"\{[^{}]*\\fonttbl")
_LINK = re.compile(r"(\\fldinst)\{", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
LARGEST_TEXT = 16 * 2**20


def read_rtf(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document from an RTF file, or the articles of a database export.

    Headers, footers, notes and comments are skipped.

    Raises:
        DocumentError: striprtf is missing, or the file is not RTF, or contains no text.
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
    exported = articles_of(lines, name, source)
    yield from exported if exported is not None else written([line.replace("|", " ").strip() for line in lines], name, source, lambda _: None)


def _tamed(text: str) -> str:
    """Protect striprtf against constructs that it processes in quadratic time.

    Also keeps it from writing the addresses of links into the text.

    Raises:
        DocumentError: the font table does not end within the limit.
    """
    fonts = _FONTS.search(text)
    if fonts is not None and not _ends(text, fonts.end(), LARGEST_FONTS):
        raise DocumentError("its table of fonts does not end; open it in a word processor and save it again")
    return _LINK.sub(r"\1 {", text)


def _ends(text: str, start: int, within: int) -> bool:
    """Whether the group open at an offset ends within the limit, or the text does."""
    depth = 1
    for brace in _BRACE.finditer(text, start, start + within):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return True
    return len(text) - start <= within
