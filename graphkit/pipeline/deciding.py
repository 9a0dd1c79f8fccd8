"""Apply the user's decisions to the graph that a run extends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.decisions import Replay
from graphkit.errors import UnknownName, UsageError
from graphkit.model import Act, Decision

if TYPE_CHECKING:
    from graphkit.store import Writer


def apply_decisions(writer: Writer, replay: Replay) -> tuple[list[Decision], dict[Decision, str]]:
    """Apply the decisions to the claims in the graph; return those stored until their claims are read, and those that do not fit, with the reasons."""
    waiting: list[Decision] = []
    refused: dict[Decision, str] = {}
    for decision in replay.decisions:
        try:
            writer.apply_decision(decision, replay)
        except UnknownName:
            # The claim may be read later in this run.
            writer.note(decision)
            waiting.append(decision)
        except UsageError as error:
            refused[decision] = str(error)
    return waiting, refused


def rename_read(writer: Writer, replay: Replay, waiting: list[Decision]) -> list[Decision]:
    """Rename the actors that were read meanwhile; return the decisions that are still waiting."""
    renamed = writer.rename(replay.new_names())
    return [decision for decision in waiting if decision.act is not Act.RENAME or decision.target not in renamed]
