"""The command `check`: compare the direct triples and the index with the claims, and the actors with the list."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ActorsOption, GraphOption
from graphkit.plural import counted


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Restore the direct triples from the claims, rebuild the index, and add missing links of actors.")] = False,
    actors: ActorsOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Verify direct triples, index and links of actors.

    The direct triples must match the active claims, the index must match the graph, and listed actors must have the
    state or organization that the list names (gk:partOf, gk:country); graphs of older versions lack it.
    """
    from graphkit.api import Graph, mend
    from graphkit.errors import StoreError, StoreMissing
    from graphkit.resolve.gazetteer import load_gazetteer
    from graphkit.store import Store

    listed = [entry.actor for entry in load_gazetteer(actors or ()).entries.values()]

    busy = Store.open(graph).is_being_written
    try:
        wrong = Graph.open(graph).index_drift()
    except StoreError as error:
        if not repair or isinstance(error, StoreMissing):
            raise
        # `mend` rebuilds a damaged index; other errors are raised again.
        typer.echo("the index cannot be read and is rebuilt")
        wrong = 0
    busy = wrong > 0 and (busy or Store.open(graph).is_being_written)
    missing, spare = mend(graph) if repair else Graph.open(graph).drift()
    unlinked = Store.open(graph).view().unlinked(listed)
    if repair and unlinked:
        with Store.open(graph).writer() as writer:
            writer.add_links(listed)
    if missing or spare:
        typer.echo(f"{counted(missing, 'direct triple')} missing, {spare:,} too many{'; repaired' if repair else ''}")
    else:
        typer.echo("the direct triples match the claims")
    if busy and not repair:
        typer.echo("the index is being written by another process; check it again when that is done")
        wrong = 0
    else:
        typer.echo(f"{counted(wrong, 'row')} of the index wrong{'; repaired' if repair else ''}" if wrong else "the index matches the graph")
    if unlinked:
        typer.echo(f"{counted(unlinked, 'actor')} without the state or organization that the list of actors names{'; repaired' if repair else ''}")
    if not repair and (missing or spare or wrong or unlinked):
        typer.echo("Repair it: graphkit check --repair")
        raise typer.Exit(1)
