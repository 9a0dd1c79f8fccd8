"""Sends a graph to a SPARQL 1.1 store, graph by graph, and goes on where it stopped."""

from __future__ import annotations

import base64
import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from graphkit.errors import GraphkitError, UsageError
from graphkit.store import View

CHUNK = 5_000
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph goes.

    Attributes:
        url: of the Graph Store (SPARQL 1.1 Graph Store HTTP Protocol), or of SPARQL Update.
        update: whether the address takes SPARQL Update instead.
        authorization: value of the header of that name, None for none.
    """

    url: str
    update: bool = False
    authorization: str | None = None

    @classmethod
    def of(cls, url: str, *, update: bool = False, token: str | None = None, user: str | None = None, password: str | None = None) -> Target:
        """A target with a bearer token, or a user and a password.

        Raises:
            UsageError: the address is none of http or https.
        """
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise UsageError(f"{url!r} is no address of a store; give one that begins with http:// or https://")
        if token is not None:
            return cls(url, update, f"Bearer {token}")
        if user is not None:
            return cls(url, update, "Basic " + base64.b64encode(f"{user}:{password or ''}".encode()).decode())
        return cls(url, update)


def push(
    view: View,
    target: Target,
    journal: Path,
    *,
    afresh: bool = False,
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[int, int]:
    """Send every named graph, each replacing what the store has under its name.

    Args:
        view: the graph.
        target: where it goes.
        journal: file that remembers what the store has got; what did not change is not sent again.
        afresh: send all, whatever the journal says.
        on_progress: called with the number of graphs done, and of all.

    Returns:
        How many graphs were sent, and how many the store had already.

    Raises:
        GraphkitError: the store refuses, or cannot be reached; what was sent stays noted.
    """
    graphs = view.graphs()
    had = {} if afresh else _noted(journal, target.url)
    sent = 0
    for number, name in enumerate(graphs, 1):
        lines = view.lines(name)
        told = hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
        if had.get(name) != told:
            _send(target, name, lines)
            had[name] = told
            sent += 1
            _note(journal, target.url, had)
        on_progress(number, len(graphs))
    return sent, len(graphs) - sent


def _send(target: Target, name: str, lines: Sequence[str]) -> None:
    for number, chunk in enumerate(_chunks(lines)):
        text = "".join(chunk)
        if target.update:
            drop = f"DROP SILENT GRAPH <{name}> ;\n" if number == 0 else ""
            _request(target, target.url, "POST", f"{drop}INSERT DATA {{ GRAPH <{name}> {{\n{text}}} }}", "application/sparql-update")
        else:
            joint = "&" if "?" in target.url else "?"
            _request(target, f"{target.url}{joint}graph={quote(name, safe='')}", "PUT" if number == 0 else "POST", text, "application/n-triples")


def _chunks(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, max(1, len(lines)), CHUNK):
        yield lines[start : start + CHUNK]


def _request(target: Target, url: str, method: str, text: str, kind: str) -> None:
    headers = {"Content-Type": f"{kind}; charset=utf-8"} | ({"Authorization": target.authorization} if target.authorization else {})
    request = urllib.request.Request(url, data=text.encode("utf-8", "replace"), headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as reply:
            reply.read()
    except urllib.error.HTTPError as error:
        with error:
            why = " ".join(error.read(300).decode("utf-8", "replace").split())
        raise GraphkitError(f"{target.url} answered {error.code} {error.reason}: {why}") from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise GraphkitError(f"{target.url} cannot be reached: {getattr(error, 'reason', error)}") from error


def _noted(journal: Path, url: str) -> dict[str, str]:
    try:
        told = json.loads(journal.read_text(encoding="utf-8"))
        return dict(told.get(url, {}))
    except (OSError, ValueError, AttributeError, TypeError):
        # No journal, or a damaged one: everything is sent again, which harms nothing.
        return {}


def _note(journal: Path, url: str, had: dict[str, str]) -> None:
    try:
        told = json.loads(journal.read_text(encoding="utf-8")) if journal.exists() else {}
    except (OSError, ValueError):
        told = {}
    part = journal.with_name(journal.name + ".part")
    try:
        part.write_text(json.dumps({**told, url: had}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        part.replace(journal)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise GraphkitError(f"{journal} cannot be written: {error.strerror or error}") from error
