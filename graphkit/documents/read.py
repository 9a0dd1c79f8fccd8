"""Find the input files and read each with the reader for its format."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from graphkit.documents.address import NOWHERE, as_address, host_of, missing, outlet_at, real_address
from graphkit.documents.guard import guarded, printable
from graphkit.documents.masthead import agency_in
from graphkit.documents.plain import LARGEST_FILE, NOTHING
from graphkit.documents.remarks import remarked
from graphkit.documents.sniff import kind_of
from graphkit.documents.stdin import SOURCE, read_stdin
from graphkit.documents.streams import HEAD
from graphkit.documents.walk import no_reader, walk
from graphkit.documents.wish import Wish, documents
from graphkit.errors import DocumentError, UsageError, one_of, shortened
from graphkit.model import Document, Failure, Finished, Item, Notice
from graphkit.plugins import load_all
from graphkit.resources import bounded

if TYPE_CHECKING:
    from graphkit.documents.formats import Format
    from graphkit.documents.upload import Upload

    Source: TypeAlias = str | Path | Upload

_log = logging.getLogger("graphkit")
# Names of conflicts are labels on pages; longer values are sentences in the wrong column.
LONGEST_CONFLICT = 120
# Ambiguous endings, and the formats that their files may contain.
_GUESSED = {
    **dict.fromkeys((".txt", ".text"), (".html", ".rss", ".json", ".jsonl", ".csv", ".pdf", ".rtf", ".eml", ".mbox", ".ris", ".bib")),
    **dict.fromkeys((".jsonl", ".ndjson"), (".json",)),
}


@functools.cache
def readers() -> Mapping[str, Format]:
    """Return the format of each file name ending, including plug-ins; built-in formats have precedence."""
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
    """Progress of reading, in bytes of the files; `total` is None until it is known."""

    done: int = 0
    total: int | None = None


def read(inputs: Sequence[Source], *, stdin: BinaryIO | None = None, wish: Wish | None = None) -> Iterator[Item]:
    """Read the documents of files, folders (recursively, by name), addresses (http, https), uploads and "-" (format detected).

    Inputs that cannot be read give a `Failure` with the reason, and reading continues; a `Notice` is counted for a line at
    the end of the run.
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
    """Like `read`, with a `Finished` after the last document of each file.

    Args:
        inputs: files, folders, addresses (http, https), uploads, or "-".
        stdin: stream read for "-".
        skip: whether to skip a file.
        meter: updated with the progress.
        wish: the user's options for reading the inputs.

    Raises:
        UsageError: the requested format or column does not exist, or an input is a list.
    """
    for each in inputs:
        if isinstance(each, list | tuple | set):
            raise UsageError(f"an input is a list: {shortened(str(each), 60)}; give its members as inputs of their own, with a star: build(*inputs)")
        if each == "":
            # As a path it is the current folder, which nobody wanted whose variable was not set.
            raise UsageError("an input is empty; give a file or a folder, or . for the current folder")
    asked = _Asked(wish or Wish(), _ending(wish.type) if wish and wish.type else None)
    if meter is not None and "-" not in map(str, inputs):
        meter.total = sum(_size(path) for source in inputs if isinstance(source, str | Path) and not is_address(source) for path in _files(Path(source)) if isinstance(path, Path))
    for source in inputs:
        for item in _source(source, stdin, skip or (lambda _: False), meter or Meter(), asked):
            yield _filed(settled(item), asked.wish.conflict) if isinstance(item, Document) else item


def _filed(document: Document, conflict: str | None) -> Document:
    """Return a document that names no conflict with the user's."""
    return document if document.conflict or conflict is None else replace(document, conflict=_conflict(conflict))


def settled(document: Document, source: str | None = None) -> Document:
    """Normalise a document of any reader: address, outlet, title and conflict are real or None, and `place` is set.

    Without a name, the outlet is the host of the address, otherwise each article of a site would be a source of its own; without an
    address too, it is the agency that the text credits.

    Args:
        document: the document from a reader.
        source: resolved path of its file; None if there is no file.
    """
    place = document.place
    if source and place != NOWHERE:
        place = f"{source}#{place or document.id}"
    url = real_address(document.url)
    outlet = outlet_at(_given(document.outlet) or host_of(url)) or (None if url else agency_in(document.text))
    return replace(document, url=url, outlet=outlet, title=_given(document.title), conflict=_conflict(document.conflict), place=place)


def _given(cell: str | None) -> str | None:
    """Return the cell, or None if it means "unknown", as written by spreadsheets and data frames."""
    return None if cell is None or cell.strip().casefold() in NOTHING else cell


