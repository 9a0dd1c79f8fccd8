"""The command `view`: write the interactive network as one HTML file."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import page_file, write
from graphkit.errors import UsageError


def view(
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option("--title", help="Heading of the page.")] = "Alliance graph",
    strongest: Annotated[int | None, typer.Option("--strongest", min=1, help="Include only this many pairs of actors, those with the most claims; for large graphs.")] = None,
    actor: Annotated[list[str] | None, typer.Option("--actor", metavar="NAME", help="Include only the claims between the actors named in this way, by name or id; give it at least twice.")] = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write the interactive network as one offline HTML file."""
    page_file(output)
    if actor is not None and len(actor) < 2:
        raise UsageError(f"--actor {actor[0]}: give at least two actors, each with --actor; graphkit explain {shlex.quote(actor[0])} shows the claims about one")
    if actor is not None and strongest is not None:
        raise UsageError("--actor and --strongest exclude each other; give one of them")
    write(open_graph(graph, conflict).page(title=title, strongest=strongest, between=actor or ()).encode("utf-8"), output, "Open it in a browser")
