"""The command `check`: compare the direct triples and the index with the claims."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.plural import counted


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Restore the direct triples from the claims and rebuild the index.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Verify the direct triples and the index. The direct triples must match the active claims, and the index must match the graph."""
    from graphkit.api import Graph, mend
    from graphkit.errors import StoreError, StoreMissing

    try:
        wrong = Graph.open(graph).index_drift()
    except StoreError as error:
        if not repair or isinstance(error, StoreMissing):
            raise
        # `mend` rebuilds a damaged index; other errors are raised again.
        typer.echo("the index cannot be read and is rebuilt")
        wrong = 0
    missing, spare = mend(graph) if repair else Graph.open(graph).drift()
    if missing or spare:
        typer.echo(f"{counted(missing, 'direct triple')} missing, {spare:,} too many{'; repaired' if repair else ''}")
    else:
        typer.echo("the direct triples match the claims")
    typer.echo(f"{counted(wrong, 'row')} of the index wrong{'; repaired' if repair else ''}" if wrong else "the index matches the graph")
    if not repair and (missing or spare or wrong):
        typer.echo("Repair it: graphkit check --repair")
        raise typer.Exit(1)
