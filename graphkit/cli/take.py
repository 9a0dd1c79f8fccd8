"""Commands that take the graph elsewhere: export, view, push and serve."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, QuietOption, open_graph
from graphkit.cli.output import table, write
from graphkit.errors import UsageError
from graphkit.plural import counted

SHORTEST_TOKEN = 16


class Part(StrEnum):
    """Parts of a graph."""

    DIRECT = "direct"
    CLAIMS = "claims"
    ALL = "all"


def export(
    format: Annotated[str | None, typer.Option("--format", "-f", help="Which format; --list shows them. Without it the file's ending says it, else turtle.")] = None,
    part: Annotated[Part, typer.Option("--part", help="Direct relations, claims, or all.")] = Part.ALL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; stdout without it.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, so that Excel reads it as UTF-8.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write the graph in a format: RDF, GraphML, GEXF, CSV, XLSX, ... The same graph gives the same bytes."""
    if list_:
        from graphkit.export import exporters

        table(("format", "what it is"), ((name, _told(exporter)) for name, exporter in exporters().items()))
        return
    from graphkit.export import format_for, with_bom

    named = format or format_for(output)
    data = open_graph(graph, conflict).export(named, part=str(part))
    write(with_bom(data, named) if bom else data, output)


def _told(exporter: Callable[..., bytes]) -> str:
    return (exporter.__doc__ or "").strip().splitlines()[0]


def view(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option("--title", help="Heading of the page.")] = "Alliance graph",
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write the interactive network as one HTML file that opens without network."""
    write(open_graph(graph, conflict).page(title=title).encode("utf-8"), output)
    if str(output) != "-":
        typer.echo(f"Open it in a browser: {output}")


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 for any that is free.")] = 8000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds a query may take.")] = 30.0,
    queries: Annotated[int, typer.Option("--queries", min=1, help="How many queries at once.")] = 4,
    rows: Annotated[int, typer.Option("--rows", min=1, help="At most so many rows in an answer.")] = 100_000,
    cors: Annotated[list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="Pages of this origin may ask; * for all.")] = None,
    write_: Annotated[bool, typer.Option("--write", help="Take SPARQL Update and Graph Store writes from who shows the token.")] = False,
    token_file: Annotated[Path | None, typer.Option("--token-file", help="File with the token; else $GRAPHKIT_TOKEN, else a new one is made.")] = None,
    quiet: QuietOption = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Serve the graph on this machine: a SPARQL endpoint, read-only unless --write, and pages to look at it."""
    try:
        from graphkit.serve import Settings, reader_of, run
    except ImportError as error:
        raise UsageError(f"serving needs more packages ({error}); install them with: pip install 'alliance-graphkit[serve]'") from error
    token, made = _token(token_file) if write_ else (None, False)
    settings = Settings(graph, timeout=timeout, queries=queries, rows=rows, cors=tuple(cors or ()), token=token, reader=reader_of(extractor=os.environ.get("GRAPHKIT_EXTRACTOR", "hybrid")))

    def started(addresses: Sequence[tuple[str, int]]) -> None:
        where = f"[{host}]" if ":" in host else host
        typer.echo(f"Pages   http://{where}:{addresses[0][1]}/\nSPARQL  http://{where}:{addresses[0][1]}/sparql")
        if token is not None:
            typer.echo(f"Graphs  http://{where}:{addresses[0][1]}/graphs\nToken   {token if made else 'as given'}")
        typer.echo("Stop it with Ctrl-C")

    run(settings, host=host, port=port, log=not quiet, started=started)


def _token(file: Path | None) -> tuple[str, bool]:
    """The token of writers, and whether it was made here."""
    if file is not None:
        try:
            token = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{file} cannot be read as text: {error}") from error
    else:
        token = os.environ.get("GRAPHKIT_TOKEN", "").strip()
        if not token:
            return secrets.token_urlsafe(24), True
    if len(token) < SHORTEST_TOKEN or not token.isascii() or " " in token:
        raise UsageError(f"the token must have at least {SHORTEST_TOKEN} characters of ASCII, and no spaces")
    return token, False


def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="Graph Store address of the store; with --update that of SPARQL Update.")],
    update: Annotated[bool, typer.Option("--update", help="Send SPARQL Update instead of using the Graph Store Protocol.")] = False,
    token: Annotated[str | None, typer.Option("--token", envvar="GRAPHKIT_PUSH_TOKEN", help="Bearer token of the store.")] = None,
    user: Annotated[str | None, typer.Option("--user", help="User of the store.")] = None,
    password: Annotated[str | None, typer.Option("--password", envvar="GRAPHKIT_PUSH_PASSWORD", help="Password of the user.")] = None,
    afresh: Annotated[bool, typer.Option("--afresh", help="Send all, also what the store has got already.")] = False,
    quiet: QuietOption = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Send the graph to a SPARQL 1.1 store; named graphs are kept, an interrupted push goes on."""
    from graphkit.api import Graph
    from graphkit.export import Target

    target = Target.of(url, update=update, token=token, user=user, password=password)

    def told(done: int, of: int) -> None:
        if not quiet and done % 100 == 0:
            typer.echo(f"{done:,} of {counted(of, 'graph')}", err=True)

    sent, had = Graph.open(graph).push(target, afresh=afresh, on_progress=told)
    if not quiet:
        typer.echo(f"{counted(sent, 'graph')} sent, {had:,} already there")


def mcp(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Serve the graph to an assistant, by the Model Context Protocol on standard input and output; read-only."""
    from graphkit.assistants import server

    server(graph).run("stdio")
