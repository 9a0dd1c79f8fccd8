"""Results that are computed row by row, with the interface of the engine's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import pyoxigraph

from graphkit.store.named.context import Row
from graphkit.store.named.encode import CACHE_SIZE, UNCACHED, json_of, term_of
from graphkit.store.term import Term

# Rows per chunk of output.
CHUNK_ROWS = 1000
# Rows converted together; few, so that the first rows do not wait.
CONVERTED_ROWS = 50
# Closing bytes of a result, by format.
_ENDS = {pyoxigraph.QueryResultsFormat.JSON: b"]}}", pyoxigraph.QueryResultsFormat.XML: b"</results></sparql>"}


class Rows:
    """The rows of a SELECT result, computed on demand; it can be read once.

    Attributes:
        variables: column names.
        more: whether there are rows beyond the limit; valid once all rows are read.
    """

    def __init__(self, variables: tuple[str, ...], rows: Iterator[Row], *, limit: int | None = None) -> None:
        """Take the rows.

        Args:
            variables: column names.
            rows: iterator over the rows.
            limit: maximum rows; None for all.
        """
        self.variables, self._rows, self._limit, self.more = variables, rows, limit, False

    def _limited(self) -> Iterator[Row]:
        yield from islice(self._rows, self._limit)
        self.more = self._limit is not None and next(self._rows, None) is not None

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Iterate over the rows."""
        rows, known = self._limited(), lru_cache(CACHE_SIZE)(term_of)
        while batch := tuple(islice(rows, CONVERTED_ROWS)):
            # A column at a time: the loops then run in C.
            yield from zip(*[map(term_of if column[0][1] in UNCACHED else known, column) for column in zip(*batch, strict=True)], strict=True)

    def serialize(self, format: pyoxigraph.QueryResultsFormat) -> Iterator[bytes]:
        """Yield all rows in a standard format, identical to the engine's output, in chunks."""
        end = _ENDS.get(format, b"")
        head = _by_engine(self._head + b"]}}", format).removesuffix(end)
        between = b"," if format == pyoxigraph.QueryResultsFormat.JSON else b""
        yield head
        for place, piece in enumerate(self._chunks()):
            yield between * bool(place) + _by_engine(self._head + piece + b"]}}", format).removeprefix(head).removesuffix(end)
        yield end

    def json(self) -> Iterator[bytes]:
        """Yield all rows as one document of SPARQL 1.1 JSON results, in chunks."""
        yield self._head
        for place, piece in enumerate(self._chunks()):
            yield ("," if place else "").encode() + piece
        yield b"]}}"

    @property
    def _head(self) -> bytes:
        return b'{"head":{"vars":' + json.dumps(self.variables).encode() + b'},"results":{"bindings":['

    def _chunks(self) -> Iterator[bytes]:
        rows, known = self._limited(), lru_cache(CACHE_SIZE)(json_of)

        def encoded(row: Row) -> str:
            cells = [json_of(cell) if cell[1] in UNCACHED else known(cell) for cell in row]
            return "{" + ",".join([f'"{name}":{cell}' for name, cell in zip(self.variables, cells, strict=True) if cell]) + "}"

        while batch := ",".join(map(encoded, islice(rows, CHUNK_ROWS))):
            yield batch.encode("utf-8", "replace")


def _by_engine(data: bytes, format: pyoxigraph.QueryResultsFormat) -> bytes:
    found = pyoxigraph.parse_query_results(data, format=pyoxigraph.QueryResultsFormat.JSON)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return found.serialize(format=format) or b""
