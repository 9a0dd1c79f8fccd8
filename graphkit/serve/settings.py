"""What an endpoint may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """What the endpoint may do.

    Attributes:
        folder: the graph's folder.
        timeout: seconds that a query or a write may take.
        queries: how many queries at once.
        rows: at most so many rows or triples in an answer.
        largest: at most so many bytes in an answer.
        body: at most so many bytes in a question.
        upload: at most so many bytes in a write.
        cors: origins whose pages may ask, "*" for all; none unless given.
        token: what a writer must show as a Bearer token; None where nobody may write.
        key: what opens `/enter` to a writer's browser, once; None where nothing does.
        hosts: names by which browsers may address the server; empty for all.
        inbox, files: at most so many bytes, and files, that a browser sends at once to be read.
        reading: seconds that the reading of one file or address may take.
        private: whether addresses of this machine and of private networks are fetched for a browser.
        reader: how articles are read that come from a browser: keywords of `graphkit.pipeline.Pipeline`, as JSON has them.
    """

    folder: Path
    timeout: float = 30.0
    queries: int = 4
    rows: int = 100_000
    largest: int = 64 << 20
    body: int = 1 << 20
    upload: int = 64 << 20
    cors: tuple[str, ...] = ()
    token: str | None = None
    key: str | None = None
    hosts: tuple[str, ...] = ()
    inbox: int = 256 << 20
    files: int = 200
    reading: float = 3600.0
    private: bool = False
    reader: Mapping[str, Any] = field(default_factory=lambda: reader_of())


def reader_of(
    *, model: str | None = None, actors: Sequence[Path] = (), frames: Sequence[Path] = (), extractor: str = "hybrid", any_language: bool = False
) -> dict[str, Any]:
    """Keywords of a pipeline that can be sent to another process; files by their whole paths."""
    lists = {name: [str(path.resolve()) for path in paths] for name, paths in (("actors", actors), ("frames", frames))}
    return {"model": model, "extractor": extractor, "any_language": any_language, **lists}
