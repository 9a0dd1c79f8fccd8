"""Detect the format of a file from its first bytes, for standard input and misnamed files."""

from __future__ import annotations

import json
import re
import zipfile
from typing import BinaryIO

from graphkit.documents.exports.corpus import is_corpus
from graphkit.documents.newsml import is_news
from graphkit.documents.outlook import MAGIC
from graphkit.documents.references import is_endnote, is_tagged
from graphkit.documents.rows import fields_of
from graphkit.documents.subtitles import is_ttml
from graphkit.documents.tables import delimiter_of
from graphkit.errors import DocumentError

_MAGIC = {b"%PDF-": ".pdf", b"{\\rtf": ".rtf", b"PAR1": ".parquet", b"WARC/": ".warc", b"PK\x03\x04": ".zip", MAGIC: ".msg"}
# Parts that identify office formats.
_OFFICE = {"xl/workbook.xml": ".xlsx", "word/document.xml": ".docx", "content.xml": ".odt"}
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|mediawiki|opml|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype html|<(?:html|head|body|script|style|article|section|main|div|p|h1|meta|title|table|ul)[\s>]", re.IGNORECASE)
# Beginnings of references and notes.
_TAGS, _BIB, _NOTES = re.compile(r"TY {1,2}- \w{2,6}\s|PMID- \d|%0 \w"), re.compile(r"(?:%[^\n]{0,300}\s+){0,20}@\w{2,40}\s?\{\s?[^\s,{}]{1,200},"), re.compile(r"<en-export[\s>]")
_MAIL = re.compile(r"(?:From [^\n]{3,200}\d{4}\r?\n|(?:Return-Path|Received|Message-ID|MIME-Version|Delivered-To): )", re.IGNORECASE)


def kind_of(head: bytes) -> str | None:
    """Return the file name ending for content with this beginning; None for plain text.

    Raises:
        DocumentError: the content is markup of an unknown kind.
    """
    for magic, ending in _MAGIC.items():
        if head.startswith(magic):
            return ending
    # POSIX and GNU; the older TAR format has no magic number.
    if head[257:262] == b"ustar":
        return ".tar"
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, "ignore").lstrip()
    if (text.startswith("<") and text[1:2] in "!?") or re.match(r"<[A-Za-z]", text):
        return _markup(text)
    if text[:1] in ("{", "["):
        return _json(text)
    if _MAIL.match(text):
        return ".mbox" if text.startswith("From ") else ".eml"
    if text.startswith("---\n"):
        return ".md"
    if _TAGS.match(text) or is_tagged(text):
        return ".ris"
    if _BIB.match(text):
        return ".bib"
    return ".csv" if _is_table(text) else None


def office_of(stream: BinaryIO) -> str:
    """Return the ending for a ZIP archive: an office format or .zip."""
    try:
        names = set(zipfile.ZipFile(stream).namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentError(f"the archive is broken: {error}") from error
    finally:
        stream.seek(0)
    return next((ending for name, ending in _OFFICE.items() if name in names), ".zip")


def _markup(text: str) -> str:
    if _NOTES.search(text[:4096]):
        return ".enex"
    if "zotero.org/namespaces/export" in text[:4096]:
        return ".rdf"
    if is_ttml(text):
        return ".ttml"
    if is_corpus(text):
        return ".sgml"
    if is_news(text) or is_endnote(text) or _FEED.search(text[:4096]):
        return ".rss"
    if _PAGE.search(text[:4096]):
        return ".html"
    raise DocumentError("looks like markup of an unknown kind; set it with --type (html, feed, text, …)")


def _json(text: str) -> str | None:
    """Return .jsonl if a line is an object (any line, as the last may be cut off), .json if brackets are used as in JSON, else None."""
    if text.startswith("{") and any(_is_object(line) for line in text.splitlines()[:20] if line.startswith("{") and "\n" in text):
        return ".jsonl"
    return ".json" if re.match(r'\{\s*["}]|\[\s*[\[{\]]', text) else None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_table(text: str) -> bool:
    """Whether the first line is a header with a text column and another known column."""
    first = text.partition("\n")[0].strip()
    if len(first) > 2000:
        return False
    fields = fields_of([name.strip().strip('"') for name in first.split(delimiter_of(first))], {})
    return "text" in fields and len(fields) > 1
