"""Commands that bring graphs together and keep them in order: import, retract, undo-version, update, check."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.judge import DecisionsOption, WhoOption, login
from graphkit.cli.options import DEFAULT_GRAPH, GraphOption
from graphkit.cli.output import one_text, plain
from graphkit.plural import counted


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="RDF files: .ttl .nt .nq .trig .jsonld .rdf")],
    format: Annotated[str | None, typer.Option("--format", "-f", help="The format, where the ending does not say it.")] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Leave out the check: a dump (.nq, .trig) of your own, into a new folder.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Add the articles of other graphs, from RDF in any syntax; nothing comes in that the shapes refuse."""
    from graphkit.api import import_rdf

    for file in files:
        added, there = import_rdf(file, format=format, graph=graph, trust=trust)
        typer.echo(f"{plain(str(file))}: {counted(added, 'article')} added, {there:,} already there")


def retract(
    name: Annotated[str, typer.Argument(metavar="ARTICLE|CLAIM", help="Key, id or address of an article, or id of a claim.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept with each claim.")],
    on: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="As of when; today without it.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Retract a claim, or every claim of an article; it stays in the graph for audit."""
    from graphkit.api import retract as retracted

    number = retracted(name, reason, graph=graph, day=on.date() if on is not None else None)
    typer.echo(f"{counted(number, 'claim')} retracted" if number else "nothing to retract: no claim of it is active")


def undo_version(
    name: Annotated[str, typer.Argument(metavar="ARTICLE", help="Key, id or address of an article that a newer version replaced.")],
    why: Annotated[str, typer.Option("--why", help="Kept with the decision.")] = "",
    who: WhoOption = None,
    decisions: DecisionsOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Make an article that a newer version replaced active again, beside that version; kept on every rebuild."""
    from graphkit.api import undo_version as undone
    from graphkit.decisions import file_of

    found = undone(name, graph=graph, who=who or login(), why=why, file=decisions)
    typer.echo(f"{found.article.key} ({plain(found.article.title or found.article.id)}) is active again, beside {found.by.key}; written to {decisions or file_of(graph)}")


def update(
    sparql: Annotated[str | None, typer.Argument(metavar="[UPDATE]", help="SPARQL Update; - reads it from stdin.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file that holds the update.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Change the graph by SPARQL Update, wholly or not at all; what the shapes refuse is not done."""
    from graphkit.api import update as updated

    updated(one_text(sparql, file, "an update, --file F"), graph=graph)
    typer.echo("updated")


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Make the direct triples what the claims give.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Prove that the direct triples are what the active claims give."""
    from graphkit.api import Graph, mend

    missing, spare = mend(graph) if repair else Graph.open(graph).drift()
    if not missing and not spare:
        typer.echo("the direct triples are what the claims give")
        return
    typer.echo(f"{counted(missing, 'direct triple')} missing, {spare:,} too many{'; repaired' if repair else ''}")
    if not repair:
        typer.echo("Repair them: graphkit check --repair")
        raise typer.Exit(1)
