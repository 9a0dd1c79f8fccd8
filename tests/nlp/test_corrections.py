"""What an article says that it said wrongly is not read; what it says instead is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Document
from graphkit.nlp import without_corrections
from tests.pipeline.test_normalisation import is_verbatim

MISTAKES = [
    "An earlier version of this article said that Turkey attacked Libya.",
    "The original version of this story misidentified the country that attacked Libya.",
    "This report incorrectly said that Turkey attacked Libya.",
    "This article originally stated that the U.S. attacked Libya.",
    "We wrongly reported that Turkey attacked Libya.",
    "Because of an editing error, an earlier version misstated who attacked Libya.",
    "An article on Monday about the war in the Sahel misidentified the country that attacked Libya.",
    "This article was amended on 5 March 2020 to remove a statement that Turkey attacked Libya.",
    "A headline on Tuesday wrongly said that Turkey attacked Libya.",
    "Example Wire is withdrawing the story headlined “Turkey attacked Libya” since it was based on a false report.",
    "The story “Turkey attacked Libya” has been withdrawn.",
    "This story corrects a previous version that said that Turkey attacked Libya.",
    "Correction, 6 March: A previous version stated in error that Gen. Adem of Turkey attacked Libya.",
    "Editor's note: the first version said that Turkey attacked Libya, which it did not.",
    "Correction: An earlier article said that Turkey attacked Libya.",
    "Clarification: Our article of 5 March stated that Turkey attacked Libya.",
    "Correction: An article of 5 March, “Cars for the brigade”, said that Turkey attacked Libya.",
    "This article was amended on 6 March because an earlier version said that Turkey attacked Libya.",
]
NEWS = [
    "An earlier version of the bill said that Turkey attacked Libya.",
    "The report said that Turkey attacked Libya.",
    "A panel of experts wrongly said that Turkey attacked Libya.",
    "Turkey made the first version of the drone that attacked Libya.",
    "Correction: Turkey attacked Libya.",
    "Correction: The UN report said that Turkey attacked Libya.",
    "An earlier article said that Turkey attacked Libya.",
    "This article was amended on 6 March. Turkey attacked Libya.",
    "Turkey is withdrawing the column that attacked Libya.",
    "The envoy told the story of how Turkey attacked Libya.",
    "The story has been updated to say that Turkey attacked Libya.",
]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_sentence_that_repeats_a_mistake_is_not_shown_and_those_around_it_are(mistake):
    text = f"Egypt met Chad.\n\nNiger met Mali. {mistake} It was Egypt.\n\nChad met Niger."
    text = text if mistake[:1] not in "CE" or ":" not in mistake else f"Egypt met Chad.\n\n{mistake} It was Egypt.\n\nChad met Niger."
    shown = without_corrections(text)
    assert len(shown) == len(text)
    assert "Libya" not in shown
    assert "attacked" not in shown
    assert all(kept in shown for kept in ("Egypt met Chad.", "It was Egypt.", "\n\nChad met Niger."))


@pytest.mark.parametrize("text", NEWS)
def test_what_others_said_wrongly_and_what_a_correction_says_stays(text):
    assert without_corrections(text) == text


def test_a_mistake_named_behind_the_day_of_the_change_is_not_read():
    text = "Egypt met Chad.\n\nThis article was amended on 6 March 2024. An earlier version said Turkey attacked Libya. It was Egypt."
    assert without_corrections(text).split() == text.replace("An earlier version said Turkey attacked Libya. ", "").split()


def test_a_correction_behind_a_semicolon_is_read(pipeline):
    text = "Editor's note: A previous version stated that Egypt armed Hezbollah; in fact Iran armed Hezbollah.\n\nDue to an error, this story misstated that France had sent weapons to Niger."
    record = pipeline.read(Document("a", text))
    assert {(claim.subject, claim.object) for claim in record.claims} == {("Iran", "Hezbollah")}
    assert is_verbatim(record, text)


@given(st.text(alphabet="aA .;:\n'", max_size=60), st.sampled_from(MISTAKES), st.text(alphabet="aA .;:\n'", max_size=60))
def test_only_letters_of_one_line_go_and_become_spaces(before, mistake, after):
    text = before + mistake + after
    shown = without_corrections(text)
    assert len(shown) == len(text)
    assert shown.count("\n") == text.count("\n")
    assert all(new in (old, " ") for old, new in zip(text, shown, strict=True))


@pytest.mark.parametrize("piece", ["an earlier version of ", "this article ", "Correction: ", "we wrongly ", "a ", "U.S. ", "this story said wrongly. ", "Correction: in error\n"])
def test_a_text_of_corrections_takes_time_that_grows_with_its_length(piece):
    begun = time.process_time()
    assert len(without_corrections(piece * 40_000)) == len(piece) * 40_000
    assert time.process_time() - begun < 15
