"""What is denied, doubted or over is no plain claim, and what is not denied is no denial."""

from __future__ import annotations

import pytest

from graphkit.model import Polarity, Status


def plain(claim) -> bool:
    stands = claim.valid is None or not claim.valid.ended
    return claim.status is Status.ASSERTED and claim.polarity is Polarity.POSITIVE and stands


@pytest.mark.parametrize(
    "text",
    [
        "Once backed by Peru, Bolivia turned away.",
        "An accord between Peru and Bolivia has yet to be signed.",
        "The reports of Peruvian support for Bolivia are baseless, the minister said.",
    ],
)
def test_it_is_no_plain_claim(record, text):
    claims = [c for c in record(text).claims if {c.subject, c.object} == {"Peru", "Bolivia"}]
    assert claims
    assert not any(map(plain, claims))


def test_a_denial_that_nobody_makes_denies_nothing(record):
    (claim,) = (c for c in record("Peru does not deny that it backs Bolivia.").claims if c.predicate == "supports")
    assert claim.polarity is Polarity.POSITIVE


@pytest.mark.parametrize("text", ["Peru, backed by Bolivia, moved north.", "Peru signed an accord with Bolivia.", "Peru boasted of arming Bolivia."])
def test_what_is_near_by_stays(record, text):
    assert [c for c in record(text).claims if {c.subject, c.object} == {"Peru", "Bolivia"} and c.polarity is Polarity.POSITIVE]


def test_who_rejects_a_proposal_does_not_say_that_it_was_put_to_him(record):
    assert "requests" not in {c.predicate for c in record("Peru rejected Bolivia's proposal for a truce.").claims}
