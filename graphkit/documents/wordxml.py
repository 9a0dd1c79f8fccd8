"""The text in the XML of Word files: paragraphs with their styles, and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Elements that produce text, and elements to skip: moved or deleted text, the fallback copy of a drawing for old programs,
# and text boxes, whose paragraphs are visited separately.
_SAID = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_UNSAID = frozenset((f"{W}moveFrom", f"{W}del", f"{W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))
# Columns of a table in Word; more are an error in the file.
_MOST_SPANNED = 63


def rows(table: Any) -> Iterator[list[str]]:
    """Yield the cells of each row; cells merged with the one above have its text."""
    above: list[str] = []
    for row in table.iterchildren(f"{W}tr"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{W}tc"):
            span, merged = (cell.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge"))
            goes_on = merged is not None and merged.get(f"{W}val") != "restart" and len(cells) < len(above)
            cells.append(above[len(cells)] if goes_on else "\n\n".join(text for _, text in paragraphs(cell)))
            wide = "" if span is None else span.get(f"{W}val") or ""
            cells += [""] * (min(int(wide), _MOST_SPANNED) - 1 if wide.isdecimal() else 0)
        above = cells
        yield cells


def paragraphs(body: Any, without: frozenset[Any] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield style and text of every non-empty paragraph outside some tables."""
    for paragraph in body.iter(f"{W}p"):
        if any((above.tag in _UNSAID and above.tag != f"{W}txbxContent") or above in without for above in paragraph.iterancestors()):
            continue
        text = "".join(_pieces(paragraph)).replace("\xa0", " ").strip()
        if text:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            yield ("" if style is None else style.get(f"{W}val") or ""), text


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SAID:
            yield _SAID[child.tag]
        elif child.tag not in _UNSAID and not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    """Whether a run has the font effect "hidden", so that it is neither shown nor printed."""
    effect = run.find(f"{W}rPr/{W}vanish")
    return effect is not None and effect.get(f"{W}val") not in ("0", "false", "off")
