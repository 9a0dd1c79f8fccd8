"""Rows of a table, one at a time."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from graphkit.errors import DocumentError, one_of
from graphkit.model import Failure
from graphkit.tables.mapping import Mapping
from graphkit.tables.sources import BROKEN, Cells, Source, cells_of, opened, sources

# Lines allowed before the header.
MOST_BEFORE = 100
_DELIMITERS = (",", "\t", ";", "|")


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        number: number from 1, after the header.
        cells: cells by the mapping's column names.
        line: number in the file, header and all lines before it included, as spreadsheet programs show it.
    """

    number: int
    cells: dict[str, str]
    line: int


Found = Generator[Row | Failure, None, None]


def rows(path: Path, mapping: Mapping, *, encoding: str | None = None, member: str | None = None) -> Found:
    """Yield the rows below the header, or all rows if the mapping names the columns and the file does not.

    Lines before the header are skipped, and the delimiter is detected from the header.

    Args:
        path: CSV, TSV, XLSX or JSON file; plain, in a ZIP, or gzipped.
        mapping: gives the column names.
        encoding: encoding of the text, None for the mapping's.
        member: end of the name of a file in a ZIP, or of a sheet, to choose one of several.

    Raises:
        DocumentError: the file cannot be read, or a column that the mapping requires is missing.
    """
    with closing(_Table(_chosen(path, mapping, encoding, member), mapping, encoding).rows()) as found:
        yield from found


def _chosen(path: Path, mapping: Mapping, encoding: str | None, member: str | None) -> Source:
    """Return the only table of the file that has the mapping's columns."""
    tables = [source for source in sources(path) if not member or source.name.endswith(member)]
    if not tables:
        raise DocumentError(f"{path}: contains no {member!r}, but {_names(sources(path))}")
    fitting = tables if len(tables) == 1 else [source for source in tables if _Table(source, mapping, encoding).fits()]
    if len(fitting) > 1:
        raise DocumentError(f"{path}: {len(fitting)} tables fit the mapping {mapping.name!r}: {_names(fitting)}; choose one with --member")
    return (fitting or tables)[0]


def _names(tables: Iterable[Source]) -> str:
    return one_of(source.member or source.sheet or source.path.name for source in tables)


