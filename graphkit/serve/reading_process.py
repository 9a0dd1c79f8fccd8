"""The process that reads articles added in a browser: `python -m graphkit.serve.reading_process FOLDER MEMORY`.

A separate process, so that a file that takes too much memory or time does not affect the server. It
takes one job per line on stdin (`path` and `name` of a file, or `address`; `notes`, the progress file;
`public`; `reader`, how articles are read) and uses the protocol of `graphkit.store.worker`. Articles
are written in small batches after reading, so that the graph is only locked briefly.
"""

from __future__ import annotations

import contextlib
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
from graphkit.errors import StoreError, StoreLocked
from graphkit.model import ArticleRecord, Failure, Notice
from graphkit.pipeline import BuildReport, Jobs, Notices, Pipeline, Run
from graphkit.pipeline.summary import replaced_lines
from graphkit.store import Store, Writer
from graphkit.store.orphan import end_with_parent
from graphkit.store.worker import pipes, serve, write_frame

# Articles per batch, and seconds to wait for another writer.
_BATCH, _PATIENCE = 10, 60.0
# Maximum number of articles and failures listed per job; all are counted.
LISTED = 200


@dataclass(slots=True)
class Notes:
    """Progress of a job, as shown on the pages.

    Attributes:
        read, added, claims, failed: numbers of articles read, of new ones, of their claims, and of failures.
        articles: `key`, `title`, `claims` (number) and `new` of each.
        failures: (source, reason) of each.
        lines: summary lines: new versions, decisions to repeat, notices on the inputs.
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
    """Handle jobs until stdin ends."""

    def handle(request: Mapping[str, Any]) -> None:
        source = request["address"] if "address" in request else Upload(Path(request["path"]), request["name"])
        reader = _reader(json.dumps(request["reader"], sort_keys=True))
        try:
            notes = read_job(folder, reader, source, Wish(public=request["public"]), Path(request["notes"]))
        except OSError as error:
            raise StoreError(f"its claims cannot be written: {error}") from error
        write_frame(out, b"h", {"kind": "read"})
        write_frame(out, b"d", json.dumps(asdict(notes)).encode())
        write_frame(out, b"z", {"more": False})

    serve(memory, given, out, handle)


@functools.lru_cache(maxsize=1)
def _reader(settings: str) -> Pipeline:
    """Return the pipeline for JSON settings, cached, as loading the model takes seconds."""
    wanted = json.loads(settings)
    return Pipeline(**{**wanted, **{name: [Path(each) for each in wanted[name]] for name in ("actors", "frames")}})


def read_job(folder: Path, reader: Pipeline, source: str | Upload, wish: Wish, where: Path) -> Notes:
    """Read one file or address into a graph.

    Args:
        folder: the graph's folder.
        reader: the pipeline.
        source: the file or the address.
        wish: reading options.
        where: the progress file.

    Raises:
        StoreError: the graph cannot be written, or another process locks it for too long.
    """
    notes, notices, replaced = _resumed(where), Notices(), 0
    repeat: list[str] = []
    for batch in _batches(Jobs(reader, 1).outcomes(read([source], wish=wish))):
        number, lines = _written(folder, reader, batch, notes)
        replaced, repeat = replaced + number, [*repeat, *lines]
        for notice in batch:
            if isinstance(notice, Notice):
                notices.add(notice)
        notes.lines = [*replaced_lines(replaced), *repeat, *notices.lines()]
        _noted(notes, where)
    return notes


def _resumed(where: Path) -> Notes:
    """Return the notes to begin with: what a stopped server added for the same job is counted, as its articles are no longer new."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        earlier = json.loads(where.read_text(encoding="utf-8"))
        return Notes(added=earlier["added"], claims=earlier["claims"])
    return Notes()


def _batches(outcomes: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(outcomes)
    # The first batch has one article, so that progress is visible soon.
    size = 1
    while batch := list(islice(left, size)):
        yield batch
        size = _BATCH


def _written(folder: Path, reader: Pipeline, batch: Sequence[Any], notes: Notes) -> tuple[int, list[str]]:
    """Write and count a batch; return the number of new versions, and the lines on decisions about replaced ones."""
    until = time.monotonic() + _PATIENCE
    while (writer := _opened(folder, until)) is None:
        time.sleep(0.1)
    with writer:
        new = {item.document.key for item in batch if isinstance(item, ArticleRecord) and not writer.has(item.document.key)}
        run = Run(folder, writer, Replay(read_decisions(file_of(folder), reader.known), reader.known), None, any_language=reader.settings.any_language)
        report = run.execute(lambda: batch, list, write_lists=False)
        _counted(writer, batch, new, report, notes)
    lines = run.notes()
    # Between the lines on new versions and on copies.
    return report.replaced, lines[len(replaced_lines(report.replaced)) : len(lines) - bool(run.copied)]


def _opened(folder: Path, until: float) -> Writer | None:
    """Return the writer; None if the graph is locked and there is time left to wait.

    Raises:
        StoreLocked: the graph is still locked after `until`.
    """
    try:
        return Store.open(folder).writer()
    except StoreLocked:
        if time.monotonic() > until:
            raise
        return None


def _counted(writer: Writer, batch: Sequence[Any], new: set[str], report: BuildReport, notes: Notes) -> None:
    """Count a batch that was written; `new` are the keys of articles that the graph did not have."""
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
    end_with_parent()
    main(Path(sys.argv[1]), int(sys.argv[2]), *pipes())
