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
# Greatest size of what a compressed stream or an archive contains.
LARGEST_CONTENT = 16 * 2**30
# Text compresses to about a fifth, tables and logs to a fiftieth; a higher ratio than this is a decompression bomb. No limit applies below `SMALL`.
HIGHEST_RATIO, SMALL = 250, 64 * 2**20
# Magic numbers of compressed streams, with their openers.
_PACKED: dict[bytes, Callable[[BinaryIO], object]] = {b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream), b"BZh": bz2.BZ2File, b"\xfd7zXZ": lzma.LZMAFile}


def is_packed(head: bytes) -> bool:
    """Whether bytes begin like a compressed stream (gzip, bzip2, xz)."""
    return head.startswith(tuple(_PACKED))


def unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return the stream, decompressed if it is gzip, bzip2 or xz; `head` is its beginning, still unread."""
    opener = next((opener for magic, opener in _PACKED.items() if head.startswith(magic)), None)
    return cast(BinaryIO, io.BufferedReader(_Unpacked(cast(BinaryIO, opener(stream)), stream), HEAD)) if opener else stream


def check_content(total: int, packed: int | None) -> None:
    """Check the size of what a compressed stream or an archive contains, so far.

    Args:
        total: bytes of the content.
        packed: bytes of the file; None if unknown.

    Raises:
        DocumentError: too many bytes, or too high a compression ratio.
    """
    if total > LARGEST_CONTENT or (packed is not None and total > SMALL and total > HIGHEST_RATIO * packed):
        raise DocumentError(f"unpacks to more than {total // 2**20:,} MB; unpack it and give the files, if you trust it")


class _Unpacked(io.RawIOBase):
    """A decompressed stream with limits on its size, to stop decompression bombs early."""

    def __init__(self, stream: BinaryIO, packed: BinaryIO) -> None:
        super().__init__()
        self._stream, self._packed = stream, packed if packed.seekable() else None

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return whether the compressed stream is seekable."""
        return self._packed is not None

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position in the content."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the position in the content."""
        return self._stream.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read the next bytes into the buffer.

        Raises:
            DocumentError: the content is too large.
        """
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        check_content(self._stream.tell(), self._packed.tell() if self._packed is not None else None)
        return len(data)


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
