"""The command `articles`: list the articles, or those replaced by a newer version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.listing import FormatOption, ListFormat, print_list
from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.days import day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.api import Graph


def articles(
    versions: Annotated[bool, typer.Option("--versions", help="List only articles replaced by a newer version, with that version, the date and the reason.")] = False,
    format: FormatOption = ListFormat.TABLE,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List the articles of the graph. Columns: key, date, outlet, title, number of active claims."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    if versions:
        print_list(("key", "published", "outlet", "title", "replaced by", "since", "why"), _versions(opened), format)
        return
    counts, _ = opened.in_force()
    rows = (
        (a.key, day_words(a.published, a.published_precision), a.outlet or "", a.title or a.id, str(counts.get(a.key, 0)))
        for a in sorted(opened.articles(), key=lambda a: (str(a.published or ""), a.key))
    )
    print_list(("key", "published", "outlet", "title", "claims"), rows, format)


def _versions(graph: Graph) -> Iterable[Sequence[str]]:
    for v in sorted(graph.versions(), key=lambda v: (str(v.article.published or ""), v.article.key)):
        a = v.article
        yield a.key, day_words(a.published, a.published_precision), a.outlet or "", a.title or a.id, v.by.key, str(v.since or ""), v.why
