"""Tables in data files: CSV with any delimiter, XLSX, JSON; plain, in a ZIP, or gzipped."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from graphkit.errors import DocumentError
from graphkit.model import Failure
from graphkit.resources import bounded
from graphkit.tables.records import json_cells
from graphkit.tables.sheets import ZERO, day_zero, sheet_cells, sheet_names

LONGEST_CELL = 2**20
LONGEST_LINE = 2**23
# Protection against ZIP bombs: greatest ratio of unpacked to packed size, and the size up to which any ratio is allowed.
MOST_GROWTH, GROWN = 200, 2**28
Cells = Generator[tuple[int, list[str]] | Failure, None, None]
# Formats recognised only for the error message.
_OTHER = {b"\xd0\xcf\x11\xe0": "an old Excel file", b"<stata_dta>": "a Stata file", b"$FL2": "an SPSS file", b"RDX": "an R file", b"%PDF": "a PDF", b"<!DO": "a web page", b"<html": "a web page"}

# Raised by the standard library for archives that are damaged, encrypted or of an unknown compression.
BROKEN = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Source:
    """One table of a file: the file itself, a file in a ZIP, or a sheet.

    Attributes:
        path: the file.
        member: name of the file in a ZIP, "" if there is none.
        sheet: name of the sheet, "" if there is none.
    """

    path: Path
    member: str = ""
    sheet: str = ""

    @property
    def name(self) -> str:
        """Name for messages: path, member and sheet."""
        return ":".join(filter(None, (str(self.path), self.member, self.sheet)))


def sources(path: Path) -> list[Source]:
    """Return the tables of a file.

    Raises:
        DocumentError: the file cannot be read, or is not in a supported format.
    """
    with _reading(str(path)), bounded(path, twice=True).open("rb") as stream:
        head = stream.read(16)
        other = next((what for magic, what in _OTHER.items() if head.startswith(magic)), None)
        if other:
            raise DocumentError(f"{path}: is {other}, not CSV, TSV, XLSX or JSON; save it as one of these")
        if not head.startswith(b"PK\x03\x04"):
            return [Source(path)]
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX/")]
        if "[Content_Types].xml" in names:
            _check_growth(path)
            return [Source(path, sheet=name) for name in sheet_names(path)]
        tables = [name for name in names if name.lower().endswith((".csv", ".tsv", ".tab", ".txt", ".json"))]
        if not tables:
            raise DocumentError(f"{path}: contains no CSV, TSV, TXT or JSON file, but {', '.join(names[:10]) or 'nothing'}; unpack it first")
        return [Source(path, name) for name in tables]


def zero_of(path: Path) -> date:
    """Return day 0 of the serial numbers of a file.

    Raises:
        DocumentError: as in `sources`.
    """
    return day_zero(path) if any(source.sheet for source in sources(path)) else ZERO


def cells_of(source: Source, *, encoding: str, fallback: str, delimiter: str) -> Cells:
    """Yield the rows of a table as cells, numbered from 1.

    Args:
        source: the table.
        encoding: encoding of its text.
        fallback: encoding for lines that are not valid in `encoding`, "" to report them as failures.
        delimiter: one character.

    Raises:
        DocumentError: the file cannot be read or is damaged.
    """
    with _reading(source.name):
        if source.sheet:
            yield from enumerate(sheet_cells(source.path, source.sheet), start=1)
            return
        with opened(source, encoding) as stream:
            lines = _Lines(stream, encoding, fallback)
            yield from json_cells(lines.first, stream, source.name) if lines.first.lstrip()[:1] in ("[", "{") else _csv_cells(lines, delimiter, source.name)


def _csv_cells(lines: _Lines, delimiter: str, name: str) -> Cells:
    csv.field_size_limit(LONGEST_CELL)
    reader, number = csv.reader(lines, delimiter=delimiter), 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(f"{name}:{number}", f"not a valid row: {error}")
            continue
        yield number, cells


class _Lines:
    """Lines of bounded length; a line that is too long or cannot be decoded raises csv.Error for its row only."""

    def __init__(self, stream: IO[str], encoding: str, fallback: str) -> None:
        self._stream, self._encoding, self._fallback = stream, encoding, fallback
        self.first = self._waiting = stream.readline(LONGEST_LINE)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line, self._waiting = self._waiting or self._stream.readline(LONGEST_LINE), ""
        if not line:
            raise StopIteration
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            self._to_the_end()
            raise csv.Error(f"a line longer than {LONGEST_LINE} characters")
        return line if line.isascii() else self._decoded(line)

    def _to_the_end(self) -> None:
        while (rest := self._stream.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass

    def _decoded(self, line: str) -> str:
        try:
            line.encode("utf-8")
        except UnicodeEncodeError as error:
            raw = line.encode(self._encoding.removesuffix("-sig"), "surrogateescape")
            if not self._fallback:
                raise csv.Error(f"is not {self._encoding.removesuffix('-sig')} text (byte {raw[error.start : error.start + 1].hex()}); give its encoding with --encoding, e.g. --encoding cp1252") from error
            return raw.decode(self._fallback, "replace")
        return line


@contextmanager
def opened(source: Source, encoding: str) -> Iterator[IO[str]]:
    """Open the text of a table; for UTF-8, invalid bytes become surrogates.

    Raises:
        DocumentError: a file in a ZIP exceeds the limit on growth.
    """
    with source.path.open("rb") as raw:
        if source.member:
            _check_growth(source.path, source.member)
            with zipfile.ZipFile(source.path) as archive, archive.open(source.member) as stream:
                yield _text(stream, encoding)
        elif raw.read(2) == b"\x1f\x8b":
            with gzip.open(source.path) as stream:
                yield _text(stream, encoding)
        else:
            raw.seek(0)
            yield _text(raw, encoding)


def _text(stream: Any, encoding: str) -> io.TextIOWrapper:
    head = stream.peek(4)[:4]
    if encoding == "utf-8-sig" and head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def _check_growth(path: Path, member: str = "") -> None:
    with zipfile.ZipFile(path) as archive:
        for info in [archive.getinfo(member)] if member else archive.infolist():
            if info.file_size > max(GROWN, MOST_GROWTH * info.compress_size):
                raise DocumentError(f"{path}: {info.filename} would grow from {info.compress_size} to {info.file_size} bytes; not read")


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Convert errors of files and archives into a DocumentError of one line."""
    try:
        yield
    except BROKEN as error:
        raise DocumentError(f"{name}: is damaged, encrypted or packed in an unknown way: {error}") from error
    except UnicodeError as error:
        raise DocumentError(f"{name}: is not {getattr(error, 'encoding', 'text')} text: {error}; give its encoding with --encoding, e.g. --encoding cp1252") from error
    except OSError as error:
        raise DocumentError(f"{name}: cannot be read: {error.strerror or error}") from error
