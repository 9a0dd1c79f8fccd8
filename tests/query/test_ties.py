"""Ties gather claims; every rule of the gathering has its test."""

from __future__ import annotations

import pytest

from graphkit.errors import UnknownName
from graphkit.model import Actor, Claim, Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.query.disputed import OTHER
from graphkit.query.ties import WAYS, Tie, strength, ties, way_of
from tests.view.graphs import camps, claim

A, B, C = (Actor(name, name) for name in "ABC")


def made(*claims: Claim) -> list[Tie]:
    return ties(claims, load_vocabulary(), lambda claim: None)


def test_no_claims_give_no_ties():
    assert made() == []


def test_relations_of_one_family_make_one_tie():
    [tie] = made(claim(A, "supports", B), claim(A, "supportsMilitarily", B), claim(A, "recognizes", B))
    assert (tie.subject, tie.object, tie.family, tie.sign) == ("A", "B", "supports", 1)
    assert len(tie.claims) == 3


def test_support_and_opposition_of_one_pair_stay_two_ties():
    found = made(claim(A, "supports", B), claim(A, "opposes", B))
    assert sorted((tie.family, tie.sign) for tie in found) == [("opposes", -1), ("supports", 1)]


def test_direction_makes_two_ties():
    assert len(made(claim(A, "supports", B), claim(B, "supports", A))) == 2


def test_a_symmetric_relation_has_one_tie_for_both_directions():
    [tie] = made(claim(B, "alliedWith", A), claim(A, "alliedWith", B, source=1))
    assert (tie.subject, tie.object, tie.symmetric) == ("A", "B", True)


def test_symmetric_and_directed_relations_of_one_family_do_not_mix():
    """An arrow must never stand for a claim that has no direction."""
    found = made(claim(A, "attacks", B), claim(A, "fights", B))
    assert sorted(tie.symmetric for tie in found) == [False, True]


def test_a_relation_without_family_is_shown_too():
    [tie] = made(claim(A, "recruits", B))
    assert (tie.family, tie.sign) == (OTHER, 0)


def test_an_unknown_relation_is_refused_by_name():
    with pytest.raises(UnknownName, match="'admires'"):
        made(claim(A, "admires", B))


@pytest.mark.parametrize(
    "status, way",
    [
        (Status.ASSERTED, "stated"),
        (Status.DECLARED, "stated"),
        (Status.ALLEGED, "alleged"),
        (Status.PROBABLE, "possible"),
        (Status.POSSIBLE, "possible"),
        (Status.PLANNED, "possible"),
    ],
)
def test_every_status_has_its_way(status: Status, way: str):
    assert way_of(claim(A, "supports", B, status=status)) == way
    assert way_of(claim(A, "supports", B, status=status, polarity=Polarity.NEGATIVE)) == "denied"


def test_the_firmest_claim_decides_how_a_tie_is_drawn():
    weak = [claim(A, "supports", B, status=Status.PLANNED), claim(A, "supports", B, polarity=Polarity.NEGATIVE)]
    assert made(*weak)[0].way == "possible"
    assert made(*weak, claim(A, "supports", B, status=Status.ALLEGED))[0].way == "alleged"
    assert made(*weak, claim(A, "supports", B))[0].way == "stated"


def test_only_denied_is_denied_and_not_contested():
    [tie] = made(claim(A, "supports", B, polarity=Polarity.NEGATIVE))
    assert (tie.way, tie.contested) == ("denied", False)


def test_stated_and_denied_is_contested():
    [tie] = made(claim(A, "supports", B), claim(A, "supports", B, polarity=Polarity.NEGATIVE))
    assert (tie.way, tie.contested) == ("stated", True)


@pytest.mark.parametrize("lifecycle", [Lifecycle.RETRACTED, Lifecycle.SUPERSEDED])
def test_claims_out_of_force_are_left_out(lifecycle: Lifecycle):
    assert made(claim(A, "supports", B, lifecycle=lifecycle)) == []


def test_order_of_claims_changes_nothing():
    claims = camps(40).claims
    assert made(*claims) == made(*reversed(claims))


def test_ties_with_most_claims_come_first():
    numbers = [len(tie.claims) for tie in made(*camps(60).claims)]
    assert numbers == sorted(numbers, reverse=True)


def test_every_claim_in_force_is_in_exactly_one_tie():
    claims = camps(60).claims
    gathered = [each for tie in made(*claims) for each in tie.claims]
    assert sorted(each.id for each in gathered) == sorted(each.id for each in claims)


def test_strength_counts_ties_not_claims():
    found = strength(made(claim(A, "supports", B), claim(A, "supports", B, source=1), claim(C, "opposes", A)))
    assert found == {"A": 2, "B": 1, "C": 1}


def test_a_tie_with_oneself_counts_once():
    assert strength(made(claim(A, "attacks", A))) == {"A": 1}


def test_ways_are_those_of_the_claims():
    assert {tie.way for tie in made(*camps(200).claims)} <= set(WAYS)
