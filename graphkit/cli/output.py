"""Output: tables, progress, files, and text without control characters."""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graphkit.cli.columns import folded, widths_of
from graphkit.cli.streams import READER_GONE
from graphkit.plural import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from graphkit.pipeline import Progress

# Escape sequences in an article's text could move the cursor or retitle the window.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Endings of other formats than HTML.
_NO_PAGES = frozenset(".pdf .doc .docx .odt .rtf .png .svg .jpg .jpeg .gif .csv .xlsx .json .ttl .gexf .graphml".split())
# At least two letters, since Windows drives have one.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_WIDE = 4000
# Characters of a border and the spaces beside it.
_BORDER = 3
# Links to follow, as on Linux.
_LINKS = 40
# Characters of a message, which repeats what was given: a whole article, if it was pasted.
LONGEST = 2000


def plain(text: str) -> str:
    """Return text without control characters, on one line."""
    return _CONTROL.sub("\ufffd", " ".join(text.split("\n")))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as a table, or its header and "no rows"; at least 160 characters wide if the output is not a terminal.

    On a terminal on which a table would cut words in many rows, or be longer, each row is printed as a list of its cells.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    is_terminal = sys.stdout.isatty()
    console = Console(width=None if is_terminal else 160, highlight=False, markup=False, emoji=False)
    cells = [[plain(cell[:_WIDE]) for cell in row] for row in rows]
    columns = list(zip(header, *cells, strict=True))
    widths = widths_of(columns, console.width - _BORDER * len(header) - 1, wider=not (is_terminal and cells and header))
    if widths is None:
        _print_list(console, header, cells)
        return
    console.width = max(console.width, sum(widths) + _BORDER * len(header) + 1)
    made = Table(show_lines=False, header_style="bold", expand=False)
    for name, width in zip(header, widths, strict=True):
        made.add_column(Text(folded(name, width)), overflow="fold", width=width)
    for row in cells:
        made.add_row(*(Text(folded(cell, width)) for cell, width in zip(row, widths, strict=True)))
    console.print(made)
    if not cells:
        console.print("no rows")


