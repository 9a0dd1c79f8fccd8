"""The standard streams: UTF-8 on all platforms, and a silent exit when the reader of the output ends."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import Any

# Exit code of shells for a program ended by SIGPIPE: 128 + 13.
READER_GONE = 141
# Error numbers for a pipe without a reader; Windows has two.
_GONE = {errno.EPIPE, errno.EINVAL if os.name == "nt" else errno.EPIPE}


class _Pipe(io.FileIO):
    """A file or pipe for output; if its reader ends (`| head`), the program exits.

    typer and rich turn BrokenPipeError into exit code 1, which would mean failed work. Python ignores SIGPIPE because of
    sockets.
    """

    def write(self, data: Any, /) -> int:
        """Write all data, also without a buffer above, where a short write on a full disk would be lost."""
        rest = memoryview(data).cast("B")
        size = len(rest)
        try:
            while rest:
                rest = rest[super().write(rest) :]
        except OSError as error:
            if error.errno not in _GONE:
                raise
            # Discard buffered output, which would raise an error at interpreter exit.
            drop(self.fileno())
            raise SystemExit(READER_GONE) from None
        return size


def drop(stream: int) -> None:
    """Redirect a file descriptor to the null device."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def prepare() -> None:
    r"""Set files and pipes to UTF-8 for input and output; bytes without a character (in file names) are written as `\xff`.

    On Windows, and with PYTHONIOENCODING, the default is another encoding that lacks most letters. Terminals keep their
    encoding, because they cannot show another.
    """
    sys.stdin = sys.stdin or _nothing()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding=_encoding(sys.stdin), errors="backslashreplace")
    sys.stdout, sys.stderr = _written(sys.stdout), _written(sys.stderr)


def _nothing() -> io.TextIOWrapper:
    """Return an empty input: a shell may start the program without one (`<&-`)."""
    return Path(os.devnull).open(encoding="utf-8")


def _encoding(stream: io.TextIOWrapper) -> str | None:
    return None if stream.isatty() else "utf-8"


def _written(stream: Any) -> Any:
    if stream is None:
        # A shell may start the program with closed streams (`>&-`); their output is discarded.
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")
    if stream.isatty():
        return stream
    pipe = _Pipe(stream.fileno(), "w", closefd=False)
    # `python -u` is unbuffered.
    held = pipe if stream.write_through else io.BufferedWriter(pipe)
    return io.TextIOWrapper(held, encoding="utf-8", errors="backslashreplace", line_buffering=stream.line_buffering, write_through=stream.write_through)
