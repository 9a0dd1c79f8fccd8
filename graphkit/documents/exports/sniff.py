"""Detect which database exported a file, if any, and read its articles."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from graphkit.dates import UNREAD
from graphkit.documents.attributes import few_attributes
from graphkit.documents.exports.common import Article
from graphkit.documents.exports.corpus import UNKNOWN, corpus, is_corpus
from graphkit.documents.exports.europresse import europresse, is_europresse
from graphkit.documents.exports.factiva import factiva, factiva_page, is_factiva
from graphkit.documents.exports.libraries import ebsco, gale, is_ebsco, is_gale, is_newsbank, newsbank
from graphkit.documents.exports.nexis import is_lexis, is_nexis, lexis, nexis
from graphkit.documents.exports.proquest import is_proquest, proquest
from graphkit.documents.exports.telegram import is_telegram, telegram
from graphkit.documents.exports.westlaw import allafrica, is_allafrica, is_westlaw, westlaw
from graphkit.documents.exports.whatsapp import is_whatsapp, whatsapp
from graphkit.documents.exports.wisers import is_wisers, wisers
from graphkit.documents.markup import text_of
from graphkit.documents.plain import LARGEST_FILE, decode, decode_page
from graphkit.errors import DocumentError
from graphkit.model import Item, Notice

Joins = Callable[[list[str]], list[str]]
Read = Callable[[BinaryIO, str, str], Iterator[Any]]
_KINDS: tuple[tuple[Callable[[Sequence[str]], bool], Callable[[Sequence[str], str], Iterator[Article]]], ...] = (
    (is_nexis, nexis),
    (is_lexis, lexis),
    (is_factiva, factiva),
    (is_proquest, proquest),
    (is_wisers, wisers),
    (is_ebsco, ebsco),
    (is_gale, gale),
    (is_newsbank, newsbank),
    (is_westlaw, westlaw),
    (is_allafrica, allafrica),
)
# Every export contains one of these; files without them are not examined further.
_HINT = re.compile(r"(?i:end of document|full text:|docpublicationname|date details|tgme_widget_message|accession number:|read news document|openurl link|publication title:|\d WLNR \d|distributed by allafrica|author/byline:|(?:文章編號|文章编号|(?:article|document) (?:id|no\.?|number))\s*[:：]\s*\d{12})|\b\d{1,7} of \d{1,7} DOCUMENT|Dokument \d{1,7} von \d{1,7}|Document \d{1,7} de \d{1,7}|D[a-z]{6,8} [A-Za-z][A-Za-z0-9]{3,9}\d{8}[a-h]")
# Lines at the end of a PDF page that are content, not a page footer.
MARK = re.compile(r"end of document|(?:load-date|length):.*|body|classification|\d+ of \d+ documents?|dokument \d+ von \d+|document \d+ de \d+|d[a-z]{6,8} [a-z][a-z0-9]{3,9}\d{8}[a-h]\w*|full text:.*|_{20,}|gale document number:.*|record: \d+|-* ?index references ?-*", re.IGNORECASE)


def articles_of(lines: Sequence[str], name: str, source: str, joins: Joins | None = None) -> Iterator[Item] | None:
    """Return the articles of a file exported by a database; None if it is not an export.

    Args:
        lines: the non-empty lines of the file; without `joins`, each is a paragraph.
        name: name of the file, for articles without an id.
        source: path of the file, for failures.
        joins: joins the lines of an article into paragraphs, for files with hard line breaks, such as PDF.
    """
    plain = [" ".join(line.split()) for line in lines]
    # Field codes are distinguished from words by the wide space after them.
    kept = [line.replace("\xa0", " ").strip() for line in lines]
    for is_one, articles in _KINDS:
        if is_one(kept if articles is factiva else plain):
            return _documents(articles(kept if articles is factiva else plain, name), source, joins)
    return None


def _documents(articles: Iterable[Article], source: str, joins: Joins | None = None) -> Iterator[Item]:
    for article in articles:
        if joins is not None:
            article.lines = joins(article.lines)
        yield article.document(source)
        if article.lines and article.published is None:
            yield Notice(f"{source}: {article.title or article.id}", UNREAD, "none in the export")


def articles_of_page(markup: str, name: str, source: str) -> Iterator[Item] | None:
    """Return the articles of a page exported by a database; None if it is not an export."""
    if _HINT.search(markup) is None:
        return None
    tree = _tree(few_attributes(markup))
    if tree is None:
        return None
    if is_europresse(tree):
        return _documents(europresse(tree, name), source)
    if is_telegram(tree):
        return _documents(telegram(tree, name), source)
    saved = list(factiva_page(tree))
    if saved:
        return _documents(saved, source)
    return articles_of([line for line in text_of(markup).splitlines() if line.strip()], name, source)


def _tree(markup: str) -> Any:
    from lxml import etree, html

    try:
        return html.fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def text_or(read: Read) -> Read:
    """Return a reader of text files that splits exports and passes other files to `read`."""

    def reading(stream: BinaryIO, name: str, source: str) -> Iterator[Any]:
        data = stream.read(LARGEST_FILE + 1)
        text = decode(data)
        if is_whatsapp(text):
            yield from _documents(whatsapp(text, name), source)
            return
        if is_corpus(text):
            yield from corpus(text, name, source)
            return
        if source.lower().endswith((".sgml", ".sgm")):
            raise DocumentError(UNKNOWN)
        found = articles_of_text(text, name, source)
        yield from found if found is not None else read(io.BytesIO(data), name, source)

    return reading


def articles_of_text(text: str, name: str, source: str) -> Iterator[Item] | None:
    """Return the articles of a plain text exported by a database; None if it is not an export."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()] if _HINT.search(text) else []
    wrapped = bool(lines) and max(map(len, lines)) <= _COLUMNS
    return articles_of(_unwrapped(text.splitlines()) if wrapped else lines, name, source) if lines else None


# Line length at which old text files wrap paragraphs.
_COLUMNS = 100


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join wrapped lines into paragraphs, which end at an empty line or after a short one."""
    made: list[list[str]] = []
    last = ""
    for line in map(str.strip, lines):
        if line and len(last) >= _COLUMNS // 2:
            made[-1].append(line)
        elif line:
            made.append([line])
        last = line
    return [" ".join(parts) for parts in made]


def page_or(read: Read) -> Read:
    """Return a reader of pages that splits exports and passes other pages to `read`."""

    def reading(stream: BinaryIO, name: str, source: str) -> Iterator[Any]:
        data = stream.read(LARGEST_FILE + 1)
        found = articles_of_page(decode_page(data), name, source)
        yield from found if found is not None else read(io.BytesIO(data), name, source)

    return reading
