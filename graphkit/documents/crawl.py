"""WARC files of web crawls, read page by page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from graphkit.documents.address import located
from graphkit.documents.page import read_html
from graphkit.documents.plain import LARGEST_FILE, in_utf8
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Item, digest

_PAGES = ("text/html", "application/xhtml+xml")
# Encodings of pages that warcio reads with a further package only, or not at all.
_PACKED = {"br": "a page packed with Brotli, which needs the package brotli: pip install brotli", "zstd": "a page packed with Zstandard, which is not read; crawl it with Accept-Encoding: gzip"}
_HEAD = 4096


def read_warc(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document per HTML page with status 200; its id is derived from its address.

    Raises:
        DocumentError: warcio is missing, or the file is truncated.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise DocumentError("reading WARC needs warcio: pip install 'alliance-graphkit[crawl]'") from error
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind, charset = _kind(record.http_headers.get_header("Content-Type") or "")
            if record.http_headers.get_statuscode() == "200" and kind in _PAGES:
                url, packed = record.rec_headers.get_header("WARC-Target-URI") or "", (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
                data = record.content_stream().read(LARGEST_FILE + 1)
                # Some crawlers keep this header of a page that they have unpacked.
                if packed in _PACKED and b"\0" in data[:_HEAD]:
                    yield Failure(f"{source}: {url}", _PACKED[packed])
                    continue
                yield from _page(in_utf8(data, charset), url, source)
    except (ArchiveLoadFailed, OSError, EOFError) as error:
        raise DocumentError(f"the archive breaks off: {str(error).splitlines()[0] if str(error) else type(error).__name__}") from error


def _kind(header: str) -> tuple[str, str | None]:
    """Return the media type and the charset of a Content-Type header."""
    head = Message()
    head["Content-Type"] = " ".join(header.split())
    return header.split(";")[0].strip().lower(), head.get_content_charset()


def _page(data: bytes, url: str, source: str) -> Iterator[Item]:
    where = f"{source}: {url}"
    if len(data) > LARGEST_FILE:
        yield Failure(where, f"a page larger than {LARGEST_FILE // 2**20} MB")
        return
    try:
        for item in read_html(io.BytesIO(data), digest(url), where):
            yield located(item, url) if isinstance(item, Document) else item
    except DocumentError as error:
        yield Failure(where, str(error))
