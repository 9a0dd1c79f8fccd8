"""A person is one actor, under the fullest name that the article gives, however his names are put together."""

from __future__ import annotations

import pytest

from graphkit.extract.person_names import drop_name_fragments
from graphkit.resolve.gazetteer import load_gazetteer

# Texts of two sentences or more, and the one person who does or suffers every deed in them.
ONE_PERSON = [
    ("Montoya-Lewis accused Colombia of arming the rebels. Sandra Montoya-Lewis, a lawmaker, also criticised Peru.", "Sandra Montoya-Lewis"),
    ("Jean-Luc Bemba-Gombo criticised Rwanda. Bemba-Gombo condemned Burundi.", "Jean-Luc Bemba-Gombo"),
    ("Nomsa Dlamini-Zuma condemned Sudan. Dlamini-Zuma praised Chad.", "Nomsa Dlamini-Zuma"),
    ("Luis Garcia Luna condemned Bolivia. Garcia Luna later praised Chile. Luna also criticised Peru.", "Luis Garcia Luna"),
    ("Mauritania arrested Mohamed Ould Abdel Aziz. Ould Abdel Aziz condemned France.", "Mohamed Ould Abdel Aziz"),
    ("Pieter van der Merwe accused Angola of arming rebels. Zimbabwe condemned van der Merwe.", "Pieter van der Merwe"),
    ("Sigrid van den Berg criticised Russia. Van den Berg praised Ukraine.", "Sigrid van den Berg"),
    ("Spain arrested Maria Lopez de la Torre. Lopez de la Torre accused Spain of torture.", "Maria Lopez de la Torre"),
    ("Juan Manuel Ortega y Rivas condemned Nicaragua. Ortega y Rivas praised Cuba.", "Juan Manuel Ortega y Rivas"),
    ("Ramirez condemned the United States. Carlos Ramirez praised Cuba.", "Carlos Ramirez"),
    ("Marcos criticised China. President Ferdinand Marcos Jr praised Japan.", "Ferdinand Marcos Jr."),
    ("General Emeka Okonkwo condemned Benin. Mr Okonkwo praised Togo.", "Emeka Okonkwo"),
]


@pytest.mark.parametrize(("text", "name"), ONE_PERSON, ids=[name for _, name in ONE_PERSON])
def test_a_person_is_one_actor_under_his_fullest_name(record, text, name):
    made = record(text)
    people = {actor.name for actor in made.actors if actor.kind == "Person"}
    assert people == {name}
    sentences = {claim.evidence[0].start for claim in made.claims if "holdsOffice" not in claim.predicate}
    assert len(sentences) == text.count(". ") + 1


def test_two_of_one_double_surname_stay_two(record):
    """Which of them "Garcia Luna" is, nobody can say."""
    made = record("Pedro Garcia Luna condemned Spain. Luis Garcia Luna praised Spain. Garcia Luna criticised Portugal.")
    assert {c.subject for c in made.claims if c.object == "Spain"} == {"Pedro_Garcia_Luna", "Luis_Garcia_Luna"}
    assert not {c.subject for c in made.claims if c.object == "Portugal"} & {"Pedro_Garcia_Luna", "Luis_Garcia_Luna"}


def test_a_surname_with_a_particle_is_an_actor_of_its_article_only(record):
    first, second = ({a.id for a in record(text).actors if a.kind == "Person"} for text in ("Angola condemned van der Merwe.", "Angola praised van der Merwe."))
    assert first
    assert second
    assert not first & second


@pytest.mark.parametrize(("text", "kept"), [
    ("Dlamini-Zuma spoke.", False),
    ("Zuma-Dlamini spoke.", False),
    ("The Putin-Macron call ended.", True),
    ("Pro-Putin forces left.", True),
    ("Putin-Backed forces left.", True),
    ("The anti-Putin camp won.", True),
    ("Putin – Lavrov – spoke.", True),
])
def test_a_known_name_is_no_half_of_another(text, kept):
    found = drop_name_fragments(text, load_gazetteer().find(text))
    assert bool(found) == kept


@pytest.mark.parametrize("text", [
    "Sir Andrew Corwell condemned Iran. Andrew Corwell praised Oman. Mr Corwell praised Qatar.",
    "Andrew Corwell condemned Iran. Mr. Andrew Corwell praised Oman.",
])
def test_an_honorific_is_no_part_of_a_name(record, text):
    assert {actor.name for actor in record(text).actors if actor.kind == "Person"} == {"Andrew Corwell"}


def test_a_noun_before_a_name_does_not_make_it_fuller(record):
    made = record("Samoa arrested blogger Chanda Mwale. Tonga condemned Blogger Chanda Mwale. Fiji praised Chanda Mwale.")
    assert {c.object for c in made.claims if c.subject in ("Samoa", "Fiji")} == {"Chanda_Mwale"}


def test_a_surname_that_two_share_is_whose_name_is_given_more_often(record):
    """Alone it is nobody's while neither is named twice as often; whoever was named last has no right to it."""
    once = "Mario Castillo met Lucia Castillo in Spain. "
    assert not [c for c in record(f"{once}Castillo condemned Portugal.").claims if c.object == "Portugal"]
    made = record(f"Mario Castillo condemned Chile. Mario Castillo praised Peru. {once}Castillo condemned Portugal.")
    assert [c.subject for c in made.claims if c.object == "Portugal"] == ["Mario_Castillo"]


@pytest.mark.parametrize(("text", "who"), [
    ("President Joe Biden and his son Hunter Biden arrived in France. President Biden condemned Iran.", {"Iran": "Biden"}),
    ("Prime Minister Masrour Barzani met President Nechirvan Barzani. Prime Minister Barzani condemned Iran. President Barzani praised Turkey.", {"Iran": "Masrour_Barzani", "Turkey": "Nechirvan_Barzani"}),
    ("Prime Minister Ruta Oduya met President Lena Oduya. Prime Minister Oduya condemned Iran. President Oduya praised Turkey.", {"Iran": "Ruta_Oduya", "Turkey": "Lena_Oduya"}),
])
def test_a_title_says_which_of_several_with_a_surname_is_meant(record, text, who):
    assert {c.object: c.subject for c in record(text).claims if c.object in ("Iran", "Turkey")} == who


def test_a_middle_name_makes_no_second_person_of_a_surname(record):
    made = record("Mario Castillo met Lucia Gomez. Mario Alberto Castillo praised Chile. Castillo condemned Portugal.")
    assert [c.subject.startswith("Mario") for c in made.claims if c.object == "Portugal"] == [True]
