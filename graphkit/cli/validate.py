"""The command `validate`: check the graph against the shapes."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.cli.output import plain
from graphkit.plural import counted


def validate(
    everything: Annotated[bool, typer.Option("--all", help="Check every article.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Check the graph against the shapes of the ontology. By default, checks only articles that changed since the last check or failed it."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    found = opened.checked(everything=everything)
    quotes = {c.id: c.evidence[0].quote for c in opened.claims(out_of_force=True) if c.evidence} if found.violations else {}
    for violation in found.violations:
        typer.echo(plain(f"{violation.node}: {violation.message}"))
        quote = quotes.get(violation.node.rsplit("/", 1)[-1])
        if quote:
            typer.echo(plain(f'   "{quote}"'))
    typer.echo(counted(len(found.violations), "violation") if found.violations else "conforms")
    if found.checked < found.articles:
        typer.echo(f"{counted(found.checked, 'article')} of {found.articles:,} checked; the others have not changed since they were validated. To check all: graphkit validate --all")
    if found.violations:
        raise typer.Exit(1)
