"""Commands that ask a graph: query, info, validate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import one_text, plain, table
from graphkit.days import worded
from graphkit.errors import UsageError
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.model import Claim


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
    rows: Annotated[int | None, typer.Option("--rows", min=1, help="At most so many rows or triples.")] = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT, DESCRIBE. The project's prefixes are known."""
    from graphkit.query import named_queries

    if list_:
        table(("name", "question"), ((q.name, q.title) for q in named_queries().values()))
        return
    text = _text(sparql, file, name)
    result = open_graph(graph, conflict).query(text, timeout=timeout, rows=rows)
    if format is not AnswerFormat.TABLE:
        sys.stdout.buffer.write(result.serialize(str(format)))
    elif result.kind == "ask":
        typer.echo("yes" if result else "no")
    else:
        shown = [tuple("" if term is None else term.short for term in row) for row in result]
        table(result.variables, shown)
    if result.more:
        sys.stderr.write(f"graphkit: there is more than the first {counted(rows or 0, 'row')}\n")


def _text(sparql: str | None, file: Path | None, name: str | None) -> str:
    from graphkit.query import named_query

    if name is None:
        return one_text(sparql, file, "a query, --file F, --name Q; --list shows the named queries")
    if sparql is not None or file is not None:
        raise UsageError("give one of: a query, --file F, --name Q; --list shows the named queries")
    return named_query(name).sparql


def explain(
    first: Annotated[str, typer.Argument(metavar="SUBJECT", help="An actor, named as you would: uae.")],
    second: Annotated[str, typer.Argument(metavar="OBJECT", help="The other actor: haftar.")],
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Show every claim between two actors: quotes, sources, and what the text called them."""
    from graphkit.api import Graph

    found = Graph.open(graph).explain(first, second)
    names = {found.first.id: found.first.name, found.second.id: found.second.name}
    typer.echo(plain(f"{found.first.name} and {found.second.name}: {counted(len(found.claims), 'claim')}, {counted(found.outlets, 'outlet')}"))
    for number, claim in enumerate(found.claims, 1):
        article = found.articles[claim.article]
        source = ", ".join(str(part) for part in (article.outlet, article.published, article.title) if part)
        no = "" if claim.polarity == "positive" else "not "
        typer.echo(plain(f"\n{number}. {names[claim.subject]} {no}{claim.predicate} {names[claim.object]} ({claim.status})"))
        typer.echo(plain(f'   "{claim.evidence[0].quote}"'))
        typer.echo(plain(f"   source      {source or article.id}"))
        for label, value in _details(claim):
            typer.echo(plain(f"   {label:11} {value}"))
    for stated, denied in found.contested:
        typer.echo(plain(f"\nContested: claim {found.claims.index(stated) + 1} against {found.claims.index(denied) + 1}"))


def _details(claim: Claim) -> Iterator[tuple[str, str]]:
    """What the text called both ends, what set the status, who said so, when, how sure."""
    yield "in words", f"{claim.subject_mention!r} -> {claim.object_mention!r}"
    if claim.cue:
        yield "status from", repr(claim.cue)
    if claim.attribution_text or claim.attributed_to:
        yield "said by", claim.attribution_text or str(claim.attributed_to)
    if claim.support_types:
        yield "support", ", ".join(claim.support_types)
    if when := worded(claim.valid):
        yield "when", when
    yield "confidence", f"{claim.confidence:.2f}, {claim.extractor}"


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

    opened = Graph.open(graph)
    violations = opened.validate()
    quotes = {c.id: c.evidence[0].quote for c in opened.claims() if c.evidence} if violations else {}
    for violation in violations:
        typer.echo(plain(f"{violation.node}: {violation.message}"))
        quote = quotes.get(violation.node.rsplit("/", 1)[-1])
        if quote:
            typer.echo(plain(f'   "{quote}"'))
    typer.echo("conforms" if not violations else counted(len(violations), "violation"))
    if violations:
        raise typer.Exit(1)
