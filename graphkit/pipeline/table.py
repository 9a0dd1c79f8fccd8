"""Import a table into a graph, row by row."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import DocumentError, InventedQuote, RecordRefused, in_short
from graphkit.model import ArticleRecord, Failure
from graphkit.pipeline.build import BuildReport, Progress
from graphkit.pipeline.left_out import notes_on
from graphkit.pipeline.seen import Seen
from graphkit.pipeline.summary import replaced_lines
from graphkit.pipeline.tabled import Tables
from graphkit.tables import in_order, rows

if TYPE_CHECKING:
    from graphkit.store import BatchLoader, Writer

KEPT_FAILURES = 1_000


def import_table(
    path: Path,
    folder: Path,
    tables: Tables,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    encoding: str | None = None,
    member: str | None = None,
) -> BuildReport:
    """Import every row of a table; rows already in the graph change nothing.

    Raises:
        DocumentError: the file cannot be read or lacks a column; nothing was written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.store import open_writer, remove_partial_imports

    with closing(rows(path, tables.mapping, encoding=encoding, member=member)) as scanned:
        tables.mapping = in_order(tables.mapping, scanned)
    reading = rows(path, tables.mapping, encoding=encoding, member=member)
    first = next(reading, None)
    if first is None:
        raise DocumentError(f"{path}: the table has no rows")
    cleared = remove_partial_imports(folder)
    added = unchanged = claims = done = failed = 0
    failures: list[Failure] = []
    # The quote of a row is its whole text, so no texts are kept.
    with open_writer(folder, texts=False) as writer, writer.batch_loader() as loader, Seen() as seen:
        # Rows are matched with an earlier release by their ids, so not without an id column or without an earlier release.
        earlier = bool(tables.mapping.id) and writer.has_outlet(tables.mapping.outlet)
        for item in chain([first], reading):
            done += 1
            outcome = item if isinstance(item, Failure) else _taken(tables, item, writer, loader, seen if earlier else None)
            if isinstance(outcome, Failure):
                failed += 1
                failures += [outcome] if len(failures) < KEPT_FAILURES else []
            elif outcome is not None:
                added, claims, unchanged = added + (outcome > 0), claims + outcome, unchanged + (outcome == 0)
            if on_progress is not None:
                on_progress(Progress(done, f"row {done}", claims, failed))
    return BuildReport(added, unchanged, claims, writer.replaced, tuple(failures), (*cleared, *replaced_lines(writer.replaced), *notes_on(tables.left_out, tables.silent, failed - len(failures))))


def _taken(tables: Tables, row: tuple[int, dict[str, str]], writer: Writer, loader: BatchLoader, seen: Seen | None) -> Failure | int | None:
    """Return the number of claims added (0 if the row was there, None if it makes none), or a failure if the store refuses it."""
    try:
        record = tables.record(*row)
        tables.silent += not record.claims
        return (len(record.claims) if _put(writer, loader, record, seen) else 0) if record.claims else None
    except (InventedQuote, RecordRefused, UnicodeError) as error:
        return Failure(f"row {row[0]}", in_short(error) if isinstance(error, UnicodeError) else str(error))


def _put(writer: Writer, loader: BatchLoader, record: ArticleRecord, seen: Seen | None) -> bool:
    """Add a row, replacing the row with its id from an earlier release of the data set; return whether it was added.

    `seen` collects the keys of this table's rows, which are not from an earlier release; None without an earlier release.
    """
    if seen is None:
        return loader.add(record)
    seen.add(record.document.key)
    if loader.has(record.document.key):
        return False
    if not (earlier := writer.same_row(record, seen)):
        return loader.add(record)
    loader.flush()
    return writer.add(record, earlier=earlier)
