"""Ends a helper process with the process that started it, which, when killed, cannot stop it itself."""

from __future__ import annotations

import atexit
import os
import select
import shutil
from pathlib import Path
from threading import Thread

# Beginning of the name of the folder for the temporary files of a helper process.
TEMPORARY = "graphkit-process-"


def end_with_parent() -> None:
    """End this process, whatever it is doing, as soon as nothing holds the other end of the pipe on its standard input."""
    atexit.register(_remove_temporary_folder)
    # Not available on every system; there the process ends after its current work.
    if hasattr(select, "poll"):
        Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    closed = select.poll()
    # Without events, only the end of the pipe is reported; requests remain for the reader.
    closed.register(0, 0)
    closed.poll()
    _remove_temporary_folder()
    os._exit(1)


def _remove_temporary_folder() -> None:
    """Remove the folder that the process was given for its temporary files, which a parent that was killed cannot do."""
    folder = os.environ.get("TMPDIR", "")
    if Path(folder).name.startswith(TEMPORARY):
        shutil.rmtree(folder, ignore_errors=True)
