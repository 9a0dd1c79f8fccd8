"""Parquet tables, read in batches, with the same columns as JSONL rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.dates import settled
from graphkit.documents.names import KNOWN, plain
from graphkit.documents.rows import Columns, date_parts, items_of, needed
from graphkit.documents.tables import LONGEST_CELL
from graphkit.errors import DocumentError
from graphkit.model import Failure, Item

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
            for row in _rows(batch):
                number += 1
                if row is None:
                    yield Failure(f"{source}:{number}", f"a cell longer than {LONGEST_CELL // 2**20} MB; the rest is read")
                    continue
                yield from items_of(row, number, name, source, columns=fields, order=order)
    except (pa.ArrowException, OSError) as error:
        raise DocumentError(f"not a readable Parquet table: {str(error).splitlines()[0]}") from error


def _rows(batch: Any) -> list[dict[str, Any] | None]:
    """Return the rows of a batch, None for one with a longer cell than a table in text may have, which would take gigabytes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = [column for column in batch.columns if pa.types.is_string(column.type) or pa.types.is_large_string(column.type)]
    long = {place for column in texts for place in pc.indices_nonzero(pc.greater(pc.fill_null(pc.binary_length(column), 0), LONGEST_CELL)).to_pylist()}
    if not long:
        return [*batch.to_pylist()]
    return [None if place in long else batch.slice(place, 1).to_pylist()[0] for place in range(batch.num_rows)]


def _column(table: Any, name: str) -> Iterator[object]:
    """Yield the values of one column, in batches."""
    for batch in table.iter_batches(batch_size=ROWS, columns=[name]):
        yield from (row.get(name) for row in batch.to_pylist())
