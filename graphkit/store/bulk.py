"""Bulk loading: a dump with named graphs becomes a new graph folder, or nothing does."""

from __future__ import annotations

import contextlib
import errno
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from glob import escape
from pathlib import Path

from graphkit.errors import DocumentError, StoreError
from graphkit.store import writer_lock
from graphkit.store.dump import FORMATS
from graphkit.store.store import MARK, Store
from graphkit.store.view import View

# Suffix of an incomplete graph, and number of random bytes that follow; fewer could look like a date in the name of a user's graph.
_PART, _BYTES = ".part-", 8


def bulk_load(path: Path, format: str, folder: Path, check: Callable[[View], Iterable[str]]) -> int:
    """Make a new graph from a dump.

    Args:
        path: the dump; its named graphs are kept.
        format: nquads or trig.
        folder: the graph's folder; must be absent or empty.
        check: yields the problems of what was loaded.

    Returns:
        The number of articles.

    Raises:
        DocumentError: the dump cannot be read, does not parse, holds no article, or the check found a problem.
        StoreError: the folder is not empty or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} already exists; a dump can only be loaded into a new folder")
    try:
        with _partial_graph(folder) as part:
            number = _load(path, format, part, check)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise StoreError(f"another process made {folder} meanwhile; nothing was imported, run it again") from error
        raise StoreError(f"{folder}: {error.strerror or error}") from error
    return number


@contextlib.contextmanager
def _partial_graph(folder: Path) -> Iterator[Path]:
    """Create a new graph next to a folder, for the caller to rename, and remove it otherwise; leftovers of killed processes are removed first."""
    remove_partial_imports(folder)
    part = folder.with_name(f"{folder.name}{_PART}{secrets.token_hex(_BYTES)}")
    Store.open(part, create=True)
    release = writer_lock.hold(part / MARK)
    try:
        yield part
    finally:
        release()
        shutil.rmtree(part, ignore_errors=True)


def remove_partial_imports(folder: Path) -> list[str]:
    """Remove what killed imports into a folder left next to it; return a line about each for the user."""
    lines = []
    for leftover in sorted(folder.parent.glob(f"{escape(folder.name)}{_PART}{'[0-9a-f]' * 2 * _BYTES}")):
        # Another process may be importing the same graph right now.
        if not writer_lock.is_held(leftover / MARK):
            shutil.rmtree(leftover, ignore_errors=True)
            lines.append(f"{leftover} was left by an interrupted import and is removed; run that import again")
    return lines


def _load(path: Path, format: str, part: Path, check: Callable[[View], Iterable[str]]) -> int:
    store = Store.open(part)
    with store.writer() as writer:
        try:
            writer.bulk_load(path, FORMATS[format])
        except SyntaxError as error:
            raise DocumentError(f"{path} does not parse as {format}: {' '.join(str(error).split())}") from error
    view = store.view()
    if not (number := len(view.article_keys())):
        raise DocumentError(f"{path} contains no claims of graphkit; give a file that graphkit export wrote with --part all, the default")
    if problems := list(check(view)):
        more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
        raise DocumentError(f"{path} is refused: {'; '.join(problems[:3])}{more}; nothing was imported")
    return number
