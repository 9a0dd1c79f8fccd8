"""Journal of the inputs that are completely in the graph, to resume runs; lists of failures and skipped inputs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.model import Failure, Notice

JOURNAL, FAILURES, SKIPPED = "journal.txt", "failures.csv", "skipped.csv"
_CONTENTS = re.compile(r"(\d+)((?:\+[^+=\t]+=\d+)*)")


@dataclass(frozen=True, slots=True)
class FileContents:
    """Contents of a file that was read to its end: number of articles, and of articles in other languages by language name."""

    articles: int
    foreign: Mapping[str, int]

    def __str__(self) -> str:
        """Return the journal's form: "12+French=2"."""
        return "".join((str(self.articles), *(f"+{name}={number}" for name, number in sorted(self.foreign.items()))))

    @classmethod
    def of(cls, text: str) -> FileContents | None:
        """Parse the journal's form; None if it is not valid."""
        found = _CONTENTS.fullmatch(text)
        if found is None:
            return None
        pairs = (pair.split("=") for pair in found[2].split("+")[1:])
        return cls(int(found[1]), {name: int(number) for name, number in pairs})


def file_state(path: Path) -> str:
    """Return the path, size and modification time of a file, which together detect changes."""
    stat = path.stat()
    # A name may contain a line break, which would end the line; none contains the null character.
    name = str(path.resolve()).replace("\n", "\0")
    return f"{name}\t{stat.st_size}\t{stat.st_mtime_ns}"


class Journal:
    """The inputs that are completely in the graph; a line is added when the last article of a file is written.

    Args:
        folder: the graph's folder.
        options: digest of the options that determine which articles a file holds; files read with
            other options do not count.
    """

    def __init__(self, folder: Path, options: str = "") -> None:
        self._path, self._options = folder / JOURNAL, options
        lines = self._path.read_bytes().decode("utf-8", "surrogateescape").split("\n") if self._path.exists() else []
        entries = [line.rsplit("\t", 4) for line in lines]
        # The last state of each file: an earlier one that came back, as from a backup, is read again.
        self._contents = {f"{entry[0]}\t{entry[3]}": (entry[1:3], contents) for entry in entries if len(entry) == 5 and (contents := FileContents.of(entry[4])) is not None}

    def contents(self, path: Path) -> FileContents | None:
        """Return the contents of a file that was read to its end and has not changed since, else None."""
        try:
            name, *state, options = self._entry_key(path).rsplit("\t", 3)
        except OSError:
            return None
        last, contents = self._contents.get(f"{name}\t{options}", (None, None))
        return contents if last == state else None

    def clear(self) -> None:
        """Forget all files.

        Raises:
            StoreError: the journal cannot be removed.
        """
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{self._path} cannot be removed: {error.strerror or error}") from error
        self._contents.clear()

    def add(self, path: Path, contents: FileContents) -> None:
        """Record a file that was read to its end without failures.

        Raises:
            StoreError: the journal cannot be written.
        """
        try:
            with self._path.open("a", encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
                stream.write(f"{self._entry_key(path)}\t{contents}\n")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror or error}") from error

    def _entry_key(self, path: Path) -> str:
        return f"{file_state(path)}\t{self._options}"


def write_failures(folder: Path, failures: Iterable[Failure]) -> Path | None:
    """Write the failures of the last run (source, reason) as CSV to the graph's folder; remove the file if there are none."""
    return _write_list(folder / FAILURES, ((failure.source, failure.reason) for failure in failures))


def write_skipped(folder: Path, skipped: Iterable[Notice]) -> Path | None:
    """Write what the last run skipped (files, and articles in other languages) in the same way."""
    return _write_list(folder / SKIPPED, ((notice.source, notice.value) for notice in skipped))


def _write_list(path: Path, rows: Iterable[tuple[str, str]]) -> Path | None:
    rows_listed, temporary = list(rows), path.with_name(f"{path.name}.part")
    try:
        if not rows_listed:
            path.unlink(missing_ok=True)
            return None
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(("source", "reason"))
        lines.writerows(rows_listed)
        temporary.write_text(text.getvalue(), encoding="utf-8", errors="replace")
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
    return path
