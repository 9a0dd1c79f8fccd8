"""A whole graph at the engine's own speed: a dump with named graphs becomes a folder, or nothing does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from graphkit.errors import DocumentError, StoreError
from graphkit.store.dump import FORMATS
from graphkit.store.store import Store
from graphkit.store.view import View


def bulk(path: Path, format: str, folder: Path, check: Callable[[View], Iterable[str]]) -> int:
    """Make a new graph of a dump.

    Args:
        path: the dump; its named graphs are kept as they are.
        format: nquads or trig.
        folder: the graph's folder; there must be none yet.
        check: says what is wrong with what was loaded.

    Returns:
        How many articles it has.

    Raises:
        DocumentError: the dump cannot be read, does not parse, holds no article, or the check found something.
        StoreError: the folder is there already, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} is there already; a whole graph is loaded into a new folder only")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        number = _loaded(path, format, part, check)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return number


def _loaded(path: Path, format: str, part: Path, check: Callable[[View], Iterable[str]]) -> int:
    store = Store.open(part, create=True)
    with store.writer() as writer:
        try:
            writer.bulk(path, FORMATS[format])
        except SyntaxError as error:
            raise DocumentError(f"{path} does not parse as {format}: {' '.join(str(error).split())}") from error
    view = store.view()
    number = len(view.article_keys())
    if not number:
        raise DocumentError(f"{path} holds no claims of this project")
    if wrong := list(check(view)):
        more = f" (and {len(wrong) - 3} more)" if len(wrong) > 3 else ""
        raise DocumentError(f"{path} is refused: {'; '.join(wrong[:3])}{more}; nothing was imported")
    return number
