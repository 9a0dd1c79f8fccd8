"""An actor of the lists is part of its state or organisation, or only comes from a state."""

import pytest

from graphkit.resolve.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("name", "wholes", "country"),
    [
        ("IDF", ["Israel"], "Israel"),
        ("IRGC_Navy", ["IRGC", "Iran"], "Iran"),
        ("Qassam_Brigades", ["Hamas"], "Palestine"),
        ("CIA", ["USA"], "USA"),
        ("Republic_of_Biafra", [], "Nigeria"),
        ("ADF", [], "Uganda"),
        ("Rosneft", [], "Russia"),
        ("Israel", [], None),
        ("Goma", [], None),
    ],
)
def test_forces_and_wings_are_parts_but_rebels_companies_and_rival_governments_only_have_a_country(name, wholes, country):
    actor = load_gazetteer().entries[name].actor
    assert [whole.id for whole in actor.wholes] == wholes
    assert (actor.country and actor.country.id) == country


def test_rows_that_are_part_of_each_other_end_the_chain(tmp_path):
    rows = tmp_path / "own.csv"
    rows.write_text("id,name,class,type,of\nLeft,Left Wing,ArmedActor,rebel-group,Right\nRight,Right Wing,ArmedActor,rebel-group,Left\n")
    entries = load_gazetteer([rows]).entries
    assert [whole.id for whole in entries["Left"].actor.wholes] == ["Right"]
