"""Temporary folders that belong to a process by a lock, so that a later one removes those of killed processes."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

try:
    import fcntl
except ImportError:
    # Not available on every system; there, folders of killed processes remain.
    fcntl = None  # type: ignore[assignment]

_ATTEMPTS = 8


def temporary_folder(prefix: str) -> tuple[Path, Callable[[], None]]:
    """Create a temporary folder, and remove those of this prefix whose processes were killed.

    Args:
        prefix: beginning of its name; every folder of this prefix must come from here.

    Returns:
        The folder, and a function that removes it.

    Raises:
        OSError: it cannot be created.
    """
    for leftover in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        if (lock := _locked(leftover)) is not None:
            shutil.rmtree(leftover, ignore_errors=True)
            os.close(lock)
    for _ in range(_ATTEMPTS):
        folder = Path(tempfile.mkdtemp(prefix=prefix))
        lock = _locked(folder)
        # Between the two, another process may have taken it for one of a killed process.
        if fcntl is None or (lock is not None and folder.exists()):
            return folder, functools.partial(_remove, folder, lock)
    raise OSError(f"no folder could be created in {tempfile.gettempdir()}; set TMPDIR to another folder")


def _locked(folder: Path) -> int | None:
    """Lock a folder; return the descriptor that holds the lock, None if another process holds it or it cannot be opened."""
    if fcntl is None:
        return None
    with contextlib.suppress(OSError), contextlib.ExitStack() as opened:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        opened.callback(os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        opened.pop_all()
        return descriptor
    return None


def _remove(folder: Path, lock: int | None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)
