"""Asking a store SPARQL: in this process, or in one that can be stopped."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph

from graphkit.errors import QueryError
from graphkit.rdf import PREFIXES
from graphkit.store.asking import Worker
from graphkit.store.exchange import Answer
from graphkit.store.guard import guard, has_word
from graphkit.store.ready import Rows
from graphkit.store.result import Result

TIMEOUT = 30.0
# The dataset's graph without a name; no absolute IRI, so that it can be none of them.
UNNAMED_GRAPH = "DEFAULT"
# The parser lists every letter that a name may go on with; a reader needs the words and signs.
_LETTERS = re.compile(r",? ?\['[^\]]*'\](?=,|$)")
_POSITION = re.compile(r"\s*(?:error )?at (\d+):(\d+):?\s*")


class Asked:
    """A store that is asked."""

    def __init__(self, store: pyoxigraph.Store | Callable[[], pyoxigraph.Store], folder: Path | None = None, worker: Worker | None = None) -> None:
        """Take the opened store, or what opens it when it is needed; where it stands, if it is not in memory only; and what answers of it within a time."""
        self._given, self._folder = store, folder
        self._worker = Worker(folder) if folder is not None else worker

    @functools.cached_property
    def _store(self) -> pyoxigraph.Store:
        return self._given() if callable(self._given) else self._given

    def query(self, sparql: str, *, timeout: float | None = TIMEOUT, rows: int | None = None) -> Result:
        """Answer a SPARQL query.

        The project's prefixes are known; the default graph is the union of all graphs
        unless the query says FROM. A named question is answered from the index, row by row, where the graph has one.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds until the query is stopped; None for no limit. With a limit, a
                graph on disk is asked in a process of its own.
            rows: at most so many rows or triples; None for all.

        Raises:
            QueryError: it does not parse, or asks for what is switched off.
            QueryTimeout: it took too long and was stopped.
        """
        guard(sparql)
        if (ready := self.ready(sparql, rows=rows, timeout=timeout)) is not None:
            return Result(ready)
        if timeout is None or self._worker is None:
            return Result(self.run(sparql))
        return answered(self._worker.ask(sparql, timeout=timeout, rows=rows))

    def ready(self, sparql: str, *, rows: int | None = None, timeout: float | None = None) -> Rows | None:
        """The answer to a named question, from what is kept ready for it; None where nothing is.

        Args:
            sparql: the query.
            rows: at most so many rows; None for all.
            timeout: seconds of work until reading the rows fails with `QueryTimeout`; None for no limit.
        """
        return None

    def run(
        self, sparql: str, *, default: Sequence[str] | None = None, named: Sequence[str] | None = None
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """The engine's own answer, in this process and without a limit of time.

        Args:
            sparql: the query.
            default, named: IRIs of the graphs of the dataset, where the request gives it, or
                `UNNAMED_GRAPH`; the query's own FROM counts for less (SPARQL 1.1 Protocol, 2.1.4).

        Raises:
            QueryError: it does not parse, or asks for what is switched off.
        """
        guard(sparql)
        more: dict[str, Any] = {}
        if default or named:
            more = {"default_graph": [graph_named(g) for g in default or ()], "named_graphs": [graph_named(g) for g in named or ()]}
        else:
            more = {"use_default_graph_as_union": not has_word(sparql, "FROM")}
        try:
            return self._store.query(sparql, prefixes=PREFIXES, **more)
        except SyntaxError as error:
            raise QueryError(explained(str(error))) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error


def graph_named(name: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    """The graph of an IRI, or the one without a name.

    Raises:
        QueryError: it is no IRI.
    """
    try:
        return pyoxigraph.DefaultGraph() if name == UNNAMED_GRAPH else pyoxigraph.NamedNode(name)
    except ValueError as error:
        raise QueryError(f"{name!r} is no IRI of a graph: {error}") from error


def answered(answer: Answer) -> Result:
    """A worker's answer as a `Result`."""
    if answer.kind == "graph":
        return Result(_triples(answer.data), more=answer.more)
    parsed = pyoxigraph.parse_query_results(answer.data, format=pyoxigraph.QueryResultsFormat.JSON)
    return Result(parsed, more=answer.more)


def _triples(data: bytes) -> list[pyoxigraph.Triple]:
    return [q.triple for q in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)]


def explained(message: str, what: str = "the query") -> str:
    """A parser's message with line and column in front, on one line."""
    text = _LETTERS.sub("", " ".join(message.split()))
    place = _POSITION.search(text)
    if place is None:
        return f"{what} does not parse: {text}"
    # At a word that it does not know the parser expects "[_]", which says nothing.
    return f"{what} does not parse at line {place.group(1)}, column {place.group(2)}: {text[place.end() :].replace('expected [_]', 'there is a mistake here or before it')}"
