"""Standard input, read in the detected or requested format."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, cast

from graphkit.documents.exports.corpus import UNKNOWN, is_corpus
from graphkit.documents.plain import LARGEST_FILE
from graphkit.documents.sniff import kind_of, office_of
from graphkit.documents.streams import LARGEST_STREAM, Joined, head_of, held, is_packed, unpacked
from graphkit.documents.wish import documents
from graphkit.errors import DocumentError, one_of
from graphkit.model import Item

if TYPE_CHECKING:
    from graphkit.documents.formats import Format
    from graphkit.documents.wish import Wish

SOURCE, NAME = "standard input", "stdin"
# Formats that are streamed, whatever the length.
_ONWARD = (".jsonl", ".ndjson", ".warc")


def read_stdin(stream: BinaryIO, wish: Wish, readers: Mapping[str, Format], ending: str | None) -> Iterator[Item]:
    """Read standard input.

    Args:
        stream: standard input.
        wish: the user's options for reading the inputs.
        readers: formats by ending.
        ending: ending of the requested format, None to detect it.

    Raises:
        DocumentError: the input is empty, too large, or not in a readable format.
    """
    try:
        yield from _read(stream, wish, readers, ending)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise DocumentError(f"the compressed stream is broken: {error}") from error


def _read(stream: BinaryIO, wish: Wish, readers: Mapping[str, Format], ending: str | None) -> Iterator[Item]:
    opened, head = _peeked(stream)
    if is_packed(head):
        # Only one level of compression is unpacked.
        opened, head = _peeked(unpacked(opened, head))
    found = ending or kind_of(head) or ".txt"
    if not found.startswith(_ONWARD):
        streamed = found not in readers or getattr(readers[found], "streamed", False)
        opened = held(opened, LARGEST_STREAM if streamed else LARGEST_FILE)
    if found == ".zip" and ending is None:
        found = office_of(opened)
    if found not in readers:
        raise DocumentError(f"holds {found.removeprefix('.').upper()}, which graphkit cannot read; known: {one_of(readers)}")
    if found in (".sgml", ".sgm") and not is_corpus(head.decode("utf-8", "replace")):
        raise DocumentError(UNKNOWN)
    yield from documents(readers[found], opened, NAME, SOURCE, wish.columns)


def _peeked(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """Return a stream and its beginning, which is still in the stream."""
    head = head_of(stream)
    return cast(BinaryIO, io.BufferedReader(Joined(head, stream))), head
