"""Query results: rows of terms, a boolean or triples, with their standard formats."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

import pyoxigraph

from graphkit.errors import UnknownFormat, check_text, one_of
from graphkit.rdf import PREFIXES
from graphkit.store.dump import sort_prefixes
from graphkit.store.named import Rows
from graphkit.store.term import Term

_ROWS = {
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
}
_KINDS = {"select": "a SELECT", "ask": "an ASK", "graph": "a CONSTRUCT or DESCRIBE"}
_TRIPLES = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
# Answers of the engine, and rows answered from the index.
Found = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples | list[pyoxigraph.Triple] | Rows


class Result:
    """The result of one query. It can be read several times, as rows or in a standard format.

    Attributes:
        kind: `select`, `ask` or `graph`.
        variables: column names; subject, predicate, object for a graph.
    """

    def __init__(self, answer: Found, *, more: bool = False, ask: Callable[[], Found] | None = None) -> None:
        """Take an answer and how to get it again.

        Args:
            answer: the answer, or an unread one of the same form.
            more: whether it has more rows than were asked for; ignored for `Rows`, which know it themselves.
            ask: returns an answer for each reading, in the thread that reads: answers of the engine are read once, and
                must not leave their thread. None to read `answer` itself, once.
        """
        self._ask: Callable[[], Found] = (lambda: answer) if ask is None or isinstance(answer, pyoxigraph.QueryBoolean) else ask
        self._more, self._rows, self._is_read = more, answer if isinstance(answer, Rows) else None, False
        if isinstance(answer, Rows):
            self.kind, self.variables = "select", answer.variables
        elif isinstance(answer, pyoxigraph.QuerySolutions):
            self.kind, self.variables = "select", tuple(v.value for v in answer.variables)
        elif isinstance(answer, pyoxigraph.QueryBoolean):
            self.kind, self.variables = "ask", ()
        else:
            self.kind, self.variables = "graph", ("subject", "predicate", "object")

    def __repr__(self) -> str:
        return f"<Result {self.kind}{''.join(f' ?{name}' for name in self.variables)}>"

    @property
    def more(self) -> bool:
        """Whether rows were cut off at the limit."""
        if self._rows is None:
            return self._more
        if not self._is_read:
            # Known after the last row.
            deque(self, maxlen=0)
        return self._rows.more

    def __bool__(self) -> bool:
        """Return the answer to ASK; for other kinds, whether there is a row."""
        return bool(self._ask()) if self.kind == "ask" else next(iter(self), None) is not None

    def _read(self) -> Found:
        """Return an answer to read."""
        answer = self._ask()
        if isinstance(answer, Rows):
            self._rows, self._is_read = answer, True
        return answer

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Iterate over the rows."""
        answer = self._read()
        if isinstance(answer, pyoxigraph.QueryBoolean):
            yield (Term("true" if answer else "false", "literal"),)
            return
        if isinstance(answer, Rows):
            yield from answer
            return
        for row in answer:
            if isinstance(row, pyoxigraph.Triple):
                yield _term(row.subject), _term(row.predicate), _term(row.object)
            else:
                yield tuple(_term(row[name]) for name in self.variables)

    def serialize(self, format: str) -> bytes:
        """Return the result in a standard format.

        Args:
            format: csv, tsv, json, xml for rows and ASK; turtle, ntriples,
                jsonld, rdfxml for graphs.

        Raises:
            UnknownFormat: this kind of result has no such format.
        """
        return b"".join(self.pieces(check_text("format is a name", format)))

    def pieces(self, format: str) -> Iterator[bytes]:
        """Yield the result in a standard format in chunks; rows from the index are not all held in memory.

        Raises:
            UnknownFormat: this kind of result has no such format.
        """
        known = _TRIPLES if self.kind == "graph" else _ROWS
        if format not in known:
            raise UnknownFormat(f"the answer to {_KINDS[self.kind]} has no format {format!r}; it has {one_of(known)}")
        answer = self._read()
        return answer.serialize(_ROWS[format]) if isinstance(answer, Rows) else iter((_whole(answer, format),))


def _whole(answer: Found, format: str) -> bytes:
    assert not isinstance(answer, Rows)
    if isinstance(answer, pyoxigraph.QueryTriples | list):
        triples = sorted(set(answer), key=str)
        made = pyoxigraph.serialize(triples, format=_TRIPLES[format], prefixes=PREFIXES)
        return sort_prefixes(made or b"", format)
    if isinstance(answer, pyoxigraph.QueryBoolean) and format in ("csv", "tsv"):
        return b"true\n" if answer else b"false\n"
    return answer.serialize(format=_ROWS[format]) or b""


def _term(term: object) -> Term | None:
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return Term(term.value, "iri")
    if isinstance(term, pyoxigraph.Literal):
        return Term(term.value, "literal", term.datatype.value, term.language)
    return Term(str(term), "bnode")