def _print_list(console: Console, header: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Print the cells of each row below each other, with an empty line between rows."""
    from rich.table import Table
    from rich.text import Text

    # Room for one character of both columns, which may take two places.
    console.width = max(console.width, 8)
    listed = Table.grid(padding=(0, 2))
    # A long name leaves half of the room to its value.
    listed.add_column(style="bold", overflow="fold", max_width=console.width // 2)
    listed.add_column(overflow="fold")
    for place, row in enumerate(cells):
        if place:
            listed.add_row()
        for name, cell in zip(header, row, strict=True):
            listed.add_row(Text(folded(name, console.width // 2 - 2)), Text(cell))
    console.print(listed)


def one_text(text: str | None, file: Path | None, choices: str) -> str:
    """Return SPARQL from the command line, from stdin for "-", or from a file.

    Raises:
        UsageError: neither or both are given.
        QueryError: the file cannot be read.
    """
    from graphkit.errors import QueryError, UsageError
    from graphkit.resources import bounded

    if (text is None) == (file is None):
        raise UsageError(f"give one of: {choices}")
    if file is None:
        return sys.stdin.read() if text == "-" else str(text)
    try:
        return bounded(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file} cannot be read as text: {getattr(error, 'strerror', None) or error}") from error


def local(path: Path) -> Path:
    """Return a path with the home folder for `~`, which shells leave in `--graph=~/news`; it must be local.

    Raises:
        UsageError: it is an address (s3://…), for which a folder called "s3:" would be created.
    """
    from graphkit.errors import UsageError

    scheme = next(iter(path.parts), "")
    if _SCHEME.fullmatch(scheme) and not Path(scheme).exists():
        raise UsageError(f"{scheme}//{'/'.join(path.parts[1:])} is an address; only local files can be written: write a local file and copy it there")
    with suppress(RuntimeError):
        # Without a home folder, it is a name like any other.
        return path.expanduser()
    return path


def page_file(target: Path) -> Path:
    """Check the name of a file for a page.

    Raises:
        UsageError: its ending is that of another format, so programs could not open it.
    """
    from graphkit.errors import UsageError

    if target.suffix.lower() in _NO_PAGES:
        raise UsageError(f"{target} would contain HTML; name it {target.with_suffix('.html').name}{', open it in a browser and print it to a file there' if target.suffix.lower() == '.pdf' else ''}")
    return target


def _descriptor(path: Path) -> int | None:
    """Return the number of the open file of this process that a path names (/dev/stdout, /dev/fd/3, or a link to one), None if it names none."""
    for _ in range(_LINKS):
        if os.path.realpath(path.parent) in ("/dev/fd", f"/proc/{os.getpid()}/fd") and path.name.isascii() and path.name.isdigit():
            return int(path.name)
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return None


def write(data: bytes, target: Path | None, said: str = "Written") -> None:
    """Write bytes to a file (atomically, saying so), a device or pipe, or stdout ("-" or None).

    Raises:
        GraphkitError: the target cannot be written.
        UsageError: the target is an address or has no name.
    """
    if target is None or str(target) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from graphkit.errors import GraphkitError, UsageError

    if not target.name:
        raise UsageError(f"{str(target)!r} is not the name of a file; give one, or - for standard output")
    # The file that a link names is replaced, not the link.
    path = local(target)
    real = Path(os.path.realpath(path))
    part = real.with_name(real.name + ".part")
    try:
        if (number := _descriptor(path)) is not None:
            # After what its file has already, as in `(echo first; graphkit export -o /dev/stdout) > file`.
            with open(number, "wb", closefd=False) as stream:
                stream.write(data)
            return
        if path.is_relative_to("/proc") or (path.exists() and not path.is_file()):
            # Devices, pipes and open files of other processes are written to directly; replacing them would destroy them.
            path.write_bytes(data)
            return
        real.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(real)
    except BrokenPipeError:
        raise SystemExit(READER_GONE) from None
    except OSError as error:
        with suppress(OSError):
            # On a full disk, the partial file only takes space.
            part.unlink()
        raise GraphkitError(f"{target} cannot be written: {error.strerror or error}") from error
    typer.echo(f"{said}: {plain(str(target))}")


@contextmanager
def progress(quiet: bool, noun: str = "article", every: int = 100) -> Iterator[Callable[[Progress], None]]:
    """Show a progress bar on a terminal, elsewhere a line every so many articles or rows, at most one a second, and nothing if quiet."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        yield from _bar(noun)
    else:
        yield _rated(_lines(noun, every))


def _lines(noun: str, every: int) -> Callable[[Progress, str], None]:
    from time import monotonic

    last = -math.inf

    def show(done: Progress, rate: str) -> None:
        nonlocal last
        # Articles that the graph already has pass in thousands a second.
        if done.done % every == 0 and monotonic() - last >= 1:
            sys.stderr.write(f"{_state(done, noun)}{rate}\n")
            last = monotonic()

    return show


def _state(done: Progress, noun: str) -> str:
    return f"{counted(done.done, noun)}, {counted(done.claims, 'claim')}, {counted(done.failures, 'failure')}"


def _rated(show: Callable[[Progress, str], None]) -> Callable[[Progress], None]:
    """Add the articles per second and the remaining time."""
    from time import monotonic

    began = monotonic()

    def report(done: Progress) -> None:
        taken = monotonic() - began
        rate = f", {done.done / taken:.0f} a second" if taken > 1 else ""
        left = taken * (1 - done.share) / done.share if done.share else 0.0
        show(done, f"{rate}, {_span(left)} left" if done.share and done.share < 1 and taken > 1 else rate)

    return report


def _span(seconds: float) -> str:
    """Format seconds: 40 s, 12 min, 3.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _bar(noun: str) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(pulse_style="cyan"), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(done: Progress, rate: str) -> None:
            if done.share is not None:
                bar.update(task, total=1.0, completed=done.share)
            bar.update(task, description=plain(f"{_state(done, noun)}{rate}  {done.source[:40]}"))

        yield _rated(show)
