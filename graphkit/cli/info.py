"""The command `info`: print statistics about the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption

if TYPE_CHECKING:
    pass


def info(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Print statistics about the graph."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    typer.echo(f"Graph in {graph}")
    for what, number in opened.info().items():
        typer.echo(f"  {what:9} {number:>9,}")
