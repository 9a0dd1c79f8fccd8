"""Open a graph for reading so that a writer cannot take its files away.

The engine opens only some files with a store, the others when they are first read; by then a writer may have merged and
removed them. Here all are opened at once, and the engine finds them through links to their descriptors.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pyoxigraph

from graphkit.store.temporary import temporary_folder

_TABLE = ".sst"
# Beginning of the name of a folder of links.
_LINKS = "graphkit-view-"
# Number of tables that the engine opens with a store, and keeps open.
OPENED = 16
# Descriptors that are left for everything else.
_OTHERS = 100


def open_read_only(data: Path) -> tuple[pyoxigraph.Store, Callable[[], None]]:
    """Open the engine's folder; return the store, and a function that closes its files, to be called when nothing reads from it.

    Raises:
        OSError: it cannot be opened.
    """
    # If the files cannot be kept open, the store is opened as usual.
    with contextlib.suppress(ImportError, OSError), contextlib.ExitStack() as held:
        folder = _with_open_tables(data, held)
        return pyoxigraph.Store.read_only(str(folder)), held.pop_all().close
    return pyoxigraph.Store.read_only(str(data)), lambda: None


def _with_open_tables(data: Path, held: contextlib.ExitStack) -> Path:
    """Return the folder to give to the engine: if it does not open all tables itself, one of links to open tables and to the other files, which it reads at once."""
    names = [name for name in os.listdir(data) if not name.startswith("LO")]  # noqa: PTH208  # neither LOCK nor LOG
    tables = {name: data / name for name in names if name.endswith(_TABLE)}
    if len(tables) <= OPENED:
        return data
    _check_limit(2 * len(tables))
    descriptors = {name: _descriptor(path, held) for name, path in tables.items()}
    # Removed before the descriptors are closed, as other files may get their numbers.
    folder, remove = temporary_folder(_LINKS)
    held.callback(remove)
    for name in names:
        os.symlink(f"/dev/fd/{descriptors[name]}" if name in tables else data.absolute() / name, f"{folder}/{name}")  # noqa: PTH211  # a third of the time
    return folder


def _descriptor(path: Path, held: contextlib.ExitStack) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    held.callback(os.close, descriptor)
    return descriptor


def _check_limit(files: int) -> None:
    """Raise OSError if a process may not open so many files."""
    import resource

    if files + _OTHERS > resource.getrlimit(resource.RLIMIT_NOFILE)[0]:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
