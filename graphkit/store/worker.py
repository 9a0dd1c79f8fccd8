"""The worker process that runs queries over one graph: `python -m graphkit.store.worker FOLDER MEMORY`.

The engine cannot be interrupted during joins and sorts; a process can be killed. It reads
one JSON object per line on stdin (`query`, `rows`, `default`, `named`; `within`, the keys of
the articles to query; and `state`, a number that the client changes when it finds the graph changed,
in place of the worker's own look at the files) and writes frames on stdout: a letter, a length, and a payload.
`h` starts an answer, `d` is data (SPARQL 1.1 JSON results, or N-Triples), `e` is an error,
`z` ends the answer.

With `formats`, which names a format for each kind of answer, the data are in that format, or
omitted if it is null; the final frame then lists the `unknown` names of the query.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyoxigraph

from graphkit.errors import GraphkitError, QueryError
from graphkit.rdf import XSD
from graphkit.store.fingerprint import fingerprint
from graphkit.store.guard import guard
from graphkit.store.orphan import end_with_parent
from graphkit.store.protocol import FRAME
from graphkit.store.result import Result
from graphkit.store.store import Store
from graphkit.store.unknown_terms import unknown_terms
from graphkit.store.view import View

CHUNK = 1 << 16
_STRING = f"{XSD}string"


def main(folder: Path, memory: int, stdin: BinaryIO, pipe: BinaryIO) -> None:
    """Answer requests until stdin ends, within `memory` bytes of address space."""
    seen: object = None
    view: View | None = None

    def handle(request: Mapping[str, Any]) -> None:
        nonlocal seen, view
        state = request.get("state")
        now = (fingerprint(folder) if state is None else state, request.get("within"))
        if view is None or now != seen:
            whole = Store.open(folder).view()
            view, seen = whole if now[1] is None else whole.within(now[1]), now
        _answer(view, request, pipe)

    serve(memory, stdin, pipe, handle)


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Open standard input and output with buffers, even if the environment disables them: each write wakes the reader."""
    return open(0, "rb", buffering=CHUNK, closefd=False), open(1, "wb", buffering=2 * CHUNK, closefd=False)  # open for as long as the process runs


def serve(memory: int, stdin: BinaryIO, pipe: BinaryIO, handle: Callable[[Mapping[str, Any]], None]) -> None:
    """Handle requests until stdin ends; errors are reported to the client. An empty request is answered at once."""
    _limit_memory(memory)
    for line in stdin:
        try:
            request = json.loads(line)
            if request:
                handle(request)
            else:
                write_frame(pipe, b"z", {"more": False})
        except GraphkitError as error:
            write_frame(pipe, b"e", {"error": type(error).__name__, "message": str(error)})
        except (MemoryError, OSError, RuntimeError, ValueError) as error:
            write_frame(pipe, b"e", {"error": QueryError.__name__, "message": f"it cannot be answered: {error}"})
        pipe.flush()


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:
        # Not available on every system; there only the timeout limits a query.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def _answer(view: View, request: Mapping[str, Any], pipe: BinaryIO) -> None:
    named = None if request.get("default") or request.get("named") else view.named_result(request["query"], rows=request.get("rows"))
    if named is not None:
        guard(request["query"])
        write_frame(pipe, b"h", {"kind": "select"})
        wanted = (request.get("formats") or {}).get("select", "json")
        for piece in named.json() if wanted == "json" else Result(named).pieces(wanted) if wanted else ():
            write_frame(pipe, b"d", piece)
        # A named query may refer to an actor that the graph does not have.
        write_frame(pipe, b"z", {"more": named.more, "unknown": unknown_terms(request["query"], view.knows) if request.get("formats") else []})
        return
    answer = view.run(request["query"], default=request.get("default"), named=request.get("named"))
    kind = "ask" if isinstance(answer, pyoxigraph.QueryBoolean) else "select" if isinstance(answer, pyoxigraph.QuerySolutions) else "graph"
    write_frame(pipe, b"h", {"kind": kind})
    rows, formats = request.get("rows"), request.get("formats")
    if formats is not None:
        more = formats[kind] is not None and _send_formatted(answer, rows, formats[kind], pipe)
        write_frame(pipe, b"z", {"more": more, "unknown": unknown_terms(request["query"], view.knows)})
        return
    if kind == "ask":
        write_frame(pipe, b"d", json.dumps({"head": {}, "boolean": bool(answer)}).encode())
    elif rows is None:
        _send_all(answer, pipe)
    write_frame(pipe, b"z", {"more": kind != "ask" and rows is not None and _send_rows(answer, rows, pipe)})


def _convert(data: bytes, format: str) -> bytes:
    """Convert JSON results to another format."""
    return Result(pyoxigraph.parse_query_results(data, format=pyoxigraph.QueryResultsFormat.JSON)).serialize(format)


