"""Inputs cut into parts that any machine can read on its own: stretches of rows, groups, bundles of files."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from graphkit.documents.guard import guarded, printable
from graphkit.documents.read import check_size, ending_of, held_ending, read_stream, readers, settled
from graphkit.documents.remarks import remarked
from graphkit.documents.walk import SKIPPED_FILES, walk
from graphkit.errors import DocumentError, GraphkitError, UsageError, one_of
from graphkit.model import Document, Failure, Item, Notice, digest

# Bytes of rows, and small files, that make one part: some ten seconds of one core, so that a lost
# worker loses little and the last one is not waited for long.
STRETCH, FILES = 128 * 1024, 50
_ROWS = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Part:
    """What one task reads.

    Attributes:
        number: its place among the parts, from 0.
        urls: files as fsspec names them; several only where each is small.
        start, end: the stretch of bytes whose rows are meant, where the file is cut; else 0.
        state: size and time of the files and the settings of reading, so that a changed input, and the
            same input read otherwise, are other parts.
    """

    number: int
    urls: tuple[str, ...]
    start: int = 0
    end: int = 0
    state: str = ""

    @property
    def name(self) -> str:
        """Same part of the same input, same name, fit for a file."""
        return f"part-{self.number:06}-{digest(*self.urls, self.start, self.end, self.state)}"


def parts(
    inputs: Sequence[str], settings: str = "", *, on_skip: Callable[[Notice | Failure], None] = lambda _: None, stretch: int = STRETCH, files: int = FILES
) -> list[Part]:
    """The inputs in parts, in order.

    Args:
        inputs: files and folders, local or on any store that fsspec reaches (`s3://…`, `gs://…`).
        settings: digest of the settings of reading.
        on_skip: called with each file of a folder that no reader takes, and each folder that cannot be listed.
        stretch: bytes of one part of a file of rows.
        files: how many other files make one part.

    Raises:
        DocumentError: an input is not there, or the store cannot be reached.
        UsageError: the extra is not installed.
    """
    made: list[Part] = []
    waiting: list[_File] = []

    def bundle() -> None:
        if waiting:
            made.append(Part(len(made), tuple(file.url for file in waiting), state=",".join((settings, *(file.state for file in waiting)))))
            waiting.clear()

    for file in _files(inputs):
        if isinstance(file, Notice | Failure):
            on_skip(file)
            continue
        if file.rows:
            bundle()
            for start in range(0, max(file.size, 1), stretch):
                made.append(Part(len(made), (file.url,), start, min(start + stretch, file.size), f"{settings},{file.state}"))
            continue
        waiting.append(file)
        if len(waiting) >= files or file.size > stretch:
            bundle()
    bundle()
    return made


@dataclass(frozen=True, slots=True)
class _File:
    """A file as fsspec names it, its size, what changes when it does, and whether it may be cut between its lines."""

    url: str
    size: int
    state: str
    rows: bool


def _files(inputs: Sequence[str]) -> Iterator[_File | Notice | Failure]:
    """The files that the inputs stand for, folders walked in order of names, and what is passed over."""
    for given in inputs:
        try:
            yield from _found(given)
        except GraphkitError:
            raise
        except FileNotFoundError as error:
            raise DocumentError(f"{given}: no such file or folder") from error
        except Exception as error:  # a store that is out of reach raises errors of its own, which no class of Python's covers
            raise DocumentError(f"{given}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _found(given: str) -> Iterator[_File | Notice | Failure]:
    fs, path = filesystem(given)
    if fs.isdir(path):
        yield from _walked(fs, path)
        return
    info = fs.info(path)
    if ending_of(path) is None:
        raise DocumentError(f"{given}: unknown ending; known: {one_of(readers())}")
    yield _file(fs, path, info)


def _walked(fs: Any, path: str) -> Iterator[_File | Notice | Failure]:
    """The files of a folder: of this machine as one machine finds them, of a store by their names."""
    if "file" in fs.protocol:
        for found in walk(Path(path), lambda child: ending_of(child.name) is not None):
            yield _file(fs, str(found), fs.info(str(found))) if isinstance(found, Path) else found
        return
    for name, info in sorted(fs.find(path, detail=True).items()):
        why = _why_not(name.removeprefix(path))
        yield _file(fs, name, info) if why is None else Notice(printable(fs.unstrip_protocol(name)), SKIPPED_FILES, why)


def _why_not(name: str) -> str | None:
    """Why a file of a store's folder is passed over; None where it is read. See `graphkit.documents.walk`."""
    last = name.rpartition("/")[2]
    if "/." in name:
        return "hidden" if last.startswith(".") else "hidden folder"
    if last.lower() == "readme.md":
        return "README.md"
    if ending_of(last) is not None:
        return None
    return f"unknown ending {printable(Path(last).suffix.lower())}" if Path(last).suffix else "no ending"


def _file(fs: Any, path: str, info: Mapping[str, Any]) -> _File:
    """A file of what its store says of it; each kind of store names the time of writing in its own way."""
    size, ending = int(info["size"] or 0), ending_of(path)
    written = next((info[name] for name in ("mtime", "ETag", "etag", "LastModified", "last_modified", "updated", "created") if info.get(name)), "")
    rows = ending in _ROWS
    if rows:
        with fs.open(path, "rb") as stream:
            rows = held_ending(cast(BinaryIO, stream), str(ending)) == ending
    return _File(fs.unstrip_protocol(path), size, f"{size}@{written}", rows)


def filesystem(url: str) -> tuple[Any, str]:
    """The store of an address and the path in it.

    Raises:
        UsageError: the extra, or the package of that kind of store, is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError("many machines need: pip install 'alliance-graphkit[scale]'") from error
    try:
        fs, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {str(error).splitlines()[0]}") from error
    return fs, str(path)


def documents(part: Part) -> Iterator[Item]:
    """What a part holds."""
    for url in part.urls:
        _, path = filesystem(url)
        local = url.startswith(("file://", "local://"))
        shown, ending = printable(path if local else url), ending_of(path)
        place = printable(str(Path(path).resolve())) if local else url
        if ending is not None:
            for item in guarded(functools.partial(_rows, part, url, ending, shown), shown, whole=part.end == 0):
                yield settled(item, place) if isinstance(item, Document) else item


def _rows(part: Part, url: str, ending: str, shown: str) -> Iterator[Item]:
    fs, path = filesystem(url)
    where = shown if part.start == 0 else f"{shown} from byte {part.start}, row"
    name = printable(path.rsplit("/", 1)[-1][: -len(ending)])
    with fs.open(path, "rb") as stream:
        if part.end:
            yield from remarked(readers()[ending].read(_stretch(stream, part), name, where), shown)
            return
        check_size(int(fs.size(path) or 0), ending)
        yield from read_stream(cast(BinaryIO, io.BufferedReader(stream)), ending, name, where, {})


def _stretch(stream: BinaryIO, part: Part) -> BinaryIO:
    """The rows that begin in the stretch: one that only ends in it is its neighbour's."""
    stream.seek(max(part.start - 1, 0))
    data = stream.read(part.end - max(part.start - 1, 0))
    if part.start:
        cut = data.find(b"\n")
        data = data[cut + 1 :] if cut >= 0 else b""
    if data and not data.endswith(b"\n"):
        data += stream.readline(64 * 2**20)
    return cast(BinaryIO, io.BytesIO(data))
