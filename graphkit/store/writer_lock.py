"""Detect whether a writer is active without opening the store, since each attempt of the engine writes to its logs.

The writer holds a `flock` on the folder's mark file. The engine's own lock is authoritative;
on systems without `flock` no writer is ever detected, and readers attempt to write.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

try:
    import fcntl
except ImportError:
    # Not available on every system.
    fcntl = None  # type: ignore[assignment]


_TRIES, _WAIT = 10, 0.002


def hold(mark: Path) -> Callable[[], None]:
    """Mark a writer as active until the returned function is called."""
    if fcntl is None:
        return lambda: None
    with contextlib.suppress(OSError):
        descriptor = os.open(mark, os.O_RDONLY)
        for _ in range(_TRIES):
            with contextlib.suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            # A reader testing the lock holds it for a moment.
            time.sleep(_WAIT)
        return lambda: os.close(descriptor)
    return lambda: None


def is_held(mark: Path) -> bool:
    """Return whether a writer, in this process or another, is active."""
    if fcntl is None:
        return False
    with contextlib.suppress(OSError):
        descriptor = os.open(mark, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
    return False
