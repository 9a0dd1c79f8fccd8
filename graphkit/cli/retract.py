"""The command `retract`: retract claims."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from graphkit.cli.days import whole_day
from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption
from graphkit.plural import counted


def retract(
    name: Annotated[str, typer.Argument(metavar="ARTICLE|CLAIM", help="Key, id or address of an article, or id of a claim.")],
    reason: Annotated[str, typer.Option("--reason", help="Reason, saved with each claim.")],
    on: Annotated[date | None, typer.Option("--on", parser=whole_day, metavar="DAY", help="Date of the retraction; today by default.")] = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Retract a claim or all claims of an article. Retracted claims stay in the graph for audit."""
    from graphkit.api import retract as retracted

    number = retracted(name, reason, graph=graph, day=on)
    typer.echo(f"{counted(number, 'claim')} retracted" if number else "nothing to retract: no claim of it is active")
