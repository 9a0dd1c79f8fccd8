"""The command `explain`: the dossier of one or two actors."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import page_file, plain, write
from graphkit.errors import UnknownName

if TYPE_CHECKING:
    from graphkit.api import Graph
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
    second: Annotated[str | None, typer.Argument(metavar="OTHER", help="Second actor, to show only the claims between the two.")] = None,
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
    first, second = _followed(opened, first), second and _followed(opened, second)
    dossier = opened.dossier(first) if second is None else opened.pair(first, second)
    write(_formatted(dossier, chosen).encode("utf-8", "replace"), output)


def _followed(opened: Graph, name: str) -> str:
    """Return the id of the actor that the one of this name was merged into, and say so; the name itself if it was not merged."""
    from graphkit.query import find_actor
    from graphkit.query.explain import folded

    asked = "SELECT ?old ?new { ?d gk:decision 'merge' ; gk:decisionTarget ?old ; gk:decisionValue ?new }"
    merged = {str(old): str(new) for old, new in opened.query(asked)}
    known = {actor.id: actor for actor in opened.actors()} if merged else {}
    try:
        start = find_actor(known.values(), name).id
    except UnknownName:
        start = next((old for old in merged if folded(old) == folded(name)), "")
    held, now, passed = opened.in_force()[1] if merged else {}, start, {start}
    while now in merged and not held.get(now) and merged[now] not in passed:
        passed.add(now := merged[now])
    if now == start or now not in known:
        return name
    typer.echo(f"{plain(name)} was merged into {plain(known[now].name)} ({now})", err=True)
    return now


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
