"""The command `decide`: record a decision on a claim, an actor or an article."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.judging import DecisionsOption, WhoOption, login, today
from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption
from graphkit.cli.output import plain
from graphkit.errors import UsageError
from graphkit.model import OF_ARTICLES, Act, Decision


def decide(
    act: Annotated[Act, typer.Argument(metavar="DECISION", help="Decision to record.", show_default=False)],
    target: Annotated[str, typer.Argument(metavar="CLAIM|ACTOR|ARTICLE", help="Id of a claim or an actor; for split, CLAIM:subject or CLAIM:object, and :CLASS to give a new actor a class (CLAIM:object:Person); for keep, retract and restore, the key of an article.", show_default=False)],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="New relation, status, polarity (positive, negative or ended), name, or other actor of a merge; for accept, an actor that the first must not be merged with.")] = "",
    why: Annotated[str, typer.Option("--why", help="Reason, saved with the decision.")] = "",
    who: WhoOption = None,
    decisions: DecisionsOption = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Record a decision about a claim, actor or article. Claims: accept, reject, relation, status, polarity, swap, split; actors: merge, rename, accept; articles: keep, retract, restore. The last decision counts: accept takes back a reject or a merge, restore a retract. Decisions are applied on every build."""
    from graphkit.rdf import local_id
    from graphkit.review import Review

    target = local_id(target)
    if act in (Act.ACCEPT, Act.MERGE, Act.SPLIT):
        value = local_id(value)
    review = Review(graph, decisions)
    if value and (act in (Act.REJECT, Act.SWAP, *OF_ARTICLES) or (act is Act.ACCEPT and review.view.claim(target))):
        raise UsageError(f"{value!r} would be ignored: {act} {target} takes no value; a reason is given with --why")
    review.add(Decision(act, target, value, who or login(), today(), why))
    review.apply()
    typer.echo(f"{act} {plain(target)}{f' {plain(value)}' if value else ''}: applied and saved in {review.file}")
