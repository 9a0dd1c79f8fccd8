"""Streams for readers: peek at the beginning, unpack, make seekable."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import BinaryIO, cast

from graphkit.documents.plain import LARGEST_FILE
from graphkit.errors import DocumentError

# Bytes examined to detect a format.
HEAD = 2**16
# Greatest size of the copy of a stream that is not seekable.
LARGEST_STREAM = 4 * 2**30
# Magic numbers of compressed streams, with their openers.
_PACKED: dict[bytes, Callable[[BinaryIO], object]] = {b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream), b"BZh": bz2.BZ2File, b"\xfd7zXZ": lzma.LZMAFile}


def is_packed(head: bytes) -> bool:
    """Whether bytes begin like a compressed stream (gzip, bzip2, xz)."""
    return head.startswith(tuple(_PACKED))


def unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return the stream, decompressed if it is gzip, bzip2 or xz; `head` is its beginning, still unread."""
    opener = next((opener for magic, opener in _PACKED.items() if head.startswith(magic)), None)
    return cast(BinaryIO, opener(stream)) if opener else stream


def start_of(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream without consuming them; b"" if it can neither peek nor seek."""
    if hasattr(stream, "peek"):
        return bytes(stream.peek(8))
    if not stream.seekable():
        return b""
    head = stream.read(8)
    stream.seek(0)
    return head


class Joined(io.RawIOBase):
    """Bytes that were already read, followed by the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read the next bytes into the buffer."""
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)


def head_of(stream: BinaryIO) -> bytes:
    """Read the first bytes, up to `HEAD`."""
    data = b""
    while len(data) < HEAD and (more := stream.read(HEAD - len(data))):
        data += more
    return data


def held(stream: BinaryIO, largest: int) -> BinaryIO:
    """Copy a stream to make it seekable; on disk if it is long.

    Raises:
        DocumentError: the stream is larger than allowed.
    """
    import shutil
    import tempfile

    kept = tempfile.SpooledTemporaryFile(max_size=LARGEST_FILE)  # noqa: SIM115 (returned to the caller; deleted when no longer referenced)
    shutil.copyfileobj(_Bounded(stream, largest), kept)
    kept.seek(0)
    return cast(BinaryIO, kept)


class _Bounded:
    """A stream with a limit on its size."""

    def __init__(self, stream: BinaryIO, largest: int) -> None:
        self._stream, self._largest, self._left = stream, largest, largest

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            DocumentError: the limit is exceeded.
        """
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise DocumentError(f"larger than {self._largest // 2**20} MB; split it")
        return data


def seekable(stream: BinaryIO) -> BinaryIO:
    """Return the stream if it is seekable, else a copy; decompressed if it is gzip, bzip2 or xz.

    Raises:
        DocumentError: the stream is too large for a copy.
    """
    there = stream if stream.seekable() else held(stream, LARGEST_STREAM)
    return unpacked(there, start_of(there))
