"""The command `conflicts`: list the conflicts that the articles are about."""

from __future__ import annotations

from graphkit.cli.listing import FormatOption, ListFormat, print_list
from graphkit.cli.options import DEFAULT_GRAPH, GraphOption


def conflicts(format: FormatOption = ListFormat.TABLE, graph: GraphOption = DEFAULT_GRAPH) -> None:
    """List the conflicts that the articles are about. Columns: id, name, numbers of articles, claims and actors, and who stands with whom."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    rows = ((c.id, c.name, str(len(c.articles)), str(c.claims), str(len(c.actors)), opened.headline(c)) for c in opened.conflicts())
    print_list(("id", "name", "articles", "claims", "actors", "headline"), rows, format)
