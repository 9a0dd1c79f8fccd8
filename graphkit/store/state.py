"""What changes when somebody writes to a graph: asked before each answer, so that it costs microseconds."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.store.index.schema import FILE

DATA = "data"


def state(folder: Path) -> object:
    """What changes when somebody writes to a graph: names of its data files, and sizes and times of those that are written on, its index among them."""
    data = f"{folder}/{DATA}"
    try:
        # Asked before each answer: paths as objects take ten times as long.
        # The engine writes to its logs (LOG, LOG.old.1) when somebody only tries to write.
        names = sorted([name for name in os.listdir(data) if not name.startswith("LOG")])  # noqa: PTH208
    except NotADirectoryError:
        return _size_and_time(str(folder))
    except FileNotFoundError:
        return ()
    # The others never change once they are there.
    written = [f"{data}/{name}" for name in names if name.endswith(".log") or name.startswith("MANIFEST")]
    # Ties follow when the data are written out already.
    index = [f"{folder}/{FILE}", f"{folder}/{FILE}-wal"]
    return tuple(names), tuple([_size_and_time(path) for path in (*written, *index)])


def _size_and_time(path: str) -> tuple[int, int] | None:
    """Of one file; None where it was removed a moment ago, or is empty, as a journal is that a reader makes."""
    try:
        found = os.stat(path)  # noqa: PTH116  # see above
    except FileNotFoundError:
        return None
    return (found.st_size, found.st_mtime_ns) if found.st_size else None
