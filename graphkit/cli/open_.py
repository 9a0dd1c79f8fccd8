"""The command `open`: build a graph and show it in the browser."""

from __future__ import annotations

import contextlib
import secrets
import shlex
import sys
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.build import build
from graphkit.cli.options import (
    DEFAULT_GRAPH,
    ActorsOption,
    ExtractorOption,
    FramesOption,
    GraphOption,
    LanguageOption,
    ModelOption,
    QuietOption,
)
from graphkit.cli.refusals import refuse_llm
from graphkit.errors import UsageError

_HERE = "127.0.0.1"
# File that marks a graph's folder.
_MARK = "graphkit.json"


def open_(
    inputs: Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Articles, as for build, or a graph folder; by default, open the graph without adding articles.", show_default=False)] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 for any free port.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address without opening a browser.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Number of reading processes; does not affect the result.")] = 1,
    model: ModelOption = None,
    actors: ActorsOption = None,
    frames: FramesOption = None,
    any_language: LanguageOption = False,
    extractor: ExtractorOption = "hybrid",
    quiet: QuietOption = False,
) -> None:
    """Build a graph and open it in the browser. It is served on this machine only; you can add articles in the browser."""
    try:
        from graphkit.serve import Settings, reader_of, run
    except ImportError as error:
        raise UsageError(f"opening a graph in the browser needs more packages ({error}); install them with: pip install 'alliance-graphkit[serve]'") from error
    refuse_llm("open", extractor, "build the graph first: graphkit build PATH")
    articles, folder = _divided(inputs or (), graph)
    if articles:
        build(articles, folder, model=model, actors=actors, frames=frames, jobs=jobs, any_language=any_language, extractor=extractor, quiet=quiet)
    _made(folder)
    token, key = (None, None) if folder.is_file() else (secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    reader = reader_of(model=model, actors=actors or (), frames=frames or (), extractor=extractor, any_language=any_language)
    settings = Settings(folder, token=token, key=key, hosts=(_HERE, "localhost"), reader=reader)
    # Ctrl-C is the normal way to stop the server.
    with contextlib.suppress(KeyboardInterrupt):
        run(settings, host=_HERE, port=port, log=False, started=_announced(token, key, browser=not no_browser))


def _divided(inputs: Sequence[str], graph: Path) -> tuple[list[str], Path]:
    """Separate the articles from a graph among the inputs; return them and the graph to open.

    Raises:
        UsageError: a graph is given together with other inputs.
    """
    graphs = [each for each in inputs if (Path(each) / _MARK).is_file() or _is_rdf(each)]
    if not graphs:
        return list(inputs), graph
    if len(inputs) > 1:
        raise UsageError(f"{graphs[0]} is a graph; open it alone, or add articles to it with: graphkit open ARTICLES --graph {shlex.quote(str(graphs[0]))}")
    return [], Path(graphs[0])


def _is_rdf(given: str) -> bool:
    from graphkit.store import SUFFIXES

    # .json and .xml files may as well be articles.
    return Path(given).suffix.lower() in SUFFIXES.keys() - {".json", ".xml"} and Path(given).is_file()


def _made(folder: Path) -> None:
    """Create an empty graph if there is none, so that articles can be added in the browser."""
    if not folder.exists():
        from graphkit.store import Store

        Store.open(folder, create=True)


def _announced(token: str | None, key: str | None, *, browser: bool) -> Callable[[Sequence[tuple[str, int]]], None]:
    """Return a callback for when the server listens: it prints the addresses and opens the browser."""

    def started(addresses: Sequence[tuple[str, int]]) -> None:
        pages = f"http://{_HERE}:{addresses[0][1]}/"
        entrance = f"{pages}enter?key={key}" if key else pages
        # Printed even if a browser is opened, because none may be available.
        lines = [f"Pages   {pages}", f"Open    {entrance}", *([f"Token   {token}"] if token else []), "Stop it with Ctrl-C"]
        typer.echo("\n".join(lines))
        sys.stdout.flush()
        if browser and not webbrowser.open(entrance):
            typer.echo("graphkit: no browser was found; open the address above", err=True)

    return started
