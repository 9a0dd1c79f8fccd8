"""When a relation happened or held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graphkit.model.kinds import Precision


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When something happened, since when it holds, or that it has ended.

    Three kinds, distinguished by `ended` and `end`:

    * an event: it happened between `start` and `end` (one day: both the same), and stays true;
    * a state that goes on: it holds from `start` on, `end` is None;
    * a state that is over: `ended` is True, only where the text or table states it; `end` is the
      last day on which it held, None where that is not known.

    Attributes:
        start, end: first and last day, None where unknown.
        precision: how exactly both are known.
        ended: whether it is said that the relation no longer holds.
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.DAY
    ended: bool = False

    @property
    def is_event(self) -> bool:
        """Whether this is the time in which something happened, not one for which it held."""
        return self.end is not None and not self.ended
