"""The command `analyze`: camps, balance, brokers, disputes, rivals and trends."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import (
    DEFAULT_GRAPH,
    ConflictOption,
    DateOption,
    GraphOption,
    SinceOption,
    open_graph,
)
from graphkit.cli.output import table, write
from graphkit.errors import UsageError, did_you_mean, one_of
from graphkit.plural import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphkit.analyze import Month
    from graphkit.api import Graph


class What(StrEnum):
    """Parts of the analysis."""

    ALL = "all"
    PAIRS = "pairs"
    CAMPS = "camps"
    BALANCE = "balance"
    BROKERS = "brokers"
    DISPUTED = "disputed"
    CONTESTED = "contested"
    MIXED = "mixed"
    RIVALS = "rivals"
    TRENDS = "trends"
    TIMELINE = "timeline"


class StudyFormat(StrEnum):
    """Output formats."""

    TABLE = "table"
    JSON = "json"


def _what(typed: str) -> What:
    try:
        return What(typed)
    except ValueError:
        raise UsageError(f"{typed[:100]!r} is not one of {', '.join(What)}.{did_you_mean(typed, What)}") from None


# Rows of each list in the overview, and of a single list; large graphs have hundreds of thousands.
FEW, MOST = 20, 1000
# Names in a cell of these lists.
NAMED = 8
# Parts that need the camps, for their table or picture.
_PARTED = (What.ALL, What.PAIRS, What.CAMPS, What.BALANCE)
# Parts with a start date.
_IN_TIME = (What.ALL, What.TRENDS, What.TIMELINE)
# Parts in which the ties of one conflict stand beside those of another.
_BACKED = (What.ALL, What.RIVALS)
_PICTURE = {What.ALL: "network", What.PAIRS: "network"}


def analyze(
    what: Annotated[What, typer.Argument(parser=_what, metavar="PART", help="Part of the analysis to show.")] = What.ALL,
    day: DateOption = None,
    since: SinceOption = None,
    alleged: Annotated[bool, typer.Option("--alleged", help="Also count alleged and probable claims.")] = False,
    subject: Annotated[str | None, typer.Option("--subject", help="First actor of the timeline, by name or id.")] = None,
    object: Annotated[str | None, typer.Option("--object", help="Second actor of the timeline, by name or id.")] = None,
    format: Annotated[StudyFormat, typer.Option("--format", "-f", help="Output format.")] = StudyFormat.TABLE,
    rows: Annotated[int | None, typer.Option("--rows", min=1, help=f"Maximum rows per list; by default {FEW} in the overview, {MOST:,} for a single list, and all in JSON.")] = None,
    picture: Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Write a picture (.png, .svg or .pdf) of network, camps, rivals or timeline.")] = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Analyse camps, balance, brokers, disputes and rivals. Also lists mixed ties, trends and the timeline of a pair.

    `disputed` (also called `contested`) lists ties that some claims state and others deny; `mixed` lists pairs reported as both friendly and hostile.
    """
    from graphkit.analyze import each_once, tables

    if picture is not None and format is StudyFormat.JSON:
        raise UsageError(f"--plot {picture} draws a picture and --format json prints values; give one of them")
    if rows is not None and (picture is not None or what is What.TIMELINE):
        raise UsageError(f"--rows {rows} is for lists; {'--plot draws all' if picture is not None else 'a timeline has all its months'}")
    if since is not None and what not in _IN_TIME:
        raise UsageError(f"--since is for {one_of(_IN_TIME)}; for {what} use --date")
    if alleged and what in (What.DISPUTED, What.CONTESTED):
        raise UsageError(f"--alleged would be ignored: {what} always counts alleged claims")
    if picture is not None:
        from graphkit.view import caption_of, picture_format, plot

        drawn = _PICTURE.get(what, str(what))
        ending = picture_format(drawn, picture)
    study = open_graph(graph, conflict)
    name = _naming(study)
    if what is What.TIMELINE:
        if subject is None or object is None:
            raise UsageError("a timeline needs two actors: give --subject and --object")
        _timeline(study, study.timeline(subject, object, since=since, until=day, alleged=alleged), (subject, object), format, picture)
        return
    if subject is not None or object is not None:
        raise UsageError("--subject and --object are for the timeline: graphkit analyze timeline")
    if what is What.TRENDS and since is None:
        raise UsageError("trends need a period: give --since DAY")
    made = study.analyze(day=day, since=since, alleged=alleged, parted=what in _PARTED)
    if since is not None and made.undated:
        sys.stderr.write(f"graphkit: {made.undated} {'claim' if made.undated == 1 else 'claims'} ignored in the trends: the article has no date of publication\n")
    if conflict is None and what in _BACKED and (conflicts := {article.conflict for article in study.articles()} - {None}) and len(conflicts) > 1:
        sys.stderr.write(f"graphkit: the backers of rivals are those of all {len(conflicts)} conflicts together; --conflict NAME counts those of one\n")
    shown = tables(made, name, NAMED if format is StudyFormat.TABLE else None)
    wanted = What.DISPUTED if what is What.CONTESTED else what
    chosen = {key: shown[key] for key in ([str(wanted)] if wanted is not What.ALL else [k for k in shown if k != "pairs"])}
    if picture is not None:
        write(plot(drawn, replace(made, camps=each_once(made.camps)), name, ending, caption_of(study.articles())), picture, "Drawn")
    elif format is StudyFormat.JSON:
        values = {key: [dict(zip(head, row, strict=True)) for row in listed[:rows]] for key, (head, listed) in chosen.items()}
        typer.echo(json.dumps(values, ensure_ascii=False, indent=1))
    else:
        _print(chosen, rows or (FEW if what is What.ALL else MOST))


def _print(chosen: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]], most: int) -> None:
    """Print each non-empty list, and say where one is cut."""
    for key, (head, listed) in chosen.items():
        if listed:
            if len(chosen) > 1:
                typer.echo(f"\n{key.capitalize()}")
            table(head, listed[:most])
        if len(listed) > most:
            typer.echo(f"The first {most:,} of {counted(len(listed), 'row')}; --rows N prints N, --format json all.")
    if not any(listed for _, listed in chosen.values()):
        typer.echo("nothing to show")


def _timeline(opened: Graph, months: Sequence[Month], pair: tuple[str, str], format: StudyFormat, picture: Path | None) -> None:
    if picture is not None:
        from graphkit.view import caption_of, picture_format, plot

        found = opened.explain(*pair)
        caption = f"{found.first.name} and {found.second.name}. {caption_of(found.articles.values())}"
        write(plot("timeline", months, _naming(opened), picture_format("timeline", picture), caption), picture, "Drawn")
    elif format is StudyFormat.JSON:
        typer.echo(json.dumps([asdict(month) for month in months], indent=1))
    else:
        table(("month", "friendly", "neutral", "hostile"), [(m.month, str(m.friendly), str(m.neutral), str(m.hostile)) for m in months])


def _naming(opened: Graph) -> Callable[[str], str]:
    names = {actor.id: actor.name for actor in opened.actors()}
    return lambda actor: names.get(actor, actor)
