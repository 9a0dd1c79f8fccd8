"""The command `retract`: retract claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.days import whole_day
from graphkit.cli.judging import DecisionsOption, WhoOption, login
from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption, open_graph
from graphkit.cli.output import plain
from graphkit.errors import UnknownName
from graphkit.plural import counted

# Maximum number of articles in a message.
_MOST = 9


def retract(
    name: Annotated[str, typer.Argument(metavar="ARTICLE|CLAIM", help="Key, id, address or title of an article, or id of a claim.")],
    reason: Annotated[str, typer.Option("--reason", help="Reason, saved with each claim.")],
    on: Annotated[date | None, typer.Option("--on", parser=whole_day, metavar="DAY", help="Date of the retraction; today by default.")] = None,
    who: WhoOption = None,
    decisions: DecisionsOption = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Retract a claim or all claims of an article. They stay retracted after rebuilds, and in the graph for audit."""
    from functools import partial

    from graphkit.api import retract as retract_named
    from graphkit.decisions import file_of, opposite, read_decisions

    retracted = partial(retract_named, reason=reason, graph=graph, day=on, who=who or login(), file=decisions)
    try:
        number = retracted(name)
    except UnknownName as error:
        # Its traceback would keep the graph open for writing.
        unknown: UnknownName | None = error.with_traceback(None)
    else:
        unknown = None
    if unknown is not None:
        key = _titled(graph, name)
        if key is None:
            raise unknown
        number = retracted(key)
    if not number:
        typer.echo("nothing to retract: no claim of it is active")
        return
    file = decisions or file_of(graph)
    back = opposite(read_decisions(file)[-1])
    how = f"; to take it back: graphkit decide {back.act} {back.target}" if back is not None else ""
    typer.echo(f"{counted(number, 'claim')} retracted, saved in {file}{how}")


def _titled(graph: Path, title: str) -> str | None:
    """Return the key of the one article with a title, None if there is none.

    Raises:
        UnknownName: several articles have it; the message lists them.
    """
    from graphkit.query.explain import folded

    found = [article for article in open_graph(graph, None).articles() if article.title and folded(article.title) == folded(title)]
    if len(found) > 1:
        listed = "; ".join(plain(" ".join(filter(None, (article.key, str(article.published or ""), article.outlet)))) for article in found[:_MOST])
        more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
        raise UnknownName(f"{counted(len(found), 'article')} have the title {title!r}; give the key of one: {listed}{more}")
    return found[0].key if found else None
