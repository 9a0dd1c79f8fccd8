"""Commands that take the graph elsewhere: export and view."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.cli.output import table, write


class Part(StrEnum):
    """Parts of a graph."""

    DIRECT = "direct"
    CLAIMS = "claims"
    ALL = "all"


def export(
    format: Annotated[str, typer.Option("--format", "-f", help="Which format; --list shows them.")] = "turtle",
    part: Annotated[Part, typer.Option("--part", help="Direct relations, claims, or all.")] = Part.ALL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; stdout without it.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write the graph in a format: RDF, GraphML, GEXF, CSV, ... The same graph gives the same bytes."""
    if list_:
        from graphkit.export import exporters

        table(("format", "what it is"), ((name, _told(exporter)) for name, exporter in exporters().items()))
        return
    from graphkit.api import Graph

    write(Graph.open(graph).export(format, part=str(part)), output)


def _told(exporter: Callable[..., bytes]) -> str:
    return (exporter.__doc__ or "").strip().splitlines()[0]


def view(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option("--title", help="Heading of the page.")] = "Alliance graph",
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write the interactive network as one HTML file that opens without network."""
    from graphkit.api import Graph

    write(Graph.open(graph).page(title=title).encode("utf-8"), output)
    if str(output) != "-":
        typer.echo(f"Open it in a browser: {output}")
