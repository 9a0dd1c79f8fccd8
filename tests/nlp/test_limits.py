"""No text costs more than its length: words, sentences and trees are bounded, and what stands around them is read."""

from __future__ import annotations

import base64
import random
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.model import LONGEST_WORD, Document, in_nfc
from graphkit.nlp import load
from graphkit.nlp.limits import DEEPEST, LONGEST_SENTENCE, without_long_words
from graphkit.nlp.parentheticals import parentheticals_in
from graphkit.nlp.text import LONGEST_PIECE, pieces, prepare
from tests.conftest import examples

SIZE = 6_000
BASE64 = base64.b64encode(random.Random(1).randbytes(SIZE)).decode()
# Runs that once cost seconds or minutes, or ended an article with a RecursionError.
HOSTILE = {
    "letters": "a" * SIZE,
    "capitals": "A" * SIZE,
    "hyphens": "Turkey-" * (SIZE // 7),
    "base64": BASE64,
    "commas": "," * SIZE,
    "commas and spaces": ", " * (SIZE // 2),
    "brackets": "(" * (SIZE // 2) + ")" * (SIZE // 2),
    "quotes": '"' * SIZE,
    "curly quotes": "“" * (SIZE // 2) + "”" * (SIZE // 2),
    "combining": "e" + "\u0301" * SIZE,
    "his": "his " * (SIZE // 4),
    "of": "president of " * (SIZE // 13),
    "names": "Turkey and " * (SIZE // 11),
    "brackets apart": "( " * (SIZE // 4) + ") " * (SIZE // 4),
}


def depth(token):
    steps = 0
    while token.head is not None:
        token, steps = token.head, steps + 1
    return steps


@pytest.mark.parametrize("name", HOSTILE)
def test_sentences_and_trees_are_bounded(name):
    text = f"Egypt backs Khalifa Haftar.\n{HOSTILE[name]}\nTurkey arms the GNA."
    for sentence in load().parse(text):
        assert len(sentence.tokens) <= LONGEST_SENTENCE
        assert max(map(depth, sentence.tokens)) <= DEEPEST + 1
        for token in sentence.tokens:
            assert len(token.text) <= LONGEST_WORD
            assert text[token.start : token.end]
            assert all(child.head is token for child in token.children)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_stands_around_is_read(pipeline, name):
    record = pipeline.read(Document("a", f"Egypt backs Khalifa Haftar.\n{HOSTILE[name]}\nQatar arms the GNA."))
    told = {(claim.subject, claim.predicate) for claim in record.claims}
    assert {("Egypt", "supports"), ("Qatar", "armsTransfer")} <= told or {("Egypt", "supports")} < told, told


@given(st.lists(st.sampled_from(["a", "A", ",", " ", "\n", "(", '"', "\u0301", "x" * 90, "," * 150]), max_size=60).map("".join))
@example("x" * (LONGEST_WORD + 1))
@settings(max_examples=examples(60))
def test_masks_keep_the_length_and_leave_no_long_word(text):
    masked = without_long_words(text)
    assert len(masked) == len(text)
    assert all(len(word) <= LONGEST_WORD for word in masked.split())
    assert all(a in (b, " ") for a, b in zip(masked, text, strict=True))
    assert len(prepare(text)) == len(text)
    assert all(len(piece) <= LONGEST_PIECE for _, piece in pieces(prepare(text)))


def test_ordinary_words_stay():
    address = "https://example.org/" + "a" * (LONGEST_WORD - 20)
    assert without_long_words(f"See {address} now.") == f"See {address} now."


def test_a_long_list_is_cut_after_a_comma_and_its_ends_are_read():
    text = "Votes came from " + ", ".join(f"envoy A{n}" for n in range(170)) + "."
    sentences = list(load().parse(text))
    assert len(sentences) > 1
    assert all(sentence.tokens[-1].text in (",", ".") for sentence in sentences)
    assert sum(len(s.tokens) for s in sentences) > 2 * 170


def test_a_dateline_is_still_an_aside():
    (span,) = parentheticals_in("GENEVA - Egypt backs Khalifa Haftar.")
    assert span == (0, 9)


@given(st.text(alphabet="aé\u0301\u0327 \nZ\u1100\u1161", max_size=100))
def test_what_is_no_word_too_long_is_composed(text):
    assert in_nfc(text) == unicodedata.normalize("NFC", text)


def test_marks_that_pile_up_on_a_letter_take_no_time():
    pile = "a" + "\u0301\u0327" * 40_000
    begun = time.process_time()
    assert in_nfc(f"e\u0301 {pile} e\u0301") == f"é {pile} é"
    assert time.process_time() - begun < 1
