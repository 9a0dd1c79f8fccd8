"""Ends a helper process with the process that started it, which, when killed, cannot stop it itself."""

from __future__ import annotations

import os
import select
from threading import Thread


def end_with_parent(stdin: int = 0) -> None:
    """End this process, whatever it is doing, as soon as nothing holds the other end of the pipe on its standard input."""
    # Not available on every system; there the process ends after its current work.
    if hasattr(select, "poll"):
        Thread(target=_watch, args=(stdin,), daemon=True).start()


def _watch(stdin: int) -> None:
    closed = select.poll()
    # Without events, only the end of the pipe is reported; requests remain for the reader.
    closed.register(stdin, 0)
    closed.poll()
    os._exit(1)
