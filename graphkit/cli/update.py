"""The command `update`: run a SPARQL Update."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption
from graphkit.cli.output import one_text


def update(
    sparql: Annotated[str | None, typer.Argument(metavar="UPDATE", help="SPARQL update; - reads it from stdin.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="File with the update.")] = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Change the graph with SPARQL Update. An update that violates the shapes is refused as a whole."""
    from graphkit.api import update as changed

    done = changed(one_text(sparql, file, "an update, --file F"), graph=graph)
    typer.echo("updated" if done else "nothing changed: no pattern matched, the graph already had this state, or only direct triples were given, which are derived from the claims")
