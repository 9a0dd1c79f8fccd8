"""Marks between words that a file brings along are not read, and every word is found where it stood."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.nlp import PlainText

SAME = "Turkey backs Libya, and Egypt opposes it."


@pytest.mark.parametrize(
    "text",
    [
        "Tur\u00adkey backs Libya, and Egypt op\u00adposes it.",
        "Turkey \u200bbacks Libya,\u200b and\ufeff Egypt opposes it.",
        "Turkey   backs \t Libya,  and Egypt opposes it.",
        "Turkey backs Libya,¹ and Egypt opposes it.²³",
        "Turkey \u00a0backs Libya, \u00a0 and Egypt opposes it.",
        "Turkey[1] backs Libya,[12] and Egypt opposes it.[a][citation needed]",
        "[Turkey](https://example.org/t) backs [Libya](/l \"A state\"), and Egypt opposes it.",
        "**Turkey** backs *Libya*, and __Egypt__ _opposes_ ***it***.",
        "> Turkey backs Libya, and Egypt opposes it.",
        "- Turkey backs Libya, and Egypt opposes it.",
        "Turkey backs Libya&#44; and Egypt&#32;opposes it.",
        "**[Turkey](https://example.org/a_b)** backs [**Libya**](/l), and [Eg\u00adypt](/e_(land)) _[opposes](/o)_ it.",
        "[![Turkey](flag.png)](/t) backs Libya, and Egypt opposes it.",
        "> - Turkey backs Libya, and Egypt opposes it.",
        "> [!quote] Turkey backs Libya, and Egypt opposes it.",
        "[[Turkey]] backs [[Libya (state)|Libya]], ![[map.png]]and ==Egypt== opposes it.",
        "Turkey backs Libya, and Egypt opposes it\\.",
        "| Turkey backs Libya, and Egypt opposes it.",
    ],
)
def test_marks_go_and_words_stay(text):
    assert PlainText(text).text == SAME


@pytest.mark.parametrize("text", [SAME, "It make[s] 2*3*4 and a_b_c", "a * b", "see [1] and [i]", "AT&T", "R&D; M&notary; &what;", "x & y; z", "", "[a] (b)", "**", "[[a", "a == b == c", "C:\\news"])
def test_what_is_no_mark_stays(text):
    assert PlainText(text).text == text


def test_entities_and_joint_letters_are_what_they_stand_for_and_taken_whole():
    bare = PlainText("the o\ufb03ce &amp; sta\ufb00")
    assert bare.text == "the office & staff"
    assert bare.span(4, 10) == (4, 8)
    assert bare.span(6, 7) == (5, 6)
    assert bare.span(11, 12) == (9, 14)


def test_entities_of_letters_with_accents_are_these():
    assert PlainText("S&atilde;o Tom&eacute; &#128512;").text == "São Tomé 😀"


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "¬", "-\r"])
def test_any_hyphen_divides_a_word_at_a_line_end(hyphen):
    assert PlainText(f"the govern{hyphen}\nment").text == "the government"


def test_a_first_half_before_and_is_no_divided_word():
    assert PlainText("pro-\nand anti-\nor non-").text == "pro-\nand anti-\nor non-"


def test_a_word_that_a_line_end_divides_is_one_and_keeps_the_hyphen_that_it_has_elsewhere():
    assert PlainText("in Kins-\nhasa, a cease-\nfire; the cease-fire\nheld. Re-\nTry").text == "in Kinshasa, a cease-fire; the cease-fire\nheld. Re-\nTry"


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        ("So [Turkey](/t) backs [Libya](/l).", "Turkey backs Libya", "[Turkey](/t) backs [Libya](/l)"),
        ("So [Turkey](/t) backs [Libya](/l).", "backs Libya", "backs [Libya](/l)"),
        ("So [Turkey](/t) backs Libya.", "Turkey", "Turkey"),
        ("**[Turkey](/t)** backs _Libya_.", "Turkey backs Libya", "**[Turkey](/t)** backs _Libya_"),
        ("[Turkey backs Libya](/t), they say", "Turkey backs", "Turkey backs"),
    ],
)
def test_a_stretch_that_begins_or_ends_with_a_link_has_the_whole_link(text, words, quote):
    """A quote that began behind the bracket of a link would be half of one; within its words there is no link."""
    bare = PlainText(text)
    start, end = bare.span(at := bare.text.index(words), at + len(words))
    assert text[start:end] == quote


@given(st.text(alphabet="ab \t\n\\|=*_[]()1¹&;amp\u00ad\ufb01", max_size=200))
def test_every_letter_is_found_where_it_stood(text):
    bare = PlainText(text)
    for at, letter in enumerate(bare.text):
        start, end = bare.span(at, at + 1)
        assert text[start:end] == letter or (letter in "fi" and text[start:end] == "\ufb01") or html.unescape(text[start:end]) == letter
    places = [bare.span(at, at + 1) for at in range(len(bare.text))]
    assert places == sorted(places)


@pytest.mark.parametrize("piece", ["[", "\\", "[a](", "[[a|", "==a", "*", "*a", " ", "\u00ad", "&", "_a_", "[1]", "](b", "a", "²", "ab-\nab", "[![a](", "&amp"])
def test_a_text_of_marks_takes_time_that_grows_with_its_length(piece):
    begun = time.process_time()
    assert len(PlainText(piece * 100_000).text) <= len(piece) * 100_000
    assert time.process_time() - begun < 10
