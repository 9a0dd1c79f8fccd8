"""Line breaks that an editor put in for want of room are no ends of sentences; all others are."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.nlp import unwrapped

STORY = (
    "Ministers of Atland and Borland met in the capital on Monday and agreed on a treaty of friendship.",
    "The president of Atland, who had travelled to the north to see the army, said that the treaty was a beginning, and that more would follow in spring.",
    "Short.",
    "Observers doubted it: neither side has kept such a promise since the war, and the rebels of the valley have not been asked.",
)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize(("between", "indent"), [("\n\n", ""), ("\n", ""), ("\n", "    ")])
def test_wrapped_sentences_have_no_line_breaks(width, between, indent):
    wrapped = between.join(textwrap.fill(paragraph, width, initial_indent=indent) for paragraph in STORY)
    assert not re.search(r"[a-z,:]\n", unwrapped(wrapped))


def test_a_long_headline_and_an_address_do_not_hide_the_width():
    body = textwrap.fill(" ".join(STORY * 2), 60)
    text = "Atland and Borland sign a treaty of friendship in the capital, to last ten years\n\n" + body + "\n\nhttps://example.org/" + "a" * 90
    assert "\n" not in unwrapped(text).split("\n\n")[1]


@pytest.mark.parametrize(
    "text",
    [
        "Atland arms Borland\nCarland condemns Atland\nBorland sends its ministers to Carland\n\nDarland backs Carland",
        "Atland arms the rebels of the valley\nBorland arms the rebels of the hills",
        "A headline\nA sentence that is a paragraph of its own and goes on for more signs than any editor would put in one line, on and on and on.\nAnother one.",
        "[10:01] Ann: atland arms the rebels of the\n[10:02] Bert: valley, they say, and of the\n[10:03] Ann: hills",
        "ANN LEE: Atland should have armed none of the\nBERT 2: rebels, and Borland did no better in the\nANN LEE: war.",
        "Atland arms the rebels   Borland condemned the\nof the valley, who had   shipment and recalled\nasked for arms in the    its envoy, who was in\nyear before the war.     the capital for years.",
        "- Atland has sent arms to the rebels of the\n- valley, who had asked for them in the year",
        "",
        "\n\n",
    ],
)
def test_lists_headlines_and_paragraphs_stay(text):
    assert unwrapped(text) == text


def test_items_of_a_list_stay_apart_and_are_whole():
    wrapped = "- Atland has sent arms and ammunition to the rebels of the\n  valley, who had asked for them.\n- Borland condemned the shipment and recalled its envoy from\n  the capital of Atland."
    assert [line.strip()[:10] for line in unwrapped(wrapped).split("\n")] == ["- Atland h", "- Borland "]


@pytest.mark.parametrize("dash", ["–", "—", "-"])
def test_a_dash_within_a_sentence_begins_no_item(dash):
    wrapped = f"Ministers of Atland and Borland met in the capital\n{dash} for the first time since the war of last year {dash}\nand agreed on a treaty of friendship."
    assert "\n" not in unwrapped(wrapped)


@pytest.mark.parametrize("word", ["**treaty**", "*treaty*", "#treaty"])
def test_a_word_with_a_sign_begins_no_item_or_heading(word):
    wrapped = f"Ministers of Atland and Borland, who met on Monday in the capital, signed a\n{word} of friendship, and agreed that they would meet once more in the spring of\nnext year."
    assert "\n" not in unwrapped(wrapped)


@pytest.mark.parametrize("end", [" ", "\r", "  "])
def test_what_stands_at_the_ends_of_lines_does_not_count(end):
    body = "\n".join(line + end for line in textwrap.wrap(" ".join(STORY), 60))
    assert "\n" not in unwrapped(body)


def test_a_word_that_a_line_end_divides_keeps_its_line_end_for_the_next_step():
    wrapped = "Ministers of Atland and Borland met in the capi\u00ad\ntal on Monday, and agreed on their pro- and anti-\nor other programmes."
    assert unwrapped(wrapped) == wrapped.replace("-\nor", "- or")


@given(st.text(alphabet="ab .\n-", max_size=300))
def test_only_line_breaks_are_changed_and_only_to_spaces(text):
    made = unwrapped(text)
    assert len(made) == len(text)
    assert all(new == old or (old, new) == ("\n", " ") for old, new in zip(text, made, strict=True))
