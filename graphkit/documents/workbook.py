"""XLSX workbooks of articles, read with openpyxl: each sheet is a table."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.documents.days import EPOCH, EPOCH_1904
from graphkit.documents.rows import Columns
from graphkit.documents.streams import seekable
from graphkit.documents.tables import Cells, Rows, articles, header_of
from graphkit.errors import DocumentError, in_short
from graphkit.model import Failure, Item, Notice

# Limits on the unpacked size, and on the shared strings, which are held in memory.
LARGEST_BOOK, LARGEST_TEXTS = 2**30, 2**28
_SKIPPED = "sheets skipped"
_MERGED = re.compile(rb'mergeCell [^>]{0,40}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def read_xlsx(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """Read one document per row of each visible sheet with a text column; other sheets give a notice.

    Raises:
        DocumentError: openpyxl is missing, the file is not a workbook or too large, or no sheet has a text column.
        UsageError: a column named by the user does not exist in any sheet.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise DocumentError("reading XLSX needs openpyxl: pip install 'alliance-graphkit[documents]'") from error
    stream = seekable(stream)
    _check_book(stream)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except Exception as error:
        raise DocumentError(f"the workbook cannot be read: {in_short(error)}") from error
    # Like hidden text of pages and Word files: whoever opens the file does not see it.
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    yield from (Notice(f"{source} [{title}]", _SKIPPED, f"{title} (hidden; unhide it to read it)") for title in hidden)
    sheets = {sheet.title: _sheet(sheet) for sheet in book.worksheets if sheet.title not in hidden}
    read = [title for title, rows in sheets.items() if header_of(rows(), columns or {})[1]]
    if not read:
        yield from articles(next(iter(sheets.values()), lambda: iter(())), name, source, columns or {})
        return
    for title, rows in sheets.items():
        if title in read:
            epoch = EPOCH_1904 if book.epoch.year == EPOCH_1904.year else EPOCH
            yield from articles(rows, name if len(read) == 1 else f"{name}-{title}", f"{source} [{title}]", columns or {}, epoch=epoch)
        else:
            yield Notice(f"{source} [{title}]", _SKIPPED, f"{title} (no column of texts)")


def _sheet(sheet: Any) -> Rows:
    merged = _merged(sheet)

    def rows() -> Iterator[tuple[int, Cells | Failure]]:
        # The size given in a sheet may be wrong or huge, so it is ignored.
        sheet.reset_dimensions()
        held: dict[int, tuple[object, int]] = {}
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            # Empty cells at the end of a row are missing in the file.
            cells = (*row, *[None] * (max((at + 1 for at, (_, last) in held.items() if last >= number), default=0) - len(row)))
            below = [cell if cell is not None or held.get(at, (None, 0))[1] < number else held[at][0] for at, cell in enumerate(cells)]
            held.update({at: (cells[at], last) for at, last in merged.get(number, ()) if at < len(cells)})
            # Rows with only merged cells are further lines of the header.
            yield number, below if any(cell is not None for cell in cells) else cells

    return rows


def _merged(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Return vertically merged cells: by top row, their columns and last rows. All cells have the value of the top one."""
    from openpyxl.utils import column_index_from_string

    found: dict[int, list[tuple[int, int]]] = {}
    # openpyxl does not provide merged cells in read-only mode.
    with sheet.parent._archive.open(sheet._worksheet_path) as stream:  # noqa: SLF001 (openpyxl has no public access to a sheet's XML part)
        before = b""
        while piece := stream.read(2**20):
            for match in _MERGED.finditer(before + piece):
                first, top, _, last = (part.decode() for part in match.groups())
                if int(last) > int(top) and match.end() > len(before):
                    found.setdefault(int(top), []).append((column_index_from_string(first) - 1, int(last)))
            before = piece[-200:]
    return found


def _check_book(stream: BinaryIO) -> None:
    """Reject workbooks that unpack to more than a table of articles.

    Raises:
        DocumentError: the workbook is too large, or the file is not a workbook.
    """
    try:
        parts = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentError("not an XLSX workbook; save an old .xls, or one with a password, as .xlsx without one") from error
    texts = max((part.file_size for part in parts if part.filename.endswith("sharedStrings.xml")), default=0)
    if sum(part.file_size for part in parts) > LARGEST_BOOK or texts > LARGEST_TEXTS:
        raise DocumentError(f"the workbook unpacks to more than {LARGEST_BOOK // 2**20} MB, or {LARGEST_TEXTS // 2**20} MB of texts; save it as CSV")
    stream.seek(0)
