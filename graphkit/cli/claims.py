"""The command `claims`: list claims, with filters."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from graphkit.cli.days import first_day, last_day
from graphkit.cli.listing import FormatOption, ListFormat, print_list, source_of
from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.days import day_words


def claims(
    subject: Annotated[str | None, typer.Option("--subject", help="Subject, by name or id; either end of a symmetric relation.")] = None,
    object: Annotated[str | None, typer.Option("--object", help="Object, by name or id; either end of a symmetric relation.")] = None,
    family: Annotated[str | None, typer.Option("--family", help="Family (supports, opposes, ...) or a single relation.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="Status: asserted, declared, alleged, probable, possible, planned, uncertain, denied or ended.")] = None,
    since: Annotated[date | None, typer.Option("--since", parser=first_day, metavar="DAY", help="First day, month or year of publication.")] = None,
    until: Annotated[date | None, typer.Option("--until", parser=last_day, metavar="DAY", help="Last day, month or year of publication.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Outlet or speaker.")] = None,
    day: Annotated[date | None, typer.Option("--date", parser=last_day, metavar="DAY", help="Only what holds on this date, such as who leads.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Include superseded and retracted claims.")] = False,
    format: FormatOption = ListFormat.TABLE,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List claims with their quotes; filters can be combined. Filtered lists are sorted by date of publication. Tables print relations in words, CSV prints their ids."""
    import functools

    from graphkit.ontology import load_vocabulary
    from graphkit.query import status_text

    opened, vocabulary = open_graph(graph, conflict), load_vocabulary()
    names = {actor.id: actor.name for actor in opened.actors()}
    about = functools.cache(opened.article)
    wanted = {"subject": subject, "object": object, "family": family, "status": status, "source": source, "day": day, "out_of_force": all_}
    found = opened.claims(**wanted, since=since, until=until)
    if any((subject, object, family, status, source, day, since, until)):
        # The list of all claims may be too large to sort.
        found = iter(sorted(found, key=lambda c: about(c.article).published or date.max))
    rows = (
        (
            c.id,
            names[c.subject],
            c.predicate if format is ListFormat.CSV else vocabulary.relation(c.predicate).label,
            names[c.object],
            status_text(c),
            day_words(about(c.article).published, about(c.article).published_precision),
            source_of(about(c.article)),
            c.evidence[0].quote,
        )
        for c in found
    )
    print_list(("claim", "subject", "relation", "object", "status", "published", "source", "quote"), rows, format)
    if since is not None or until is not None:
        undated = sum(about(c.article).published is None for c in opened.claims(**wanted))
        if undated:
            sys.stderr.write(f"graphkit: {undated} {'claim' if undated == 1 else 'claims'} skipped: the article has no date of publication\n")
