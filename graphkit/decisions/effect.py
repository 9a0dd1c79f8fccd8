"""The effect of each decision on a claim.

A corrected claim still follows the rules of the vocabulary: a status or denial set by the user has the whole quote as
its cue if no cue was read; an allegation by the subject itself becomes declared, and a declaration by somebody other
than the subject becomes alleged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from graphkit.model import (
    OF_ARTICLES,
    REQUIRED_TYPES,
    Act,
    Actor,
    ActorClass,
    Claim,
    Decision,
    Lifecycle,
    Polarity,
    Status,
    TimeSpan,
    local_name,
)

ENDS = ("subject", "object")
_VOICES = (*ENDS, "attributed_to")
ENDED = "ended"
# Values for correcting the polarity of a claim: it holds, is denied, or no longer holds.
HOLDS = (*map(str, Polarity), ENDED)


def holds(claim: Claim) -> str:
    """Return the one of `HOLDS` that applies to a claim."""
    return ENDED if claim.valid is not None and claim.valid.ended else str(claim.polarity)


def touches(decision: Decision, claim: Claim) -> bool:
    """Whether a decision concerns this claim or one of its actors."""
    if decision.act in (Act.MERGE, Act.RENAME):
        return decision.target in (claim.subject, claim.object, claim.attributed_to)
    if decision.act in OF_ARTICLES:
        return decision.target == claim.article
    return decision.target.partition(":")[0] == claim.id


def decided(claim: Claim, decision: Decision) -> Claim | None:
    """Return the claim after a decision; None if its subject and object became the same actor."""
    change = _CHANGES.get(decision.act)
    # What was rejected or retracted stays as it was, also when its actor is merged.
    if change is None or claim.lifecycle is not Lifecycle.ACTIVE or not touches(decision, claim):
        return claim
    made = change(claim, decision)
    return None if made.subject == made.object else made


def split_end(decision: Decision) -> str:
    """Return the end of the claim that a split replaces, `subject` or `object`."""
    return decision.target.split(":")[1]


def split_actor(decision: Decision, kind: ActorClass) -> Actor:
    """Return the new actor of a split, with the class in the decision, or this one if it has none."""
    chosen = split_class(decision) or kind
    return Actor(local_name(decision.value), decision.value.replace("_", " "), chosen, REQUIRED_TYPES.get(chosen))


def split_class(decision: Decision) -> ActorClass | None:
    """Return the class that a split gives its actor (`CLAIM:object:Person`), if it does."""
    given = decision.target.split(":")[2:]
    return ActorClass(given[0]) if given else None


def aimed(decision: Decision, claim: Claim) -> Decision:
    """Return a decision on a claim or its article as a decision on this claim or article; one on actors unchanged."""
    if decision.act in (Act.MERGE, Act.RENAME):
        return decision
    _, colon, end = decision.target.partition(":")
    return replace(decision, target=f"{claim.article if decision.act in OF_ARTICLES else claim.id}{colon}{end}")


def _accepted(claim: Claim, _: Decision) -> Claim:
    # The estimate of the reader no longer counts: a person has compared the claim with its quote.
    return replace(claim, confidence=1.0)


def _rejected(claim: Claim, decision: Decision) -> Claim:
    reason = f"rejected by {decision.who or 'the user'}{f': {decision.why}' if decision.why else ''}"
    return replace(claim, lifecycle=Lifecycle.RETRACTED, retraction=(decision.on or date.min, reason))


def _retracted(claim: Claim, decision: Decision) -> Claim:
    return replace(claim, lifecycle=Lifecycle.RETRACTED, retraction=(decision.on or date.min, decision.why or f"retracted by {decision.who or 'the user'}"))


def _related(claim: Claim, decision: Decision) -> Claim:
    # Support types belong to the relation that was read; only `supports` accepts them all.
    return replace(claim, predicate=decision.value, support_types=claim.support_types if decision.value in ("supports", claim.predicate) else ())


def _said(claim: Claim, decision: Decision) -> Claim:
    """Set the status; a speaker that the status does not allow is removed, but the attribution text of an unnamed one is kept."""
    status, speaker = Status(decision.value), claim.attributed_to
    if status is Status.ASSERTED:
        return _cued(replace(claim, status=status, attributed_to=None, attribution_text=None))
    return _cued(replace(claim, status=status, attributed_to=None if status is Status.ALLEGED and speaker == claim.subject else speaker))


def _held(claim: Claim, decision: Decision) -> Claim:
    """Set the polarity; a relation that ends gets the day read as its last day, one that has not ended has no last day."""
    span = claim.valid or TimeSpan()
    if decision.value == ENDED:
        over = span if span.ended else TimeSpan(None, span.end or span.start, span.precision, ended=True)
        return _cued(replace(claim, polarity=Polarity.NEGATIVE, valid=over))
    goes_on = TimeSpan(span.start, None, span.precision) if span.start else None
    return _cued(replace(claim, polarity=Polarity(decision.value), valid=goes_on if span.ended else claim.valid))


def _swapped(claim: Claim, _: Decision) -> Claim:
    # A declaration without a named speaker is the old subject's own, which remains its speaker after the swap.
    speaker = claim.attributed_to or (claim.subject if claim.status is Status.DECLARED and claim.attribution_text else None)
    made = replace(claim, subject=claim.object, object=claim.subject, subject_mention=claim.object_mention, object_mention=claim.subject_mention, attributed_to=speaker)
    if made.status is Status.DECLARED and speaker not in (None, made.subject):
        return _cued(replace(made, status=Status.ALLEGED))
    return _own_word(made)


def _split(claim: Claim, decision: Decision) -> Claim:
    return _own_word(replace(claim, **{split_end(decision): local_name(decision.value)}))  # type: ignore[arg-type]


def _merged(claim: Claim, decision: Decision) -> Claim:
    return _own_word(replace(claim, **{name: decision.value for name in _VOICES if getattr(claim, name) == decision.target}))  # type: ignore[arg-type]


def _own_word(claim: Claim) -> Claim:
    """Turn an allegation by the subject itself into a declaration."""
    own = claim.status is Status.ALLEGED and claim.attributed_to == claim.subject
    return _cued(replace(claim, status=Status.DECLARED)) if own else claim


def _cued(claim: Claim) -> Claim:
    """Set the cue that status or polarity require (the cue read, else the whole quote); remove it from plain claims."""
    if claim.status not in (Status.ASSERTED, Status.DECLARED) or claim.polarity is Polarity.NEGATIVE:
        return replace(claim, cue=claim.cue or claim.evidence[0].quote)
    return replace(claim, cue=None)


_CHANGES: Mapping[Act, Callable[[Claim, Decision], Claim]] = {
    Act.ACCEPT: _accepted,
    Act.REJECT: _rejected,
    Act.RETRACT: _retracted,
    Act.RELATION: _related,
    Act.STATUS: _said,
    Act.POLARITY: _held,
    Act.SWAP: _swapped,
    Act.SPLIT: _split,
    Act.MERGE: _merged,
}
