"""Formatting of text for display."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.model import Article, Precision
from graphkit.view.text import clean_text, date_range, marked_pieces, safe_link


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        ([("2024-03-01", Precision.MONTH)], "2024-03"),
        ([("2024-03-01", Precision.MONTH), ("2024-03-05", Precision.DAY), ("2019-01-01", Precision.YEAR)], "2019 to 2024-03-05"),
    ],
)
def test_a_span_of_days_says_no_more_than_is_known(days, words):
    assert date_range(Article(key=day, id=day, text_hash="", published=date.fromisoformat(day), published_precision=precision) for day, precision in days) == words


def test_short_text_stays_as_it_is():
    assert clean_text("Government of National Accord") == "Government of National Accord"


def test_long_text_is_cut_with_an_ellipsis():
    assert clean_text("N" * 10_000, 5) == "NNNN…"


@given(st.text(st.characters(exclude_categories=[])))
@example("half \ud83d")
@example("\x00\x1b")
def test_what_is_shown_can_be_written_and_is_bounded(text: str):
    found = clean_text(text, 20)
    found.encode("utf-8")
    assert len(found) <= 20
    assert not any(ord(c) < 9 for c in found)


def test_no_text_turns_the_direction_of_what_follows():
    """An override or embedding without its end reversed the date and the status behind a name."""
    turned = "a\u202eb\u202bc\u2067d\u2069"
    assert clean_text(turned) == "a\u2060b\u2060c\u2060d\u2060"
    assert clean_text("\u0639\u200f x") == "\u0639\u200f x"


def test_lines_and_tabs_are_kept():
    assert clean_text("a\tb\nc") == "a\tb\nc"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/"])
def test_web_addresses_are_links(url: str):
    assert safe_link(url) == url


def test_what_may_not_be_in_an_address_is_encoded():
    """It ended the address in a Markdown brief, and the rest was read as HTML."""
    assert safe_link('https://example.org/</a><script>"`x|y') == "https://example.org/%3C/a%3E%3Cscript%3E%22%60x%7Cy"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org/x",
        "/relative",
        "http:",
        "https:///path",
        "http://[broken",
        "http://example.org/a b",
        "http://example.org/\x00",
        "http://example.org/\ud83d",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_anything_else_is_no_link(url: str | None):
    assert safe_link(url) is None


def test_marked_words_are_found_in_order_of_the_quote():
    found = marked_pieces("Turkey may arm the GNA", [("the GNA", "end"), ("Turkey", "end"), ("may", "cue")])
    assert found == [
        ("Turkey", "end"),
        (" ", ""),
        ("may", "cue"),
        (" arm ", ""),
        ("the GNA", "end"),
    ]


def test_only_whole_words_are_marked():
    assert marked_pieces("Iraqi forces left Iraq", [("Iraq", "end")])[0] == ("Iraqi forces left ", "")


def test_the_same_words_twice_mark_two_places():
    assert [kind for _, kind in marked_pieces("he met him and he left", [("he", "end"), ("he", "end")])].count("end") == 2


def test_overlapping_words_are_marked_once():
    assert marked_pieces("the US army", [("the US army", "end"), ("US", "end")]) == [("the US army", "end")]


def test_words_that_are_not_there_change_nothing():
    assert marked_pieces("He left.", [("Turkey", "end"), ("", "cue")]) == [("He left.", "")]


def test_words_are_never_a_pattern():
    assert marked_pieces("a.c abc", [("a.c", "end")]) == [("a.c", "end"), (" abc", "")]


@given(st.text(), st.lists(st.tuples(st.text(), st.sampled_from(["end", "cue"])), max_size=5))
@example("aaa", [("a", "end")])
def test_the_pieces_make_up_the_quote(quote: str, marks: list[tuple[str, str]]):
    assert "".join(text for text, _ in marked_pieces(quote, marks)) == quote


@given(st.text(), st.text())
def test_a_marked_piece_is_one_of_the_words(quote: str, words: str):
    assert all(text == words for text, kind in marked_pieces(quote, [(words, "end")]) if kind)
