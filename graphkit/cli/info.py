"""The command `info`: print statistics about the graph."""

from __future__ import annotations

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph


def info(conflict: ConflictOption = None, graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Print statistics about the graph."""
    opened = open_graph(graph, conflict)
    typer.echo(f"Graph in {graph}")
    for what, number in opened.info().items():
        typer.echo(f"  {what:9} {number:>9,}")
