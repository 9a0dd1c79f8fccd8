"""The command `view`: write the interactive network as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import page_file, write


def view(
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option("--title", help="Heading of the page.")] = "Alliance graph",
    strongest: Annotated[int | None, typer.Option("--strongest", min=1, help="Include only this many pairs of actors, those with the most claims; for large graphs.")] = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write the interactive network as one offline HTML file."""
    page_file(output)
    write(open_graph(graph, conflict).page(title=title, strongest=strongest).encode("utf-8"), output)
    if str(output) != "-":
        typer.echo(f"Open it in a browser: {output}")
