"""Whether a writer is at work, without trying to be one: each try of the engine writes to its logs.

The writer holds a lock of the system on the file that marks the folder. The engine has a lock of its own, which decides;
where the system has no such locks nobody seems to be at work, and who reads tries to write.
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
    # Not on every system.
    fcntl = None  # type: ignore[assignment]


_TRIES, _MOMENT = 10, 0.002


def hold(mark: Path) -> Callable[[], None]:
    """Say that a writer is at work, until what is returned is called."""
    if fcntl is None:
        return lambda: None
    with contextlib.suppress(OSError):
        number = os.open(mark, os.O_RDONLY)
        for _ in range(_TRIES):
            with contextlib.suppress(OSError):
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            # Somebody looks whether it is held, which takes a moment.
            time.sleep(_MOMENT)
        return lambda: os.close(number)
    return lambda: None


def is_held(mark: Path) -> bool:
    """Whether a writer says so, of this process or another."""
    if fcntl is None:
        return False
    with contextlib.suppress(OSError):
        number = os.open(mark, os.O_RDONLY)
        try:
            fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(number)
    return False
