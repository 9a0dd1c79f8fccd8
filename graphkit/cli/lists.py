"""Commands that list and compare: articles, actors, claims, diff."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import table
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from graphkit.api import Graph


class ListFormat(StrEnum):
    """Formats of a list."""

    TABLE = "table"
    CSV = "csv"


FormatOption = Annotated[ListFormat, typer.Option("--format", "-f", help="How to print the list.")]


def articles(
    versions: Annotated[bool, typer.Option("--versions", help="List only articles that a newer version replaced: by which, since when and why.")] = False,
    format: FormatOption = ListFormat.TABLE,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List the articles of the graph: key, day, outlet, title, number of active claims."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    if versions:
        _print(("key", "published", "outlet", "title", "replaced by", "since", "why"), _versions(opened), format)
        return
    counts, _ = opened.in_force()
    rows = (
        (a.key, str(a.published or ""), a.outlet or "", a.title or a.id, str(counts.get(a.key, 0)))
        for a in sorted(opened.articles(), key=lambda a: (str(a.published or ""), a.key))
    )
    _print(("key", "published", "outlet", "title", "claims"), rows, format)


def _versions(graph: Graph) -> Iterable[Sequence[str]]:
    for v in sorted(graph.versions(), key=lambda v: (str(v.article.published or ""), v.article.key)):
        a = v.article
        yield a.key, str(a.published or ""), a.outlet or "", a.title or a.id, v.by.key, str(v.since or ""), v.why


def actors(format: FormatOption = ListFormat.TABLE, graph: GraphOption = DEFAULT_GRAPH) -> None:
    """List the actors of the graph: id, name, class, kind, number of active claims; most first."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    _, counts = opened.in_force()
    ranked = sorted(opened.actors(), key=lambda a: (-counts.get(a.id, 0), a.id))
    rows = ((a.id, a.name, str(a.kind), a.type or "", str(counts.get(a.id, 0))) for a in ranked)
    _print(("id", "name", "class", "kind", "claims"), rows, format)


def claims(
    subject: Annotated[str | None, typer.Option("--subject", help="Who does it, named as you would.")] = None,
    object: Annotated[str | None, typer.Option("--object", help="To whom.")] = None,
    family: Annotated[str | None, typer.Option("--family", help="supports, opposes, ... or one relation.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="asserted, alleged, planned, ... or denied.")] = None,
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="First day of publication.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day of publication.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="An outlet, or an actor who said so.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also superseded and retracted claims.")] = False,
    format: FormatOption = ListFormat.TABLE,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List claims with their quotes; the options narrow them and combine."""
    import functools

    from graphkit.query import status_text

    opened = open_graph(graph, conflict)
    names = {actor.id: actor.name for actor in opened.actors()}
    about = functools.cache(opened.article)
    wanted = {"subject": subject, "object": object, "family": family, "status": status, "source": source, "out_of_force": all_}
    found = opened.claims(**wanted, since=_day(since), until=_day(until))
    rows = (
        (
            c.id,
            names[c.subject],
            c.predicate,
            names[c.object],
            status_text(c),
            str(about(c.article).published or ""),
            about(c.article).outlet or about(c.article).id,
            c.evidence[0].quote,
        )
        for c in found
    )
    _print(("claim", "subject", "relation", "object", "status", "published", "source", "quote"), rows, format)
    if since is not None or until is not None:
        undated = sum(about(c.article).published is None for c in opened.claims(**wanted))
        if undated:
            sys.stderr.write(f"graphkit: {undated} {'claim' if undated == 1 else 'claims'} left out: the article has no day of publication\n")


def conflicts(format: FormatOption = ListFormat.TABLE, graph: GraphOption = DEFAULT_GRAPH) -> None:
    """List the conflicts that the articles are about: id, name, numbers of articles, claims and actors, and who stands with whom."""
    from graphkit.api import Graph

    opened = Graph.open(graph)
    rows = ((c.id, c.name, str(len(c.articles)), str(c.claims), str(len(c.actors)), opened.headline(c)) for c in opened.conflicts())
    _print(("id", "name", "articles", "claims", "actors", "headline"), rows, format)


def diff(
    other: Annotated[Path | None, typer.Argument(metavar="[OTHER]", help="A newer graph to compare with.")] = None,
    from_: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Day of the older state.")] = None,
    to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Day of the newer state.")] = None,
    format: FormatOption = ListFormat.TABLE,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Show the ties gained, lost and turned between two days, or between two graphs."""
    from graphkit.api import Graph

    if other is None and from_ is None:
        raise UsageError("give --from DATE (and --to DATE), or the folder of another graph")
    if from_ is not None and to is not None and from_ > to:
        raise UsageError(f"--from {_day(from_)} is later than --to {_day(to)}")
    opened = Graph.open(graph)
    newer = Graph.open(other) if other is not None else None
    names = {a.id: a.name for g in (opened, newer) if g is not None for a in g.actors()}
    rows = (
        (c.kind, names[c.subject], names[c.object], ", ".join(c.before) or "-", ", ".join(c.after) or "-", " ".join(c.claims))
        for c in opened.diff(_day(from_), _day(to), other=newer)
    )
    _print(("change", "subject", "object", "before", "after", "claims"), rows, format)


def _day(given: datetime | None) -> date | None:
    return given.date() if given is not None else None


def _print(header: Sequence[str], rows: Iterable[Sequence[str]], format: ListFormat) -> None:
    if format is ListFormat.TABLE:
        table(header, rows)
        return
    from graphkit.export import csv_lines

    for line in csv_lines(header, rows):
        sys.stdout.write(line)
