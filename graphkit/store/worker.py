"""The process that answers queries over one graph: `python -m graphkit.store.worker FOLDER MEMORY`.

The engine cannot be interrupted while it joins or sorts; a process can be killed. It reads
one JSON object a line on stdin (`query`, `rows`, `default`, `named`, and `within`, the keys of
the articles that are asked of alone) and writes frames on
stdout: a letter, a length, and so many bytes. `h` opens an answer, `d` is data (SPARQL 1.1
JSON results, or N-Triples), `e` is an error, `z` closes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyoxigraph

from graphkit.errors import GraphkitError, QueryError
from graphkit.rdf import XSD
from graphkit.store.asking import FRAME
from graphkit.store.guard import guard
from graphkit.store.store import Store, state
from graphkit.store.view import View

CHUNK = 1 << 16


def main(folder: Path, memory: int, given: BinaryIO, told: BinaryIO) -> None:
    """Answer until stdin ends, in so many bytes of address space."""
    seen: object = None
    view: View | None = None

    def handle(asked: Mapping[str, Any]) -> None:
        nonlocal seen, view
        now = (state(folder), asked.get("within"))
        if view is None or now != seen:
            whole = Store.open(folder).view()
            view, seen = whole if now[1] is None else whole.within(now[1]), now
        _answer(view, asked, told)

    serve(memory, given, told, handle)


def serve(memory: int, given: BinaryIO, told: BinaryIO, handle: Callable[[Mapping[str, Any]], None]) -> None:
    """Let each question be handled until there are no more; what goes wrong is told and the next one taken."""
    _limit_memory(memory)
    for line in given:
        try:
            handle(json.loads(line))
        except GraphkitError as error:
            frame(told, b"e", {"error": type(error).__name__, "message": str(error)})
        except (MemoryError, OSError, RuntimeError, ValueError) as error:
            frame(told, b"e", {"error": QueryError.__name__, "message": f"it cannot be answered: {error}"})
        told.flush()


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:
        # Not on every system; there only the clock limits.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def _answer(view: View, asked: Mapping[str, Any], told: BinaryIO) -> None:
    ready = None if asked.get("default") or asked.get("named") else view.ready(asked["query"], rows=asked.get("rows"))
    if ready is not None:
        guard(asked["query"])
        frame(told, b"h", {"kind": "select"})
        for piece in ready.json():
            frame(told, b"d", piece)
        frame(told, b"z", {"more": ready.more})
        return
    answer = view.run(asked["query"], default=asked.get("default"), named=asked.get("named"))
    rows = asked.get("rows")
    if isinstance(answer, pyoxigraph.QueryBoolean):
        frame(told, b"h", {"kind": "ask"})
        frame(told, b"d", json.dumps({"head": {}, "boolean": bool(answer)}).encode())
        frame(told, b"z", {"more": False})
        return
    names = [v.value for v in answer.variables] if isinstance(answer, pyoxigraph.QuerySolutions) else None
    frame(told, b"h", {"kind": "graph" if names is None else "select"})
    if rows is None:
        # All of it, by the engine's own writer.
        out = _Frames(told)
        if isinstance(answer, pyoxigraph.QuerySolutions):
            answer.serialize(cast("IO[bytes]", out), format=pyoxigraph.QueryResultsFormat.JSON)
        else:
            answer.serialize(cast("IO[bytes]", out), format=pyoxigraph.RdfFormat.N_TRIPLES)
        out.end()
        frame(told, b"z", {"more": False})
        return
    limited = islice(answer, rows) if rows is not None else iter(answer)
    pieces = _triples(limited) if names is None else _solutions(names, limited)
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            frame(told, b"d", b"".join(held))
            held, size = [], 0
    frame(told, b"d", b"".join(held))
    frame(told, b"z", {"more": rows is not None and next(iter(answer), None) is not None})


class _Frames:
    """A file that sends what is written to it as frames."""

    def __init__(self, told: BinaryIO) -> None:
        self._told = told
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= CHUNK:
            self.end()
        return len(data)

    def flush(self) -> None:
        """The end of an answer is sent by `end`."""

    def end(self) -> None:
        """Send what is held."""
        frame(self._told, b"d", bytes(self._held))
        self._held.clear()


def _triples(answer: Iterator[Any]) -> Iterator[bytes]:
    for triple in answer:
        yield f"{triple} .\n".encode()


def _solutions(names: list[str], answer: Iterator[Any]) -> Iterator[bytes]:
    yield b'{"head":{"vars":' + json.dumps(names).encode() + b'},"results":{"bindings":['
    between = b""
    for row in answer:
        told = {name: _term(row[name]) for name in names if row[name] is not None}
        yield between + json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        between = b","
    yield b"]}}"


def _term(term: object) -> dict[str, Any]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Literal):
        told = {"type": "literal", "value": term.value}
        if term.language:
            return {**told, "xml:lang": term.language}
        return told if term.datatype.value == f"{XSD}string" else {**told, "datatype": term.datatype.value}
    assert isinstance(term, pyoxigraph.Triple)
    return {"type": "triple", "value": {"subject": _term(term.subject), "predicate": _term(term.predicate), "object": _term(term.object)}}


def frame(told: BinaryIO, letter: bytes, payload: bytes | Mapping[str, Any]) -> None:
    """Write one frame; a mapping goes as JSON."""
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    told.write(FRAME.pack(letter, len(data)))
    told.write(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
