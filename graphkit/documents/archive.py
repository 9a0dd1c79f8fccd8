"""ZIP and TAR archives: read their members, in any other format, without unpacking to disk.

Member names are only used as ids and in messages; nothing is written. Archives in archives are read one level deep.
"""

from __future__ import annotations

import contextlib
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from graphkit.documents.address import NOWHERE
from graphkit.documents.book import book_of
from graphkit.documents.guard import guarded, printable
from graphkit.documents.plain import LARGEST_FILE
from graphkit.documents.read import ending_of, read_held, readers
from graphkit.documents.remarks import named
from graphkit.documents.streams import Joined, check_content, start_of, unpacked
from graphkit.documents.walk import (
    PAGES,
    PARTS,
    SAVED_PARTS,
    SKIPPED_FILES,
    TABLE_OF_PAGES,
    pages_of_table,
    unknown_ending,
    why_not_named,
)
from graphkit.errors import DocumentError, in_short
from graphkit.model import Document, Failure, Item, Notice

MOST_MEMBERS = 200_000
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, EOFError, lzma.LZMAError, ValueError, NotImplementedError, OSError)
# A WACZ file has the crawl in a folder, and beside it lists of its pages, with all words on them.
_INDEX = "list of the pages of a crawl"
# Characters of a path that are searched for folders of saved pages; file systems allow at most 4,096 bytes.
_LONGEST_PATH = 4_096


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive: name, size according to the archive, opener, whether it can only be read forward, and whether it is a link or a device."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    encrypted: bool = False
    forward: bool = False
    special: bool = False


def read_zip(stream: BinaryIO, name: str, source: str, columns: Mapping[str, str] | None = None) -> Iterator[Item]:
    """Read the articles of the files in a ZIP archive.

    Raises:
        DocumentError: the file is not a ZIP archive, is truncated, or would unpack to too much.
    """
    yield from _read(_zipped, stream, source, columns or {}, _Inner(_size(stream)))


def read_tar(stream: BinaryIO, name: str, source: str, columns: Mapping[str, str] | None = None) -> Iterator[Item]:
    """Read the articles of the files in a TAR archive, plain or compressed (gzip, bzip2, xz).

    Raises:
        DocumentError: the file is not a TAR archive, is truncated, or would unpack to too much.
    """
    yield from _read(_tarred, stream, source, columns or {}, _Inner(_size(stream)))


def _read(opener: Callable[[BinaryIO], Iterator[_Member]], stream: BinaryIO, source: str, columns: Mapping[str, str], inner: _Inner, *, nested: bool = False) -> Iterator[Item]:
    found, book = False, book_of(stream) if opener is _zipped else None
    try:
        pages = _pages(opener, stream)
        for member in opener(stream):
            if nested:
                inner.add(member)
            name = _shown(member)
            pages.update(_page_of(name))
            if book is not None and name not in book.pages:
                continue
            found = found or not member.special
            if (reason := _of_kind(name, source.lower()) or ("no ordinary file" if member.special else _is_ignored(name, pages))) is not None:
                yield Notice(f"{source}/{name}", SKIPPED_FILES, reason)
                continue
            for item in _member(member, name, f"{source}/{name}", columns, inner, nested=nested):
                yield from book.completed(item) if book is not None else (item,)
    except _BROKEN as error:
        raise DocumentError(f"the archive is truncated or not an archive: {in_short(error)}") from error
    if not found:
        raise DocumentError("the e-book lists no pages" if book else "the archive contains no file")


def _size(stream: BinaryIO) -> int | None:
    """Return the size of a stream at its beginning, None if it is not seekable."""
    if not stream.seekable():
        return None
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _of_kind(name: str, source: str) -> str | None:
    """Return why a member is ignored in an archive of this kind: a crawl, or pages saved with a table of their addresses."""
    if source.endswith(".wacz") and not name.startswith("archive/"):
        return _INDEX
    return SAVED_PARTS if source.endswith(".maff") and name.endswith("/index.rdf") else None


def _pages(opener: Callable[[BinaryIO], Iterator[_Member]], stream: BinaryIO) -> set[str]:
    """Return the pages and folders in an archive, which may stand behind their parts; empty for a stream that can be read only once."""
    if not stream.seekable():
        return set()
    begun, pages = stream.tell(), set[str]()
    # What is broken is said when the members are read.
    with contextlib.suppress(*_BROKEN, zlib.error, DocumentError):
        for member in opener(stream):
            pages.update(_page_of(_shown(member)))
    stream.seek(begun)
    return pages


def _page_of(name: str) -> Iterator[str]:
    """Yield the page that a member is, without its ending, and the folder that it is in."""
    yield from (name.removesuffix(ending) for ending in PAGES if name.endswith(ending))
    yield name.rpartition("/")[0]


def _shown(member: _Member) -> str:
    """Return the name of a member for messages, with slashes between folders."""
    return printable(" ".join(member.name.replace("\\", "/").split()))


