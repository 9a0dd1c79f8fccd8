"""Split inputs into parts that workers read independently: ranges of rows, and bundles of files."""

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

# Bytes of rows, and number of small files, in one part: some ten seconds of one core, so that a lost
# worker loses little and the wait for the last one is short.
ROWS_BYTES, FILES = 128 * 1024, 50
_ROWS = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Part:
    """The input of one task.

    Attributes:
        number: index among the parts, from 0.
        urls: files as fsspec URLs; several only if each is small.
        start, end: byte range of the rows if the file is split, else 0.
        state: size and time of the files and the settings of reading, so that a changed input, or the
            same input with other settings, gives another part.
    """

    number: int
    urls: tuple[str, ...]
    start: int = 0
    end: int = 0
    state: str = ""

    @property
    def name(self) -> str:
        """File name of the part, the same for the same part of the same input."""
        return f"part-{self.number:06}-{digest(*self.urls, self.start, self.end, self.state)}"


def parts(
    inputs: Sequence[str], settings: str = "", *, on_skip: Callable[[Notice | Failure], None] = lambda _: None, stretch: int = ROWS_BYTES, files: int = FILES
) -> list[Part]:
    """Split the inputs into parts, in order.

    Args:
        inputs: files and folders, local or on any store that fsspec reaches (`s3://…`, `gs://…`).
        settings: digest of the settings of reading.
        on_skip: called with each file of a folder that no reader accepts, and each folder that cannot be listed.
        stretch: bytes of one part of a file of rows.
        files: number of other files in one part.

    Raises:
        DocumentError: an input does not exist, or the store cannot be reached.
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
    """A file as fsspec URL, its size, its fingerprint, and whether it may be split between lines."""

    url: str
    size: int
    state: str
    rows: bool


def _files(inputs: Sequence[str]) -> Iterator[_File | Notice | Failure]:
    """Yield the files of the inputs, folders in order of names, and what is skipped."""
    for given in inputs:
        try:
            yield from _files_of(given)
        except GraphkitError:
            raise
        except FileNotFoundError as error:
            raise DocumentError(f"{given}: no such file or folder") from error
        except Exception as error:  # unreachable stores raise their own errors, which have no common base class
            raise DocumentError(f"{given}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _files_of(given: str) -> Iterator[_File | Notice | Failure]:
    fs, path = filesystem(given)
    if fs.isdir(path):
        yield from _folder_files(fs, path)
        return
    info = fs.info(path)
    if ending_of(path) is None:
        raise DocumentError(f"{given}: unknown ending; known: {one_of(readers())}")
    yield _file(fs, path, info)


def _folder_files(fs: Any, path: str) -> Iterator[_File | Notice | Failure]:
    """Yield the files of a folder: local ones as a build on one machine finds them, those of a store by name."""
    if "file" in fs.protocol:
        for found in walk(Path(path), lambda child: ending_of(child.name) is not None):
            yield _file(fs, str(found), fs.info(str(found))) if isinstance(found, Path) else found
        return
    for name, info in sorted(fs.find(path, detail=True).items()):
        why = _skip_reason(name.removeprefix(path))
        yield _file(fs, name, info) if why is None else Notice(printable(fs.unstrip_protocol(name)), SKIPPED_FILES, why)


def _skip_reason(name: str) -> str | None:
    """Return why a file of a store's folder is skipped; None if it is read. See `graphkit.documents.walk`."""
    last = name.rpartition("/")[2]
    if "/." in name:
        return "hidden" if last.startswith(".") else "hidden folder"
    if last.lower() == "readme.md":
        return "README.md"
    if ending_of(last) is not None:
        return None
    return f"unknown ending {printable(Path(last).suffix.lower())}" if Path(last).suffix else "no ending"


def _file(fs: Any, path: str, info: Mapping[str, Any]) -> _File:
    """Build a file from its store's metadata; each kind of store names the modification time differently."""
    size, ending = int(info["size"] or 0), ending_of(path)
    written = next((info[name] for name in ("mtime", "ETag", "etag", "LastModified", "last_modified", "updated", "created") if info.get(name)), "")
    rows = ending in _ROWS
    if rows:
        with fs.open(path, "rb") as stream:
            rows = held_ending(cast(BinaryIO, stream), str(ending)) == ending
    return _File(fs.unstrip_protocol(path), size, f"{size}@{written}", rows)


def filesystem(url: str) -> tuple[Any, str]:
    """Return the fsspec file system of a URL and the path in it.

    Raises:
        UsageError: the extra, or the package for that kind of store, is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError("--engine needs: pip install 'alliance-graphkit[scale]'") from error
    try:
        fs, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {str(error).splitlines()[0]}") from error
    return fs, str(path)


def documents(part: Part) -> Iterator[Item]:
    """Yield the documents of a part."""
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
            yield from remarked(readers()[ending].read(_rows_in_range(stream, part), name, where), shown)
            return
        check_size(int(fs.size(path) or 0), ending)
        yield from read_stream(cast(BinaryIO, io.BufferedReader(stream)), ending, name, where, {})


def _rows_in_range(stream: BinaryIO, part: Part) -> BinaryIO:
    """Return the rows that start in the range; a row that only ends in it belongs to the previous part."""
    stream.seek(max(part.start - 1, 0))
    data = stream.read(part.end - max(part.start - 1, 0))
    if part.start:
        cut = data.find(b"\n")
        data = data[cut + 1 :] if cut >= 0 else b""
    if data and not data.endswith(b"\n"):
        data += stream.readline(64 * 2**20)
    return cast(BinaryIO, io.BytesIO(data))
