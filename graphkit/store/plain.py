"""Answers as plain text: a hundred thousand rows are not wrapped one by one."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph

from graphkit.store.view import View


def plain_rows(view: View, query: str) -> Iterator[tuple[str, ...]]:
    """Rows of a SELECT, in this process and without a limit of time: IRIs and values as text, "" where there is none.

    Args:
        view: the graph.
        query: SPARQL.
    """
    answer = view.run(query)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    for row in answer:
        yield tuple(term.value if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal) else "" for term in row)
