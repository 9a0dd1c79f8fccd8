"""The language room: offsets are kept, trees are trees, labels are Universal Dependencies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import ModelError
from graphkit.nlp import Token, load
from graphkit.nlp.clearnlp import to_universal, uses_clearnlp
from graphkit.nlp.text import LONGEST_PIECE, pieces, prepare
from tests.conftest import examples


def tree(*rows):
    """Tokens from (text, dep, head index or None, pos)."""
    tokens = tuple(Token(i, i, i + 1, text, text.lower(), pos, "", dep) for i, (text, dep, _, pos) in enumerate(rows))
    for token, (_, _, head, _) in zip(tokens, rows, strict=True):
        if head is not None:
            token.head = tokens[head]
            tokens[head].children.append(token)
    return tokens


@settings(max_examples=examples(20))
@given(st.text(max_size=300))
def test_the_shown_text_has_the_same_length(text):
    assert len(prepare(text)) == len(text)


@settings(max_examples=examples(20))
@given(st.text(alphabet="ab. \n\"'A", max_size=3 * LONGEST_PIECE))
def test_pieces_stand_where_they_say(text):
    for offset, piece in pieces(text):
        assert text[offset : offset + len(piece)] == piece
        assert len(piece) <= LONGEST_PIECE


def test_a_line_without_end_is_cut_into_bearable_pieces():
    assert max(len(piece) for _, piece in pieces("word " * 50_000)) <= LONGEST_PIECE


def test_each_line_is_a_piece():
    assert len(list(pieces("A headline\nA sentence.\nAnother one."))) == 3


def test_tokens_stand_at_their_offsets():
    text = "Turkey’s army struck.\n\nThe “rebels” fled — in 2019."
    for sentence in load().parse(text):
        for token in sentence.tokens:
            assert prepare(text)[token.start : token.end] == token.text


def test_every_sentence_is_one_tree():
    text = "Egypt, Russia and the UAE back Haftar, while Turkey and Qatar support the government in Tripoli. It failed."
    for sentence in load().parse(text):
        assert sum(token.head is None for token in sentence.tokens) == 1
        assert {t.i for t in sentence.root.subtree()} == {t.i for t in sentence.tokens}


def test_a_sentence_does_not_begin_in_the_middle_of_a_name():
    text = "On Facebook, Chad leader Mahamat Deby said he was glad. Nobody answered."
    assert len(list(load().parse(text))) == 2


def test_an_unknown_model_says_the_way_out():
    with pytest.raises(ModelError, match="omit --model"):
        load("no_such_pipeline")


def test_clearnlp_prepositions_and_copulas_are_turned():
    tokens = tree(
        ("Haftar", "nsubjpass", 2, "PROPN"), ("is", "auxpass", 2, "AUX"), ("backed", "ROOT", None, "VERB"),
        ("by", "agent", 2, "ADP"), ("Egypt", "pobj", 3, "PROPN"),
    )
    to_universal(tokens)
    assert (tokens[4].dep, tokens[4].head, tokens[3].dep) == ("obl:agent", tokens[2], "case")
    assert tokens[0].dep == "nsubj:pass"
    tokens = tree(("Syria", "nsubj", 1, "PROPN"), ("is", "ROOT", None, "AUX"), ("ally", "attr", 1, "NOUN"))
    tokens[1].lemma = "be"
    to_universal(tokens)
    assert (tokens[2].head, tokens[1].dep, tokens[0].head) == (None, "cop", tokens[2])


def test_label_styles_are_told_apart():
    assert uses_clearnlp(["nsubjpass", "pobj"])
    assert not uses_clearnlp(["nsubj:pass", "obl", "case"])


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("RUSSIA ACCUSES UKRAINE OF SHELLING", "Russia accuses ukraine of shelling"),
        ("NATO and the EU", "NATO and the EU"),
        ("NATO EU UN", "NATO EU UN"),
        ("ONE LINE\nSTAYS AS IT IS, NOT ONE CHARACTER LONGER", "ONE LINE\nStays as it is, not one character longer"),
        ("İSTANBUL İÇİN BÜYÜK DESTEK VAR", "İSTANBUL İÇİN BÜYÜK DESTEK VAR"),
    ],
)
def test_a_headline_in_capitals_is_shown_small(text, small):
    assert prepare(text) == small


def test_capitals_without_end_cost_no_time():
    """A line of 200 kB in capitals is handled once, not again and again."""
    line = "ATTACK ON " * 20_000
    assert len(prepare(line)) == len(line)


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("Damascus, SANA- Egypt supports Syria.", "Damascus, SANA\u2013 Egypt supports Syria."),
        ("A pro- Syrian party and Al- Jazari met Jean-Luc Faure.", "A pro- Syrian party and Al- Jazari met Jean-Luc Faure."),
    ],
)
def test_a_hyphen_that_stands_for_a_dash_joins_no_names(text, prepared):
    """Every article of an agency that begins so had an actor "SANA- Egypt"; prefixes and articles keep their hyphen."""
    assert prepare(text) == prepared
    spans = [sentence.tokens[name.start : name.end] for sentence in load(None).parse(prepared) for name in sentence.entities]
    assert not any("Egypt" in (token.text for token in span) and len(span) > 1 for span in spans)
