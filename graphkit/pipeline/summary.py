"""Summary lines on new versions of articles at the end of a run."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from graphkit.model import Decision
from graphkit.plural import counted

# Maximum number of decisions listed.
REPEATED = 5


def replaced_lines(number: int) -> list[str]:
    """Return the line on new versions of articles, if there are any."""
    words = "articles are new versions" if number > 1 else "article is a new version"
    return [f"{number} {words} of earlier ones (graphkit articles --versions lists them)"] if number else []


def outdated_lines(number: int) -> list[str]:
    """Return the line on articles that came after their newer versions, if there are any."""
    words = "articles are older versions" if number > 1 else "article is an older version"
    return [f"{number} {words} of others in the graph (graphkit articles --versions lists them)"] if number else []


def repeat_lines(made: Sequence[Decision]) -> list[str]:
    """Return the line on decisions about replaced versions, if there are any."""
    if not made:
        return []
    commands = [" ".join(("graphkit decide", d.act, d.target, *([shlex.quote(d.value)] if d.value else []))) for d in made[:REPEATED]]
    more = [f"and {len(made) - REPEATED} more"] if len(made) > REPEATED else []
    return [f"{counted(len(made), 'decision')} on replaced versions not applied to the new ones; check and repeat: {'; '.join([*commands, *more])}"]
