"""The command `push`: send the graph to a SPARQL store."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption, QuietOption
from graphkit.plural import counted


def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="Graph Store address of the store; with --update, its SPARQL Update address.")],
    update: Annotated[bool, typer.Option("--update", help="Send SPARQL Update instead of using the Graph Store Protocol.")] = False,
    token: Annotated[str | None, typer.Option("--token", envvar="GRAPHKIT_PUSH_TOKEN", help="Bearer token for the store.")] = None,
    user: Annotated[str | None, typer.Option("--user", help="User name for the store.")] = None,
    password: Annotated[str | None, typer.Option("--password", envvar="GRAPHKIT_PUSH_PASSWORD", help="Password for the store.")] = None,
    resend_all: Annotated[bool, typer.Option("--resend-all", help="Send everything, including data that the store already has.")] = False,
    quiet: QuietOption = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Send the graph to a SPARQL 1.1 store. Named graphs are kept; an interrupted push resumes."""
    from graphkit.api import Graph
    from graphkit.export import Target

    target = Target.of(url, update=update, token=token, user=user, password=password)

    def show(done: int, of: int) -> None:
        if not quiet and done % 100 == 0:
            typer.echo(f"{done:,} of {counted(of, 'graph')}", err=True)

    sent, had = Graph.open(graph).push(target, resend_all=resend_all, on_progress=show)
    if not quiet:
        typer.echo(f"{counted(sent, 'graph')} sent, {had:,} already there")
