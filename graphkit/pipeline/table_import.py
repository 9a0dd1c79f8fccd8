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
from graphkit.pipeline.key_set import KeySet
from graphkit.pipeline.row_records import RowConverter
from graphkit.pipeline.summary import replaced_lines
from graphkit.tables import Row, in_order, rows, zero_of

if TYPE_CHECKING:
    from graphkit.store import BatchLoader, Writer

MAX_LISTED_FAILURES = 1_000


def import_table(
    path: Path,
    folder: Path,
    converter: RowConverter,
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

    with closing(rows(path, converter.mapping, encoding=encoding, member=member)) as sample:
        converter.mapping = in_order(converter.mapping, sample, zero_of(path))
    reading = rows(path, converter.mapping, encoding=encoding, member=member)
    first = next(reading, None)
    if first is None:
        raise DocumentError(f"{path}: the table has no rows")
    cleanup_notes = remove_partial_imports(folder)
    added = unchanged = claims = done = failed = 0
    failures: list[Failure] = []
    # The quote of a row is its whole text, so no texts are kept.
    with open_writer(folder, texts=False) as writer, writer.batch_loader() as loader, KeySet() as imported_keys:
        # Rows are matched with an earlier release by their ids, so not without an id column or without an earlier release.
        earlier = bool(converter.mapping.id) and writer.has_outlet(converter.mapping.outlet)
        for item in chain([first], reading):
            done += 1
            outcome = item if isinstance(item, Failure) else _import_row(converter, item, writer, loader, imported_keys if earlier else None)
            if isinstance(outcome, Failure):
                failed += 1
                failures += [outcome] if len(failures) < MAX_LISTED_FAILURES else []
            elif outcome is not None:
                added, claims, unchanged = added + (outcome > 0), claims + outcome, unchanged + (outcome == 0)
            if on_progress is not None:
                on_progress(Progress(done, f"row {done}", claims, failed))
    unlisted = [f"further rows that failed: {failed - len(failures):,}"] if failed > len(failures) else []
    return BuildReport(added, unchanged, claims, writer.replaced, tuple(failures), (*cleanup_notes, *replaced_lines(writer.replaced), *converter.skipped.lines(), *unlisted))


def _import_row(converter: RowConverter, row: Row, writer: Writer, loader: BatchLoader, imported_keys: KeySet | None) -> Failure | int | None:
    """Return the number of claims added (0 if the row was there, None if it makes none), or a failure if the store refuses it."""
    try:
        record = converter.record(row)
        return (len(record.claims) if _add_or_replace(writer, loader, record, imported_keys) else 0) if record.claims else None
    except (InventedQuote, RecordRefused, UnicodeError) as error:
        return Failure(f"row {row.line} of the file", in_short(error) if isinstance(error, UnicodeError) else str(error))


def _add_or_replace(writer: Writer, loader: BatchLoader, record: ArticleRecord, imported_keys: KeySet | None) -> bool:
    """Add a row, replacing the row with its id from an earlier release of the data set; return whether it was added.

    `imported_keys` collects the keys of this table's rows, which are not from an earlier release; None without an earlier release.
    """
    if imported_keys is None:
        return loader.add(record)
    imported_keys.add(record.document.key)
    if loader.has(record.document.key):
        return False
    if not (earlier := writer.same_row(record, imported_keys)):
        return loader.add(record)
    loader.flush()
    return writer.add(record, earlier=earlier)
