"""The command line: thin commands on top of the library."""

from __future__ import annotations

import errno
import sys

from graphkit.errors import GraphkitError, shortened

# Disk full, quota exceeded, file too large.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# Exit code of shells for a program ended by SIGINT (Ctrl-C): 128 + 2.
_INTERRUPTED = 130


def main() -> None:
    """Run the command; errors are printed as one line on stderr and set the exit code.

    0 for success, 1 for failed work, 2 for wrong usage, 130 after Ctrl-C, 141 if the reader of the output ends (`| head`).
    """
    from graphkit.cli.app import app
    from graphkit.cli.output import LONGEST, plain
    from graphkit.cli.refusals import refused
    from graphkit.cli.streams import drop, prepare

    prepare()
    try:
        try:
            # Without `standalone_mode` Typer returns exit codes and raises its errors, which it would print as four lines.
            code = app(prog_name="graphkit", standalone_mode=False)
        finally:
            # Flush here, where errors can be reported, not at interpreter exit.
            sys.stdout.flush()
        if code:
            sys.exit(code)
    except GraphkitError as error:
        sys.stderr.write(f"graphkit: {plain(shortened(str(error), LONGEST))}\n")
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            sys.stderr.write(f"graphkit: {plain(shortened(str(error.filename), 80))!r} is too long for the name of a file; give a file, or the text of an article on standard input: graphkit extract -\n")
            sys.exit(2)
        if error.errno not in _FULL:
            raise
        sys.stderr.write(f"graphkit: {plain(str(error.filename or 'the output'))} cannot be written: {error.strerror}\n")
        drop(sys.stdout.fileno())
        sys.exit(1)
    except (KeyboardInterrupt, SystemExit) as end:
        # Typer converts KeyboardInterrupt to this exit code without a message.
        if isinstance(end, SystemExit) and end.code != _INTERRUPTED:
            raise
        sys.stderr.write("graphkit: interrupted; finished work is kept\n")
        sys.exit(_INTERRUPTED)
    except Exception as error:
        # Typer keeps the base class of its errors to itself.
        if not hasattr(error, "format_message"):
            raise
        sys.exit(refused(error))
