"""What office files have in common: ZIP packages that may be bombs, libraries that may raise anything."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from graphkit.dates import notices
from graphkit.documents.exports import articles_of
from graphkit.documents.heading import heading
from graphkit.documents.plain import LARGEST_FILE, clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Item

# An office file holds some dozens of parts; one of a book with all its pictures some thousands.
MOST_PARTS = 10_000
LARGEST_PACKAGE = 256 * 2**20
# Prose packs to a tenth, a table of equal cells to a hundredth; below this size nothing is a bomb.
HIGHEST_RATIO = 200
SMALL = 8 * 2**20
# A title in the file's properties is believed only where the text begins with it.
_BEGINNING = 600
_SPACE = re.compile(r"\s+")


@contextmanager
def parsing(what: str) -> Iterator[None]:
    """Turn whatever a library raises about broken bytes into one line.

    Raises:
        DocumentError: something was raised; it names the error and its first line.
    """
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:
        lines = str(error).strip().splitlines()
        raise DocumentError(f"not a readable {what}: {clean(lines[0])[:200] if lines else type(error).__name__}") from error


def whole(stream: BinaryIO) -> bytes:
    """The bytes of a stream that is no larger than a file may be.

    Raises:
        DocumentError: it is larger.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise DocumentError(f"larger than {LARGEST_FILE // 2**20} MB; split it, or give it as JSONL")
    return data


def package(data: bytes, what: str) -> zipfile.ZipFile:
    """The ZIP package of an office file, once its own list of parts says that it is of a sane size.

    `zipfile` gives no more of a part than the list says, so that a list that lies gives an error.

    Raises:
        DocumentError: it is none, is encrypted, or would unpack to too much.
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


def written(paragraphs: Sequence[str], name: str, source: str, title: Callable[[str], str | None]) -> Iterator[Item]:
    """The articles of a database's export, or else one document of all paragraphs.

    Args:
        paragraphs: of the file, none of them empty.
        name: of the file, without its ending.
        source: where the file is, for messages.
        title: gives the title of a document with this text, None where only the text can say it.

    Raises:
        DocumentError: the file contains no text.
    """
    found = articles_of(paragraphs, name, source)
    if found is not None:
        yield from found
        return
    text = clean("\n\n".join(paragraphs))
    if not text:
        raise DocumentError("contains no text")
    above = heading(text)
    published, precision = above.published
    yield from notices(above.unread, published, source)
    yield Document(id=name, text=text, title=title(text) or above.title, published=published, published_precision=precision)


def believed(title: object, text: str) -> str | None:
    """A title from the properties of a file, where the text itself begins with it.

    Properties are left over from templates and other documents ("Microsoft Word - Draft 2"). The days
    in them are not read at all: they say when somebody saved the file, not when an article came out.
    """
    wanted = _SPACE.sub(" ", title).strip() if isinstance(title, str) else ""
    return clean(wanted) if wanted and wanted in _SPACE.sub(" ", text[:_BEGINNING]) else None
