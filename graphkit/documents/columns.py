"""Parquet tables, read in batches, with the same columns as JSONL rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.dates import settled
from graphkit.documents.names import KNOWN, plain
from graphkit.documents.rows import Columns, date_parts, items_of, needed
from graphkit.errors import DocumentError
from graphkit.model import Item

ROWS = 256


def read_parquet(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """Read one document per row, with the columns described in `rows`; day and month order is inferred from the date column.

    Raises:
        DocumentError: pyarrow is missing, or the file is not a Parquet table with these columns.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise DocumentError("reading Parquet needs pyarrow: pip install 'alliance-graphkit[tables]'") from error
    try:
        table = pq.ParquetFile(stream)
        names = table.schema_arrow.names
        fields = needed(names, columns or {}, source)
        order = settled(_column(table, fields["date"])) if "date" in fields else None
        # Where the column of the outlet names none, another one counts.
        outlets = [name for name in names if plain(name) in KNOWN["outlet"]]
        batches = table.iter_batches(batch_size=ROWS, columns=sorted({*fields.values(), *date_parts(names), *outlets}))
        number = 0
        for batch in batches:
            for row in batch.to_pylist():
                number += 1
                yield from items_of(row, number, name, source, columns=fields, order=order)
    except (pa.ArrowException, OSError) as error:
        raise DocumentError(f"not a readable Parquet table: {str(error).splitlines()[0]}") from error


def _column(table: Any, name: str) -> Iterator[object]:
    """Yield the values of one column, in batches."""
    for batch in table.iter_batches(batch_size=ROWS, columns=[name]):
        yield from (row.get(name) for row in batch.to_pylist())
