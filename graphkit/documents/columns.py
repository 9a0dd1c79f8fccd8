"""Parquet tables, a group of rows at a time: the columns of JSONL rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from graphkit.documents.jsonl import FIELDS, document_of
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Item

ROWS = 256


def read_parquet(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """One document a row: columns `id` and `text`, and where there title, date, url, outlet.

    Raises:
        DocumentError: pyarrow is missing, or the file is no Parquet table with these columns.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise DocumentError("reading Parquet needs pyarrow: pip install 'alliance-graphkit[tables]'") from error
    try:
        table = pq.ParquetFile(stream)
        columns = [field for field in FIELDS if field in table.schema_arrow.names]
        batches = table.iter_batches(batch_size=ROWS, columns=columns)
        number = 0
        for batch in batches:
            for row in batch.to_pylist():
                number += 1
                yield _row(row, f"{source}:{number}")
    except (pa.ArrowException, OSError) as error:
        raise DocumentError(f"no Parquet table that can be read: {str(error).splitlines()[0]}") from error


def _row(row: dict[str, object], where: str) -> Document | Failure:
    if hasattr(row.get("date"), "isoformat"):
        row = row | {"date": str(row["date"])[:10]}
    try:
        return document_of(row)
    except DocumentError as error:
        return Failure(where, str(error))
