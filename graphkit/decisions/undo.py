"""Decisions that a later one can take back: which of them hold, and what takes each back."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.model import Act, Decision

_OPPOSITE = {Act.REJECT: Act.ACCEPT, Act.MERGE: Act.ACCEPT, Act.RETRACT: Act.RESTORE}


def opposite(decision: Decision) -> Decision | None:
    """Return the decision that takes another back, without author, date and reason; None if its own kind does."""
    act = _OPPOSITE.get(decision.act)
    return None if act is None else Decision(act, decision.target, decision.value)


def not_taken_back(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the rejections, merges and retractions that no later decision took back, in order."""
    found: dict[frozenset[str], Decision] = {}
    for decision in decisions:
        about = frozenset((decision.target, decision.value))
        if decision.act in _OPPOSITE:
            found[about] = decision
        elif decision.act in _OPPOSITE.values():
            found.pop(about, None)
    return list(found.values())
