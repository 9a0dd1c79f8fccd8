"""Define which claims deny which: the same two actors, the same relation or a wider one, and days in common; and which denials are taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Protocol, TypeVar

from graphkit.model import Brief, Claim, Lifecycle, Polarity, Said, Status
from graphkit.ontology import load_vocabulary
from graphkit.standing import FIRM, has_ended, is_negation, is_sure

# Statuses of the denials that dispute a claim: "might not" disputes nothing, the refusal "will not" does.
DENYING = (*FIRM, Status.PLANNED)
# Returns the day on which the article of a claim was published, None if it is not known to the day.
SaidOn = Callable[[Claim | Brief], date | None]
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


def contradictions(claims: Iterable[Said], said_on: SaidOn) -> Iterator[tuple[Said, Said]]:
    """Yield each (stating, denying) pair of claims, in the order of the stating claims.

    Args:
        claims: all claims; inactive ones are ignored.
        said_on: see `SaidOn`.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    denials: dict[frozenset[str], list[Said]] = defaultdict(list)
    stated: dict[frozenset[str], list[Said]] = defaultdict(list)
    listed = list[Said]()
    for claim in claims:
        if claim.lifecycle is Lifecycle.ACTIVE and (is_denial(claim) or is_firm(claim)):
            (denials if is_denial(claim) else stated)[frozenset((claim.subject, claim.object))].append(claim)
            listed += [] if is_denial(claim) else [claim]
    known = {ends: [(denial, taken_back(denial, stated[ends], said_on)) for denial in those] for ends, those in denials.items()}
    for claim in listed if known else ():
        for denial, back in known.get(frozenset((claim.subject, claim.object)), ()):
            if disputes(denial, claim, said_on) and not is_void(denial, claim, back, said_on):
                yield claim, denial


def taken_back(denial: Claim | Brief, stated: Iterable[Claim | Brief], said_on: SaidOn) -> date | None:
    """Return the day of the first later article in which the speaker of a denial states what he denied; None if there is none.

    Args:
        denial: the denial.
        stated: all claims between the same actors that firmly state something.
        said_on: see `SaidOn`.
    """
    denied = said_on(denial)
    if not denial.speaker or denied is None:
        return None
    days = (said_on(claim) for claim in stated if claim.speaker == denial.speaker and is_sure(claim) and disputes(denial, claim, said_on))
    return min((day for day in days if day is not None and day > denied), default=None)


def is_void(denial: Claim | Brief, stated: Claim | Brief, back: date | None, said_on: SaidOn) -> bool:
    """Return whether a denial that was taken back on a day does not dispute a claim.

    If the relation lasts, that is any claim. Of an act, it is what was said from that day on: the speaker may have admitted another act.
    """
    if back is None:
        return False
    day = said_on(stated)
    return load_vocabulary().relation(denial.predicate).lasting or (day is not None and day >= back)


def is_firm(claim: Claim | Brief) -> bool:
    """Return whether a claim states its relation firmly enough to be disputed; the end of a tie does not."""
    return claim.status in FIRM and claim.polarity is Polarity.POSITIVE and not has_ended(claim)


def disputes(denial: Claim | Brief, stated: Claim | Brief, said_on: SaidOn) -> bool:
    """Return whether one claim firmly denies what another firmly states, of days in common, unless it was taken back.

    Args:
        denial, stated: two claims.
        said_on: see `SaidOn`.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    return is_firm(stated) and is_denial(denial) and denies(denial, stated) and shares_days(denial, stated, said_on)


def shares_days(denial: Claim | Brief, stated: Claim | Brief, said_on: SaidOn) -> bool:
    """Return whether a denial and a statement can be about the same days.

    Args:
        denial, stated: two claims.
        said_on: see `SaidOn`.
    """
    said, denied = stated.valid, denial.valid
    if said is None:
        return True
    until = denied.end if denied and denied.end else said_on(denial)
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


def denies(denial: Relating, stated: Relating) -> bool:
    """Return whether a denial is about the relation of a claim: same two actors, and the same relation or a wider one."""
    vocabulary = load_vocabulary()
    if denial.predicate not in vocabulary.ancestors(stated.predicate):
        return False
    if (denial.subject, denial.object) == (stated.subject, stated.object):
        return True
    mutual = any(vocabulary.relation(claim.predicate).symmetric for claim in (denial, stated))
    return mutual and (denial.subject, denial.object) == (stated.object, stated.subject)
