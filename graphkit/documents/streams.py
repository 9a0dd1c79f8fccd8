"""Streams that give what readers need: their beginning without losing it, and any place in them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import BinaryIO, cast

from graphkit.documents.plain import LARGEST_FILE
from graphkit.errors import DocumentError

# How much of a file shows what it holds.
HEAD = 2**16
# What is kept on disk of a stream that has to be read from any place.
LARGEST_STREAM = 4 * 2**30
# What compressed streams begin with, and what unpacks them.
_PACKED: dict[bytes, Callable[[BinaryIO], object]] = {b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream), b"BZh": bz2.BZ2File, b"\xfd7zXZ": lzma.LZMAFile}


def is_packed(head: bytes) -> bool:
    """Whether bytes begin as a compressed stream does (gzip, bzip2, xz)."""
    return head.startswith(tuple(_PACKED))


def unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    """The stream, unpacked where it begins as gzip, bzip2 or xz do; `head` is still in it."""
    opener = next((opener for magic, opener in _PACKED.items() if head.startswith(magic)), None)
    return cast(BinaryIO, opener(stream)) if opener else stream


def start_of(stream: BinaryIO) -> bytes:
    """The first bytes of a stream that stays at its beginning; none where it can neither look ahead nor go back."""
    if hasattr(stream, "peek"):
        return bytes(stream.peek(8))
    if not stream.seekable():
        return b""
    head = stream.read(8)
    stream.seek(0)
    return head


class Joined(io.RawIOBase):
    """Bytes that were read already, and the stream that they came from."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """The next bytes."""
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)


def head_of(stream: BinaryIO) -> bytes:
    """The first bytes, as many as there are up to `HEAD`."""
    data = b""
    while len(data) < HEAD and (more := stream.read(HEAD - len(data))):
        data += more
    return data


def held(stream: BinaryIO, largest: int) -> BinaryIO:
    """The whole stream, so that it can be read from any place; on disk where it is long.

    Raises:
        DocumentError: it is larger than allowed.
    """
    import shutil
    import tempfile

    kept = tempfile.SpooledTemporaryFile(max_size=LARGEST_FILE)  # noqa: SIM115 (it is given away, and gone when nobody holds it)
    shutil.copyfileobj(_Bounded(stream, largest), kept)
    kept.seek(0)
    return cast(BinaryIO, kept)


class _Bounded:
    """A stream that may give no more than so many bytes."""

    def __init__(self, stream: BinaryIO, largest: int) -> None:
        self._stream, self._largest, self._left = stream, largest, largest

    def read(self, size: int = -1) -> bytes:
        """The next bytes.

        Raises:
            DocumentError: there are more than allowed.
        """
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise DocumentError(f"larger than {self._largest // 2**20} MB")
        return data


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream itself where it can be read from any place, else a copy of it.

    Raises:
        DocumentError: it is larger than any copy may be.
    """
    return stream if stream.seekable() else held(stream, LARGEST_STREAM)
