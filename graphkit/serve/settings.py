"""Settings of the server."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from graphkit.errors import UsageError, shortened

_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_ORIGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#\s@]+|null")
_HERE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and permissions of the server.

    Attributes:
        folder: the graph's folder.
        timeout: time limit of a query or a write in seconds.
        queries: maximum number of concurrent queries.
        rows: maximum rows or triples in an answer.
        largest: maximum bytes of an answer.
        body: maximum bytes of a query request.
        upload: maximum bytes of a write request.
        cors: allowed CORS origins, "*" for all; empty for none.
        token: Bearer token of writers; None disables writing.
        key: one-time key for `/enter`; None for none.
        hosts: accepted host names; empty for all.
        root_path: path of the site behind a reverse proxy, from `root_path_of`; "" for none.
        inbox, files: maximum bytes and files per upload from a browser.
        reading: time limit for reading one file or address in seconds.
        private: whether addresses of this machine and of private networks may be fetched for a browser.
        reader: how articles from a browser are read: keyword arguments of `graphkit.pipeline.Pipeline` as JSON values.
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
    root_path: str = ""
    inbox: int = 256 << 20
    files: int = 200
    reading: float = 3600.0
    private: bool = False
    reader: Mapping[str, Any] = field(default_factory=lambda: reader_of())


def hosts_of(address: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the host names that the server accepts; empty for all.

    Protects against DNS rebinding, in which a foreign page makes its own host name point to this machine: a server
    that listens on a loopback address only accepts names of this machine and the given ones.

    Args:
        address: address on which the server listens.
        names: further host names, "*" for all.

    Raises:
        UsageError: a name is not a valid host name.
    """
    for name in names:
        if name != "*" and not _NAME.fullmatch(name):
            raise UsageError(f"--name {shortened(name, 80)!r} is not a host name; give one such as graph.example.org, without http:// and port, or * for any")
    if "*" in names or not (names or _is_here(address)):
        return ()
    return tuple(dict.fromkeys((*_HERE, f"[{address}]" if ":" in address else address, *(name.lower() for name in names))))


def origins_of(given: Sequence[str]) -> tuple[str, ...]:
    """Return the CORS origins as browsers send them.

    Raises:
        UsageError: one is not an origin, so no page would ever match it.
    """
    for origin in given:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise UsageError(f"--cors {shortened(origin, 80)!r} is not the origin of a page; give one such as https://news.example.org, without a path, or * for all")
    return tuple(origin.lower() for origin in given)


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def root_path_of(given: str) -> str:
    """Return the path of the site behind a reverse proxy without a slash at its end; "" for none.

    Raises:
        UsageError: it is not a path.
    """
    path = given.rstrip("/")
    if given and not (given == "/" or _PATH.fullmatch(path)):
        raise UsageError(f"--root-path {shortened(given, 80)!r} is not the path of a site; give one such as /graph, without the host and characters to be escaped")
    return path


def reader_of(
    *, model: str | None = None, actors: Sequence[Path] = (), frames: Sequence[Path] = (), extractor: str = "hybrid", any_language: bool = False
) -> dict[str, Any]:
    """Return the keyword arguments of a pipeline as JSON values for another process; paths are absolute."""
    lists = {name: [str(path.resolve()) for path in paths] for name, paths in (("actors", actors), ("frames", frames))}
    return {"model": model, "extractor": extractor, "any_language": any_language, **lists}