def _is_ignored(name: str, pages: Set[str]) -> str | None:
    """Return why a member is ignored, as in a folder: hidden, added by macOS or office programs, or a part of a saved page."""
    *folders, base = [part for part in name.split("/") if part not in (".", "..")] or [name]
    if any(part.startswith(".") or part == "__MACOSX" for part in folders):
        return "in a hidden folder"
    if any(name[: found.start()] in pages for found in re.finditer(f"{PARTS}/", name[:_LONGEST_PATH])):
        return SAVED_PARTS
    if not pages.isdisjoint(pages_of_table(name)):
        return TABLE_OF_PAGES
    return why_not_named(base)


def _member(member: _Member, name: str, where: str, columns: Mapping[str, str], inner: _Inner, *, nested: bool) -> Iterator[Item]:
    ending = ending_of(name)
    base = name.rsplit("/", 1)[-1]
    if ending is None:
        yield Notice(where, SKIPPED_FILES, unknown_ending(base))
        return
    format_ = readers()[ending]
    opener = _OPENERS.get(format_.read)
    if member.encrypted:
        yield Failure(where, "is encrypted; unpack it with its password and give the folder")
    elif not member.size:
        yield Failure(where, "is empty")
    elif not format_.streamed and member.size > LARGEST_FILE:
        yield Failure(where, f"larger than {LARGEST_FILE // 2**20} MB; split it, or give it as JSONL")
    elif opener is not None and nested:
        yield Failure(where, "nested too deep: archives in archives are opened one level deep only")
    elif opener is not None:
        yield from _within(lambda stream: _read(opener, stream, where, columns, inner, nested=True), member, name, where)
    else:
        yield from _within(lambda stream: _file(stream, ending, base[: -len(ending)], where, columns), member, name, where)


def _file(stream: BinaryIO, ending: str, name: str, where: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """Read a member like a file in a folder: by its actual content, with the date in its name."""
    for item in read_held(stream, ending, name, where, columns):
        yield (yield from named(item, where, name)) if isinstance(item, Document) else item


def _within(read: Callable[[BinaryIO], Iterator[Item]], member: _Member, name: str, where: str) -> Iterator[Item]:
    """Read a member; an error is a failure of this member only."""
    for item in guarded(lambda: read(_seekable(member)), where):
        # Members may contain articles with the same id, so `place` includes the member's name.
        placed = isinstance(item, Document) and item.place != NOWHERE
        yield replace(item, place=f"{name}#{item.place or item.id}") if placed and isinstance(item, Document) else item


def _seekable(member: _Member) -> BinaryIO:
    """Return a seekable stream of a member; a large one is streamed instead.

    Raises:
        DocumentError: the member cannot be unpacked.
    """
    try:
        opened = member.open()
        if member.size <= LARGEST_FILE:
            return io.BytesIO(opened.read(LARGEST_FILE))
        return cast(BinaryIO, io.BufferedReader(Joined(b"", opened) if member.forward else cast(io.RawIOBase, opened)))
    except (*_BROKEN, zlib.error) as error:
        raise DocumentError(f"does not unpack: {in_short(error)}") from error


def _zipped(stream: BinaryIO) -> Iterator[_Member]:
    size = _size(stream)
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        # `zipfile` never unpacks more than the size given in the ZIP's directory.
        _check(len(infos), sum(info.file_size for info in infos), size)
        for info in infos:
            # `is_dir` fails on a name without a letter.
            if not info.filename.endswith("/"):
                yield _Member(info.filename, info.file_size, lambda info=info: cast(BinaryIO, archive.open(info)), bool(info.flag_bits & 1))  # type: ignore[misc]


def _tarred(stream: BinaryIO) -> Iterator[_Member]:
    with tarfile.open(fileobj=unpacked(stream, start_of(stream)), mode="r|") as archive:
        number = total = 0
        for info in archive:
            number, total = number + 1, total + info.size
            _check(number, total, None)
            if not info.isdir():
                yield _Member(info.name, info.size, lambda info=info: cast(BinaryIO, archive.extractfile(info)), forward=True, special=not info.isfile())  # type: ignore[misc]


@dataclass(slots=True)
class _Inner:
    """What the archives in an archive contain, all together: each alone may be within the limits."""

    packed: int | None
    members: int = 0
    total: int = 0

    def add(self, member: _Member) -> None:
        """Count a member.

        Raises:
            DocumentError: there are too many, or they are too large.
        """
        self.members, self.total = self.members + 1, self.total + member.size
        _check(self.members, self.total, self.packed)


def _check(members: int, total: int, packed: int | None) -> None:
    """Check the limits on archives.

    Raises:
        DocumentError: too many members, too many bytes, or too high a compression ratio.
    """
    if members > MOST_MEMBERS:
        raise DocumentError(f"the archive contains more than {MOST_MEMBERS:,} files; unpack it and give the folder")
    check_content(total, packed)


_OPENERS: dict[Callable[..., Iterator[Item]], Callable[[BinaryIO], Iterator[_Member]]] = {read_zip: _zipped, read_tar: _tarred}
