"""An office before a name gives the post: whose it is, whatever rank or organ stands between."""

from __future__ import annotations

import pytest

HELD = [
    ("Turkish Foreign Minister Hakan Demir met Greek officials.", "Hakan Demir", "member_of", "Turkey"),
    ("Interior Minister Tomas Kral of Slovakia criticised Hungary.", "Tomas Kral", "member_of", "Slovakia"),
    ("Acting Interior Minister Farid Noori of Afghanistan threatened Pakistan.", "Farid Noori", "member_of", "Afghanistan"),
    ("Vice Prime Minister Olena Bondar of Ukraine met Polish officials.", "Olena Bondar", "member_of", "Ukraine"),
    ("First Deputy Prime Minister Ion Popescu of Moldova met Romanian officials.", "Ion Popescu", "member_of", "Moldova"),
    ("EU foreign policy chief Marta Lindqvist condemned Russia.", "Marta Lindqvist", "member_of", "EU"),
    ("Sudan's deputy army commander Yasser Babiker threatened Chad.", "Yasser Babiker", "member_of", "Sudan"),
    ("Kenyan navy chief Peter Otieno met Somali officials.", "Peter Otieno", "member_of", "Kenya"),
    ("Myanmar junta leader Senior General Thet Naing met Chinese officials.", "Thet Naing", "leads", "Myanmar"),
    ("Hezbollah leader Karim Saab praised Iran.", "Karim Saab", "leads", "Hezbollah"),
    ("Labour Party leader Jane Corwell criticised Israel.", "Jane Corwell", "leads", "Labour Party"),
]
NOT_HELD = [
    ("Afghan warlord Rahim Khan attacked Pakistan.", "Rahim Khan", "Afghanistan"),
    ("Libyan commander Omar Fezzani threatened Turkey.", "Omar Fezzani", "Libya"),
    ("Ruth Doyle, a regional commander with the Kenyan Border Force, praised Chad.", "Ruth Doyle", "Kenya"),
    ("Turkish ruling party leader Ali Demir criticised Greece.", "Ali Demir", "Turkey"),
    ("Ugandan opposition leader Grace Akello criticised Rwanda.", "Grace Akello", "Uganda"),
]


def posts(rows, text):
    return {row[:3] for row in rows(text) if row[1] in ("leads", "member_of")}


@pytest.mark.parametrize(("text", "who", "relation", "body"), HELD, ids=[row[0] for row in HELD])
def test_an_office_before_a_name_is_a_post(rows, text, who, relation, body):
    """Who is deputy or heads an organ is a member, and leads nothing."""
    assert posts(rows, text) == {(who, relation, body)}


@pytest.mark.parametrize(("text", "who", "state"), NOT_HELD, ids=[row[0] for row in NOT_HELD])
def test_who_leads_something_inside_a_country_holds_no_office_of_it(rows, text, who, state):
    assert not {row for row in posts(rows, text) if row[0] == who and row[2] == state}


def test_the_field_of_a_ministry_is_no_body_of_its_own(rows):
    """The name above a press release was "Foreign Affairs of the Republic of Kenya"."""
    assert {row[:3] for row in rows("Ministry of Foreign Affairs of the Republic of Kenya\n\nThe Ministry condemns Sudan.")} == {("Kenya", "opposes", "Sudan")}
