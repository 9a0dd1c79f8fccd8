"""Finds the inputs and gives each to the reader of its format."""

from __future__ import annotations

import functools
import io
import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graphkit.documents.address import NOWHERE, real_address
from graphkit.documents.guard import guarded, printable
from graphkit.documents.jsonl import read_jsonl
from graphkit.documents.plain import LARGEST_FILE, read_text
from graphkit.documents.walk import walk
from graphkit.errors import DocumentError, one_of
from graphkit.model import Document, Failure, Finished, Item, Notice
from graphkit.plugins import load_all

if TYPE_CHECKING:
    from graphkit.documents.formats import Format

_log = logging.getLogger("graphkit")


@functools.cache
def readers() -> Mapping[str, Format]:
    """The format of each ending of a file name, plug-ins included; ours where two want one."""
    found: dict[str, Format] = {}
    for name, made in load_all("readers").items():
        if not hasattr(made, "endings"):
            _log.warning("the reader %r names no endings of files; it is left out", name)
            continue
        for ending in made.endings:
            found.setdefault(ending, made)
    return found


@dataclass(slots=True)
class Meter:
    """How far the reading of the inputs is, in bytes of their files; `total` is None until it is known."""

    done: int = 0
    total: int | None = None


def read(inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Documents of files, folders (all files below, by name), addresses (http, https) and "-" (text or JSONL).

    What cannot be read gives a `Failure` with the reason and the rest goes on; what is only
    worth a line at the end of the run gives a `Notice`.
    """
    for item in read_marked(inputs, stdin=stdin):
        if not isinstance(item, Finished):
            yield item


def read_marked(
    inputs: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    skip: Callable[[Path], bool] | None = None,
    meter: Meter | None = None,
) -> Iterator[Item | Finished]:
    """As `read`, with a mark after the last document of each file.

    Args:
        inputs: files, folders, addresses (http, https), or "-".
        stdin: what "-" reads.
        skip: whether a file is passed over.
        meter: told how far the reading is.
    """
    if meter is not None and "-" not in map(str, inputs):
        meter.total = sum(_size(path) for source in inputs if not is_address(source) for path in _files(Path(source)) if isinstance(path, Path))
    for source in inputs:
        for item in _source(source, stdin, skip or (lambda _: False), meter or Meter()):
            yield settled(item) if isinstance(item, Document) else item


def settled(document: Document, source: str | None = None) -> Document:
    """A document as all leave this room, whoever read it: its address is a real one or None, its place is set.

    Args:
        document: as a reader made it.
        source: the file that it stands in, the same however it was named; None where there is no file.
    """
    place = document.place
    if source and place != NOWHERE:
        place = f"{source}#{place or document.id}"
    return replace(document, url=real_address(document.url), place=place)


def _source(source: str | Path, stdin: BinaryIO | None, skip: Callable[[Path], bool], meter: Meter) -> Iterator[Item | Finished]:
    if str(source) == "-":
        yield from _stream(stdin or sys.stdin.buffer)
        return
    if is_address(source):
        yield from _address(str(source))
        return
    for path in _files(Path(source)):
        if not isinstance(path, Path):
            yield path
            continue
        before = meter.done
        if not skip(path):
            failed, place = False, printable(str(path.resolve()))
            for item in _file(path, meter):
                failed = failed or isinstance(item, Failure)
                yield settled(item, place) if isinstance(item, Document) else item
            yield Finished(str(path), failed)
        meter.done = before + _size(path)


def is_address(given: object) -> bool:
    """Whether an input is an address of the web, not a file."""
    return str(given).lower().startswith(("http://", "https://"))


def _address(address: str) -> Iterator[Item]:
    from graphkit.documents.fetch import fetched, without_keys

    yield from guarded(lambda: fetched(address), without_keys(address))


def _files(path: Path) -> Iterator[Path | Notice | Failure]:
    """The files that an input stands for, and what is passed over."""
    return walk(path, lambda child: _format(child) is not None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def ending_of(name: str) -> str | None:
    """The longest known ending of a file's name, None where there is none."""
    lowered = name.lower()
    return next((ending for ending in sorted(readers(), key=len, reverse=True) if lowered.endswith(ending)), None)


def _format(path: Path) -> str | None:
    return ending_of(path.name)


def _file(path: Path, meter: Meter) -> Iterator[Item]:
    ending, source = _format(path), printable(str(path))
    if not path.exists():
        yield Failure(source, "no such file or folder")
        return
    if ending is None:
        yield Failure(source, f"unknown ending {printable(path.suffix)!r}; known: {one_of(readers())}")
        return
    yield from guarded(lambda: _opened(path, ending, source, meter), source)


def _opened(path: Path, ending: str, source: str, meter: Meter) -> Iterator[Item]:
    _check_size(path, ending)
    begun = meter.done
    with path.open("rb") as stream:
        for item in readers()[ending].read(stream, printable(path.name[: -len(ending)]), source):
            meter.done = begun + _place(stream)
            yield item


def _place(stream: BinaryIO) -> int:
    """How far a file is read; 0 once its reader has closed it."""
    return 0 if stream.closed else stream.tell()


def _check_size(path: Path, ending: str) -> None:
    if not readers()[ending].streamed and path.stat().st_size > LARGEST_FILE:
        raise DocumentError(f"larger than {LARGEST_FILE // 2**20} MB; split it, or give it as JSONL")


def _stream(stream: BinaryIO) -> Iterator[Item]:
    """Standard input: JSONL where its first line is a JSON object, else one text."""
    head = stream.read(LARGEST_FILE + 1) if not hasattr(stream, "peek") else stream.peek(64)
    buffered = io.BytesIO(head) if not hasattr(stream, "peek") else stream
    read = read_jsonl if head.lstrip()[:1] == b"{" else read_text
    yield from guarded(lambda: read(buffered, "stdin", "standard input"), "standard input")
