"""Parts that were read, as Parquet: one row per article, with its record and the signature of its text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from graphkit.model import ArticleRecord, Failure, Notice

_SCHEMA = pa.schema([("key", pa.string()), ("record", pa.binary()), ("failure", pa.binary()), ("notice", pa.binary()), ("signature", pa.binary())])
_KINDS: dict[str, type[ArticleRecord | Failure | Notice]] = {"record": ArticleRecord, "failure": Failure, "notice": Notice}
_DECODERS = {column: msgspec.json.Decoder(kind) for column, kind in _KINDS.items()}
Read = tuple[ArticleRecord | Failure | Notice, np.ndarray | None]


def pack(outcomes: Iterable[Read]) -> bytes:
    """Encode a part as a Parquet file; the same outcomes give the same bytes."""
    rows = []
    for outcome, signature in outcomes:
        column = next(name for name, kind in _KINDS.items() if isinstance(outcome, kind))
        key = outcome.document.key if isinstance(outcome, ArticleRecord) else None
        rows.append({"key": key, column: msgspec.json.encode(outcome), "signature": signature.tobytes() if signature is not None else None})
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), out, compression="zstd")
    return out.getvalue()


def unpack(data: bytes) -> Iterator[Read]:
    """Yield what `pack` encoded, in order."""
    for batch in pq.ParquetFile(io.BytesIO(data)).iter_batches(batch_size=64):
        for row in batch.to_pylist():
            signature = np.frombuffer(row["signature"], dtype=np.uint32) if row["signature"] else None
            # Parts written by an older version have no column of notices.
            column = next(name for name in _KINDS if row.get(name))
            yield _DECODERS[column].decode(row[column]), signature
