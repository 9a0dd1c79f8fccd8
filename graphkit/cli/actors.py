"""The commands `actors` (list the actors) and `actors suggest` (propose rows for the actor lists)."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.listing import FormatOption, ListFormat, list_actors
from graphkit.cli.options import (
    DEFAULT_GRAPH,
    ActorsOption,
    ConflictOption,
    GraphOption,
    ModelOption,
    open_graph,
)
from graphkit.cli.output import plain, write
from graphkit.cli.refusals import Commands, refuse_unused
from graphkit.errors import DocumentError, UsageError
from graphkit.model import Failure
from graphkit.plural import counted

app = typer.Typer(cls=Commands, help="List the actors of the graph, those with most claims first. `actors suggest` proposes rows for an actors file.", rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def actors(context: typer.Context, format: FormatOption = ListFormat.TABLE, conflict: ConflictOption = None, graph: GraphOption = DEFAULT_GRAPH) -> None:
    """List the actors of the graph. Columns: id, name, class, kind, number of active claims; most claims first."""
    if context.invoked_subcommand is None:
        list_actors(open_graph(graph, conflict), format)
        return
    for name in context.params:
        if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE":
            raise UsageError(f"--{name} stands before {context.invoked_subcommand} and would be ignored; put it after: graphkit actors {context.invoked_subcommand} --{name} …")


@app.command("suggest")
def suggest(
    context: typer.Context,
    inputs: Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Articles; by default, use the graph.", show_default=False)] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Actors file to write; stdout by default.")] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Minimum number of claims for a name.")] = 2,
    model: ModelOption = None,
    actors_: ActorsOption = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Propose new actors and aliases as an actors file. The file has counts and contexts; correct it and pass it to --actors."""
    from graphkit.pipeline import Pipeline, records
    from graphkit.resolve.gazetteer import load_gazetteer
    from graphkit.resolve.unlisted import COLUMNS, Seen, rows

    seen = Seen()
    if not inputs:
        refuse_unused(context, "no articles are given, and those of the graph are not read again", "model")
    if inputs and conflict is not None:
        raise UsageError(f"--conflict {conflict} is one of a graph; leave out the articles")
    if inputs:
        read = 0
        for item in records(inputs, pipeline=Pipeline(model=model, actors=actors_ or (), extractor="dependency"), stdin=sys.stdin.buffer):
            if isinstance(item, Failure):
                sys.stderr.write(f"graphkit: {plain(item.source)}: {plain(item.reason)}\n")
            else:
                read += 1
                seen.add(item.actors, item.claims)
        if not read:
            raise DocumentError("no article could be read; no names are proposed")
    else:
        opened = open_graph(graph, conflict)
        seen.add(opened.actors(), opened.claims())
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    number = 0
    for row in rows(seen, load_gazetteer(actors_ or ()), least):
        lines.writerow(row)
        number += 1
    write(text.getvalue().encode("utf-8", "replace"), output, f"{counted(number, 'row')}; correct the file, then build a new graph with --actors")
