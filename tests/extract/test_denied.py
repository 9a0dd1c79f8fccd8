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
        "Peru is widely seen as backing Bolivia.",
        "An accord between Peru and Bolivia has yet to be signed.",
        "The reports of Peruvian support for Bolivia are baseless, the minister said.",
        "Peru backs neither Bolivia nor Chile.",
        "Instead of backing Bolivia, Peru held a vote.",
        "Rather than sending weapons to Bolivia, Peru held a vote.",
        "There is no evidence that Peru has launched an attack on Bolivia.",
        "Peru was cleared of arming Bolivia.",
        "Peru was going to back Bolivia.",
        "Peru did nothing to help Bolivia.",
        "Is Peru still a partner of Bolivia?",
        "No, Peru does not back Bolivia.",
        "Peru ought to have backed Bolivia.",
        "In case Peru backs Bolivia, prices will rise.",
        "Bolivia risks being attacked by Peru.",
        "Bolivia lost the support of Peru.",
        "Peru is planning an attack on Bolivia.",
    ],
)
def test_it_is_no_plain_claim(record, text):
    claims = [c for c in record(text).claims if {c.subject, c.object} == {"Peru", "Bolivia"}]
    assert claims
    assert not any(map(plain, claims))


@pytest.mark.parametrize("text", [
    "Peru does not deny that it backs Bolivia.",
    "Peru did not deny backing Bolivia.",
    "Peru neither confirmed nor denied backing Bolivia.",
    "Peru isn't denying backing Bolivia.",
    "Peru refused to deny backing Bolivia.",
    "No official in Peru denied that Peru backs Bolivia.",
    "Peru did not say that it backs Bolivia.",
    "Peru declined to confirm that it backs Bolivia.",
    "Peru never said that it backs Bolivia.",
])
def test_what_is_not_said_or_not_denied_is_neither_stated_nor_denied(record, text):
    assert {(c.status, c.polarity, c.attributed_to) for c in record(text).claims if c.predicate == "supports"} <= {(Status.POSSIBLE, Polarity.POSITIVE, None)}


@pytest.mark.parametrize(("text", "subject", "status"), [
    ("Peru denied that it backs Bolivia.", "Peru", Status.DECLARED),
    ("Peru denied backing Bolivia.", "Peru", Status.DECLARED),
    ("Peru, which denies funding Bolivia, met Chile.", "Peru", Status.DECLARED),
    ("Peru denied any support for Bolivia.", "Peru", Status.DECLARED),
    ("Peru rejected claims that it backs Bolivia.", "Peru", Status.DECLARED),
    ("Peru denied that Chile backs Bolivia.", "Chile", Status.ALLEGED),
    ("Peru dismissed reports that Chile backs Bolivia.", "Chile", Status.ALLEGED),
])
def test_a_denial_has_the_speaker_who_makes_it(record, text, subject, status):
    (claim,) = (c for c in record(text).claims if c.object == "Bolivia" and c.predicate.startswith("supports"))
    assert (claim.subject, claim.status, claim.polarity, claim.attributed_to) == (subject, status, Polarity.NEGATIVE, "Peru")


def test_who_denies_an_end_declares_that_it_goes_on(record):
    (claim,) = (c for c in record("Peru denied that it had stopped arming Bolivia.").claims if c.object == "Bolivia" and c.predicate.startswith("supports"))
    assert (claim.status, claim.polarity) == (Status.DECLARED, Polarity.POSITIVE)


@pytest.mark.parametrize("text", ["Peru, backed by Bolivia, moved north.", "Peru signed an accord with Bolivia.", "Peru boasted of arming Bolivia.", "Peru did not just back Bolivia, it armed it.", "Until Peru backed Bolivia, prices were low."])
def test_what_is_near_by_stays(record, text):
    assert [c for c in record(text).claims if {c.subject, c.object} == {"Peru", "Bolivia"} and c.polarity is Polarity.POSITIVE]


def test_who_rejects_a_proposal_does_not_say_that_it_was_put_to_him(record):
    assert "requests" not in {c.predicate for c in record("Peru rejected Bolivia's proposal for a truce.").claims}
