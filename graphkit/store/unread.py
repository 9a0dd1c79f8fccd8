"""What was not read: the lists that builds, and the adding of articles in the browser, leave in the graph's folder."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from graphkit.plural import counted

# Files of the folder with columns `source` and `reason`; whether what they list failed, or was passed over.
_LISTS = (("failures.csv", True), ("skipped.csv", False), ("inbox/not-read.csv", True))


@dataclass(frozen=True, slots=True)
class Unread:
    """What was not read.

    Attributes:
        rows: source and reason, the last ones of each list.
        failed: how many inputs could not be read.
        skipped: how many were left out: of a kind or in a language that is not read.
    """

    rows: tuple[tuple[str, str], ...] = ()
    failed: int = 0
    skipped: int = 0

    @property
    def number(self) -> int:
        """How many in all."""
        return self.failed + self.skipped

    @property
    def words(self) -> str:
        """The numbers as a sentence without its full stop: "2 inputs could not be read, 1 input was skipped"."""
        failed = f"{counted(self.failed, 'input')} could not be read" if self.failed else ""
        skipped = f"{counted(self.skipped, 'input')} {'was' if self.skipped == 1 else 'were'} skipped" if self.skipped else ""
        return ", ".join(part for part in (failed, skipped) if part)


def unread(folder: Path, most: int) -> Unread:
    """What was not read by the last build and in the browser; nothing where there is no folder.

    Args:
        folder: the graph's.
        most: rows of each list at most; all are counted.
    """
    rows: list[tuple[str, str]] = []
    numbers = {True: 0, False: 0}
    for name, failed in _LISTS:
        found = _listed(folder / name)
        # What is skipped is noted by its kind alone: an ending, a language.
        rows += [(source, reason if failed else f"skipped: {reason}") for source, reason in found[-most:]]
        numbers[failed] += len(found)
    return Unread(tuple(rows), numbers[True], numbers[False])


def _listed(path: Path) -> list[tuple[str, str]]:
    """The rows of a list, none where it is not there or no such table."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            return [(row[0], row[1]) for row in csv.reader(stream) if len(row) == 2][1:]
    except (OSError, csv.Error):
        return []
