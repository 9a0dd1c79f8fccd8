"""A stance: status, polarity, cue and speaker, as they are found on the way up the tree."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.model import Polarity, Status
from graphkit.nlp import Token

# What is not going to hold counts more than who says so, and a plan more than a report.
_RANK = {
    Status.ASSERTED: 0,
    Status.DECLARED: 0,
    Status.ALLEGED: 1,
    Status.PROBABLE: 2,
    Status.PLANNED: 3,
    Status.POSSIBLE: 4,
}


@dataclass(slots=True)
class Stance:
    """What was found on the way up: status, polarity, cue words, the speaker's phrase.

    `ending` is the word that says that something has ended ("stopped", "former", "no longer"),
    `bygone` one that tells of what no longer holds without denying it ("used to", "formerly").
    """

    status: Status = Status.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    cue: Token | None = None
    speaker: Token | None = None
    saying: Token | None = None
    attempted: bool = False
    asked: bool = False
    ending: Token | None = None
    bygone: Token | None = None

    @property
    def over(self) -> bool:
        """Whether what is said has been and no longer is; a plan to end something has not ended it."""
        word = self.ending if self.polarity is Polarity.NEGATIVE else self.bygone
        if word is None or self.status in (Status.PLANNED, Status.POSSIBLE):
            return False
        # "pressed X to end its support": what is wanted.
        return not any(m.lemma == "to" for m in word.get("mark"))

    def hedge(self, status: Status, cue: Token) -> None:
        """Weaken the status, if it is not weaker already."""
        if _RANK[status] > _RANK[self.status]:
            self.status, self.cue = status, cue

    def negate(self, cue: Token) -> None:
        """Turn the polarity; two negations make none."""
        turned = self.polarity is Polarity.POSITIVE
        self.polarity = Polarity.NEGATIVE if turned else Polarity.POSITIVE
        if turned or self.cue is None:
            self.cue = cue

    def said_by(self, saying: Token, speaker: Token | None) -> None:
        """Keep the innermost speaker."""
        if self.saying is None:
            self.saying, self.speaker = saying, speaker
