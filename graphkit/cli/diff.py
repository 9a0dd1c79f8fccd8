"""The command `diff`: ties gained, lost and reversed."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.days import is_day, last_day
from graphkit.cli.listing import FormatOption, ListFormat, print_list
from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.days import check_order
from graphkit.errors import UsageError
from graphkit.model import Polarity
from graphkit.plural import counted
from graphkit.standing import STATED

if TYPE_CHECKING:
    from graphkit.api import Graph


def diff(
    others: Annotated[list[Path] | None, typer.Argument(metavar="OTHER", help="Newer graph to compare with.")] = None,
    from_: Annotated[date | None, typer.Option("--from", parser=last_day, metavar="DAY", help="Date of the older state.")] = None,
    to: Annotated[date | None, typer.Option("--to", parser=last_day, metavar="DAY", help="Date of the newer state.")] = None,
    reported: Annotated[bool, typer.Option("--reported", help="Also list, last, what was first reported since, but happened before --from, and ends of ties that were not known to hold then.")] = False,
    format: FormatOption = ListFormat.TABLE,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Show ties gained, lost and reversed. Compares two dates or two graphs; a tie is gained on the day of its event, or else of its first article. Tables print relations in words, CSV prints their ids."""
    from graphkit.query import family_words

    other = _one(others or [])
    if other is None and from_ is None:
        raise UsageError("give --from DAY (and --to DAY), or the folder of another graph")
    if other is not None and from_ is not None:
        raise UsageError("--from compares two dates of one graph; to compare two graphs, give only --to")
    if reported and from_ is None:
        raise UsageError("--reported is for two dates of one graph: give --from")
    check_order(from_, to, called=("--from", "--to"))
    opened = open_graph(graph, conflict)
    newer = open_graph(other, conflict) if other is not None else None
    names = {a.id: a.name for g in (opened, newer) if g is not None for a in g.actors()}
    # CSV is for programs and has the ids of families; tables have words.
    called = str if format is ListFormat.CSV else family_words
    found = opened.diff(from_, to, other=newer, reported=from_ is not None)
    rows = (
        (f"{c.kind}, first reported" if c.late else c.kind, names[c.subject], names[c.object], ", ".join(map(called, c.before)) or "-", ", ".join(map(called, c.after)) or "-", " ".join(c.claims))
        for c in found
        if reported or not c.late
    )
    print_list(("change", "subject", "object", "before", "after", "claims"), rows, format)
    if late := sum(c.late for c in found if not reported):
        sys.stderr.write(f"graphkit: {counted(late, 'more tie')} changed before {from_ and from_ + timedelta(1)}, or ended without being known to hold then, and {'was' if late == 1 else 'were'} first reported since; --reported lists {'it' if late == 1 else 'them'}\n")
    if from_ is not None and (undated := _undated(opened)):
        sys.stderr.write(f"graphkit: {counted(undated, 'claim')} ignored: neither the article nor its text gives a date\n")


def _one(given: Sequence[Path]) -> Path | None:
    """Return the other graph; days and the older graph are options, not arguments."""
    days = [str(name) for name in given if is_day(str(name)) and not name.exists()]
    if days:
        raise UsageError(f"{days[0]!r} is a day; to compare two days of one graph: graphkit diff --from {days[0]} --to {days[1] if len(days) > 1 else 'DAY'}")
    if len(given) > 1:
        raise UsageError(f"one newer graph is expected, not {len(given)}; the older one is an option: graphkit diff {shlex.quote(str(given[1]))} --graph {shlex.quote(str(given[0]))}")
    return given[0] if given else None


def _undated(graph: Graph) -> int:
    """Return the number of stated claims without any date, which stand on every day and so cannot show a change."""
    unknown = {article.key for article in graph.articles() if article.published is None}
    claims = (claim for claim in graph.claims() if claim.article in unknown) if unknown else ()
    stated = (c for c in claims if c.polarity is Polarity.POSITIVE and c.status in STATED)
    return sum(c.valid is None or not (c.valid.start or c.valid.end or c.valid.ended) for c in stated)
