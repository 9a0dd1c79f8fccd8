"""Word files (DOCX), read with python-docx: paragraphs and cells of the body, in order, and the rows of tables of articles."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from graphkit.documents.clippings import is_prose
from graphkit.documents.labels import label
from graphkit.documents.package import believed, package, parsing, whole, written
from graphkit.documents.plain import clean
from graphkit.documents.rows import fields_of
from graphkit.documents.tables import Cells, articles, header_of
from graphkit.documents.wordxml import W, paragraphs, rows
from graphkit.errors import DocumentError
from graphkit.model import Item

_HEADING = re.compile("heading [1-9]")
# Known labels of a table that says what an article is.
_LABELS = 2


def read_docx(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document from a Word file, or the articles of a database export, of a table, or below headings with dates.

    Headers, footers, comments, footnotes, hidden and deleted text, and tables of contents are skipped.

    Raises:
        DocumentError: python-docx is missing, or the file is not DOCX, is encrypted, or contains no text.
    """
    try:
        import docx
    except ImportError as error:
        raise DocumentError("reading DOCX needs python-docx: pip install 'alliance-graphkit[documents]'") from error
    data = whole(stream)
    package(data, "DOCX file").close()
    with parsing("DOCX file"):
        opened = docx.Document(io.BytesIO(data))
        # Ids of styles are in the language of the program, their names are not.
        styles = {str(style.style_id): str(style.name).lower() for style in opened.styles}
        _join_labels(opened.element.body)
        tables = {table: found for table in opened.element.body.iterchildren(f"{W}tbl") if _has_articles(found := list(rows(table)))}
        blocks = [(named, text) for style, text in paragraphs(opened.element.body, frozenset(tables)) if not (named := styles.get(style, "")).startswith("toc ")]
        properties = opened.core_properties.title
    for number, found in enumerate(tables.values(), start=1):
        yield from articles(lambda found=found: enumerate(found, start=1), name if len(tables) == 1 else f"{name}-table-{number}", source, {})  # type: ignore[misc]
    if tables and not is_prose("\n".join(text for _, text in blocks)):
        return
    style, first = blocks[0] if blocks else ("", "")
    title = clean(first) if style.startswith(("title", "heading")) else None
    levels = [int(style[-1]) if _HEADING.fullmatch(style) else 0 for style, _ in blocks]
    yield from written([text for _, text in blocks], name, source, lambda text: title or believed(properties, text), levels)


def _join_labels(body: Any) -> None:
    """Write the label and the value in two cells of a row as one line, in tables of title, day, source and the like."""
    for table in list(body.iterchildren(f"{W}tbl")):
        lines = [f"{cells[0].strip().rstrip(':')}: {' '.join(cells[1].split())}" if len(cells) == 2 else "" for cells in rows(table)]
        if sum(bool((label(line) or ("",))[0]) for line in lines) < _LABELS or not all(map(label, lines)):
            continue
        for row, line in zip(table.iterchildren(f"{W}tr"), lines, strict=True):
            first, second = row.iterchildren(f"{W}tc")
            words = list(first.iter(f"{W}t"))
            words[0].text = line
            for each in words[1:]:
                each.text = ""
            row.remove(second)


def _has_articles(table: Sequence[Cells]) -> bool:
    """Whether a table has a header with a column of texts and another known one."""
    _, header = header_of(enumerate(table, start=1), {})
    return len(fields_of([name for name in header if name], {})) > 1
