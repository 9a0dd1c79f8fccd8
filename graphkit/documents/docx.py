"""Word files (DOCX), read with python-docx: paragraphs and cells of the body, in order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.documents.package import believed, package, parsing, whole, written
from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Item

_HEADING = re.compile("heading [1-9]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Elements that produce text, and elements to skip: moved or deleted text, the fallback copy of a drawing for old programs,
# and text boxes, whose paragraphs are visited separately.
_SAID = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_UNSAID = frozenset((f"{_W}moveFrom", f"{_W}del", f"{_W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))


def read_docx(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document from a Word file, or the articles of a database export.

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
        paragraphs = [(styles.get(style, ""), text) for style, text in _paragraphs(opened.element.body)]
        properties = opened.core_properties.title
    style, first = paragraphs[0] if paragraphs else ("", "")
    title = clean(first) if style.startswith(("title", "heading")) else None
    levels = [int(style[-1]) if _HEADING.fullmatch(style) else 0 for style, _ in paragraphs]
    yield from written([text for _, text in paragraphs], name, source, lambda text: title or believed(properties, text), levels)


def _paragraphs(body: Any) -> Iterator[tuple[str, str]]:
    """Yield style and text of every non-empty paragraph."""
    for paragraph in body.iter(f"{_W}p"):
        if any(above.tag in _UNSAID and above.tag != f"{_W}txbxContent" for above in paragraph.iterancestors()):
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