class _Table:
    """One table, read with a mapping."""

    def __init__(self, source: Source, mapping: Mapping, encoding: str | None) -> None:
        self._source, self._mapping = source, mapping
        self._encoding = encoding or mapping.encoding
        self._fallback = "" if encoding else mapping.fallback
        self._wanted = mapping.wanted()
        # The first line above the rows that could not be read; it may be the header.
        self._unread: Failure | None = None
        # The mapping's column names by the names and aliases used in tables, casefolded.
        self._called = {_folded(name): name for name in mapping.read()}
        self._called |= {_folded(alias): name for name, aliases in mapping.aliases.items() for alias in aliases}

    def fits(self) -> bool:
        """Whether the table has the required columns."""
        with closing(self._cells()) as cells:
            return self._header(cells)[0] is not None

    def rows(self) -> Found:
        """Yield the rows below the header.

        Raises:
            DocumentError: as in `rows`.
        """
        with closing(self._cells()) as cells:
            header, first = self._layout(cells) if self._mapping.layouts else self._header(cells)
            if header is None:
                raise self._lacking(first)
            absent = dict.fromkeys(self._mapping.read() - set(header), "")
            named = not self._mapping.layouts or self._is_header(first)
            before = first[-1][0] if named else 0
            for item in chain(() if named else first, cells):
                if isinstance(item, Failure):
                    yield item
                elif any(cell.strip() for cell in item[1]):
                    yield self._row(item[0], item[0] - before, item[1], header, absent)

    def _row(self, line: int, number: int, cells: list[str], header: list[str], absent: dict[str, str]) -> Row | Failure:
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(header):
            return Failure(f"{self._source.name}:{line}", f"{len(cells)} cells, the header has {len(header)}")
        values = (*(cell.strip() for cell in cells), *[""] * (len(header) - len(cells)))
        return Row(number, {name: value for name, value in zip(header, values, strict=True) if name} | absent, line)

    def _cells(self) -> Cells:
        return cells_of(self._source, encoding=self._encoding, fallback=self._fallback, delimiter=self._delimiter())

    def _header(self, cells: Cells) -> tuple[list[str] | None, list[tuple[int, list[str]]]]:
        """Return the column names, None if no row has them all, and the rows read so far, header included."""
        seen = []
        for item in islice(cells, MOST_BEFORE):
            if isinstance(item, Failure):
                self._unread = self._unread or item
                continue
            seen.append(item)
            names = self._named(item[1])
            if self._wanted <= set(names):
                return names, seen
        return None, seen

    def _named(self, cells: list[str]) -> list[str]:
        """Return the column names; the first of two equal names is read, the second becomes "date (2)" in the row's text."""
        names: list[str] = []
        seen: Counter[str] = Counter()
        for cell in cells:
            name = self._called.get(_folded(cell), " ".join(cell.split()))
            seen[name] += 1
            again = f"{name} ({seen[name]})" if name and seen[name] > 1 else name
            names.append("" if again in names else again)
        return names

    def _layout(self, cells: Cells) -> tuple[list[str] | None, list[tuple[int, list[str]]]]:
        """Return the layout with as many columns as the first row, and that row."""
        first = next((item for item in cells if not isinstance(item, Failure) and any(item[1])), None)
        if first and self._is_header([first]):
            return self._named(first[1]), [first]
        fitting = next((list(names) for names in self._mapping.layouts if first and len(names) == len(first[1])), None)
        return fitting, [first] if first else []

    def _is_header(self, seen: list[tuple[int, list[str]]]) -> bool:
        """Whether the last of these rows names all columns that the mapping requires."""
        return bool(seen) and bool(self._wanted) and self._wanted <= set(self._named(seen[-1][1]))

    def _lacking(self, seen: list[tuple[int, list[str]]]) -> DocumentError:
        if self._mapping.layouts:
            widths = " or ".join(str(len(names)) for names in self._mapping.layouts)
            return DocumentError(f"{self._source.name}: the mapping {self._mapping.name!r} reads rows of {widths} cells; the first has {len(seen[0][1]) if seen else 0}; or a table with a header and the columns {one_of(self._wanted)}")
        best = max((self._named(cells) for _, cells in seen), key=lambda names: (len(self._wanted & set(names)), len(names)), default=[])
        if self._unread and not self._wanted & set(best):
            return DocumentError(f"{self._unread.source}: no row with the columns {one_of(self._wanted)}; this one is {self._unread.reason}")
        return DocumentError(f"{self._source.name}: the mapping {self._mapping.name!r} requires the columns {one_of(self._wanted - set(best))}; the table has {', '.join(filter(None, best[:40]))[:1000] or 'none'}")

    def _delimiter(self) -> str:
        """Return the delimiter of the header, or the mapping's if no header is found."""
        if self._source.sheet:
            return self._mapping.delimiter
        try:
            with opened(self._source, self._encoding) as stream:
                head = stream.read(2**16)
        except (OSError, UnicodeError, *BROKEN):
            return self._mapping.delimiter
        return next((each for each in _DELIMITERS if self._shows_header(head, each)), self._mapping.delimiter)

    def _shows_header(self, head: str, delimiter: str) -> bool:
        try:
            return bool(self._wanted) and any(self._wanted <= set(self._named(cells)) for cells in islice(csv.reader(io.StringIO(head), delimiter=delimiter), MOST_BEFORE))
        except csv.Error:
            return False


def _folded(name: str) -> str:
    """Return a column name without its case and line breaks."""
    return " ".join(name.split()).casefold()
