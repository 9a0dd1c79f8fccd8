"""Fingerprint of a graph on disk, checked before each answer, so it must cost microseconds."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.store.index.schema import FILE

DATA = "data"


def fingerprint(folder: Path) -> object:
    """Return a value that changes with every write to a graph: names of its data files, and size and mtime of those being appended to and of its index."""
    data = f"{folder}/{DATA}"
    try:
        # Strings instead of Path objects, which take ten times as long.
        # The engine writes to its logs (LOG, LOG.old.1) even at a failed attempt to open for writing.
        names = sorted([name for name in os.listdir(data) if not name.startswith("LOG")])  # noqa: PTH208
    except NotADirectoryError:
        return _size_and_time(str(folder))
    except FileNotFoundError:
        return ()
    # Other files never change once written.
    written = [f"{data}/{name}" for name in names if name.endswith(".log") or name.startswith("MANIFEST")]
    # Ties are written to the index after the data.
    index = [f"{folder}/{FILE}", f"{folder}/{FILE}-wal"]
    return tuple(names), tuple([_size_and_time(path) for path in (*written, *index)])


def _size_and_time(path: str) -> tuple[int, int] | None:
    """Return size and mtime of a file; None if it was just removed, or is empty, like a journal that a reader creates."""
    try:
        found = os.stat(path)  # noqa: PTH116  # see above
    except FileNotFoundError:
        return None
    return (found.st_size, found.st_mtime_ns) if found.st_size else None


def state_of(path: Path) -> tuple[int, int] | None:
    """Return a value that changes when the file is written; None if it is not a regular file and can be read only once."""
    return (path.stat().st_size, path.stat().st_mtime_ns) if path.is_file() else None
