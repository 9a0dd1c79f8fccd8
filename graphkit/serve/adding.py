"""The process that reads what was added in a browser: `python -m graphkit.serve.adding FOLDER MEMORY`.

A process, so that a file that takes all memory, or never ends, costs itself only. It takes one job
a line on stdin (`path` and `name` of a file, or `address`; `notes`, the file in which it writes how far it
is; `public`; `reader`, how articles are read) and speaks as `graphkit.store.worker` does. A few
articles are read before they are written, so that the graph is locked for moments only.
"""

from __future__ import annotations

import functools
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from graphkit.decisions import Replay, file_of, read_decisions
from graphkit.documents import Upload, Wish, read
from graphkit.errors import StoreLocked
from graphkit.model import ArticleRecord, Failure, Notice
from graphkit.pipeline import BuildReport, Jobs, Notices, Pipeline, Run
from graphkit.store import Store, Writer
from graphkit.store.worker import frame, pipes, serve

# Articles that wait in memory for one transaction each, and seconds until another program must have written.
_BATCH, _PATIENCE = 10, 60.0
# Articles and failures that a job lists; all of them are counted.
LISTED = 200


@dataclass(slots=True)
class Notes:
    """What a job has done so far, as the pages show it.

    Attributes:
        read, added, claims, failed: numbers of articles read, of new ones, of their claims, and of failures.
        articles: key, title and number of claims of each, and whether it is new.
        failures: source and reason of each.
        lines: what was counted in the inputs.
    """

    read: int = 0
    added: int = 0
    claims: int = 0
    failed: int = 0
    articles: list[dict[str, Any]] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def article(self, record: ArticleRecord, *, new: bool) -> None:
        """Count an article."""
        self.read += 1
        self.added += new
        self.claims += len(record.claims) if new else 0
        if len(self.articles) < LISTED:
            self.articles.append({"key": record.document.key, "title": record.document.title or record.document.id, "claims": len(record.claims), "new": new})

    def failure(self, failure: Failure) -> None:
        """Count a failure."""
        self.failed += 1
        if len(self.failures) < LISTED:
            self.failures.append((failure.source, failure.reason))


def main(folder: Path, memory: int, given: BinaryIO, out: BinaryIO) -> None:
    """Read until stdin ends."""

    def handle(asked: Mapping[str, Any]) -> None:
        source = asked["address"] if "address" in asked else Upload(Path(asked["path"]), asked["name"])
        reader = _reader(json.dumps(asked["reader"], sort_keys=True))
        notes = read_job(folder, reader, source, Wish(public=asked["public"]), Path(asked["notes"]))
        frame(out, b"h", {"kind": "read"})
        frame(out, b"d", json.dumps(asdict(notes)).encode())
        frame(out, b"z", {"more": False})

    serve(memory, given, out, handle)


@functools.lru_cache(maxsize=1)
def _reader(settings: str) -> Pipeline:
    """The pipeline of settings, loaded once: the network takes seconds."""
    wanted = json.loads(settings)
    return Pipeline(**{**wanted, **{name: [Path(each) for each in wanted[name]] for name in ("actors", "frames")}})


def read_job(folder: Path, reader: Pipeline, source: str | Upload, wish: Wish, where: Path) -> Notes:
    """Read one file or address into a graph.

    Args:
        folder: the graph's folder.
        reader: what reads an article.
        source: the file or the address.
        wish: how it is read.
        where: the file in which the progress is noted.

    Raises:
        StoreError: the graph cannot be written, or another process writes to it for too long.
    """
    notes, notices = Notes(), Notices()
    for batch in _batches(Jobs(reader, 1).outcomes(read([source], wish=wish))):
        _written(folder, reader, batch, notes)
        for notice in batch:
            if isinstance(notice, Notice):
                notices.add(notice)
        notes.lines = notices.lines()
        _noted(notes, where)
    return notes


def _batches(outcomes: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(outcomes)
    # The first one alone, so that there is soon something to be seen.
    size = 1
    while batch := list(islice(left, size)):
        yield batch
        size = _BATCH


def _written(folder: Path, reader: Pipeline, batch: Sequence[Any], notes: Notes) -> None:
    until = time.monotonic() + _PATIENCE
    while (writer := _opened(folder, until)) is None:
        time.sleep(0.1)
    with writer:
        _counted(writer, batch, _run(folder, reader, writer, batch), notes)


def _opened(folder: Path, until: float) -> Writer | None:
    """The writer; None where another has it, and there is time to wait.

    Raises:
        StoreLocked: there is none.
    """
    try:
        return Store.open(folder).writer()
    except StoreLocked:
        if time.monotonic() > until:
            raise
        return None


def _run(folder: Path, reader: Pipeline, writer: Writer, batch: Sequence[Any]) -> tuple[set[str], BuildReport]:
    """Keys of the articles that are new, and the report."""
    new = {item.document.key for item in batch if isinstance(item, ArticleRecord) and not writer.has(item.document.key)}
    run = Run(folder, writer, Replay(read_decisions(file_of(folder)), reader.known), None, any_language=reader.settings.any_language)
    return new, run.through(lambda: batch, list, listed=False)


def _counted(writer: Writer, batch: Sequence[Any], done: tuple[set[str], BuildReport], notes: Notes) -> None:
    new, report = done
    for item in batch:
        if isinstance(item, ArticleRecord) and writer.has(item.document.key):
            notes.article(item, new=item.document.key in new)
            new.discard(item.document.key)
    for failure in report.failures:
        notes.failure(failure)


def _noted(notes: Notes, where: Path) -> None:
    part = where.with_name(f"{where.name}.part")
    part.write_text(json.dumps(asdict(notes)), encoding="utf-8", errors="replace")
    part.replace(where)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *pipes())
