"""What a user decided about claims, actors and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graphkit.model.identity import digest


class Act(StrEnum):
    """What a user can decide (ontology property gk:decision)."""

    ACCEPT = "accept"
    REJECT = "reject"
    RELATION = "relation"
    STATUS = "status"
    POLARITY = "polarity"
    SWAP = "swap"
    MERGE = "merge"
    RENAME = "rename"
    SPLIT = "split"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement of the user's.

    Attributes:
        act: what he decided.
        target: id of a claim (accept, reject, relation, status, polarity, swap), of an actor
            (merge, rename), or the id of a claim with `:subject` or `:object` (split), or the key
            of an article that no newer version replaces (keep).
        value: the relation, the status, `positive`, `negative` or `ended` (polarity), the actor
            that another is merged into, the name; "" where none.
        who, on, why: who decided, when, and his reason.
    """

    act: Act
    target: str
    value: str = ""
    who: str = ""
    on: date | None = None
    why: str = ""

    @property
    def id(self) -> str:
        """Same decision, same id, 16 hex digits."""
        return digest(self.act, self.target, self.value, self.who, self.on or "", self.why)
