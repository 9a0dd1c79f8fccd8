"""The time of a relation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graphkit.model.kinds import Precision


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When something happened, since when it holds, or that it has ended.

    Three kinds, distinguished by `ended` and `end`:

    * an event: it happened between `start` and `end` (equal for one day), and stays true;
    * a continuing state: it holds from `start` on, `end` is None;
    * an ended state: `ended` is True, only if the text or table states it; `end` is the
      last day on which it held, None if unknown.

    Attributes:
        start, end: first and last day, None if unknown.
        precision: of both days.
        ended: whether the relation is said to hold no longer.
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.DAY
    ended: bool = False

    @property
    def is_event(self) -> bool:
        """Whether this is the time of an event, not of a state."""
        return self.end is not None and not self.ended
