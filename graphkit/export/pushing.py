"""Send a graph to a SPARQL 1.1 store, one named graph at a time, resuming after interruptions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from graphkit.errors import GraphkitError
from graphkit.export.sending import Sender, Target
from graphkit.store import View

CHUNK = 5_000


def push(
    view: View,
    target: Target,
    journal: Path,
    *,
    resend_all: bool = False,
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[int, int]:
    """Send every named graph, replacing the graph of that name in the store.

    Args:
        view: the graph.
        target: the store.
        journal: file with the hashes of the graphs sent so far; unchanged graphs are not sent again.
        resend_all: send all graphs, ignoring the journal.
        on_progress: called with the number of graphs done and the total.

    Returns:
        The number of graphs sent, and the number that the store already had.

    Raises:
        GraphkitError: the store refuses or cannot be reached; the journal keeps what was sent.
    """
    graphs = view.graphs()
    had = {} if resend_all else _noted(journal).get(target.url, {})
    sender, sent = Sender(target), 0
    for number, name in enumerate(graphs, 1):
        lines = view.lines(name)
        digest = hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
        if had.get(name) != digest:
            _send(sender, name, lines)
            had[name] = digest
            sent += 1
            _note(journal, target.url, had)
        on_progress(number, len(graphs))
    return sent, len(graphs) - sent


def _send(sender: Sender, name: str, lines: Sequence[str]) -> None:
    target = sender.target
    for number, chunk in enumerate(_chunks(lines)):
        text = "".join(chunk)
        if target.update:
            drop = f"DROP SILENT GRAPH <{name}> ;\n" if number == 0 else ""
            sender.send(target.url, "POST", f"{drop}INSERT DATA {{ GRAPH <{name}> {{\n{text}}} }}", "application/sparql-update")
        else:
            joint = "&" if "?" in target.url else "?"
            sender.send(f"{target.url}{joint}graph={quote(name, safe='')}", "PUT" if number == 0 else "POST", text, "application/n-triples")


def _chunks(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, max(1, len(lines)), CHUNK):
        yield lines[start : start + CHUNK]


def _noted(journal: Path) -> dict[str, dict[str, str]]:
    """Return what the journal has of each store; nothing if it is missing or damaged: sending everything again is harmless."""
    try:
        noted = json.loads(journal.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {url: had for url, had in noted.items() if isinstance(had, dict)} if isinstance(noted, dict) else {}


def _note(journal: Path, url: str, had: dict[str, str]) -> None:
    part = journal.with_name(journal.name + ".part")
    try:
        part.write_text(json.dumps({**_noted(journal), url: had}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        part.replace(journal)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise GraphkitError(f"{journal} cannot be written: {error.strerror or error}") from error
