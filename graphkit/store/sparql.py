"""Query a store with SPARQL, in this process or in a worker process that can be stopped."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph

from graphkit.errors import QueryError
from graphkit.rdf import PREFIXES
from graphkit.store.guard import guard, has_word
from graphkit.store.named import Rows
from graphkit.store.protocol import Answer
from graphkit.store.result import Result
from graphkit.store.syntax import parser_message
from graphkit.store.worker_client import Worker

TIMEOUT = 30.0
# Stands for the default graph; not an absolute IRI, so that it cannot clash with a named graph.
UNNAMED_GRAPH = "DEFAULT"


class SparqlView:
    """A store that can be queried."""

    def __init__(self, store: pyoxigraph.Store | Callable[[], pyoxigraph.Store], folder: Path | None = None, worker: Worker | None = None) -> None:
        """Take the opened store, or a function that opens it on first use; its folder unless it is in memory; and the worker for queries with a timeout."""
        self._source, self._folder = store, folder
        self._worker = Worker(folder) if folder is not None else worker

    @functools.cached_property
    def _store(self) -> pyoxigraph.Store:
        return self._source() if callable(self._source) else self._source

    def query(self, sparql: str, *, timeout: float | None = TIMEOUT, rows: int | None = None) -> Result:
        """Run a SPARQL query.

        The project's prefixes are predefined; the default graph is the union of all graphs
        unless the query has FROM. Named queries are answered from the index, row by row, if there is one.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds until the query is stopped; None for no limit. With a limit of time or
                rows, a graph on disk is queried in a worker process.
            rows: maximum rows or triples; None for all.

        Raises:
            QueryError: it does not parse, or uses a disabled feature.
            QueryTimeout: it exceeded the timeout and was stopped.
        """
        guard(sparql)
        if (named := self.named_result(sparql, rows=rows, timeout=timeout)) is not None:
            return Result(named, ask=lambda: self.named_result(sparql, rows=rows, timeout=timeout) or self.run(sparql))
        if self._worker is None or (timeout is None and rows is None):
            # Over no data, to know its form without the work.
            form = _answer(pyoxigraph.Store(), sparql)
            return Result(self.run(sparql) if isinstance(form, pyoxigraph.QueryBoolean) else form, ask=lambda: self.run(sparql))
        return result_of(self._worker.ask(sparql, timeout=math.inf if timeout is None else timeout, rows=rows))

    def named_result(self, sparql: str, *, rows: int | None = None, timeout: float | None = None) -> Rows | None:
        """Return the precomputed answer to a named query; None if there is none.

        Args:
            sparql: the query.
            rows: maximum rows; None for all.
            timeout: seconds of work until reading the rows fails with `QueryTimeout`; None for no limit.
        """
        return None

    def run(
        self, sparql: str, *, default: Sequence[str] | None = None, named: Sequence[str] | None = None
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """Run a query in this process without a timeout and return the engine's own result.

        Args:
            sparql: the query.
            default, named: IRIs of the graphs of the dataset, if the request specifies it, or
                `UNNAMED_GRAPH`; they override the query's FROM (SPARQL 1.1 Protocol, 2.1.4).

        Raises:
            QueryError: it does not parse, or uses a disabled feature.
        """
        guard(sparql)
        dataset: dict[str, Any] = {}
        if default or named:
            dataset = {"default_graph": [graph_named(g) for g in default or ()], "named_graphs": [graph_named(g) for g in named or ()]}
        else:
            dataset = {"use_default_graph_as_union": not has_word(sparql, "FROM")}
        return _answer(self._store, sparql, **dataset)


def _answer(store: pyoxigraph.Store, sparql: str, **dataset: Any) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    try:
        return store.query(sparql, prefixes=PREFIXES, **dataset)
    except SyntaxError as error:
        raise QueryError(parser_message(error, "the query", sparql, lambda text: pyoxigraph.Store().query(text, prefixes=PREFIXES))) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def graph_named(name: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    """Return the graph with this IRI, or the default graph.

    Raises:
        QueryError: it is not an IRI.
    """
    try:
        return pyoxigraph.DefaultGraph() if name == UNNAMED_GRAPH else pyoxigraph.NamedNode(name)
    except ValueError as error:
        raise QueryError(f"{name!r} is not the IRI of a graph: {error}") from error


def result_of(answer: Answer) -> Result:
    """Convert a worker's answer to a `Result`."""
    if answer.kind == "graph":
        return Result(_triples(answer.data), more=answer.more)
    return Result(_parsed(answer.data), more=answer.more, ask=lambda: _parsed(answer.data))


def _parsed(data: bytes) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean:
    return pyoxigraph.parse_query_results(data, format=pyoxigraph.QueryResultsFormat.JSON)


def _triples(data: bytes) -> list[pyoxigraph.Triple]:
    return [q.triple for q in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)]
