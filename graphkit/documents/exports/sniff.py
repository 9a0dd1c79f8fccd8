"""Which database a file comes from, if any, and its articles."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from graphkit.dates import UNREAD
from graphkit.documents.exports.common import Article
from graphkit.documents.exports.europresse import europresse, is_europresse
from graphkit.documents.exports.factiva import factiva, factiva_page, is_factiva
from graphkit.documents.exports.nexis import is_lexis, is_nexis, lexis, nexis
from graphkit.documents.exports.proquest import is_proquest, proquest
from graphkit.documents.markup import text_of
from graphkit.documents.plain import LARGEST_FILE, decode, decode_page
from graphkit.model import Item, Notice

Joins = Callable[[list[str]], list[str]]
Read = Callable[[BinaryIO, str, str], Iterator[Any]]
_KINDS: tuple[tuple[Callable[[Sequence[str]], bool], Callable[[Sequence[str], str], Iterator[Article]]], ...] = (
    (is_nexis, nexis),
    (is_lexis, lexis),
    (is_factiva, factiva),
    (is_proquest, proquest),
)
# One of these stands in every export; a page or text without them is not looked at further.
_HINT = re.compile(r"(?i:end of document|full text:|docpublicationname)|\b\d{1,7} of \d{1,7} DOCUMENT|D[a-z]{6,8} [A-Z][A-Z0-9]{3,9}\d{8}e")
# What PDF files may have at the end of a page without being its foot.
MARK = re.compile(r"end of document|(?:load-date|length):.*|body|classification|\d+ of \d+ documents?|d[a-z]{6,8} [a-z][a-z0-9]{3,9}\d{8}e\w*|full text:.*|_{20,}", re.IGNORECASE)


def articles_of(lines: Sequence[str], name: str, source: str, joins: Joins | None = None) -> Iterator[Item] | None:
    """The articles of a file that a database exported; None where it is none.

    Args:
        lines: the lines of the file, without empty ones; a paragraph each without `joins`.
        name: of the file, for articles without a sign of their own.
        source: where the file is, for failures.
        joins: makes paragraphs of the lines of an article, where the file breaks them, as PDF does.
    """
    plain = [" ".join(line.split()) for line in lines]
    # Codes of fields are told from words by the wide space behind them.
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
    """The articles of a page that a database exported; None where it is none."""
    if _HINT.search(markup) is None:
        return None
    tree = _tree(markup)
    if tree is None:
        return None
    if is_europresse(tree):
        return _documents(europresse(tree, name), source)
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
    """A reader of text files that takes exports apart and leaves the rest to another reader."""

    def reading(stream: BinaryIO, name: str, source: str) -> Iterator[Any]:
        data = stream.read(LARGEST_FILE + 1)
        text = decode(data)
        lines = [line.rstrip() for line in text.splitlines() if line.strip()] if _HINT.search(text) else []
        wrapped = bool(lines) and max(map(len, lines)) <= _COLUMNS
        found = articles_of(_unwrapped(text.splitlines()) if wrapped else lines, name, source) if lines else None
        yield from found if found is not None else read(io.BytesIO(data), name, source)

    return reading


# Old text files break their paragraphs into lines of so many signs.
_COLUMNS = 100


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines between empty ones; behind a short line nothing goes on."""
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
    """A reader of pages that takes exports apart and leaves the rest to another reader."""

    def reading(stream: BinaryIO, name: str, source: str) -> Iterator[Any]:
        data = stream.read(LARGEST_FILE + 1)
        found = articles_of_page(decode_page(data), name, source)
        yield from found if found is not None else read(io.BytesIO(data), name, source)

    return reading
