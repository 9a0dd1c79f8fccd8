"""The one wording of how a claim is said, for shell, page, site, report and tables alike.

A claim reads: its relation, then its status (asserted, declared, alleged, probable, possible,
planned), then "ended" where the text says that the relation no longer holds, or "denied" where it
says that it does not hold, then "superseded" or "retracted" where the record is not active.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.model import Claim, Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.standing import has_ended

DENIED, ENDED, DISPUTED = "denied", "ended", "disputed"
# The order in which the words of several claims are listed.
ORDER = (*(str(status) for status in Status), DENIED, DISPUTED, ENDED, str(Lifecycle.SUPERSEDED), str(Lifecycle.RETRACTED))


def status_words(claim: Claim) -> tuple[str, ...]:
    """How a claim is said, a word each: `("declared", "denied")`."""
    inactive = () if claim.lifecycle is Lifecycle.ACTIVE else (str(claim.lifecycle),)
    return (*_said(str(claim.status), str(claim.polarity), has_ended(claim)), *inactive)


def said(status: str, polarity: str, *, ended: bool = False) -> str:
    """How claims of one status and polarity are said, and whether all say of an end: `alleged, denied`."""
    return ", ".join(_said(status, polarity, ended))


def _said(status: str, polarity: str, ended: bool) -> tuple[str, ...]:
    if ended:
        return status, ENDED
    return (status, DENIED) if polarity == Polarity.NEGATIVE else (status,)


def status_text(claim: Claim) -> str:
    """How a claim is said, as text: `declared, denied`."""
    return ", ".join(status_words(claim))


def cue_words(claim: Claim) -> str:
    """The words of the text that set status or polarity; "" where there are none, or a user set it and the whole quote stands for them."""
    return claim.cue if claim.cue and claim.cue != claim.evidence[0].quote else ""


def all_words(claims: Iterable[Claim], *more: str) -> tuple[str, ...]:
    """The words of several claims, each once, firmest first; `more` are words to be listed among them."""
    return tuple(sorted({*(word for claim in claims for word in status_words(claim)), *more}, key=ORDER.index))


def sentence(claim: Claim, subject: str, object_: str) -> str:
    """A claim as a sentence and its status: `Iran arms Russia (alleged)`.

    Args:
        claim: the claim.
        subject, object_: the names of its ends.
    """
    return f"{statement(claim.predicate, subject, object_)} ({status_text(claim)})"


def statement(predicate: str, subject: str, object_: str) -> str:
    """A relation between two names as a sentence, without a full stop: `Iran arms Russia`."""
    return f"{subject} {load_vocabulary().relation(predicate).phrase.replace('{}', object_)}"
