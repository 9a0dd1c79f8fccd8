"""The command `check`: the direct triples against the claims."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.plural import counted


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Make the direct triples what the claims give.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Prove that the direct triples are what the active claims give."""
    from graphkit.api import Graph, mend

    missing, spare = mend(graph) if repair else Graph.open(graph).drift()
    if not missing and not spare:
        typer.echo("the direct triples are what the claims give")
        return
    typer.echo(f"{counted(missing, 'direct triple')} missing, {spare:,} too many{'; repaired' if repair else ''}")
    if not repair:
        typer.echo("Repair them: graphkit check --repair")
        raise typer.Exit(1)