def _send_formatted(answer: Any, rows: int | None, format: str, pipe: BinaryIO) -> bool:
    """Send an answer in a format; return whether rows were cut off."""
    if isinstance(answer, pyoxigraph.QuerySolutions) and format == "json":
        return _send_rows(answer, rows, pipe)
    limited = _Limited(answer, rows)
    if isinstance(answer, pyoxigraph.QuerySolutions):
        write_frame(pipe, b"d", _convert(b"".join(_solutions([v.value for v in answer.variables], limited)), format))
    else:
        write_frame(pipe, b"d", Result(answer if isinstance(answer, pyoxigraph.QueryBoolean) else list(limited)).serialize(format))
    return limited.more


def _send_all(answer: Any, pipe: BinaryIO) -> None:
    """Send a complete answer with the engine's own serializer."""
    out = _FrameWriter(pipe)
    wanted = pyoxigraph.QueryResultsFormat.JSON if isinstance(answer, pyoxigraph.QuerySolutions) else pyoxigraph.RdfFormat.N_TRIPLES
    answer.serialize(cast("IO[bytes]", out), format=wanted)
    out.end()


def _send_rows(answer: Any, rows: int | None, pipe: BinaryIO) -> bool:
    """Send at most `rows` rows or triples of an answer; return whether there are more."""
    limited = _Limited(answer, rows)
    pieces = _solutions([v.value for v in answer.variables], limited) if isinstance(answer, pyoxigraph.QuerySolutions) else _triples(limited)
    buffer: list[bytes] = []
    size = 0
    for piece in pieces:
        buffer.append(piece)
        size += len(piece)
        if size >= CHUNK:
            write_frame(pipe, b"d", b"".join(buffer))
            buffer, size = [], 0
    write_frame(pipe, b"d", b"".join(buffer))
    return limited.more


class _Limited:
    """At most `rows` rows of an answer, or all for None; afterwards `more` is whether rows were cut off."""

    def __init__(self, answer: Any, rows: int | None) -> None:
        self._answer, self._rows = answer, rows
        self.more = False

    def __iter__(self) -> Iterator[Any]:
        left = sys.maxsize if self._rows is None else self._rows
        for row in self._answer:
            # Checked only when another row arrives: asking an exhausted engine takes as long as several rows.
            if not left:
                self.more = True
                return
            left -= 1
            yield row


class _FrameWriter:
    """A file object that sends what is written to it as frames."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._buffer = bytearray()

    def write(self, data: bytes) -> int:
        self._buffer += data
        if len(self._buffer) >= CHUNK:
            self.end()
        return len(data)

    def flush(self) -> None:
        """Do nothing; `end` sends the rest."""

    def end(self) -> None:
        """Send the buffered data."""
        write_frame(self._pipe, b"d", bytes(self._buffer))
        self._buffer.clear()


def _triples(answer: Iterable[Any]) -> Iterator[bytes]:
    for triple in answer:
        yield f"{triple} .\n".encode()


def _solutions(names: list[str], answer: Iterable[Any]) -> Iterator[bytes]:
    yield b'{"head":{"vars":' + json.dumps(names, ensure_ascii=False).encode() + b'},"results":{"bindings":['
    heads = [f"{_quoted(name)}:" for name in names]
    between = ""
    for row in answer:
        # Unbound variables are omitted from a row.
        cells = ",".join([head + _term(value) for head, value in zip(heads, row, strict=True) if value is not None])
        yield f"{between}{{{cells}}}".encode("utf-8", "replace")
        between = ","
    yield b"]}}"


def _term(term: object) -> str:
    """Encode a term for SPARQL 1.1 JSON results; takes a fifth of the time of the json module."""
    if type(term) is pyoxigraph.NamedNode:
        return f'{{"type":"uri","value":{_quoted(term.value)}}}'
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return f'{{"type":"literal","value":{_quoted(term.value)},"xml:lang":{_quoted(term.language)}}}'
        datatype = term.datatype.value
        more = "" if datatype == _STRING else f',"datatype":{_quoted(datatype)}'
        return f'{{"type":"literal","value":{_quoted(term.value)}{more}}}'
    if isinstance(term, pyoxigraph.BlankNode):
        return f'{{"type":"bnode","value":{_quoted(term.value)}}}'
    assert isinstance(term, pyoxigraph.Triple)
    parts = ",".join(f'"{name}":{_term(part)}' for name, part in (("subject", term.subject), ("predicate", term.predicate), ("object", term.object)))
    return f'{{"type":"triple","value":{{{parts}}}}}'


def write_frame(pipe: BinaryIO, letter: bytes, payload: bytes | Mapping[str, Any]) -> None:
    """Write one frame; a mapping is encoded as JSON."""
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    pipe.write(FRAME.pack(letter, len(data)))
    pipe.write(data)


if __name__ == "__main__":
    end_with_parent()
    main(Path(sys.argv[1]), int(sys.argv[2]), *pipes())
