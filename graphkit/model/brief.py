"""Compact claims for analyses of a whole graph."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from graphkit.model.claims import Claim
from graphkit.model.kinds import Lifecycle, Polarity, Status
from graphkit.model.times import TimeSpan


class Brief(NamedTuple):
    """An active claim without its texts; takes a tenth of the memory.

    Attributes:
        article, id, subject, predicate, object, status, polarity, confidence: as in the claim.
        valid: as in the claim, to the day.
        words: identifies the words of its first quote.
        speaker: as in the claim.
        lifecycle: active.
    """

    article: str
    id: str
    subject: str
    predicate: str
    object: str
    status: Status
    polarity: Polarity
    confidence: float
    valid: TimeSpan | None
    words: str
    speaker: str = ""
    lifecycle: Lifecycle = Lifecycle.ACTIVE


# Either all claims or all briefs.
Said = TypeVar("Said", bound=Claim | Brief)
