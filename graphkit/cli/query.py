"""The command `query`: run SPARQL queries."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.listing import ListFormat, print_list
from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import one_text, plain, table
from graphkit.cli.refusals import refuse_unused
from graphkit.errors import UsageError, shortened
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.api import Graph
    from graphkit.store import Result


_CHOICES = "a query, --file F, --name Q; --list shows the named queries"
# Maximum rows of a table; other formats have all.
TABLE = 1000


class AnswerFormat(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


def query(
    context: typer.Context,
    sparql: Annotated[list[str] | None, typer.Argument(metavar="SPARQL", help="SPARQL query, or the name of a named query; - reads it from stdin.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="File with the query.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Name of a named query.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
    format: Annotated[AnswerFormat, typer.Option("--format", "-f", help="Output format.")] = AnswerFormat.TABLE,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Maximum run time of the query, in seconds.")] = 30.0,
    rows: Annotated[int | None, typer.Option("--rows", min=1, help=f"Maximum number of rows or triples; by default {TABLE:,} in a table and all in other formats.")] = None,
    conflict: ConflictOption = None,
    subject: Annotated[str | None, typer.Option("--subject", help="Only this actor as the subject of a named query (who-backs: the backer), by name or id.")] = None,
    object: Annotated[str | None, typer.Option("--object", help="Only this actor as the object of a named query (who-backs: the backed), by name or id.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Run a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE. The prefixes of graphkit are predeclared."""
    from graphkit.query import named_queries

    if list_:
        refuse_unused(context, "--list shows the named queries", "sparql", "file", "name", "timeout", "rows", "conflict", "subject", "object")
        if format not in (AnswerFormat.TABLE, AnswerFormat.CSV):
            raise UsageError(f"--list has the formats {' and '.join(ListFormat)}, not {format}")
        print_list(("name", "question"), ((q.name, q.title) for q in named_queries().values()), ListFormat(str(format)))
        return
    text = _text(sparql or [], file, name)
    opened = open_graph(graph, conflict)
    if subject or object:
        from graphkit.query import restricted_query

        text = restricted_query(text, opened.actors(), subject=subject, object_=object)
    shortened = rows is None and format is AnswerFormat.TABLE
    rows = TABLE if shortened else rows
    result = _answer(opened, text, timeout, rows)
    if format is not AnswerFormat.TABLE:
        for piece in result.pieces(str(format)):
            sys.stdout.buffer.write(piece)
    elif result.kind == "ask":
        typer.echo("yes" if result else "no")
    else:
        shown = [tuple("" if term is None else term.short for term in row) for row in result]
        table(result.variables, shown)
    if result.more:
        unit, whole = ("triple", "turtle") if result.kind == "graph" else ("row", "csv")
        sys.stderr.write(f"graphkit: there are more than the first {counted(rows or 0, unit)}{f'; --rows N shows N, --format {whole} prints all' if shortened else ''}\n")


def _answer(opened: Graph, text: str, timeout: float, rows: int | None) -> Result:
    """Return the answer; warnings about unknown terms are printed to stderr."""
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = opened.query(text, timeout=timeout, rows=rows)
    for warning in caught:
        sys.stderr.write(f"graphkit: {plain(str(warning.message))}\n")
    return result


def _text(given: Sequence[str], file: Path | None, name: str | None) -> str:
    """Return the SPARQL of the arguments; the first of several may be the name of a named query."""
    from graphkit.query import named_queries, named_query

    if name is None and len(given) > 1 and given[0] in named_queries():
        name, given = given[0], given[1:]
    if len(given) > 1:
        raise UsageError(f"one query is expected, but {len(given)} arguments are given, the second {shortened(given[1], 80)!r}; put the query in quotes")
    sparql = given[0] if given else None
    if name is None:
        return one_text(sparql, file, _CHOICES)
    known = named_query(name)
    if sparql is not None and "{" not in sparql and known.ends:
        raise UsageError(f"{shortened(sparql, 80)!r} is not SPARQL; an actor is given by --subject or --object: graphkit query --name {name} --object {shlex.quote(shortened(sparql, 80))}")
    if sparql is not None or file is not None:
        raise UsageError(f"give one of: {_CHOICES}")
    return known.sparql
