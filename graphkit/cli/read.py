"""The command `read`: write an article as a page with its claims highlighted."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ExtractorOption, GraphOption, LanguageOption
from graphkit.cli.output import page_file, write
from graphkit.cli.refusals import refuse_llm, refuse_unused
from graphkit.errors import StoreMissing, UnknownName, UsageError

if TYPE_CHECKING:
    from graphkit.api import Graph


def read(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ARTICLE", help="Key, id, address or title of an article in the graph, or a file to read now.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write; - for stdout.")] = Path("article.html"),
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    extractor: ExtractorOption = "hybrid",
    any_language: LanguageOption = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write an article with its claims as one HTML file. The words of each claim are highlighted in the text."""
    if open_ and str(output) == "-":
        raise UsageError("--open needs a file: give --output FILE")
    page_file(output)
    write(_page(context, name, graph, extractor, any_language=any_language).encode("utf-8"), output, "Open it in a browser")
    if open_:
        webbrowser.open(output.resolve().as_uri())


def _page(context: typer.Context, name: str, folder: Path, extractor: str, *, any_language: bool) -> str:
    """Return the page of an article in the graph, else of a file."""
    from graphkit.api import Graph, reading_of_file

    graph: Graph | None = None
    try:
        graph = Graph.open(folder)
        page = graph.reading(name)
    except (StoreMissing, UnknownName) as error:
        if not Path(name).is_file():
            if isinstance(error, StoreMissing):
                raise StoreMissing(f"there is no file {name}, and no graph in {folder} that could have such an article") from error
            raise
    else:
        refuse_unused(context, f"the graph has {name} and its claims; nothing is read", "extractor", "any_language")
        return page
    refuse_llm("read", extractor, "build a graph first: graphkit build PATH")
    return reading_of_file(name, graph=graph, extractor=extractor, any_language=any_language)
