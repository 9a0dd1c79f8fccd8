"""The command `decide`: one decision on a claim, an actor or an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.judging import DecisionsOption, WhoOption, login, today
from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption
from graphkit.cli.output import plain
from graphkit.model import Act, Decision

if TYPE_CHECKING:
    pass


def decide(
    act: Annotated[Act, typer.Argument(help="What is decided.", show_default=False)],
    target: Annotated[str, typer.Argument(metavar="CLAIM|ACTOR|ARTICLE", help="Id of a claim or an actor; CLAIM:subject or CLAIM:object to split; key of an article to keep.", show_default=False)],
    value: Annotated[str, typer.Argument(help="The relation, the status, the polarity (positive, negative or ended), the actor merged into, or the name.")] = "",
    why: Annotated[str, typer.Option("--why", help="Kept with it.")] = "",
    who: WhoOption = None,
    decisions: DecisionsOption = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Judge one claim or actor: accept, reject, correct its relation, status or polarity, swap its direction, merge, rename or split, or keep a replaced article; kept and replayed on every build."""
    from graphkit.review import Review

    review = Review(graph, decisions)
    review.add(Decision(act, target, value, who or login(), today(), why))
    review.apply()
    typer.echo(f"{act} {plain(target)}{f' {plain(value)}' if value else ''}: applied, and written to {review.file}")
