"""Query results: rows of terms, a boolean or triples, with their standard formats."""

from __future__ import annotations

from collections.abc import Iterator

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


class Result:
    """The result of one query; it can be read once, as rows or in a standard format.

    Attributes:
        kind: `select`, `ask` or `graph`.
        variables: column names; subject, predicate, object for a graph.
    """

    def __init__(
        self,
        answer: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples | list[pyoxigraph.Triple] | Rows,
        *,
        more: bool = False,
        view: object = None,
    ) -> None:
        """Take the engine's result, or rows answered from the index; and the view, whose files are open as long as it exists."""
        self._answer, self._more, self._view = answer, more, view
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
        """Whether rows were cut off at the limit; known once all rows are read."""
        return self._answer.more if isinstance(self._answer, Rows) else self._more

    def __bool__(self) -> bool:
        """Return the answer to ASK; for other kinds, whether a row is left."""
        return bool(self._answer) if self.kind == "ask" else next(iter(self), None) is not None

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Iterate over the rows."""
        answer = self._answer
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
        return self._answer.serialize(_ROWS[format]) if isinstance(self._answer, Rows) else iter((self._whole(format),))

    def _whole(self, format: str) -> bytes:
        answer = self._answer
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
