"""Uploaded files: read by their names, which are never used as paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphkit.documents.guard import printable
from graphkit.documents.read import check_size, ending_of, read_stream, readers
from graphkit.documents.walk import unknown_ending, why_not_named
from graphkit.errors import DocumentError, one_of
from graphkit.model import Document, Item

# Characters shown and kept of a name; file systems allow 255.
LONGEST_NAME = 200
# Control characters, including those that change the text direction.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: path of its bytes, and the name given by the sender."""

    path: Path
    name: str

    def __str__(self) -> str:
        """Return its name for messages."""
        return plain_name(self.name)


def plain_name(given: str) -> str:
    """Return a file name without folders and control characters, on one line and of bounded length, with its ending."""
    return plain_title(re.split(r"[/\\]", printable(_CONTROL.sub(" ", given))[-4 * LONGEST_NAME :].rstrip("/\\"))[-1])


def plain_title(given: str) -> str:
    """Return a title without control characters, on one line and of bounded length."""
    name = " ".join(printable(_CONTROL.sub(" ", given[: 4 * LONGEST_NAME])).split()) or "file without a name"
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 2]}…{name[-LONGEST_NAME // 2 + 1 :]}"


def uploaded(upload: Upload, columns: Mapping[str, str]) -> Iterator[Item]:
    """Read the articles in an uploaded file; they have no `place`, so that equal names do not make them versions.

    Raises:
        DocumentError: the file is empty, too large, or its ending is unknown.
    """
    name = str(upload)
    ending = ending_of(name)
    if (why := why_not_named(name)) is not None:
        raise DocumentError(f"is not read: {why}")
    if ending is None:
        raise DocumentError(f"{unknown_ending(name)}; known: {one_of(readers())}")
    check_size(upload.path.stat().st_size, ending)
    with upload.path.open("rb") as stream:
        for item in read_stream(stream, ending, name[: -len(ending)], name, columns):
            yield replace(item, place=None) if isinstance(item, Document) else item
