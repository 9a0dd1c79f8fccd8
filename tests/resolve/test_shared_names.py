"""Names that several actors have are not one actor, and other spellings of a listed person are no other person."""

from __future__ import annotations

import pytest

LONG = " It rained for days and nobody came to the market, where the stalls stood empty and the awnings dripped." * 5


def subject(record, text):
    found = record(text)
    [claim] = found.claims
    [actor] = [actor for actor in found.actors if actor.id == claim.subject]
    return actor


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The Labour Party condemned Hamas. London was calm.", True),
        ("The Labour Party condemned Hamas. Keir Starmer was calm.", True),
        ("The Labour Party condemned Hamas. Dublin was calm.", False),
        ("The Labour Party condemned Hamas. It was calm.", True),
        ("The Democratic Party condemned Hamas. Rome was calm, said the Democrats.", False),
        ("Freedom House condemned Hamas. Saudi Arabia was calm.", True),
        ("The Quds Force condemned Hamas. Lebanon was calm.", True),
        ("The Central Intelligence Agency condemned Hamas. Kabul was calm.", True),
    ],
)
def test_a_name_of_bodies_of_many_countries_is_the_listed_one_unless_the_article_names_other_countries_only(record, text, listed):
    assert subject(record, text + LONG).curated is listed


def test_an_organ_that_many_states_have_is_that_of_the_only_state_that_the_article_names(record):
    nigerian, brazilian = (subject(record, f"The Senate condemned Hamas. {place} was calm.") for place in ("Abuja", "Brasilia"))
    assert (nigerian.name, nigerian.kind, nigerian.of.id) == ("Senate (Nigeria)", "Government", "Nigeria")
    assert brazilian.id == "Senate_Brazil"
    assert subject(record, "The Senate condemned Hamas. Washington was calm.").id == "US_Senate"


def test_an_organ_in_an_article_on_several_states_is_that_of_the_article_alone(record):
    one, other = (subject(record, f"The Senate condemned Hamas. Abuja and Paris were {how}.") for how in ("calm", "quiet"))
    assert one.id != other.id
    assert one.name == other.name == "Senate"


def test_the_house_of_representatives_is_not_that_of_another_country(record):
    assert subject(record, "The House of Representatives condemned Hamas. Tobruk was calm.").id == "Libyan_House_of_Representatives"
    assert subject(record, "The House of Representatives condemned Hamas. Abuja was calm.").curated is False


@pytest.mark.parametrize(
    ("name", "id_"),
    [("Vladmir Putin", "Putin"), ("Barrack Obama", "Obama"), ("Benjamin Netanyahus", "Netanyahu"), ("Francois Mitterand", "Mitterrand"), ("John Kerr", None), ("George H. Bush", None)],
)
def test_a_listed_person_is_recognised_with_one_letter_amiss(record, name, id_):
    """Not with another initial, and not where the name is short."""
    actor = subject(record, f"{name} condemned Hamas.")
    assert actor.id == id_ if id_ else not actor.curated


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Volodymyr Zelensky condemned Hamas.", "Volodymyr Zelensky"),
        ("Hillary Rodham Clinton condemned Hamas.", "Hillary Rodham Clinton"),
        ("Zelensky condemned Hamas.", None),
        ("Von der Leyen condemned Hamas.", None),
        ("King Salman condemned Hamas.", None),
        ("Muhammad bin Salman condemned Hamas.", None),
    ],
)
def test_rows_of_an_article_have_its_own_full_names_of_listed_persons(record, written, name):
    """Not its short names, nor names of which only the spelling of the first differs."""
    made = record(written)
    assert [n for _, n in made.names] == ([name] if name else [])


@pytest.mark.parametrize(
    ("written", "party"),
    [
        ("President Joe Biden met Republican Senator Jane Roe.", "Republican_Party"),
        ("Joe Biden met Jane Roe, a Democrat from Ohio.", "Democratic_Party"),
        ("Joe Biden met Jane Roe, a former Democrat.", "Democratic_Party"),
        ("The Republican senator Jane Roe met Joe Biden.", "Republican_Party"),
        ("Armenian Republican lawmaker Jane Roe met Joe Biden.", "Armenia"),
        ("Joe Biden met Jane Roe, a Christian Democrat.", None),
        ("Liberal candidate Jane Roe met Justin Trudeau in Colombia. Colombia and Colombians voted.", None),
        ("Joe Biden, unlike a Democrat, met Jane Roe, perhaps a Republican.", None),
        ("Conservative lawmaker Jane Roe met Boris Johnson.", "Conservative_Party_UK"),
        ("Republican lawmaker Jane Roe met Recep Tayyip Erdogan.", None),
        ("Liberal candidate Jane Roe met Justin Trudeau and Gustavo Petro.", None),
    ],
)
def test_adjectives_of_parties_are_theirs_in_articles_on_their_country(record, written, party):
    assert next((c.object for c in record(written).claims if c.predicate in ("memberOf", "holdsOfficeIn") and "Roe" in c.subject), None) == party


@pytest.mark.parametrize(("title", "predicate"), [("governor", "holdsOfficeIn"), ("leader", "leads")])
def test_the_governor_of_a_party_does_not_lead_it(record, title, predicate):
    assert [c.predicate for c in record(f"Joe Biden met Republican {title} Jane Roe.").claims if c.object == "Republican_Party"] == [predicate]


@pytest.mark.parametrize("who", ["A Democrat", "One Republican"])
def test_one_member_of_a_party_does_not_act_for_it(record, who):
    assert not record(f"{who} condemned Joe Biden.").claims
    assert record(f"{who}s condemned Joe Biden.".removeprefix("A ").removeprefix("One ")).claims


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Moscow-backed separatists attacked Ukrainian troops.", "Moscow-backed separatists"),
        ("Kenya armed the Iran-backed militias.", "Iran-backed militias"),
        ("M23 is strong. Rwanda-backed rebels attacked Angolan troops.", None),
    ],
)
def test_fighters_are_named_after_their_backer_where_no_group_is_named(record, written, name):
    made = record(written)
    assert next((dict(made.names).get(a.id, a.name) for a in made.actors if "-backed_" in a.id), None) == name


def test_who_is_named_as_a_state_or_province_is_a_place_or_those_who_run_it(record):
    acting = record("Lagos State condemned Hamas. Hamas attacked Umbria Province.")
    assert {(actor.id, actor.kind) for actor in acting.actors} >= {("Lagos_authorities", "Government"), ("Umbria_Province", "Place")}
    assert dict(acting.names)["Lagos_authorities"] == "Lagos State"


def test_a_government_that_is_named_is_no_organisation_of_its_own(record):
    assert subject(record, "Kano State Government condemned Hamas.").id == "Kano_authorities"
    assert subject(record, "Nigeria grew. The Federal Government condemned Hamas.").id == "Nigeria"


def test_a_word_is_no_acronym_of_mixed_letters(record):
    assert not record("Let Hamas attack Israel.").claims
    assert subject(record, "LeT condemned Hamas.").id == "Lashkar-e-Taiba"
