"""A surname that several officers of a country have is that of the one in office on the day of the article."""

from __future__ import annotations

from datetime import date

import pytest


def subject(record, text, day):
    return next(claim.subject for claim in record(text, day=day).claims if claim.predicate == "criticizes")


@pytest.mark.parametrize(
    ("name", "day", "id_"),
    [
        ("President Aoun", date(2020, 3, 10), "Michel_Aoun"),
        ("President Aoun", date(2025, 3, 10), "Joseph_Aoun"),
        ("Aoun", date(2025, 3, 10), "Joseph_Aoun"),
        ("Michel Aoun", date(2025, 3, 10), "Michel_Aoun"),
        ("President Deby", date(2026, 3, 10), "Mahamat_Deby"),
        ("President Assad", date(1995, 3, 10), "Hafez_al-Assad"),
        ("President Assad", date(2015, 3, 10), "Bashar_al-Assad"),
        # Nobody of the name is in office: the best known.
        ("Assad", date(2025, 3, 10), "Bashar_al-Assad"),
        ("President Aoun", None, "Michel_Aoun"),
        # A surname that is in no list.
        ("President Kabila", date(1998, 3, 10), "Laurent_Kabila"),
        ("President Kabila", date(2012, 3, 10), "Joseph_Kabila"),
        ("Kabila", date(2012, 3, 10), None),
        ("President Kabila", None, None),
    ],
)
def test_a_surname_is_that_of_who_held_the_office_on_the_day(record, name, day, id_):
    """A president was his predecessor of the same name, or somebody unknown."""
    found = subject(record, f"{name} criticised Israel.", day)
    assert found == id_ if id_ else found.startswith("Kabila")


def test_the_article_itself_says_who_is_meant(record):
    assert subject(record, "Michel Aoun left Beirut. Aoun criticised Israel.", date(2025, 3, 10)) == "Michel_Aoun"


@pytest.mark.parametrize(("name", "id_"), [("Magufuli", "Magufuli"), ("Biya", "Biya"), ("Lourenço", "Lourenco"), ("Jean Chretien", "Jean_Chretien")])
def test_the_surname_of_a_head_of_state_is_one_actor_in_every_article(record, name, id_):
    """Those of some ninety states were in no list: a surname alone was another actor in each article."""
    assert {subject(record, f"{name} criticised {other}.", None) for other in ("Israel", "Russia")} == {id_}
