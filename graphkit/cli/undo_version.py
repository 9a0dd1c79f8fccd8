"""The command `undo-version`: make an article that a newer version replaced active again."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.judging import DecisionsOption, WhoOption, login
from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption
from graphkit.cli.output import plain


def undo_version(
    name: Annotated[str, typer.Argument(metavar="ARTICLE", help="Key, id or address of an article that a newer version replaced.")],
    why: Annotated[str, typer.Option("--why", help="Reason, saved with the decision.")] = "",
    who: WhoOption = None,
    decisions: DecisionsOption = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Make a replaced article active again. It is active in addition to the newer version, also after rebuilds."""
    from graphkit.api import undo_version as undone
    from graphkit.decisions import file_of

    found = undone(name, graph=graph, who=who or login(), why=why, file=decisions)
    typer.echo(f"{found.article.key} ({plain(found.article.title or found.article.id)}) is active again, in addition to {found.by.key}; saved in {decisions or file_of(graph)}")
