"""The command line: a few lines a command, everything else in the library."""

from __future__ import annotations

import errno
import io
import os
import sys

from graphkit.errors import GraphkitError

# No room on the disk, in the quota, or for a file of that size.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Run the command; errors become one line on stderr and an exit code.

    0 for done, 1 for failed work, 2 for wrong usage.
    """
    from graphkit.cli.app import app
    from graphkit.cli.output import plain

    _speak_utf8()
    try:
        try:
            app(prog_name="graphkit")
        finally:
            # Here, where it can be reported, and not when the interpreter ends.
            sys.stdout.flush()
    except GraphkitError as error:
        sys.stderr.write(f"graphkit: {plain(str(error))}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (| head); nobody is left to tell.
        _drop_output()
        sys.exit(0)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        sys.stderr.write(f"graphkit: {plain(str(error.filename or 'the output'))} cannot be written: {error.strerror}\n")
        _drop_output()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("graphkit: interrupted; what was finished is kept\n")
        sys.exit(130)


def _drop_output() -> None:
    """What is still to be written goes nowhere, as the interpreter would fail on it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    r"""Files and pipes are UTF-8 in both directions; what has no place in it (bytes in a file's name) is written as `\xff`.

    Windows, and PYTHONIOENCODING, name other encodings for them, which lack most letters.
    A terminal keeps its own encoding, since it could not show another.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
