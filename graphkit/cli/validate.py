"""The command `validate`: the graph against the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.cli.output import plain
from graphkit.plural import counted

if TYPE_CHECKING:
    pass


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
