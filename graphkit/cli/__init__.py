"""The command line: a few lines a command, everything else in the library."""

from __future__ import annotations

import errno
import sys

from graphkit.errors import GraphkitError

# No room on the disk, in the quota, or for a file of that size.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What a shell reports of a program that the signal SIGINT ended (Ctrl-C): 128 + 2.
_INTERRUPTED = 130


def main() -> None:
    """Run the command; errors become one line on stderr and an exit code.

    0 for done, 1 for failed work, 2 for wrong usage, 130 after Ctrl-C, 141 where the reader of the output went away (`| head`).
    """
    from graphkit.cli.app import app
    from graphkit.cli.output import plain
    from graphkit.cli.streams import drop, prepare

    prepare()
    try:
        try:
            app(prog_name="graphkit")
        finally:
            # Here, where it can be reported, and not when the interpreter ends.
            sys.stdout.flush()
    except GraphkitError as error:
        sys.stderr.write(f"graphkit: {plain(str(error))}\n")
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        sys.stderr.write(f"graphkit: {plain(str(error.filename or 'the output'))} cannot be written: {error.strerror}\n")
        drop(sys.stdout.fileno())
        sys.exit(1)
    except (KeyboardInterrupt, SystemExit) as end:
        # Typer makes an exit code of the one, and says nothing.
        if isinstance(end, SystemExit) and end.code != _INTERRUPTED:
            raise
        sys.stderr.write("graphkit: interrupted; finished work is kept\n")
        sys.exit(_INTERRUPTED)
