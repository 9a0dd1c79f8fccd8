"""What an actor is that no list has: its kind, its id, and which other names are its own."""

from __future__ import annotations

import pytest

from graphkit.model import Document, Mention, local_name
from graphkit.resolve.naming import POST, new_actor

PEACE = "Doctors treated two hundred patients, it said."


def new(name, label, text=PEACE):
    return new_actor(Mention(0, 0, len(name), name, "name", name.split()[-1].lower(), label=label), Document("test", text))


def subjects(record, text):
    return {claim.subject for claim in record(text).claims if claim.predicate == "criticizes"}


@pytest.mark.parametrize(
    ("name", "text", "kind", "sort"),
    [
        ("Harbour Medical Corps", PEACE, "Organization", None),
        ("Civic Reform Front", PEACE, "Organization", None),
        ("Northern Justice Front", "The rebels of the Northern Justice Front took the town.", "ArmedActor", "rebel-group"),
        ("Northern Justice Brigade", PEACE, "ArmedActor", "rebel-group"),
        ("Special Tactical Squad", PEACE, "ArmedActor", "state-forces"),
        ("Royal Ruritanian Air Force", PEACE, "ArmedActor", "state-forces"),
        ("3rd Battalion", PEACE, "ArmedActor", "state-forces"),
    ],
)
def test_a_front_or_corps_is_armed_only_in_a_text_on_fighting_and_air_forces_are_no_rebels(name, text, kind, sort):
    """Every unlisted front, corps, squad and air force was a rebel group."""
    actor = new(name, "ORG", text)
    assert (actor.kind, actor.type) == (kind, sort)


@pytest.mark.parametrize(("name", "label", "kind"), [("University of Norburg", "PERSON", "Organization"), ("Ministry of Sports", "PERSON", "Government"), ("Mr. Olu Hotonu", "ORG", "Person"), ("Jane Roe", "PERSON", "Person")])
def test_the_words_of_a_name_outweigh_the_label_of_the_parser(name, label, kind):
    assert new(name, label).kind == kind


def test_accents_make_no_other_actor():
    assert local_name("Luís Carlos Díaz") == local_name("Luis Carlos Diaz") == "Luis_Carlos_Diaz"
    # The marks of other scripts are no accents.
    assert local_name("Ёлкин") != local_name("Елкин")


@pytest.mark.parametrize(
    "text",
    [
        "Emmerson Dambudzo Mnangagwa criticised Israel.",
        "Emmerson Mnangagwa criticised Israel.",
        "Mnangagwa criticised Israel.",
    ],
)
def test_a_middle_name_makes_no_other_person_of_a_listed_one(record, text):
    assert subjects(record, text) == {"Mnangagwa"}


def test_a_middle_name_makes_no_other_person_within_an_article(record):
    assert subjects(record, "Jane Mary Roeburn criticised Israel. Jane Roeburn criticised Russia.") == {"Jane_Mary_Roeburn"}
    assert subjects(record, "Jane Mary Roeburn criticised Israel. John Roeburn criticised Russia.") == {"Jane_Mary_Roeburn", "John_Roeburn"}


@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("Oyo State Governor", "Oyo State"),
        ("Minister of Information and Culture", ""),
        ("CEO", None),
        ("Council of Ministers", None),
        ("Office of the High Commissioner for Minorities", None),
        ("Governor Roeburn", None),
    ],
)
def test_the_name_of_a_post_is_no_actor_of_its_own(name, post):
    """The governor of "Oyo State Governor" led an organisation of this name."""
    found = POST.fullmatch(name)
    assert (found and found["body"].rstrip()) == post


def test_the_opening_of_a_longer_name_is_its_body(record):
    assert subjects(record, "The Working Group on Harbour Safety criticised Israel. The Working Group criticised Russia.") == {"Working_Group_on_Harbour_Safety"}
    both = "The Harbour Commission of Norburg criticised Israel. The Harbour Commission of Seeburg criticised Iran. The Harbour Commission criticised Russia."
    assert subjects(record, both) == {"Harbour_Commission_of_Norburg", "Harbour_Commission_of_Seeburg", "Harbour_Commission"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # First names, a letter amiss, an age.
        ("Jane Mary Roeburn criticised Israel. Jane Mary criticised Russia.", {"Jane_Mary_Roeburn"}),
        ("Jane Roeburn criticised Israel. Mrs. Roebrun criticised Russia. Mrs. Roebern criticised Iran.", {"Jane_Roeburn"}),
        ("Jane Roeburn criticised Israel. The 67-year-old Roeburn criticised Russia.", {"Jane_Roeburn"}),
        # Letters without brackets, before or after what they stand for; two spellings of it.
        ("The NHF criticised Israel. The Norburg Harbour Federation, NHF, criticised Russia. The Norburg Harbor Federation criticised Iran.", {"Norburg_Harbour_Federation"}),
        ("The Norburg Harbour Federation criticised Israel. The Norwegian Heron Foundation criticised Russia. NHF criticised Iran.", {"Norburg_Harbour_Federation", "Norwegian_Heron_Foundation", "NHF"}),
        # A text that has lost its apostrophes.
        ("South Sudan criticised Israel. South Sudans minister criticised Russia.", {"South_Sudan"}),
        # Organs of a state, named before or behind.
        ("The Kyrgyzstan Ministry of Justice criticised Israel. The Foreign Affairs Ministry of Kyrgyzstan criticised Russia.", {"Kyrgyzstan"}),
        # A curly apostrophe within a listed name: "Republic of China" in it is another state.
        ("The People’s Republic of China criticised Israel. The Democratic People’s Republic of Korea criticised Japan.", {"China", "North_Korea"}),
        # Names that contain the name of another state, and listed bodies named with their state.
        ("The Peoples Republic of China criticised Israel. The Islamic Republic of Mauritania criticised Japan.", {"China", "Mauritania"}),
        ("The Yemeni Houthis criticised Israel. The Iraqi Popular Mobilization Forces criticised Japan.", {"Houthis", "PMF"}),
        ("New Mexico criticised Israel. Inner Mongolia criticised Japan.", set()),
        ("Saudi Arabia criticised Israel. The Kingdom criticised Russia.", {"Saudi_Arabia"}),
        ("Oyo State criticised Israel. The State criticised Russia.", {"Oyo_State_authorities"}),
        ("The State criticised Russia.", set()),
    ],
)
def test_other_forms_of_a_name_make_no_other_actor(record, text, wanted):
    assert subjects(record, text) == wanted
