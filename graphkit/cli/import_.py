"""The command `import`: add articles of other graphs, from RDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption
from graphkit.cli.output import plain
from graphkit.errors import UsageError
from graphkit.plural import counted


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="RDF files: .ttl .nt .nq .trig .jsonld .rdf")],
    format: Annotated[str | None, typer.Option("--format", "-f", help="Format, if the file name ending does not determine it.")] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Skip validation, for your own dump (.nq, .trig) into a new folder.")] = False,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Import the articles of other graphs from RDF. Reads any RDF syntax, and validates the data against the shapes first."""
    from graphkit.api import import_rdf

    if Path("-") in files:
        raise UsageError("import does not read standard input; write it to a file first: … > graph.nq && graphkit import graph.nq")
    for file in files:
        added, there = import_rdf(file, format=format, graph=graph, trust=trust)
        typer.echo(f"{plain(str(file))}: {counted(added, 'article')} added, {there:,} already there")
