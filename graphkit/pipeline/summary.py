"""Summary lines at the end of a run: new versions of articles, decisions on replaced ones."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from graphkit.decisions import Replay
from graphkit.model import Decision
from graphkit.plural import counted

# Maximum number of decisions listed.
MAX_DECISIONS = 5


def replaced_lines(number: int) -> list[str]:
    """Return the line on new versions of articles, if there are any."""
    words = "articles are new versions" if number > 1 else "article is a new version"
    return [f"{number} {words} of earlier ones (graphkit articles --versions lists them)"] if number else []


def outdated_lines(number: int) -> list[str]:
    """Return the line on articles that came after their newer versions, if there are any."""
    words = "articles are older versions" if number > 1 else "article is an older version"
    return [f"{number} {words} of others in the graph (graphkit articles --versions lists them)"] if number else []


def decision_lines(replay: Replay, waiting: Sequence[Decision], refused: Mapping[Decision, str]) -> list[str]:
    """Return the lines on the decisions of the user.

    Args:
        replay: those that were tried.
        waiting: those of which the graph knew no claim or actor.
        refused: those that do not fit the graph, with the reasons.
    """
    unmet, unfit = replay.unmet(waiting), {**refused, **replay.unfit}
    wrong = [f"decision not applied: {f'{d.where}: ' if d.where else ''}{' '.join(filter(None, (d.act, d.target, d.value)))}: {why}" for d, why in unfit.items()]
    applied, missing = len(replay.decisions) - len(replay.unfit) - len(unmet), ", ".join(f"{d.act} {d.target}" for d in unmet[:MAX_DECISIONS])
    more = f" and {len(unmet) - MAX_DECISIONS} more" if len(unmet) > MAX_DECISIONS else ""
    nothing = f"{counted(len(unmet), 'decision')} not applied, as no article has that claim or actor (any more): {missing}{more}"
    return [*([f"{counted(applied, 'decision')} of the user applied"] if applied else []), *([nothing] if unmet else []), *wrong]


def repeat_lines(decisions: Sequence[Decision]) -> list[str]:
    """Return the line on decisions about replaced versions, if there are any."""
    if not decisions:
        return []
    commands = [" ".join(("graphkit decide", d.act, d.target, *([shlex.quote(d.value)] if d.value else []))) for d in decisions[:MAX_DECISIONS]]
    more = [f"and {len(decisions) - MAX_DECISIONS} more"] if len(decisions) > MAX_DECISIONS else []
    return [f"{counted(len(decisions), 'decision')} on replaced versions not applied to the new ones; check and repeat: {'; '.join([*commands, *more])}"]
