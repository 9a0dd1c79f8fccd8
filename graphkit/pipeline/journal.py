"""Which inputs are wholly in the graph, so that an interrupted run goes on where it was; and what failed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.model import Failure

JOURNAL, FAILURES = "journal.txt", "failures.csv"


def stamp(path: Path) -> str:
    """What changes when a file does: where it is, its size and when it was written."""
    told = path.stat()
    # A name may hold a line break, which would end the line; none holds the null character.
    name = str(path.resolve()).replace("\n", "\0")
    return f"{name}\t{told.st_size}\t{told.st_mtime_ns}"


class Journal:
    """The inputs that a graph holds wholly; a line is added when the last article of one is written.

    Args:
        folder: the graph's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL
        lines = self._path.read_bytes().decode("utf-8", "surrogateescape").split("\n") if self._path.exists() else []
        told = [line.rpartition("\t") for line in lines]
        self._read = {mark: int(number) for mark, _, number in told if mark and number.isdigit()}

    def articles(self, path: Path) -> int | None:
        """How many articles a file held that was read to its end and is the same now; None for any other."""
        try:
            return self._read.get(stamp(path))
        except OSError:
            return None

    def add(self, path: Path, articles: int) -> None:
        """A file of so many articles was read to its end, and nothing in it failed.

        Raises:
            StoreError: the journal cannot be written.
        """
        try:
            with self._path.open("a", encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
                stream.write(f"{stamp(path)}\t{articles}\n")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror or error}") from error


def write_failures(folder: Path, failures: Iterable[Failure]) -> Path | None:
    """The failures of the last run as a CSV of source and reason in the graph's folder, none where nothing failed."""
    path = folder / FAILURES
    listed = list(failures)
    if not listed:
        path.unlink(missing_ok=True)
        return None
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("source", "reason"))
    lines.writerows((failure.source, failure.reason) for failure in listed)
    try:
        path.write_text(text.getvalue(), encoding="utf-8", errors="replace")
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
    return path
