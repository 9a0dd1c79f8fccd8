"""Rule: what is said by the way is not parsed; everything else is, word for word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.nlp import load
from graphkit.nlp.parentheticals import parentheticals_in
from tests.conftest import examples


def left_out(text):
    return [text[start:end].strip() for start, end in parentheticals_in(text)]


@pytest.mark.parametrize(
    ("text", "asides"),
    [
        ("Togo, for its part, denied it.", [", for its part,"]),
        ("The Free Front, also known as the Green Shirts, marched.", [", also known as the Green Shirts,"]),
        ("The party, several of whose leaders are in exile, marched.", [", several of whose leaders are in exile,"]),
        ("Togo condemned in the strongest terms the raid.", ["in the strongest terms"]),
        ("South Togo: Rebels accuse the army", ["South Togo:"]),
        ("Geneva, Sept 21 - Togo and Benin met.", ["Geneva, Sept 21 -"]),
        ("N'DJAMENA/LOMÉ, Sept 21 - Togo and Benin met.", ["N'DJAMENA/LOMÉ, Sept 21 -"]),
    ],
)
def test_asides_are_found(text, asides):
    assert left_out(text) == asides


@pytest.mark.parametrize(
    "text",
    [
        # What stands before the colon speaks, in a sentence that ends.
        "The minister: Togo will not give in.",
        "Togo is known as a mediator.",
        "Togo met the rebels in the strongest fort.",
        "Many of the rebels, Togo said, fled.",
    ],
)
def test_what_says_something_stays(text):
    assert left_out(text) == []


@settings(max_examples=examples(30))
@given(st.text(alphabet="Togo ,.:;-\n\"whoanfrits", max_size=400))
def test_asides_lie_within_the_piece(text):
    assert all(0 <= start < end <= len(text) for start, end in parentheticals_in(text))


def test_a_sentence_is_parsed_without_its_asides():
    (sentence,) = load().parse("Togo, for its part, denied the charge.")
    assert [t.text for t in sentence.tokens] == ["Togo", "denied", "the", "charge", "."]
