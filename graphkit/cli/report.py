"""The command `report`: write a brief on each conflict."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.days import first_day
from graphkit.cli.options import (
    DEFAULT_GRAPH,
    ConflictOption,
    DateOption,
    GraphOption,
    open_graph,
)
from graphkit.cli.output import page_file, write
from graphkit.plural import counted


class ReportFormat(StrEnum):
    """Formats of a brief."""

    HTML = "html"
    MARKDOWN = "md"
    # Longer name, as in other tools.
    LONG = "markdown"


def report(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; - for stdout; by default report.html or report.md, by the format.", show_default=False)] = None,
    title: Annotated[str, typer.Option("--title", help="Heading of the brief.")] = "Who backs whom",
    day: DateOption = None,
    since: Annotated[date | None, typer.Option("--since", parser=first_day, metavar="DAY", help="First day of the period of 'What changed'; other sections are not limited.")] = None,
    format: Annotated[ReportFormat | None, typer.Option("--format", "-f", help="html or md; by default from the file name ending.")] = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write a short brief on each conflict. The result is one page with the sources of every sentence."""
    markdown = format in (ReportFormat.MARKDOWN, ReportFormat.LONG) or (format is None and output is not None and output.suffix.lower() in (".md", ".markdown"))
    output = output or Path("report.md" if markdown else "report.html")
    if not markdown:
        page_file(output)
    opened = open_graph(graph, conflict)
    write(opened.report(title=title, day=day, since=since, markdown=markdown).encode("utf-8", "replace"), output, "Written" if markdown else "Open it in a browser")
    if since is not None and any(article.published is None for article in opened.articles()):
        undated = opened.analyze(day=day, since=since, parted=False).undated
        sys.stderr.write(f"graphkit: {counted(undated, 'claim')} ignored in the changes: the article has no date of publication\n")
