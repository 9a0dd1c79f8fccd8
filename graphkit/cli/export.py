"""The command `export`: write the graph in other formats."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import table, write
from graphkit.cli.refusals import refuse_unused


class Part(StrEnum):
    """Parts of a graph."""

    DIRECT = "direct"
    CLAIMS = "claims"
    ALL = "all"
    TIES = "ties"


def export(
    context: typer.Context,
    format: Annotated[str | None, typer.Option("--format", "-f", help="Format (see --list); by default from the file name ending (.csv has the claims, edges.csv and nodes.csv the ties and actors), otherwise turtle.")] = None,
    part: Annotated[Part, typer.Option("--part", help="direct: direct triples; claims; all: both; ties: numbers and dates of each relation between two actors (RDF only).")] = Part.ALL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; stdout by default.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark; Excel needs it to read UTF-8.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Export the graph as RDF, GraphML, GEXF, CSV, XLSX, ... The same graph produces the same bytes."""
    if list_:
        from graphkit.export import exporters

        refuse_unused(context, "--list shows the formats", "format", "part", "output", "bom", "conflict")
        table(("format", "content"), ((name, _about(exporter)) for name, exporter in exporters().items()))
        return
    from graphkit.export import format_for, with_bom

    named = format_for(output) if format is None else format
    data = open_graph(graph, conflict).export(named, part=str(part))
    write(with_bom(data, named) if bom else data, output)


def _about(exporter: Callable[..., bytes]) -> str:
    return (exporter.__doc__ or "").strip().splitlines()[0]
