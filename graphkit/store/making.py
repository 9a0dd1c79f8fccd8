"""Writing to a graph that may have to be made first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphkit.errors import StoreLocked
from graphkit.store.store import Store
from graphkit.store.writer import Writer


@contextmanager
def writing(folder: Path, *, texts: bool = True) -> Iterator[Writer]:
    """The writer of a folder's graph; a graph that is made for it and gets no article is removed again.

    Args:
        folder: the graph's folder; it is made where it is not there.
        texts: whether the texts of the articles that are added are kept in it.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    there = folder.exists()
    # The user may have made an empty folder for it.
    empty = not there or (folder.is_dir() and not any(folder.iterdir()))
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
        if empty and there:
            # Its rights and its owner stay as the user made them.
            for path in folder.iterdir():
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
        elif empty:
            shutil.rmtree(folder, ignore_errors=True)
