"""Finds the inputs and gives each to the reader of its format."""

from __future__ import annotations

import functools
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graphkit.documents.jsonl import read_jsonl
from graphkit.documents.plain import LARGEST_FILE, read_text
from graphkit.errors import DocumentError, one_of
from graphkit.model import Document, Failure
from graphkit.plugins import load_all

if TYPE_CHECKING:
    from graphkit.documents.formats import Format



@functools.cache
def readers() -> Mapping[str, Format]:
    """The format of each ending of a file name, plug-ins included; ours where two want one."""
    found: dict[str, Format] = {}
    for made in load_all("readers").values():
        for ending in made.endings:
            found.setdefault(ending, made)
    return found


def read(
    inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None
) -> Iterator[Document | Failure]:
    """Documents of files, folders (all files below, by name) and "-" (text or JSONL).

    What cannot be read gives a `Failure` with the reason and the rest goes on. An id that
    was already given in this run gets a number behind it.
    """
    used: dict[str, int] = {}
    for source in inputs:
        for item in _source(source, stdin):
            yield _numbered(item, used) if isinstance(item, Document) else item


def _numbered(document: Document, used: dict[str, int]) -> Document:
    from dataclasses import replace

    times = used.get(document.id, 0) + 1
    used[document.id] = times
    return document if times == 1 else replace(document, id=f"{document.id}-{times}")


def _source(source: str | Path, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    if str(source) == "-":
        yield from _stream(stdin or sys.stdin.buffer)
        return
    path = Path(source)
    if path.is_dir():
        for child in sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path)):
            if _format(child) is not None and child.name.lower() != "readme.md":
                yield from _file(child)
        return
    yield from _file(path)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _format(path: Path) -> str | None:
    name = path.name.lower()
    return next((ending for ending in sorted(readers(), key=len, reverse=True) if name.endswith(ending)), None)


def _file(path: Path) -> Iterator[Document | Failure]:
    ending = _format(path)
    if not path.exists():
        yield Failure(str(path), "no such file or folder")
        return
    if ending is None:
        yield Failure(str(path), f"unknown ending {path.suffix!r}; known: {one_of(readers())}")
        return
    try:
        _check_size(path, ending)
        with path.open("rb") as stream:
            yield from readers()[ending].read(stream, path.name[: -len(ending)], str(path))
    except DocumentError as error:
        yield Failure(str(path), str(error))
    except OSError as error:
        yield Failure(str(path), f"cannot be read: {error.strerror or error}")


def _check_size(path: Path, ending: str) -> None:
    if not readers()[ending].streamed and path.stat().st_size > LARGEST_FILE:
        raise DocumentError(f"larger than {LARGEST_FILE // 2**20} MB; split it, or give it as JSONL")


def _stream(stream: BinaryIO) -> Iterator[Document | Failure]:
    """Standard input: JSONL where its first line is a JSON object, else one text."""
    head = stream.read(LARGEST_FILE + 1) if not hasattr(stream, "peek") else stream.peek(64)
    buffered = io.BytesIO(head) if not hasattr(stream, "peek") else stream
    try:
        if head.lstrip()[:1] == b"{":
            yield from read_jsonl(buffered, "stdin", "standard input")
        else:
            yield from read_text(buffered, "stdin", "standard input")
    except DocumentError as error:
        yield Failure("standard input", str(error))
