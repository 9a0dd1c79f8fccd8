"""Workbooks of articles (XLSX), through openpyxl: each sheet is a table."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.documents.days import EPOCH, EPOCH_1904
from graphkit.documents.rows import Columns
from graphkit.documents.streams import seekable
from graphkit.documents.tables import Cells, Rows, articles, header_of
from graphkit.errors import DocumentError
from graphkit.model import Failure, Item, Notice

# What a workbook may unpack to in all, and its texts, which are held in memory.
LARGEST_BOOK, LARGEST_TEXTS = 2**30, 2**28


def read_xlsx(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """One document a row of each sheet that has a column of texts; other sheets are counted.

    Raises:
        DocumentError: openpyxl is missing, the file is no workbook or too large, or no sheet has a column of texts.
        UsageError: the user named a column that no sheet has.
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
        raise DocumentError(f"the workbook cannot be read: {type(error).__name__}: {error}") from error
    sheets = {sheet.title: _sheet(sheet) for sheet in book.worksheets}
    read = [title for title, rows in sheets.items() if header_of(rows(), columns or {})[1]]
    if not read:
        yield from articles(next(iter(sheets.values()), lambda: iter(())), name, source, columns or {})
        return
    for title, rows in sheets.items():
        if title in read:
            epoch = EPOCH_1904 if book.epoch.year == EPOCH_1904.year else EPOCH
            yield from articles(rows, name if len(read) == 1 else f"{name}-{title}", f"{source} [{title}]", columns or {}, epoch=epoch)
        else:
            yield Notice(f"{source} [{title}]", "sheets skipped", f"{title} (no column of texts)")


def _sheet(sheet: object) -> Rows:
    def rows() -> Iterator[tuple[int, Cells | Failure]]:
        # The size that a sheet claims may be wrong or huge; its cells are what there is.
        sheet.reset_dimensions()  # type: ignore[attr-defined]
        yield from enumerate(sheet.iter_rows(values_only=True), start=1)  # type: ignore[attr-defined]

    return rows


def _check_book(stream: BinaryIO) -> None:
    """Refuse what unpacks to more than a table of articles ever does.

    Raises:
        DocumentError: it does, or it is no workbook.
    """
    try:
        parts = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentError("not an XLSX workbook; save an old .xls, or one with a password, as .xlsx without one") from error
    texts = max((part.file_size for part in parts if part.filename.endswith("sharedStrings.xml")), default=0)
    if sum(part.file_size for part in parts) > LARGEST_BOOK or texts > LARGEST_TEXTS:
        raise DocumentError(f"the workbook unpacks to more than {LARGEST_BOOK // 2**20} MB, or {LARGEST_TEXTS // 2**20} MB of texts; save it as CSV")
    stream.seek(0)
