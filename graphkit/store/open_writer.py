"""Open a graph for writing, creating it if necessary."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphkit.errors import StoreLocked
from graphkit.store.store import Store
from graphkit.store.writer import Writer


@contextmanager
def open_writer(folder: Path, *, texts: bool = True) -> Iterator[Writer]:
    """Open a writer of a folder's graph; a graph created here that gets no article is removed again.

    Args:
        folder: the graph's folder; created if absent.
        texts: whether to keep the texts of added articles.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    existed = folder.exists()
    # The user may have created an empty folder for it.
    empty = not existed or (folder.is_dir() and not any(folder.iterdir()))
    try:
        with Store.open(folder, create=True).writer(texts=texts) as writer:
            try:
                yield writer
            finally:
                empty = empty and not writer.has_articles()
    except StoreLocked:
        # Another process is filling it.
        empty = False
        raise
    finally:
        if empty and existed:
            # Empty the user's folder instead of recreating it: that keeps its owner and permissions.
            for path in folder.iterdir():
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
        elif empty:
            shutil.rmtree(folder, ignore_errors=True)
