"""What an endpoint may do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
