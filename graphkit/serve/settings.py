"""What an endpoint may do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from graphkit.errors import UsageError, shortened

_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_HERE = ("localhost", "127.0.0.1", "[::1]")


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


def hosts_of(address: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names by which browsers may address a server; empty for all.

    A page of elsewhere may have its own host name point to this machine, and would then read what is served (DNS
    rebinding); so a server that listens to this machine only answers to names of this machine, and to those given.

    Args:
        address: where the server listens.
        names: further names, "*" for all.

    Raises:
        UsageError: a name is no host name.
    """
    for name in names:
        if name != "*" and not _NAME.fullmatch(name):
            raise UsageError(f"--name {shortened(name, 80)!r} is not a host name; give one such as graph.example.org, without http:// and port, or * for any")
    if "*" in names or not (names or _is_here(address)):
        return ()
    return tuple(dict.fromkeys((*_HERE, f"[{address}]" if ":" in address else address, *(name.lower() for name in names))))


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def reader_of(
    *, model: str | None = None, actors: Sequence[Path] = (), frames: Sequence[Path] = (), extractor: str = "hybrid", any_language: bool = False
) -> dict[str, Any]:
    """Keywords of a pipeline that can be sent to another process; files by their whole paths."""
    lists = {name: [str(path.resolve()) for path in paths] for name, paths in (("actors", actors), ("frames", frames))}
    return {"model": model, "extractor": extractor, "any_language": any_language, **lists}
