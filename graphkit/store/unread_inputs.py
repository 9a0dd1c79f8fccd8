"""Inputs that were not read, from the lists that builds and uploads in the browser write to the graph's folder."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from graphkit.plural import counted

# Files of the folder with columns `source` and `reason`; whether the inputs listed failed or were skipped.
_LISTS = (("failures.csv", True), ("skipped.csv", False), ("inbox/not-read.csv", True))


@dataclass(frozen=True, slots=True)
class UnreadInputs:
    """Inputs that were not read.

    Attributes:
        rows: source and reason, the last ones of each list.
        failed: number of inputs that could not be read.
        skipped: number of inputs left out because of their format or language.
    """

    rows: tuple[tuple[str, str], ...] = ()
    failed: int = 0
    skipped: int = 0

    @property
    def number(self) -> int:
        """Total number."""
        return self.failed + self.skipped

    @property
    def words(self) -> str:
        """The numbers as a sentence without its full stop: "2 inputs could not be read, 1 input was skipped"."""
        failed = f"{counted(self.failed, 'input')} could not be read" if self.failed else ""
        skipped = f"{counted(self.skipped, 'input')} {'was' if self.skipped == 1 else 'were'} skipped" if self.skipped else ""
        return ", ".join(part for part in (failed, skipped) if part)


def unread_inputs(folder: Path, most: int) -> UnreadInputs:
    """Return what the last build and the uploads could not read; empty if there is no folder.

    Args:
        folder: the graph's folder.
        most: maximum rows of each list; all are counted.
    """
    rows: list[tuple[str, str]] = []
    numbers = {True: 0, False: 0}
    for name, failed in _LISTS:
        found = _read_list(folder / name)
        # Skipped inputs are recorded with their kind only: an ending, a language.
        rows += [(source, reason if failed else f"skipped: {reason}") for source, reason in found[-most:]]
        numbers[failed] += len(found)
    return UnreadInputs(tuple(rows), numbers[True], numbers[False])


def _read_list(path: Path) -> list[tuple[str, str]]:
    """Return the rows of a list, empty if it does not exist or is not such a table."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            return [(row[0], row[1]) for row in csv.reader(stream) if len(row) == 2][1:]
    except (OSError, csv.Error):
        return []
