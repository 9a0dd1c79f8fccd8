"""The one rule that makes direct triples, for one claim at a time.

`ontology/rules/materialize.rq` says the same over a whole graph; a test holds both equal.
"""

from __future__ import annotations

from graphkit.model import Claim, Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary

MIN_CONFIDENCE = 0.5


def counts(claim: Claim) -> bool:
    """Whether a claim makes direct triples.

    It must be in force, positive, sure enough, not said to have ended, and asserted; or
    declared, where declaring is doing: who declares a stance takes it.
    """
    stated = claim.status is Status.ASSERTED or (
        claim.status is Status.DECLARED and claim.predicate in load_vocabulary().stances
    )
    return (
        stated
        and claim.polarity is Polarity.POSITIVE
        and claim.lifecycle is Lifecycle.ACTIVE
        and round(claim.confidence, 3) >= MIN_CONFIDENCE
        and (claim.valid is None or claim.valid.end is None)
    )
