"""Inputs cut into parts that any machine can read on its own: stretches of rows, groups, bundles of files."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from graphkit.documents.guard import guarded, printable
from graphkit.documents.read import readers, settled
from graphkit.errors import DocumentError, UsageError, one_of
from graphkit.model import Document, Item, digest

if TYPE_CHECKING:
    from graphkit.documents.formats import Format

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
        state: size of the files, so that a changed input is another part.
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


def parts(inputs: Sequence[str], *, stretch: int = STRETCH, files: int = FILES) -> list[Part]:
    """The inputs in parts, in order.

    Args:
        inputs: files and folders, local or on any store that fsspec reaches (`s3://…`, `gs://…`).
        stretch: bytes of one part of a file of rows.
        files: how many other files make one part.

    Raises:
        DocumentError: an input is not there, or the store cannot be reached.
        UsageError: the extra is not installed.
    """
    made: list[Part] = []
    waiting: list[tuple[str, int]] = []

    def bundle() -> None:
        if waiting:
            made.append(Part(len(made), tuple(url for url, _ in waiting), state=",".join(str(size) for _, size in waiting)))
            waiting.clear()

    for url, size in _files(inputs):
        if url.lower().endswith(_ROWS):
            bundle()
            for start in range(0, max(size, 1), stretch):
                made.append(Part(len(made), (url,), start, min(start + stretch, size), str(size)))
            continue
        waiting.append((url, size))
        if len(waiting) >= files or size > stretch:
            bundle()
    bundle()
    return made


def _files(inputs: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Files with their sizes, folders walked in order of names."""
    for given in inputs:
        fs, path = filesystem(given)
        try:
            if fs.isdir(path):
                for name, told in sorted(fs.find(path, detail=True).items()):
                    if _format(name) is not None and not name.lower().endswith("readme.md") and "/." not in name.removeprefix(path):
                        yield fs.unstrip_protocol(name), int(told["size"])
            elif _format(path) is None:
                raise DocumentError(f"{given}: unknown ending; known: {one_of(readers())}")
            else:
                yield fs.unstrip_protocol(path), int(fs.size(path) or 0)
        except OSError as error:
            raise DocumentError(f"{given}: cannot be read: {error.strerror or error}") from error


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


def _format(name: str) -> Format | None:
    known = readers()
    ending = next((each for each in sorted(known, key=len, reverse=True) if name.lower().endswith(each)), None)
    return known[ending] if ending else None


def documents(part: Part) -> Iterator[Item]:
    """What a part holds."""
    for url in part.urls:
        _, path = filesystem(url)
        local = url.startswith(("file://", "local://"))
        shown, told = printable(path if local else url), _format(path)
        place = printable(str(Path(path).resolve())) if local else url
        if told is not None:
            for item in guarded(functools.partial(_rows, part, url, told, shown), shown):
                yield settled(item, place) if isinstance(item, Document) else item


def _rows(part: Part, url: str, told: Format, shown: str) -> Iterator[Item]:
    fs, path = filesystem(url)
    where = shown if part.start == 0 else f"{shown} from byte {part.start}, row"
    name = printable(path.rsplit("/", 1)[-1])
    ending = next(each for each in sorted(told.endings, key=len, reverse=True) if name.lower().endswith(each))
    with fs.open(path, "rb") as stream:
        source = cast(BinaryIO, io.BufferedReader(stream)) if part.end == 0 else _stretch(stream, part)
        yield from told.read(source, name[: -len(ending)], where)


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
