"""Commands that ask a graph: query, info, validate."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.cli.output import plain, table
from graphkit.errors import QueryError, UsageError


class AnswerFormat(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


def query(
    sparql: Annotated[str | None, typer.Argument(metavar="[SPARQL]", help="The query; - reads it from stdin.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file that holds the query.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="One of the named queries.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
    format: Annotated[AnswerFormat, typer.Option("--format", "-f", help="How to print the answer.")] = AnswerFormat.TABLE,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds the query may take.")] = 30.0,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT, DESCRIBE. The project's prefixes are known."""
    from graphkit.query import named_queries

    if list_:
        table(("name", "question"), ((q.name, q.title) for q in named_queries().values()))
        return
    text = _text(sparql, file, name)
    from graphkit.api import Graph

    result = Graph.open(graph).query(text, timeout=timeout)
    if format is not AnswerFormat.TABLE:
        sys.stdout.buffer.write(result.serialize(str(format)))
    elif result.kind == "ask":
        typer.echo("yes" if result else "no")
    else:
        rows = [tuple("" if term is None else term.short for term in row) for row in result]
        table(result.variables, rows)


def _text(sparql: str | None, file: Path | None, name: str | None) -> str:
    from graphkit.query import named_query

    if sum(given is not None for given in (sparql, file, name)) != 1:
        raise UsageError("give one of: a query, --file F, --name Q; --list shows the named queries")
    if name is not None:
        return named_query(name).sparql
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{file} cannot be read as text: {error}") from error
    return sys.stdin.read() if sparql == "-" else str(sparql)


def info(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Say what is in the graph."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    typer.echo(f"Graph in {graph}")
    for what, number in opened.info().items():
        typer.echo(f"  {what:9} {number:>9,}")


def validate(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Check the graph against the shapes of the ontology."""
    from graphkit.api import Graph

    violations = Graph.open(graph).validate()
    for violation in violations:
        typer.echo(plain(f"{violation.node}: {violation.message}"))
    typer.echo("conforms" if not violations else f"{len(violations)} violations")
    if violations:
        raise typer.Exit(1)