def _conflict(cell: str | None) -> str | None:
    """Return the name of a conflict on one line, cut to `LONGEST_CONFLICT` characters, or None."""
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
            failed, place = False, printable(os.path.realpath(path))
            for item in _file(path, meter, asked):
                failed = failed or isinstance(item, Failure)
                yield settled(item, place) if isinstance(item, Document) else item
            yield Finished(str(path), failed)
        meter.done = before + _size(path)


def is_address(given: object) -> bool:
    """Whether an input is a web address, not a file."""
    return str(given).lower().startswith(("http://", "https://"))


def _address(address: str, asked: _Asked) -> Iterator[Item]:
    from graphkit.documents.fetch import Limits, fetched, without_keys

    limits, shown = Limits(public=asked.wish.public), without_keys(address)
    yield from guarded(lambda: remarked(fetched(address, limits, asked.wish.columns), shown), shown)


def _files(path: Path) -> Iterator[Path | Notice | Failure]:
    """Yield the files of an input, and notices on skipped ones."""
    return walk(path, lambda child: ending_of(child.name) is not None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def ending_of(name: str) -> str | None:
    """Return the longest known ending of a file name, or None."""
    lowered = name.lower()
    return next((ending for ending in sorted(readers(), key=len, reverse=True) if lowered.endswith(ending)), None)


def _file(path: Path, meter: Meter, asked: _Asked) -> Iterator[Item]:
    ending, source = ending_of(path.name) or asked.ending, printable(str(path))
    yield from guarded(lambda: _opened(path, ending, source, meter, asked), source)


def _opened(path: Path, ending: str | None, source: str, meter: Meter, asked: _Asked) -> Iterator[Item]:
    if not path.exists():
        yield Failure(as_address(source), missing(source))
        return
    if ending is None:
        yield Failure(source, no_reader(path.name, one_of(readers())))
        return
    check_size(path.stat().st_size if path.is_file() else None, ending)
    begun = meter.done
    name = path.name[: -len(ending)] if path.name.lower().endswith(ending) else path.stem
    with bounded(path).open("rb") as stream:
        for item in read_stream(stream, ending, printable(name), source, asked.wish.columns):
            meter.done = begun + _place(stream)
            yield item


def read_stream(stream: BinaryIO, ending: str, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """Read an open file by its ending, or, with a notice, by the format detected in its content.

    Yields notices on the dates of its articles as well; see `remarked`.

    Args:
        stream: the file, at its beginning; seekable.
        ending: ending of the file's name, a known one.
        name: name of the file, without its ending.
        source: path of the file, for messages.
        columns: the user's column names by field.
    """
    yield from remarked(read_held(stream, ending, name, source, columns), source, name)


def read_held(stream: BinaryIO, ending: str, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """Like `read_stream`, without notices on dates; for a stream that is not seekable, the ending decides the format."""
    held = held_ending(stream, ending) if stream.seekable() else ending
    if held != ending:
        yield Notice(source, "files read by their content", f"{ending} as {held.removeprefix('.').upper()}")
    yield from documents(readers()[held], stream, name, source, columns)


def _place(stream: BinaryIO) -> int:
    """Return the position in a file; 0 after its reader has closed it, and in a pipe."""
    return 0 if stream.closed or not stream.seekable() else stream.tell()


def check_size(size: int | None, ending: str) -> None:
    """Reject empty files, and files too large for formats that are read into memory.

    Args:
        size: size in bytes; None for a pipe.
        ending: ending of the file's name, a known one.

    Raises:
        DocumentError: the file is empty or too large.
    """
    if size == 0:
        raise DocumentError("is empty")
    if size is not None and not readers()[ending].streamed and size > LARGEST_FILE:
        raise DocumentError(f"larger than {LARGEST_FILE // 2**20} MB; split it, or give it as JSONL")


def held_ending(stream: BinaryIO, ending: str) -> str:
    """Return the ending for the content of a file: text files may contain pages or rows, and JSON Lines files an array."""
    if ending not in _GUESSED:
        return ending
    head = stream.read(HEAD)
    stream.seek(0)
    try:
        found = kind_of(head)
    except DocumentError:
        # The file is named as text, so it is read as text.
        return ending
    return found if found in _GUESSED[ending] and found in readers() else ending


@dataclass(frozen=True, slots=True)
class _Asked:
    """The user's options, and the ending of the format that they name."""

    wish: Wish
    ending: str | None


def _ending(type: str) -> str:
    """Return the ending of a format named by an ending (`.html`, `html`) or a reader (`feed`).

    Raises:
        UsageError: the format does not exist.
    """
    known, named = readers(), load_all("readers")
    if f".{type.lower().removeprefix('.')}" in known:
        return f".{type.lower().removeprefix('.')}"
    if hasattr(named.get(type), "endings"):
        return str(named[type].endings[0])
    raise UsageError(f"--type {type!r} is not a format; known: {one_of(sorted(set(named) | {each.removeprefix('.') for each in known}))}")
