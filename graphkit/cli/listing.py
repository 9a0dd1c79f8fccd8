"""Code shared by commands that print a list: formats, and the list of actors."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.output import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.api import Graph
    from graphkit.model import Article, Document


class ListFormat(StrEnum):
    """Formats of a list."""

    TABLE = "table"
    CSV = "csv"


FormatOption = Annotated[ListFormat, typer.Option("--format", "-f", help="Output format.")]


def list_actors(opened: Graph, format: ListFormat) -> None:
    """Print the actors of a graph with active claims. Columns: id, name, class, kind, number of active claims; most claims first."""
    _, counts = opened.in_force()
    ranked = sorted((a for a in opened.actors() if counts.get(a.id)), key=lambda a: (-counts[a.id], a.id))
    rows = ((a.id, a.name, str(a.kind), a.type or "", str(counts.get(a.id, 0))) for a in ranked)
    print_list(("id", "name", "class", "kind", "claims"), rows, format)


def source_of(article: Article | Document) -> str:
    """Return the outlet of an article, else its title, else its id, which is often a file name."""
    return article.outlet or article.title or article.id


def print_list(header: Sequence[str], rows: Iterable[Sequence[str]], format: ListFormat) -> None:
    """Print rows as a table or as CSV."""
    if format is ListFormat.TABLE:
        table(header, rows)
        return
    from graphkit.export import csv_lines

    for line in csv_lines(header, rows):
        sys.stdout.write(line)
