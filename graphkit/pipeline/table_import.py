"""Import a table into a graph, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.decisions import Replay
from graphkit.errors import DocumentError, InventedQuote, RecordRefused, in_short
from graphkit.model import ArticleRecord, Decision, Failure
from graphkit.pipeline.build import BuildReport, Progress
from graphkit.pipeline.deciding import apply_decisions, rename_read
from graphkit.pipeline.key_set import KeySet
from graphkit.pipeline.row_records import RowConverter
from graphkit.pipeline.summary import decision_lines, replaced_lines
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
    decisions: Sequence[Decision] = (),
) -> BuildReport:
    """Import every row of a table as the user's decisions leave it; rows already in the graph change nothing.

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
    with open_writer(folder, texts=False) as writer, KeySet() as imported_keys:
        waiting, refused = apply_decisions(writer, Replay(decisions, converter.known))
        replay = Replay(decisions, converter.known).without(refused)
        # Rows are matched with an earlier release by their ids, so not without an id column or without an earlier release.
        earlier = bool(converter.mapping.id) and writer.has_outlet(converter.mapping.outlet)
        with writer.batch_loader() as loader:
            table = _Table(converter, replay, writer, loader, imported_keys if earlier else None)
            for item in chain([first], reading):
                done += 1
                outcome = item if isinstance(item, Failure) else table.add_row(item)
                if isinstance(outcome, Failure):
                    failed += 1
                    failures += [outcome] if len(failures) < MAX_LISTED_FAILURES else []
                elif outcome is not None:
                    added, claims, unchanged = added + (outcome > 0), claims + outcome, unchanged + (outcome == 0)
                if on_progress is not None:
                    on_progress(Progress(done, f"row {done}", claims, failed))
        writer.reclassify(replay)
        waiting = rename_read(writer, replay, waiting)
    decided = decision_lines(replay, waiting, refused)
    unlisted = [f"further rows that failed: {failed - len(failures):,}"] if failed > len(failures) else []
    return BuildReport(added, unchanged, claims, writer.replaced, tuple(failures), (*cleanup_notes, *decided, *replaced_lines(writer.replaced), *converter.skipped.lines(), *unlisted))


class _Table:
    """Adds the rows of a table to a graph.

    Args:
        converter: turns them into records.
        replay: the user's decisions.
        writer, loader: write to the graph, one row and many.
        imported_keys: collects the keys of this table's rows, which are not from an earlier release; None without an earlier release.
    """

    def __init__(self, converter: RowConverter, replay: Replay, writer: Writer, loader: BatchLoader, imported_keys: KeySet | None) -> None:
        self._converter, self._replay, self._writer, self._loader, self._imported_keys = converter, replay, writer, loader, imported_keys
        # Actors of which the graph may know only what decisions say, and which a row described; None is the outlet.
        self._described: set[str | None] = set()

    def add_row(self, row: Row) -> Failure | int | None:
        """Return the number of claims added (0 if the row was there, None if it makes none), or a failure if the store refuses it."""
        try:
            record = self._converter.record(row)
            return (len(record.claims) if self._add_or_replace(record) else 0) if record.claims else None
        except (InventedQuote, RecordRefused, UnicodeError) as error:
            return Failure(f"row {row.line} of the file", in_short(error) if isinstance(error, UnicodeError) else str(error))

    def _add_or_replace(self, read: ArticleRecord) -> bool:
        """Add a row, replacing the row with its id from an earlier release of the data set; return whether it was added."""
        key = read.document.key
        if self._imported_keys is not None:
            self._imported_keys.add(key)
        if self._loader.has(key):
            return False
        record = self._replay.record(read)
        earlier = self._writer.same_row(record, self._imported_keys) if self._imported_keys is not None else []
        described = {None, *(actor.id for actor in record.described)} if self._replay.decisions else set()
        if not earlier and described <= self._described:
            return self._loader.add(record)
        self._described |= described
        self._loader.flush()
        return self._writer.add(record, earlier=earlier)
