"""The command `explain`: the dossier of one or two actors."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import page_file, plain, write

if TYPE_CHECKING:
    from graphkit.query import Dossier, PairDossier


class ExplainFormat(StrEnum):
    """Formats of a dossier."""

    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    # Longer name, as in other tools.
    LONG = "markdown"


_ENDINGS = {".md": ExplainFormat.MARKDOWN, ".markdown": ExplainFormat.MARKDOWN, ".html": ExplainFormat.HTML, ".htm": ExplainFormat.HTML, ".json": ExplainFormat.JSON}


def explain(
    first: Annotated[str, typer.Argument(metavar="ACTOR", help="Actor, by name or id (haftar).")],
    second: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="Second actor, to show only the claims between the two.")] = None,
    format: Annotated[ExplainFormat | None, typer.Option("--format", "-f", help="Output format; html is a page without scripts. By default from the file name ending, otherwise text.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; stdout by default.")] = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Show who stands with and against an actor. Lists since when, according to whom, and denials; with two actors, all claims between them."""
    chosen = format or _ENDINGS.get(output.suffix.lower() if output else "", ExplainFormat.TEXT)
    if output is not None and chosen in (ExplainFormat.HTML, ExplainFormat.TEXT):
        page_file(output)
    opened = open_graph(graph, conflict)
    dossier = opened.dossier(first) if second is None else opened.pair(first, second)
    write(_formatted(dossier, chosen).encode("utf-8", "replace"), output)


def _formatted(dossier: Dossier | PairDossier, format: ExplainFormat) -> str:
    from graphkit.query import dossier_rows
    from graphkit.view import dossier_markdown, dossier_page

    if format is ExplainFormat.TEXT:
        return _text(dossier)
    if format is ExplainFormat.JSON:
        return json.dumps(dossier_rows(dossier), ensure_ascii=False, indent=1) + "\n"
    return (dossier_page if format is ExplainFormat.HTML else dossier_markdown)(dossier)


def _text(dossier: Dossier | PairDossier) -> str:
    from graphkit.cli.dossiers import dossier_lines, pair_lines
    from graphkit.query import Dossier

    lines = dossier_lines(dossier) if isinstance(dossier, Dossier) else pair_lines(dossier)
    return "".join(f"{plain(line)}\n" for line in lines)
