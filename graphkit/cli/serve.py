"""The command `serve`: serve the pages and the SPARQL endpoint."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption, QuietOption
from graphkit.cli.refusals import refuse_unused
from graphkit.errors import UsageError
from graphkit.resources import bounded

SHORTEST_TOKEN = 16


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 for any free port.")] = 8000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Maximum run time of a query, in seconds.")] = 30.0,
    queries: Annotated[int, typer.Option("--queries", min=1, help="Maximum number of parallel queries.")] = 4,
    rows: Annotated[int, typer.Option("--rows", min=1, help="Maximum number of rows in an answer.")] = 100_000,
    names: Annotated[list[str] | None, typer.Option("--name", metavar="NAME", help="Additional host name to accept, for example behind a reverse proxy; * for any.")] = None,
    root_path: Annotated[str, typer.Option("--root-path", metavar="PATH", help="Path of the site behind a reverse proxy, such as /graph.")] = "",
    cors: Annotated[list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="Allow requests from pages of this origin; * for all.")] = None,
    write_: Annotated[bool, typer.Option("--write", help="Accept SPARQL Update and Graph Store writes from clients with the token.")] = False,
    token_file: Annotated[Path | None, typer.Option("--token-file", help="File with the token; by default $GRAPHKIT_TOKEN, otherwise a new token.")] = None,
    quiet: QuietOption = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Serve the graph as web pages and a SPARQL endpoint. Both are read-only unless --write is given."""
    try:
        from graphkit.serve import Settings, hosts_of, origins_of, reader_of, root_path_of, run
    except ImportError as error:
        raise UsageError(f"serving needs more packages ({error}); install them with: pip install 'alliance-graphkit[serve]'") from error
    if not write_:
        refuse_unused(context, "without --write nobody can write, with or without a token", "token_file")
    # As in an address.
    host = host.strip("[]")
    token, made = _token(token_file) if write_ else (None, False)
    settings = Settings(graph, timeout=timeout, queries=queries, rows=rows, cors=origins_of(cors or ()), token=token, hosts=hosts_of(host, names or ()), root_path=root_path_of(root_path), reader=reader_of(extractor=os.environ.get("GRAPHKIT_EXTRACTOR", "hybrid")))

    def started(addresses: Sequence[tuple[str, int]]) -> None:
        where = f"http://{f'[{host}]' if ':' in host else host}:{addresses[0][1]}{settings.root_path}"
        typer.echo(f"Pages   {where}/\nSPARQL  {where}/sparql")
        if token is not None:
            typer.echo(f"Graphs  {where}/graphs\nToken   {token if made else 'as given'}")
        typer.echo("Stop it with Ctrl-C")

    run(settings, host=host, port=port, log=not quiet, started=started)


def _token(file: Path | None) -> tuple[str, bool]:
    """Return the token for writers, and whether it is new."""
    if file is not None:
        try:
            token = bounded(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{file} cannot be read as text: {getattr(error, 'strerror', None) or error}") from error
    else:
        token = os.environ.get("GRAPHKIT_TOKEN", "").strip()
        if not token:
            return secrets.token_urlsafe(24), True
    if len(token) < SHORTEST_TOKEN or not token.isascii() or " " in token:
        raise UsageError(f"the token must have at least {SHORTEST_TOKEN} characters of ASCII, and no spaces")
    return token, False
