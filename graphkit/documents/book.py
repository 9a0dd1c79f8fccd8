"""Archives with pages and a list of them: e-books and electronic issues of newspapers (EPUB), and exports of Omnivore and Substack."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import unquote

from graphkit.dates import parse_date
from graphkit.documents.address import host_of
from graphkit.documents.plain import NO_TEXT, clean
from graphkit.documents.walk import SKIPPED_FILES
from graphkit.model import Document, Failure, Item, Notice, Precision

_CONTAINER, _LARGEST = "META-INF/container.xml", 8 * 2**20
_DC, _EVENT = "{http://purl.org/dc/elements/1.1/}", "{http://www.idpf.org/2007/opf}event"
# Members of an export of Omnivore: lists of what was saved, and the pages, by the same names; its highlights are parts of these.
_SAVED, _PAGE = re.compile(r"metadata_\d+_to_\d+\.json"), re.compile(r"content/[^/]+\.html")
# List of the posts in an export of Substack, and the folder in which macOS keeps data of its own.
_POSTS, _OF_MAC = "posts.csv", "__MACOSX/"
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]{0,2}\s*$", re.MULTILINE)
# Day of an issue behind its title.
_ISSUE = re.compile(r"\s*[\[(][^\])]{0,60}\d[^\])]{0,60}[\])]\s*\Z")


@dataclass(frozen=True, slots=True)
class Book:
    """Paths of the pages, without a marked table of contents, and the title and day of the whole."""

    pages: frozenset[str]
    title: str | None
    published: date | None
    precision: Precision

    def completed(self, item: Item) -> Iterator[Item]:
        """Yield an article with the title of the book as its outlet, and its day; a page without a sentence, such as a cover or a table of contents, is no failure."""
        if isinstance(item, Document) and not _SENTENCE.search(item.text):
            yield Notice(item.id, SKIPPED_FILES, "page without text")
        elif isinstance(item, Document):
            dated = item if item.published else replace(item, published=self.published, published_precision=self.precision)
            named = item.outlet if item.outlet != host_of(item.url) else None
            yield replace(dated, outlet=named or self.title or item.outlet)
        elif isinstance(item, Failure) and item.reason == NO_TEXT:
            yield Notice(item.source, SKIPPED_FILES, "page without text")
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Library:
    """Paths of the pages in an export of Omnivore or Substack, and what it says of each by its name."""

    pages: frozenset[str]
    saved: dict[str, dict[str, Any]]

    def completed(self, item: Item) -> Iterator[Item]:
        """Yield an article with the title, address and day that are given for its page."""
        said = self.saved.get(item.id) if isinstance(item, Document) else None
        if said is None or not isinstance(item, Document):
            yield item
            return
        title, url = (said.get(field) if isinstance(said.get(field), str) else None for field in ("title", "url"))
        day, precision = parse_date(said.get("publishedAt"))
        known = (day, precision) if day else (item.published, item.published_precision)
        yield replace(item, title=title or item.title, url=url or item.url, outlet=item.outlet or host_of(url), published=known[0], published_precision=known[1])


def book_of(stream: BinaryIO) -> Book | Library | None:
    """Return what an EPUB or an export of Omnivore or Substack says of itself, None for other archives; the stream is at its beginning again."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return _book(archive) if _CONTAINER in archive.NameToInfo else _library(archive)
    except Exception:
        # A broken list: the archive is read like any other.
        return None
    finally:
        stream.seek(0)


def _book(archive: zipfile.ZipFile) -> Book:
    path = _parsed(archive, _CONTAINER).xpath("string(//*[local-name()='rootfile']/@full-path)")
    root, folder = _parsed(archive, path), posixpath.dirname(path)
    items = {each.get("id"): each for each in root.xpath("//*[local-name()='manifest']/*") if "nav" not in (each.get("properties") or "").split()}
    spine = [items[each] for each in root.xpath("//*[local-name()='spine']/*/@idref") if each in items]
    days = [each.text for each in root.iter(f"{_DC}date") if each.get(_EVENT, "publication") == "publication"]
    published, precision = parse_date(days[0] if days else None)
    title = clean(" ".join(_ISSUE.sub("", root.findtext(f".//{_DC}title") or "").split())) or None
    return Book(frozenset(posixpath.normpath(posixpath.join(folder, unquote(each.get("href")))) for each in spine), title, published, precision)


def _library(archive: zipfile.ZipFile) -> Library | None:
    names = [name for name in archive.NameToInfo if not name.startswith(_OF_MAC)]
    # The export, or a folder with it and nothing else.
    folder = next((name.removesuffix(_POSTS) for name in names if name in (_POSTS, f"{names[0].partition('/')[0]}/{_POSTS}")), None)
    if folder is not None and all(name.startswith(folder) for name in names):
        return _posts(archive, folder)
    lists, pages = ([name for name in archive.NameToInfo if form.fullmatch(name)] for form in (_SAVED, _PAGE))
    if not lists or not pages:
        return None
    saved: dict[str, dict[str, Any]] = {}
    for name in lists:
        with archive.open(name) as part:
            saved |= {each["slug"]: each for each in json.loads(part.read(_LARGEST)) if isinstance(each, dict) and isinstance(each.get("slug"), str)}
    return Library(frozenset(pages), saved)


def _posts(archive: zipfile.ZipFile, folder: str) -> Library:
    """Return the published posts of a newsletter of Substack; its drafts have never appeared."""
    with archive.open(f"{folder}{_POSTS}") as part:
        rows = csv.DictReader(io.StringIO(part.read(_LARGEST).decode("utf-8-sig")))
        saved = {row["post_id"]: {"title": row["title"], "publishedAt": row["post_date"]} for row in rows if row["is_published"] == "true"}
    return Library(frozenset(f"{folder}posts/{name}.html" for name in saved), saved)


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    """Parse an XML part, without entities, DTDs or network access."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with archive.open(name) as part:
        return etree.fromstring(part.read(_LARGEST), parser)
