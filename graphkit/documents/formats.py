"""The formats we read ourselves, as the plug-ins of others are given too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from graphkit.documents.columns import read_parquet
from graphkit.documents.crawl import read_warc
from graphkit.documents.feed import read_feed
from graphkit.documents.jsonl import read_jsonl
from graphkit.documents.page import read_html
from graphkit.documents.plain import read_markdown, read_text
from graphkit.model import Item

Read = Callable[[BinaryIO, str, str], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Format:
    """How files are read whose names end so.

    Attributes:
        endings: lower-case endings of file names, with the dot.
        read: takes the stream, the file's name without its ending, and where it is; gives
            documents, and a `Failure` for each that cannot be read. It may raise `DocumentError`.
        streamed: whether it reads piece by piece, so that a file may be of any size.
    """

    endings: tuple[str, ...]
    read: Read
    streamed: bool = False


TEXT = Format((".txt", ".text"), read_text)
MARKDOWN = Format((".md", ".markdown"), read_markdown)
HTML = Format((".html", ".htm", ".xhtml"), read_html)
JSONL = Format((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.bz2", ".jsonl.xz"), read_jsonl, streamed=True)
PARQUET = Format((".parquet",), read_parquet, streamed=True)
WARC = Format((".warc", ".warc.gz"), read_warc, streamed=True)
FEED = Format((".rss", ".atom", ".xml"), read_feed)
