"""The command `articles`: list the articles, those replaced by a newer version, or those that repeat the text of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.listing import FormatOption, ListFormat, print_list
from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.days import day_words
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphkit.api import Graph
    from graphkit.model import Article


def articles(
    versions: Annotated[bool, typer.Option("--versions", help="List only articles replaced by a newer version, with that version, the date and the reason.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="List only articles that repeat the text of another, with that article: the earliest, or any one of several of the same day. Copies count as one source.")] = False,
    format: FormatOption = ListFormat.TABLE,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List the articles of the graph. Columns: key, date, outlet, title, number of active claims, and a note if all others are superseded or retracted."""
    if versions and copies:
        raise UsageError("--versions and --copies are two lists; give one of them")
    opened = open_graph(graph, None)
    listed = sorted((opened.within(conflict) if conflict is not None else opened).articles(), key=lambda a: (str(a.published or ""), a.key))
    if copies:
        print_list(("key", "published", "outlet", "title", "copy of", "original"), _copies(opened, listed), format)
        return
    if versions:
        print_list(("key", "published", "outlet", "title", "replaced by", "since", "why"), _versions(opened, listed), format)
        return
    (counts, _), withdrawn = opened.in_force(), opened.withdrawn()
    rows = ((*_described(a), str(counts.get(a.key, 0)), "superseded or retracted" if a.key in withdrawn else "") for a in listed)
    print_list(("key", "published", "outlet", "title", "claims", "note"), rows, format)


def _versions(graph: Graph, listed: Iterable[Article]) -> Iterable[Sequence[str]]:
    newer = {v.article.key: v for v in graph.versions()}
    for v in (newer[a.key] for a in listed if a.key in newer):
        yield *_described(v.article), v.by.key, str(v.since or ""), v.why


def _copies(graph: Graph, listed: Iterable[Article]) -> Iterable[Sequence[str]]:
    """Yield the copies; a new version also repeats the text of the article that it replaces, but is no second print of it."""
    newer = {v.article.key: v.by.key for v in graph.versions()}
    known = {a.key: a for a in graph.articles()}
    for a in listed:
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
