"""Define which claims deny which: the same two actors, the same relation or a wider one, and days in common; and which denials are taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from graphkit.model import Brief, Claim, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.standing import FIRM, has_ended, is_negation

# Statuses of the denials that dispute a claim: "might not" disputes nothing, the refusal "will not" does.
DENYING = (*FIRM, Status.PLANNED)
# Returns the day on which the article of a claim was published, None if it is not known to the day.
DeniedOn = Callable[[Claim | Brief], date | None]
# A day, or its text as 2020-01-31.
Day = TypeVar("Day", date, str)


class Relating(Protocol):
    """A relation between two actors: a claim or a brief."""

    @property
    def subject(self) -> str:
        """Id of an actor."""
    @property
    def predicate(self) -> str:
        """Local name of the relation."""
    @property
    def object(self) -> str:
        """Id of an actor."""


def is_denial(claim: Claim | Brief) -> bool:
    """Return whether a claim denies its relation firmly enough to dispute other claims; the end of a tie is not a denial."""
    return is_negation(claim) and claim.status in DENYING


def disputes(denial: Claim | Brief, stated: Claim | Brief, denied_on: DeniedOn) -> bool:
    """Return whether one claim firmly denies what another firmly states, of days in common.

    Args:
        denial, stated: two claims.
        denied_on: see `DeniedOn`.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    firm = stated.status in FIRM and stated.polarity is Polarity.POSITIVE and not has_ended(stated)
    return firm and is_denial(denial) and denies(denial, stated) and shares_days(denial, stated, denied_on) and not is_taken_back((denial.speaker, denied_on(denial)), (stated.speaker, denied_on(stated)))


def shares_days(denial: Claim | Brief, stated: Claim | Brief, denied_on: DeniedOn) -> bool:
    """Return whether a denial and a statement can be about the same days.

    Args:
        denial, stated: two claims.
        denied_on: see `DeniedOn`.
    """
    said, denied = stated.valid, denial.valid
    if said is None:
        return True
    until = denied.end if denied and denied.end else denied_on(denial)
    return are_days_shared((said.start, said.end), (denied.start if denied else None, until), open_end=denial.status is Status.PLANNED)


def are_days_shared(stated: tuple[Day | None, Day | None], denied: tuple[Day | None, Day | None], *, open_end: bool) -> bool:
    """Return whether two periods have a day in common.

    A denial says nothing about what begins after it was published, except a refusal ("will not").

    Args:
        stated, denied: first and last day, None or "" if unknown; the last day of a denial is the day of its article, if it states none.
        open_end: whether the denial is a refusal.
    """
    after = not open_end and stated[0] and denied[1] and stated[0] > denied[1]
    before = stated[1] and denied[0] and stated[1] < denied[0]
    return not after and not before


def is_taken_back(denied: tuple[str, Day | None], stated: tuple[str, Day | None]) -> bool:
    """Return whether a named speaker states in a later article what he denied; he does not dispute his own statement.

    Args:
        denied, stated: speaker, "" if none is named, and day of the article, None if it is not known to the day.
    """
    return denied[0] != "" and denied[0] == stated[0] and denied[1] is not None and stated[1] is not None and denied[1] < stated[1]


def denies(denial: Relating, stated: Relating) -> bool:
    """Return whether a denial is about the relation of a claim: same two actors, and the same relation or a wider one."""
    vocabulary = load_vocabulary()
    if denial.predicate not in vocabulary.ancestors(stated.predicate):
        return False
    if (denial.subject, denial.object) == (stated.subject, stated.object):
        return True
    mutual = any(vocabulary.relation(claim.predicate).symmetric for claim in (denial, stated))
    return mutual and (denial.subject, denial.object) == (stated.object, stated.subject)
