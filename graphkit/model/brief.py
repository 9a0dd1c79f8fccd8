"""A claim in short: as much of it as an analysis of a whole graph asks for."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from graphkit.model.claims import Claim
from graphkit.model.kinds import Lifecycle, Polarity, Status
from graphkit.model.times import TimeSpan


class Brief(NamedTuple):
    """An active claim without its words, which takes a tenth of the memory.

    Attributes:
        article, id, subject, predicate, object, status, polarity, confidence: as the claim has them.
        valid: as the claim has it, to the day.
        words: what distinguishes the words of its first quote.
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
    lifecycle: Lifecycle = Lifecycle.ACTIVE


# Claims, or all of them in short.
Said = TypeVar("Said", bound=Claim | Brief)
