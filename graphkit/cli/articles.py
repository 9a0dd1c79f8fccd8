"""The command `articles`: list the articles, those replaced by a newer version, or those that repeat the text of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.listing import FormatOption, ListFormat, print_list
from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.days import day_words
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphkit.api import Graph
    from graphkit.model import Article


def articles(
    versions: Annotated[bool, typer.Option("--versions", help="List only articles replaced by a newer version, with that version, the date and the reason.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="List only articles that repeat the text of another, with that article. Copies count as one source.")] = False,
    format: FormatOption = ListFormat.TABLE,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List the articles of the graph. Columns: key, date, outlet, title, number of active claims."""
    from graphkit.api import Graph

    if versions and copies:
        raise UsageError("--versions and --copies are two lists; give one of them")
    opened = Graph.open(graph)
    if copies:
        print_list(("key", "published", "outlet", "title", "copy of", "original"), _copies(opened), format)
        return
    if versions:
        print_list(("key", "published", "outlet", "title", "replaced by", "since", "why"), _versions(opened), format)
        return
    counts, _ = opened.in_force()
    rows = (
        (*_described(a), str(counts.get(a.key, 0)))
        for a in sorted(opened.articles(), key=lambda a: (str(a.published or ""), a.key))
    )
    print_list(("key", "published", "outlet", "title", "claims"), rows, format)


def _versions(graph: Graph) -> Iterable[Sequence[str]]:
    for v in sorted(graph.versions(), key=lambda v: (str(v.article.published or ""), v.article.key)):
        yield *_described(v.article), v.by.key, str(v.since or ""), v.why


def _copies(graph: Graph) -> Iterable[Sequence[str]]:
    """Yield the copies; a new version also repeats the text of the article that it replaces, but is no second print of it."""
    newer = {v.article.key: v.by.key for v in graph.versions()}
    known = {a.key: a for a in graph.articles()}
    for a in sorted(known.values(), key=lambda a: (str(a.published or ""), a.key)):
        if a.copy_of in known and _latest(a.key, newer) != _latest(a.copy_of, newer):
            yield *_described(a), a.copy_of, ", ".join(filter(None, _described(known[a.copy_of])[1:]))


def _latest(key: str, newer: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while key in newer and key not in seen:
        seen.add(key)
        key = newer[key]
    return key


def _described(article: Article) -> tuple[str, str, str, str]:
    return article.key, day_words(article.published, article.published_precision), article.outlet or "", article.title or article.id
