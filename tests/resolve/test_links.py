"""A name that the network links to a longer one before it has that one's actor, if the words agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.extract.base import Setup
from graphkit.extract.dependency import DependencyExtractor
from graphkit.model import Document
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.linker import Linker
from graphkit.resolve.naming import is_short_for
from graphkit.resolve.offices import load_offices


@pytest.fixture(scope="module")
def linked():
    """Function that returns the actor of the last mention with these words, when the network links it to the first with others."""
    gazetteer = load_gazetteer()
    extractor, linker = DependencyExtractor.of(Setup(gazetteer)), Linker(gazetteer, load_offices())

    def actor(text, short, full, likely=0.95):
        document = Document("test", text)
        reading = extractor.extract(document)
        later = [m for m in reading.mentions if m.text == short][-1]
        earlier = next(m for m in reading.mentions if m.text == full)
        found = linker.resolve(document, replace(reading, links={later.index: (earlier.index, likely)})).actors.get(later.index)
        return found.name if found is not None else None

    return actor


@pytest.mark.parametrize(
    ("text", "short", "full", "wanted"),
    [
        ("Jim Jordan criticised Iran. Jordan praised Israel.", "Jordan", "Jim Jordan", "Jim Jordan"),
        ("The Sweden Democrats criticised Iran. The Democrats praised Israel.", "Democrats", "Sweden Democrats", "Sweden Democrats"),
        ("The Alder Defence Force trained in Kenya. The ADF praised Israel.", "ADF", "Alder Defence Force", "Alder Defence Force"),
        ("The Nigeria Media Group praised Israel. Nigeria condemned Iran.", "Nigeria", "Nigeria Media Group", "Nigeria"),
        ("Jim Jordan criticised Iran. Egypt praised Israel.", "Egypt", "Jim Jordan", "Egypt"),
    ],
)
def test_a_name_that_shortens_one_before_it_is_that_one(linked, text, short, full, wanted):
    """Also if it is a listed name too, but a country only for a person, and never without common words or initials."""
    assert linked(text, short, full) == wanted


def test_an_unlikely_link_says_nothing(linked):
    assert linked("Jim Jordan criticised Iran. Jordan praised Israel.", "Jordan", "Jim Jordan", 0.5) == "Jordan"


def test_letters_stand_for_the_initials_of_a_name_with_or_without_its_small_words():
    assert is_short_for("UDA", "United Democratic Alliance")
    assert is_short_for("AFP", "Armed Forces of the Philippines")
    assert not is_short_for("UDA", "Ulster Volunteer Force")
    assert not is_short_for("Uda", "United Democratic Alliance")


@pytest.mark.parametrize(
    ("text", "short", "full", "likely", "wanted"),
    [
        ("Jan Roe met Amir Dahlan. He condemned Iran.", "He", "Amir Dahlan", 0.6, "Amir Dahlan"),
        ("Jan Roe met Amir Dahlan. He condemned Iran.", "He", "Amir Dahlan", 0.4, "Jan Roe"),
        ("Egypt warned Iraq. It condemned Iran.", "It", "Iraq", 0.6, "Iraq"),
        ("Egypt warned Jan Roe. It condemned Iran.", "It", "Jan Roe", 0.6, "Egypt"),
        ("Jan Roe warned Iraq. He condemned Iran.", "He", "Iraq", 0.6, "Jan Roe"),
        ("Mrs. Jan Roe met Amir Dahlan. He condemned Iran.", "He", "Jan Roe", 0.6, "Amir Dahlan"),
    ],
)
def test_a_pronoun_follows_a_likely_link_to_an_actor_of_its_kind_and_gender(linked, text, short, full, likely, wanted):
    assert linked(text, short, full, likely) == wanted
