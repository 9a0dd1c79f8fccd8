"""Web archives of Safari (`.webarchive`): the page is in a property list, with its address."""

from __future__ import annotations

import io
import plistlib
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from graphkit.documents.page import read_html
from graphkit.documents.plain import LARGEST_FILE
from graphkit.errors import DocumentError
from graphkit.model import Item

_BROKEN = (plistlib.InvalidFileException, ExpatError, KeyError, TypeError, ValueError, LookupError, OverflowError, RecursionError)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")


def read_webarchive(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read the page of a web archive, without its frames and pictures.

    Args:
        stream: the file.
        name: id of the article; for several articles, their anchors are appended.
        source: address or path, for messages.

    Raises:
        DocumentError: it is no web archive, or the page has no article text.
    """
    try:
        saved = plistlib.loads(stream.read(LARGEST_FILE + 1))["WebMainResource"]
        page = saved["WebResourceData"].decode(saved.get("WebResourceTextEncodingName") or "utf-8", "replace")
        address = _ADDRESS.fullmatch(saved.get("WebResourceURL") or "")
    except (*_BROKEN, AttributeError):
        raise DocumentError("not a web archive of Safari; save the page as .html") from None
    # As other browsers note the address from which they saved a page.
    origin = f"<!-- saved from url=(0000){address[0]} -->\n" if address else ""
    yield from read_html(io.BytesIO((origin + page).encode("utf-8-sig", "replace")), name, source)
