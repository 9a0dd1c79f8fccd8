"""Word files (DOCX), read with python-docx: paragraphs and cells of the body, in order, and the rows of tables of articles."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from graphkit.documents.clippings import is_prose
from graphkit.documents.package import believed, package, parsing, whole, written
from graphkit.documents.plain import clean
from graphkit.documents.rows import fields_of
from graphkit.documents.tables import Cells, articles, header_of
from graphkit.errors import DocumentError
from graphkit.model import Item

# Columns of a table in Word; more are an error in the file.
_MOST_SPANNED = 63
_HEADING = re.compile("heading [1-9]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Elements that produce text, and elements to skip: moved or deleted text, the fallback copy of a drawing for old programs,
# and text boxes, whose paragraphs are visited separately.
_SAID = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_UNSAID = frozenset((f"{_W}moveFrom", f"{_W}del", f"{_W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))


def read_docx(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document from a Word file, or the articles of a database export, of a table, or below headings with dates.

    Headers, footers, comments, footnotes and deleted text are skipped.

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
        tables = {table: rows for table in opened.element.body.iterchildren(f"{_W}tbl") if _has_articles(rows := list(_rows(table)))}
        paragraphs = [(styles.get(style, ""), text) for style, text in _paragraphs(opened.element.body, frozenset(tables))]
        properties = opened.core_properties.title
    for number, rows in enumerate(tables.values(), start=1):
        yield from articles(lambda rows=rows: enumerate(rows, start=1), name if len(tables) == 1 else f"{name}-table-{number}", source, {})  # type: ignore[misc]
    if tables and not is_prose("\n".join(text for _, text in paragraphs)):
        return
    style, first = paragraphs[0] if paragraphs else ("", "")
    title = clean(first) if style.startswith(("title", "heading")) else None
    levels = [int(style[-1]) if _HEADING.fullmatch(style) else 0 for style, _ in paragraphs]
    yield from written([text for _, text in paragraphs], name, source, lambda text: title or believed(properties, text), levels)


def _has_articles(rows: Sequence[Cells]) -> bool:
    """Whether a table has a header with a column of texts and another known one."""
    _, header = header_of(enumerate(rows, start=1), {})
    return len(fields_of([name for name in header if name], {})) > 1


def _rows(table: Any) -> Iterator[Cells]:
    """Yield the cells of each row; cells merged with the one above have its text."""
    above: list[str] = []
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_W}tc"):
            span, merged = (cell.find(f"{_W}tcPr/{_W}{name}") for name in ("gridSpan", "vMerge"))
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart" and len(cells) < len(above)
            cells.append(above[len(cells)] if goes_on else "\n\n".join(text for _, text in _paragraphs(cell)))
            cells += [""] * (min(int(span.get(f"{_W}val")), _MOST_SPANNED) - 1 if span is not None else 0)
        above = cells
        yield cells


def _paragraphs(body: Any, without: frozenset[Any] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield style and text of every non-empty paragraph outside some tables."""
    for paragraph in body.iter(f"{_W}p"):
        if any((above.tag in _UNSAID and above.tag != f"{_W}txbxContent") or above in without for above in paragraph.iterancestors()):
            continue
        text = "".join(_pieces(paragraph)).replace("\xa0", " ").strip()
        if text:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            yield ("" if style is None else style.get(f"{_W}val") or ""), text


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SAID:
            yield _SAID[child.tag]
        elif child.tag not in _UNSAID:
            yield from _pieces(child)
