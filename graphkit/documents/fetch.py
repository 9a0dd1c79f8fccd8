"""Fetch pages, feeds and files at web addresses given by the user; nothing else is ever fetched.

No cookies or passwords are sent, and addresses in feeds or pages are not followed. Redirects are limited in number,
and to http and https.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from graphkit import __version__
from graphkit.documents.address import located
from graphkit.documents.plain import LARGEST_FILE, in_utf8
from graphkit.documents.public import public_get
from graphkit.documents.read import ending_of, readers
from graphkit.documents.wish import documents
from graphkit.errors import DocumentError
from graphkit.model import Document, Item, digest

AGENT = f"graphkit/{__version__} (reads articles into a knowledge graph; fetches addresses given by its user)"
# Statuses with which sites answer programs, but not browsers.
_REFUSED = frozenset((401, 402, 403, 406, 429, 451))
_PIECE = 64 * 2**10
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
# Endings by media type; for general media types the ending of the address decides.
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/x-ndjson": ".ndjson",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/zip": ".zip",
    "application/x-tar": ".tar",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
}
_GENERAL = frozenset(("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/gzip", "application/x-gzip", "application/xml", "text/xml"))


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on a fetch.

    Attributes:
        connect, read, total: seconds to connect, to wait for the next bytes, and for the whole fetch.
        size: bytes, unpacked.
        redirects: greatest number of redirects.
        public: whether to refuse hosts of this machine and of private networks.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 120.0
    size: int = LARGEST_FILE
    redirects: int = 5
    public: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    address: str
    kind: str
    data: bytes


def fetched(address: str, limits: Limits | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Item]:
    """Read the articles at an address, with the reader for the response's media type.

    The final address becomes the article's if the file has one article without an address of its own.

    Raises:
        DocumentError: there is no response, or it cannot be read.
    """
    answer = _in_time(address, limits or Limits())
    shown = without_keys(answer.address)
    ending = _ending(answer)
    if ending is None:
        raise DocumentError(f"answers with {answer.kind or 'an unknown type'!r}, which graphkit cannot read")
    format_ = readers()[ending]
    for item in documents(format_, io.BytesIO(answer.data), digest(answer.address), shown, columns or {}):
        if isinstance(item, Document) and not getattr(format_, "many", False):
            yield located(item, answer.address)
        else:
            yield item


def _ending(answer: _Answer) -> str | None:
    """Return the ending whose reader can read a response."""
    path = ending_of(urlsplit(answer.address).path)
    if answer.kind in _GENERAL and path is not None:
        return path
    by_type = _TYPES.get(answer.kind, path if answer.kind in _GENERAL else None)
    return by_type if by_type in readers() else None


def _in_time(address: str, limits: Limits) -> _Answer:
    """Return the response, within the total time limit, which includes DNS and slow headers.

    Raises:
        DocumentError: there is no response.
    """
    got: list[_Answer | DocumentError] = []

    def work() -> None:
        try:
            got.append(_answer(address, limits))
        except DocumentError as error:
            got.append(error)
        except Exception as error:
            got.append(DocumentError(f"cannot be fetched: {type(error).__name__}"))

    # A daemon thread, so that a host that never completes its headers cannot keep the program from exiting.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(limits.total)
    if not got:
        raise DocumentError(f"took longer than {limits.total:g} seconds")
    if isinstance(got[0], DocumentError):
        raise got[0]
    return got[0]


def _answer(address: str, limits: Limits) -> _Answer:
    import urllib3

    until = time.monotonic() + limits.total
    heads = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
    with urllib3.PoolManager(retries=False) as pool:
        for _ in range(limits.redirects + 1):
            _checked(address)
            try:
                more: dict[str, Any] = {"redirect": False, "preload_content": False, "timeout": urllib3.Timeout(connect=limits.connect, read=limits.read)}
                response = (public_get if limits.public else pool.request)("GET", address, headers=heads, **more)
                onward = response.headers.get("Location")
                if response.status not in _REDIRECTS or not onward:
                    return _read(response, address, limits, until)
                response.close()
            except (urllib3.exceptions.HTTPError, ValueError) as error:
                raise DocumentError(f"cannot be fetched: {_reason(error)}") from error
            address = urljoin(address, onward)
    raise DocumentError(f"is redirected more than {limits.redirects} times")


def _checked(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme.lower() not in {"http", "https"}:
        raise DocumentError(f"is redirected to {parts.scheme}:, which is not supported")
    if parts.username or parts.password:
        raise DocumentError("contains a user name or password, which is not sent; save the page and give the file")
    if not parts.hostname:
        raise DocumentError("names no host")


def _read(response: Any, address: str, limits: Limits, until: float) -> _Answer:
    if response.status != 200:
        way_out = "; open it in a browser, save it, and read the file" if response.status in _REFUSED else ""
        raise DocumentError(f"answers {response.status} {response.reason or ''}".strip() + way_out)
    data = bytearray()
    while piece := response.read1(_PIECE, decode_content=True):
        data += piece
        if len(data) > limits.size:
            raise DocumentError(f"larger than {limits.size // 2**20} MB; save it, and split it or give it as JSONL")
        if time.monotonic() > until:
            raise DocumentError(f"took longer than {limits.total:g} seconds")
    response.close()
    head = Message()
    head["Content-Type"] = response.headers.get("Content-Type", "")
    kind = head.get_content_type() if head["Content-Type"] else ""
    return _Answer(urlunsplit(urlsplit(address)._replace(fragment="")), kind, in_utf8(bytes(data), head.get_content_charset()) if kind.startswith("text/") else bytes(data))


def _reason(error: Exception) -> str:
    """Return the error in one line, without the address, which may contain keys."""
    import urllib3

    if isinstance(error, urllib3.exceptions.SSLError):
        return "the host's certificate is not valid"
    if isinstance(error, urllib3.exceptions.NameResolutionError):
        return "the host is not known"
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "the host refuses connections"
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "the host does not answer in time"
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "the answer does not unpack"
    return {"ProtocolError": "the connection was interrupted", "IncompleteRead": "the connection was interrupted"}.get(type(error).__name__, type(error).__name__)


def without_keys(address: str) -> str:
    """Return an address for messages, without parts that may be keys or passwords."""
    parts = urlsplit(address)
    host = parts.netloc.rsplit("@", 1)[-1]
    return urlunsplit((parts.scheme, host, parts.path, "…" if parts.query else "", ""))
