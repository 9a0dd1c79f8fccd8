"""A wing, branch, faction, youth league or chapter is an actor of its own, and its deeds are not its parent's."""

from __future__ import annotations

import pytest

WINGS = [
    ("The armed wing of Hamas attacked Israel.", "Hamas", "Hamas armed wing"),
    ("Fatah's military wing attacked Israel.", "Fatah", "Fatah armed wing"),
    ("ZANU-PF's youth wing attacked the Movement for Democratic Change.", "ZANU-PF", "ZANU-PF youth wing"),
    ("The youth league of the African National Congress condemned Zimbabwe.", "African National Congress", "African National Congress youth league"),
    ("The women's wing of the Awami League condemned Bangladesh.", "Awami League", "Awami League women's wing"),
    ("The Paris section of the Kurdistan Workers' Party accused Turkey of murder.", "Kurdistan Workers' Party", "Kurdistan Workers' Party Paris section"),
    ("The Lahore chapter of the Pakistan Muslim League condemned India.", "Pakistan Muslim League", "Pakistan Muslim League Lahore chapter"),
    ("The Odinga-Progress faction of the Orange Democratic Movement condemned Uganda.", "Orange Democratic Movement", "Orange Democratic Movement Odinga-Progress faction"),
    ("A splinter group of the FARC attacked Colombia.", "FARC", "Revolutionary Armed Forces of Colombia splinter group"),
    ("Al-Qaeda's Yemen branch attacked Saudi Arabia.", "al-Qaeda", "al-Qaeda Yemen branch"),
    ("The armed wing of the National Salvation Movement attacked Ethiopia.", "National Salvation Movement", "National Salvation Movement armed wing"),
]


@pytest.mark.parametrize(("text", "parent", "wing"), WINGS, ids=[wing for _, _, wing in WINGS])
def test_a_wing_is_not_its_parent(record, text, parent, wing):
    made = record(text)
    names = {a.id: a.name for a in made.actors}
    deeds = [{names[c.subject], names[c.object]} for c in made.claims]
    assert deeds
    assert all(wing in ends for ends in deeds)
    assert not any(parent in ends for ends in deeds)


def test_a_wing_is_one_actor_however_it_is_called(record):
    made = record("The Movement for Unity condemned Chad. Its youth league praised France. The youth league also praised Mali.")
    subjects = {c.object: c.subject for c in made.claims}
    assert subjects["Chad"] == "Movement_for_Unity"
    assert subjects["France"] == subjects["Mali"] == "Movement_for_Unity_youth_league"


def test_a_wing_that_has_a_name_goes_by_it(rows):
    assert rows("The Democratic Front's armed wing, the Red Brigade, attacked Israel.") == {("Red Brigade", "attacks", "Israel", "asserted")}
    assert ("Sinn Féin", "member_of", "IRA", "asserted") in rows("Sinn Fein, the political wing of the IRA, met British officials.")


def test_a_list_behind_a_wing_does_not_name_it(record):
    made = record("The armed wing of Hamas, Israel and Egypt condemned Iran.")
    assert not any(a.id == "Israel_armed_wing" for a in made.actors)


def test_several_wings_of_which_no_more_is_said_are_nobody(record):
    assert not record("Two factions of the Sudan Liberation Army condemned Chad.").claims
