"""Finds the inputs and gives each to the reader of its format."""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from graphkit.documents.address import NOWHERE, missing, real_address
from graphkit.documents.guard import guarded, printable
from graphkit.documents.plain import LARGEST_FILE, NOTHING
from graphkit.documents.remarks import remarked
from graphkit.documents.sniff import kind_of
from graphkit.documents.stdin import SOURCE, read_stdin
from graphkit.documents.streams import HEAD
from graphkit.documents.walk import no_reader, walk
from graphkit.documents.wish import Wish, documents
from graphkit.errors import DocumentError, UsageError, one_of
from graphkit.model import Document, Failure, Finished, Item, Notice
from graphkit.plugins import load_all

if TYPE_CHECKING:
    from graphkit.documents.formats import Format
    from graphkit.documents.upload import Upload

    Source: TypeAlias = str | Path | Upload

_log = logging.getLogger("graphkit")
# The name of a conflict is a label of a page and a chip; what is longer is a sentence in the wrong column.
LONGEST_CONFLICT = 120
# Endings that say little, and what files with them are found to hold.
_GUESSED = {
    **dict.fromkeys((".txt", ".text"), (".html", ".rss", ".json", ".jsonl", ".csv", ".pdf", ".rtf", ".eml", ".mbox")),
    **dict.fromkeys((".jsonl", ".ndjson"), (".json",)),
}


@functools.cache
def readers() -> Mapping[str, Format]:
    """The format of each ending of a file name, plug-ins included; ours where two want one."""
    found: dict[str, Format] = {}
    for name, made in load_all("readers").items():
        if not hasattr(made, "endings"):
            _log.warning("the reader %r names no endings of files; it is ignored", name)
            continue
        for ending in made.endings:
            found.setdefault(ending, made)
    return found


@dataclass(slots=True)
class Meter:
    """How far the reading of the inputs is, in bytes of their files; `total` is None until it is known."""

    done: int = 0
    total: int | None = None


def read(inputs: Sequence[Source], *, stdin: BinaryIO | None = None, wish: Wish | None = None) -> Iterator[Item]:
    """Documents of files, folders (all files below, by name), addresses (http, https), uploads and "-" (read as what it holds).

    What cannot be read gives a `Failure` with the reason and the rest goes on; what is only
    worth a line at the end of the run gives a `Notice`.
    """
    for item in read_marked(inputs, stdin=stdin, wish=wish):
        if not isinstance(item, Finished):
            yield item


def read_marked(
    inputs: Sequence[Source],
    *,
    stdin: BinaryIO | None = None,
    skip: Callable[[Path], bool] | None = None,
    meter: Meter | None = None,
    wish: Wish | None = None,
) -> Iterator[Item | Finished]:
    """As `read`, with a mark after the last document of each file.

    Args:
        inputs: files, folders, addresses (http, https), uploads, or "-".
        stdin: what "-" reads.
        skip: whether a file is ignored.
        meter: updated with how far the reading is.
        wish: what the user says of the inputs.

    Raises:
        UsageError: the user asks for a reader that is not there, or for a column that a table has not.
    """
    asked = _Asked(wish or Wish(), _ending(wish.type) if wish and wish.type else None)
    if meter is not None and "-" not in map(str, inputs):
        meter.total = sum(_size(path) for source in inputs if isinstance(source, str | Path) and not is_address(source) for path in _files(Path(source)) if isinstance(path, Path))
    for source in inputs:
        for item in _source(source, stdin, skip or (lambda _: False), meter or Meter(), asked):
            yield settled(item) if isinstance(item, Document) else item


def settled(document: Document, source: str | None = None) -> Document:
    """A document as all leave this room, whoever read it: address, outlet, title and conflict are real or None, its place is set.

    Args:
        document: as a reader made it.
        source: the file that it stands in, the same however it was named; None where there is no file.
    """
    place = document.place
    if source and place != NOWHERE:
        place = f"{source}#{place or document.id}"
    return replace(document, url=real_address(document.url), outlet=_given(document.outlet), title=_given(document.title), conflict=_conflict(document.conflict), place=place)


def _given(cell: str | None) -> str | None:
    """What a cell says; None where it says that nothing is known, as spreadsheets and data frames write it."""
    return None if cell is None or cell.strip().casefold() in NOTHING else cell


def _conflict(cell: str | None) -> str | None:
    """The name of a conflict on one line, None where none is given; a longer one than `LONGEST_CONFLICT` is cut."""
    name = " ".join((_given(cell) or "").split())[:LONGEST_CONFLICT].strip()
    return name or None


