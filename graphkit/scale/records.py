"""Parts that were read, as Parquet: one row an article, with its record and the signature of its text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from graphkit.model import ArticleRecord, Failure

_SCHEMA = pa.schema([("key", pa.string()), ("record", pa.binary()), ("failure", pa.binary()), ("signature", pa.binary())])
_RECORDS, _FAILURES = msgspec.json.Decoder(ArticleRecord), msgspec.json.Decoder(Failure)
Read = tuple[ArticleRecord | Failure, np.ndarray | None]


def pack(outcomes: Iterable[Read]) -> bytes:
    """A part as a Parquet file; the same outcomes give the same bytes."""
    rows = []
    for outcome, signature in outcomes:
        failed = isinstance(outcome, Failure)
        data = msgspec.json.encode(outcome)
        rows.append({"key": None if isinstance(outcome, Failure) else outcome.document.key, "record": None if failed else data, "failure": data if failed else None, "signature": signature.tobytes() if signature is not None else None})
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), out, compression="zstd")
    return out.getvalue()


def unpack(data: bytes) -> Iterator[Read]:
    """What `pack` packed, in order."""
    for batch in pq.ParquetFile(io.BytesIO(data)).iter_batches(batch_size=64):
        for row in batch.to_pylist():
            signature = np.frombuffer(row["signature"], dtype=np.uint32) if row["signature"] else None
            yield (_RECORDS.decode(row["record"]) if row["record"] else _FAILURES.decode(row["failure"])), signature
