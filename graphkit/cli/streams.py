r"""The standard streams of the command: UTF-8 in every place, and a quiet end where the reader of the output goes away."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import Any

# What a shell reports of a program that the signal SIGPIPE ended: 128 + 13.
READER_GONE = 141
# How the system says that nobody reads a pipe any more; Windows has two words for it.
_GONE = {errno.EPIPE, errno.EINVAL if os.name == "nt" else errno.EPIPE}


class _Pipe(io.FileIO):
    """A file or pipe that is written to. Where nobody reads it any more (`| head`) the command ends.

    The libraries that print for us make an exit code 1 of BrokenPipeError, which says that the work failed.
    Python itself ignores the signal, for the sake of sockets.
    """

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in _GONE:
                raise
            # What is still held goes nowhere; the interpreter would fail on it when it ends.
            drop(self.fileno())
            raise SystemExit(READER_GONE) from None


def drop(stream: int) -> None:
    """Whatever is written to a stream, given by its descriptor, goes nowhere from now on."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def prepare() -> None:
    r"""Files and pipes are UTF-8 in both directions; what has no place in it (bytes in a file's name) is written as `\xff`.

    Windows, and PYTHONIOENCODING, name other encodings for them, which lack most letters.
    A terminal keeps its own encoding, since it could not show another.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding=_encoding(sys.stdin), errors="backslashreplace")
    sys.stdout, sys.stderr = _written(sys.stdout), _written(sys.stderr)


def _encoding(stream: io.TextIOWrapper) -> str | None:
    return None if stream.isatty() else "utf-8"


def _written(stream: Any) -> Any:
    if stream is None:
        # A shell may start us with streams closed (`>&-`): what is written to them goes nowhere.
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")
    if stream.isatty():
        return stream
    pipe = _Pipe(stream.fileno(), "w", closefd=False)
    # With `python -u` nothing is held.
    held = pipe if stream.write_through else io.BufferedWriter(pipe)
    return io.TextIOWrapper(held, encoding="utf-8", errors="backslashreplace", line_buffering=stream.line_buffering, write_through=stream.write_through)
