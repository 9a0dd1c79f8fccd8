"""XML files: feeds and news of agencies, references of EndNote, subtitles in TTML; for others, what to do with them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.documents.datasets import READ_PAGES
from graphkit.documents.feed import read_feed
from graphkit.documents.plain import read_text
from graphkit.documents.references import is_endnote, read_references
from graphkit.documents.subtitles import is_ttml
from graphkit.errors import DocumentError
from graphkit.model import Item

_HEAD = 20_000
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s>]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# First elements of files that have no articles, or none that can be read.
_WAYS_OUT = {
    "mediawiki": "a dump of MediaWiki, whose markup is not read; save the pages as .html",
    "opml": "a list of feeds without articles; save the feeds as .xml, or give their addresses",
    **dict.fromkeys(("urlset", "sitemapindex"), f"a map of a site, which has addresses and no texts; {READ_PAGES}"),
}


def read_xml(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read an XML file by its first element; see `read_feed` and `read_references`.

    Raises:
        DocumentError: the file has none of the known forms.
    """
    data = stream.read()
    # UTF-16 is ASCII with zeros between, as far as tags are concerned.
    head = _COMMENT.sub("", data[:_HEAD].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe"))
    root = _ROOT.search(head)
    if root is not None and root[1] in _WAYS_OUT:
        raise DocumentError(_WAYS_OUT[root[1]])
    if is_endnote(head):
        yield from read_references(io.BytesIO(data), name, source)
    elif is_ttml(head):
        yield from read_text(io.BytesIO(data), name, source)
    else:
        yield from read_feed(io.BytesIO(data), name, source)
