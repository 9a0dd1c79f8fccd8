"""The task of a worker: read one part and write it to a file, atomically and idempotently."""

from __future__ import annotations

import functools
import gzip
import os
import uuid
from dataclasses import dataclass

from graphkit.errors import in_short
from graphkit.model import ArticleRecord, Document, Failure, Notice
from graphkit.pipeline import Pipeline, Settings
from graphkit.scale.parts import Part, documents, filesystem


@dataclass(frozen=True, slots=True)
class PartResult:
    """The outcome of a part: numbers of articles, claims and failures."""

    part: int
    articles: int
    claims: int
    failures: int


@functools.lru_cache(maxsize=2)
def _pipeline(settings: Settings, mark: str) -> Pipeline:
    """Return the process's pipeline: the model is loaded once per process, and again if the user's lists change (`mark`)."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return Pipeline.of(settings)


def extract(part: Part, settings: Settings, folder: str, *, quads: bool) -> PartResult:
    """Read a part into `folder/NAME.parquet`, and with `quads` its quads into `folder/NAME.nq.gz`.

    With `quads`, text signatures are stored too, by which copies are found later.

    An existing part is not read again; two workers may process the same part concurrently,
    since complete files are moved into place.
    """
    from graphkit.pipeline.copies import copy_signature
    from graphkit.pipeline.reader import read_or_fail
    from graphkit.scale.parquet import pack, unpack

    fs, path = filesystem(folder)
    target = f"{path}/{part.name}.parquet"
    if fs.exists(target) and (not quads or fs.exists(f"{path}/{part.name}.nq.gz")):
        with fs.open(target, "rb") as stream:
            return _result(part, [outcome for outcome, _ in unpack(stream.read())])
    pipeline = _pipeline(settings, settings.mark())
    outcomes = [read_or_fail(item, pipeline) if isinstance(item, Document) else item for item in documents(part)]
    if quads:
        made = [_lines(outcome) for outcome in outcomes]
        outcomes = [line if isinstance(line, Failure) else outcome for line, outcome in zip(made, outcomes, strict=True)]
        _write_file(fs, f"{path}/{part.name}.nq.gz", gzip.compress(b"".join(line for line in made if isinstance(line, bytes)), compresslevel=6, mtime=0))
    _write_file(fs, target, pack((o, copy_signature(o.document.text) if quads and isinstance(o, ArticleRecord) else None) for o in outcomes))
    return _result(part, outcomes)


def _lines(outcome: ArticleRecord | Failure | Notice) -> bytes | Failure | Notice:
    """Return the N-Quads of an article without its actors, which are written once for all parts at the end."""
    from graphkit.store import article_lines

    if not isinstance(outcome, ArticleRecord):
        return outcome
    try:
        return b"".join(article_lines(outcome))
    except Exception as error:
        # Extractors may produce invalid data.
        return Failure(outcome.document.id, f"it does not fit the graph: {in_short(error)}")


def _write_file(fs: object, target: str, data: bytes) -> None:
    part = f"{target}.{uuid.uuid4().hex}.tmp"
    with fs.open(part, "wb") as stream:  # type: ignore[attr-defined]
        stream.write(data)
    fs.mv(part, target)  # type: ignore[attr-defined]


def _result(part: Part, outcomes: list[ArticleRecord | Failure | Notice]) -> PartResult:
    records = [outcome for outcome in outcomes if isinstance(outcome, ArticleRecord)]
    return PartResult(part.number, len(records), sum(len(r.claims) for r in records), sum(isinstance(outcome, Failure) for outcome in outcomes))