def _source(source: Source, stdin: BinaryIO | None, skip: Callable[[Path], bool], meter: Meter, asked: _Asked) -> Iterator[Item | Finished]:
    if str(source) == "-":
        yield from guarded(lambda: remarked(read_stdin(stdin or sys.stdin.buffer, asked.wish, readers(), asked.ending), SOURCE), SOURCE)
        return
    if is_address(source):
        yield from _address(str(source), asked)
        return
    if not isinstance(source, str | Path):
        from graphkit.documents.upload import uploaded

        yield from guarded(lambda: uploaded(source, asked.wish.columns), str(source))
        return
    for path in _files(Path(source)):
        if not isinstance(path, Path):
            yield path
            continue
        before = meter.done
        if not skip(path):
            failed, place = False, printable(str(path.resolve()))
            for item in _file(path, meter, asked):
                failed = failed or isinstance(item, Failure)
                yield settled(item, place) if isinstance(item, Document) else item
            yield Finished(str(path), failed)
        meter.done = before + _size(path)


def is_address(given: object) -> bool:
    """Whether an input is an address of the web, not a file."""
    return str(given).lower().startswith(("http://", "https://"))


def _address(address: str, asked: _Asked) -> Iterator[Item]:
    from graphkit.documents.fetch import Limits, fetched, without_keys

    limits, shown = Limits(public=asked.wish.public), without_keys(address)
    yield from guarded(lambda: remarked(fetched(address, limits, asked.wish.columns), shown), shown)


def _files(path: Path) -> Iterator[Path | Notice | Failure]:
    """The files that an input stands for, and notices of those that are ignored."""
    return walk(path, lambda child: ending_of(child.name) is not None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def ending_of(name: str) -> str | None:
    """The longest known ending of a file's name, None where there is none."""
    lowered = name.lower()
    return next((ending for ending in sorted(readers(), key=len, reverse=True) if lowered.endswith(ending)), None)


def _file(path: Path, meter: Meter, asked: _Asked) -> Iterator[Item]:
    ending, source = ending_of(path.name) or asked.ending, printable(str(path))
    if not path.exists():
        yield Failure(source, missing(source))
        return
    if ending is None:
        yield Failure(source, no_reader(path.name, one_of(readers())))
        return
    yield from guarded(lambda: _opened(path, ending, source, meter, asked), source)


def _opened(path: Path, ending: str, source: str, meter: Meter, asked: _Asked) -> Iterator[Item]:
    check_size(path.stat().st_size if path.is_file() else None, ending)
    begun = meter.done
    name = path.name[: -len(ending)] if path.name.lower().endswith(ending) else path.stem
    with path.open("rb") as stream:
        for item in read_stream(stream, ending, printable(name), source, asked.wish.columns):
            meter.done = begun + _place(stream)
            yield item


def read_stream(stream: BinaryIO, ending: str, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """What an opened file holds: read as its ending says, or, with a notice, as what is found in it.

    What is to be said of the days of its articles, notices say; see `remarked`.

    Args:
        stream: the file, at its beginning; it can be set back.
        ending: of the file's name, a known one.
        name: of the file, without its ending.
        source: the file, for messages.
        columns: which column is which field, where the user says it.
    """
    yield from remarked(read_held(stream, ending, name, source, columns), source, name)


def read_held(stream: BinaryIO, ending: str, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """As `read_stream`, without what is to be said of the days of its articles; a stream that cannot be set back is what its ending says."""
    held = held_ending(stream, ending) if stream.seekable() else ending
    if held != ending:
        yield Notice(source, "files read by their content", f"{ending} as {held.removeprefix('.').upper()}")
    yield from documents(readers()[held], stream, name, source, columns)


def _place(stream: BinaryIO) -> int:
    """How far a file is read; 0 once its reader has closed it."""
    return 0 if stream.closed else stream.tell()


def check_size(size: int | None, ending: str) -> None:
    """Refuse an empty file, and one that would be held in memory as a whole and is too large for that.

    Args:
        size: in bytes; None for a pipe, which has no size.
        ending: of the file's name, a known one.

    Raises:
        DocumentError: it is empty or too large.
    """
    if size == 0:
        raise DocumentError("is empty")
    if size is not None and not readers()[ending].streamed and size > LARGEST_FILE:
        raise DocumentError(f"larger than {LARGEST_FILE // 2**20} MB; split it, or give it as JSONL")


def held_ending(stream: BinaryIO, ending: str) -> str:
    """The ending that a file should have: texts may hold pages or rows, files of JSON lines an array."""
    if ending not in _GUESSED:
        return ending
    head = stream.read(HEAD)
    stream.seek(0)
    try:
        found = kind_of(head)
    except DocumentError:
        # Whoever calls it a text has it read as one.
        return ending
    return found if found in _GUESSED[ending] and found in readers() else ending


@dataclass(frozen=True, slots=True)
class _Asked:
    """The user's wish, and the ending of the format that it names."""

    wish: Wish
    ending: str | None


def _ending(type: str) -> str:
    """The ending of the format that a user names by an ending (`.html`, `html`) or by its reader (`feed`).

    Raises:
        UsageError: there is none.
    """
    known, named = readers(), load_all("readers")
    if f".{type.lower().removeprefix('.')}" in known:
        return f".{type.lower().removeprefix('.')}"
    if hasattr(named.get(type), "endings"):
        return str(named[type].endings[0])
    raise UsageError(f"--type {type!r} is not a format; known: {one_of(sorted(set(named) | {each.removeprefix('.') for each in known}))}")
