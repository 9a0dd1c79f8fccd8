"""A stance: status, polarity, cue and speaker, as collected on the path up the tree."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.model import Polarity, Status
from graphkit.nlp import Token

# Precedence of statuses: possible over planned over reported.
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
    """The stance collected so far: status, polarity, cue words, the speaker's phrase.

    `ending` is a word that marks an end ("stopped", "former", "no longer"), `past_cue` one that marks a past state without
    denying it ("used to", "formerly"), `denial` a verb whose subject denies the rest, `reported` one whose subject says it. The speaker is `imputed` if the verb is in no
    list; then nothing that is said is a judgement or a demand of his.
    """

    status: Status = Status.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    cue: Token | None = None
    speaker: Token | None = None
    reporting_word: Token | None = None
    attempted: bool = False
    requested: bool = False
    ending: Token | None = None
    past_cue: Token | None = None
    denial: Token | None = None
    reported: Token | None = None
    imputed: bool = False

    @property
    def has_ended(self) -> bool:
        """Whether it held in the past and no longer does, or is planned to end; what may end has not."""
        if self.polarity is Polarity.NEGATIVE:
            return self.ending is not None and self.status is not Status.POSSIBLE
        return self.past_cue is not None and self.status not in (Status.PLANNED, Status.POSSIBLE)

    def hedge(self, status: Status, cue: Token) -> None:
        """Weaken the status, unless it is already weaker."""
        if _RANK[status] > _RANK[self.status]:
            self.status, self.cue = status, cue

    def negate(self, cue: Token) -> None:
        """Invert the polarity; two negations cancel. What is not said or not denied is neither stated nor denied."""
        if self.reported is not None or self.denial is not None:
            # "did not say that", "refused to deny that".
            if self.reported is None:
                self._invert(cue)
            self.hedge(Status.POSSIBLE, cue)
            self.reported, self.reporting_word, self.speaker = cue, None, None
        else:
            self._invert(cue)

    def _invert(self, cue: Token) -> None:
        was_positive = self.polarity is Polarity.POSITIVE
        self.polarity = Polarity.NEGATIVE if was_positive else Polarity.POSITIVE
        if was_positive or self.cue is None:
            self.cue = cue

    def deny(self, verb: Token, speaker: Token | None) -> None:
        """Invert the polarity in the name of the subject of a verb of denial, whatever others allege."""
        self._invert(verb)
        if self.status is Status.ALLEGED:
            self.status = Status.ASSERTED
        self.denial, self.reporting_word, self.speaker = verb, verb, speaker
        if speaker is not None and (speaker.text.lower() in ("nobody", "none") or any(c.lemma == "no" for c in speaker.get("det"))):
            self.negate(speaker)

    def report(self, verb: Token, speaker: Token | None) -> None:
        """Set the speaker, and that a verb of saying governs the rest."""
        self.attribute(verb, speaker)
        self.reported = verb

    def attribute(self, reporting_word: Token, speaker: Token | None) -> None:
        """Set the speaker, unless there is one: the innermost counts."""
        if self.reporting_word is None:
            self.reporting_word, self.speaker = reporting_word, speaker
