"""Rows of a table, one at a time however many there are."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from graphkit.errors import DocumentError, one_of
from graphkit.model import Failure
from graphkit.tables.mapping import Mapping

LONGEST_CELL = 2**20
# Lines that may stand before the header.
MOST_BEFORE = 100


def rows(path: Path, mapping: Mapping) -> Iterator[tuple[int, dict[str, str]] | Failure]:
    """Each row's number, from 1, and its cells by column; plain or gzipped files.

    Raises:
        DocumentError: the file cannot be read, or lacks a column that the mapping names.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with _opened(path, mapping.encoding) as stream:
            reader = csv.reader(stream, delimiter=mapping.delimiter)
            header = list(mapping.columns) or _header(reader, mapping.header)
            _check(header, path, mapping)
            absent = dict.fromkeys(set(mapping.optional) - set(header), "")
            for row in _rows(reader, header, str(path)):
                yield row if isinstance(row, Failure) else (row[0], row[1] | absent)
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, EOFError) as error:
        raise DocumentError(f"{path}: is not {mapping.encoding} text: {error}; set `encoding` in the mapping") from error


def _rows(reader: Iterator[list[str]], header: list[str], source: str) -> Iterator[tuple[int, dict[str, str]] | Failure]:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(f"{source}:{number}", f"no row of a table: {error}")
            continue
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(header):
            yield Failure(f"{source}:{number}", f"{len(cells)} cells, the header has {len(header)}")
        elif any(cells):
            yield number, dict(zip(header, (*(cell.strip() for cell in cells), *[""] * (len(header) - len(cells))), strict=True))


def _header(reader: Iterator[list[str]], first: str) -> list[str]:
    """The row of the names of the columns; lines about the file may stand before it."""
    for number, cells in enumerate(reader):
        names = [cell.strip() for cell in cells]
        if not first or names[:1] == [first] or number > MOST_BEFORE:
            return names
    return []


def _check(header: list[str], path: Path, mapping: Mapping) -> None:
    missing = mapping.wanted() - set(header)
    if missing:
        raise DocumentError(f"{path}: the mapping {mapping.name!r} wants the columns {one_of(missing)}; the table has {', '.join(header[:40]) or 'none'}")


def _opened(path: Path, encoding: str) -> IO[str]:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    if packed:
        return io.TextIOWrapper(gzip.open(path), encoding=encoding, newline="")
    return path.open(encoding=encoding, newline="")
