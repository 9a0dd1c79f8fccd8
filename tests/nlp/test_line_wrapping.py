"""Line breaks that an editor put in for want of room are no ends of sentences; all others are."""

from __future__ import annotations

import re
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.nlp import PlainText, unwrap

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
    assert not re.search(r"[a-z,:]\n", unwrap(wrapped))


def test_a_long_headline_and_an_address_do_not_hide_the_width():
    body = textwrap.fill(" ".join(STORY * 2), 60)
    text = "Atland and Borland sign a treaty of friendship in the capital, to last ten years\n\n" + body + "\n\nhttps://example.org/" + "a" * 90
    assert "\n" not in unwrap(text).split("\n\n")[1]


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
    assert unwrap(text) == text


def test_items_of_a_list_stay_apart_and_are_whole():
    wrapped = "- Atland has sent arms and ammunition to the rebels of the\n  valley, who had asked for them.\n- Borland condemned the shipment and recalled its envoy from\n  the capital of Atland."
    assert [line.strip()[:10] for line in unwrap(wrapped).split("\n")] == ["- Atland h", "- Borland "]


@pytest.mark.parametrize("dash", ["–", "—", "-"])
def test_a_dash_within_a_sentence_begins_no_item(dash):
    wrapped = f"Ministers of Atland and Borland met in the capital\n{dash} for the first time since the war of last year {dash}\nand agreed on a treaty of friendship."
    assert "\n" not in unwrap(wrapped)


@pytest.mark.parametrize("word", ["**treaty**", "*treaty*", "#treaty"])
def test_a_word_with_a_sign_begins_no_item_or_heading(word):
    wrapped = f"Ministers of Atland and Borland, who met on Monday in the capital, signed a\n{word} of friendship, and agreed that they would meet once more in the spring of\nnext year."
    assert "\n" not in unwrap(wrapped)


@pytest.mark.parametrize("end", [" ", "\r", "  "])
def test_what_stands_at_the_ends_of_lines_does_not_count(end):
    body = "\n".join(line + end for line in textwrap.wrap(" ".join(STORY), 60))
    assert "\n" not in unwrap(body)


def test_a_word_that_a_line_end_divides_keeps_its_line_end_for_the_next_step():
    wrapped = "Ministers of Atland and Borland met in the capi\u00ad\ntal on Monday, and agreed on their pro- and anti-\nor other programmes."
    assert unwrap(wrapped) == wrapped.replace("-\nor", "- or")


@pytest.mark.parametrize("mark", ["> ", ">", ">> ", "> > "])
def test_quoted_lines_of_mail_are_put_together_and_other_lines_stay_apart_from_them(mark):
    """What is quoted is as wide as it was, whatever stands before its lines."""
    quoted = "\n".join(mark + line for line in textwrap.wrap(" ".join(STORY), 66))
    text = f"Ann Lee wrote:\n{quoted}\n{mark.strip()}\n{mark}Another one.\nNo, not so."
    made = PlainText(unwrap(text)).text
    assert made.split("\n") == ["Ann Lee wrote:", " ".join(STORY), "", "Another one.", "No, not so."]
    assert len(unwrap(text)) == len(text)


@pytest.mark.parametrize("number", ["{:>3}  ", "{} ", "{:>2}: ", "{}\t", "{:>2} | "])
@pytest.mark.parametrize("page", [8, 1000])
def test_numbers_of_lines_are_no_words(number, page):
    """Transcripts number the lines of each page, other documents all of them."""
    lines = textwrap.wrap(" ".join(STORY * 3), 60)
    text = "\n".join(number.format(place % page + 1) + line for place, line in enumerate(lines))
    assert PlainText(unwrap(text)).text.split() == " ".join(STORY * 3).split()
    assert "\n" not in unwrap(text)
    assert len(unwrap(text)) == len(text)


def test_numbers_of_double_spaced_lines_are_no_words_and_these_are_put_together():
    lines = textwrap.wrap(" ".join(STORY * 3), 60)
    text = "Page 12\n\n" + "\n\n".join(f"{place % 25 + 1:>4}   {line}" for place, line in enumerate(lines))
    made = unwrap(text)
    assert PlainText(made).text.split() == ["Page", "12", *" ".join(STORY * 3).split()]
    assert made.count("\n") == 2
    assert len(made) == len(text)


def test_numbers_at_every_fifth_line_are_no_words():
    """As in papers of the United Nations and in verse; the words of all lines stand in one column."""
    lines = textwrap.wrap(" ".join(STORY * 3), 60)
    text = "\n".join((f"{place + 1:>3} " if (place + 1) % 5 == 0 else "    ") + line for place, line in enumerate(lines))
    made = unwrap(text)
    assert PlainText(made).text.split() == " ".join(STORY * 3).split()
    assert "\n" not in made
    assert len(made) == len(text)


def test_numbers_in_a_column_are_those_of_lines_though_each_line_is_whole():
    text = "\n".join(f"{n:>4}  {'QA'[n % 2]}.  Atland supports Borland." for n in range(1, 13))
    assert not re.search(r"\d", unwrap(text))
    assert unwrap(text).count("\n") == 11


@pytest.mark.parametrize(
    "text",
    [
        "Atland sent 5 envoys\nand Borland\nsent many\nmore in\n5 years and\n10 months.",
        "\n".join(f"{n}  Atland armed Borland." for n in range(1, 13)),
        "\n".join(f"{n} Atland armed the rebels in the valley of the\nsprings, who had asked for it." for n in range(1, 9)),
        "\n".join(f"{n} March: borland sent an envoy" for n in range(1, 9)),
        "\n".join(f"{year} and borland sent an envoy" for year in range(2014, 2023)),
        "1 Atland\n2 and borland\n3 armed the",
    ],
)
def test_numbers_that_begin_items_or_days_stay(text):
    assert re.findall(r"\d+", unwrap(text)) == re.findall(r"\d+", text)


@pytest.mark.parametrize(
    "text",
    [
        "atland backs the rebels in the northern hills\nborland backs the army in the east of it\ncarland backs the council of the valleys",
        "Who backs whom:\natland backs the rebels in the northern hills\nborland backs the army in the east of it all\ncarland backs the council of the valleys",
    ],
)
def test_items_without_signs_in_small_letters_stay_apart(text):
    """They are of one length by chance; a paragraph begins with a capital, or has a sentence that ends in it."""
    assert unwrap(text) == text


def test_a_paragraph_in_small_letters_is_one():
    wrapped = textwrap.fill("we met the envoys of atland on monday and asked about the weapons, which they had sent to the rebels in may. they said that it was for training.", 58)
    assert "\n" not in unwrap(wrapped)


@given(st.text(alphabet="ab .\n->12", max_size=300))
def test_only_line_breaks_and_margins_are_changed_and_only_to_spaces(text):
    made = unwrap(text)
    assert len(made) == len(text)
    assert all(new == old or (old in "\n>12" and new == " ") for old, new in zip(text, made, strict=True))


@pytest.mark.parametrize("piece", ["> ", ">", "1 a\n", "12", "> a\n", "a\n", " \n", "the\n", "1\n", "\n> "])
def test_lines_without_end_take_time_that_grows_with_their_length(piece):
    begun = time.process_time()
    assert len(unwrap(piece * 100_000)) == len(piece) * 100_000
    assert time.process_time() - begun < 10
