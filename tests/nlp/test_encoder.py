"""What the encoder is shown of a text, and that the network says the same however it is run."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import ModelError
from graphkit.nlp.encoder import Bounds, Network, Word, load_network, sentences_in, windows_in, words_in
from graphkit.nlp.encoder.features import (
    MOST_PAIRS,
    Pair,
    distances,
    likenesses,
    pairs_in,
    shape,
    spans_of,
    stretches,
)
from graphkit.resources import weights_dir

TEXT = "Turkey backs the GNA. Its army, led by Gen. Smith, shelled rebel positions.\nThe U.S. condemned Ankara."
prose = st.lists(st.sampled_from(["Turkey", "backs", "the", "GNA", ".", "!", "?", "\n", ", ", "Dr. X", "e\u0301", "a" * 30, "“So”", " "]), max_size=120).map(" ".join)


@given(prose)
def test_sentences_and_words_cover_what_is_not_blank(text):
    spans = list(sentences_in(text))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    seen = {i for word in words_in(text) for i in range(word.start, word.end)}
    assert all(i in seen for i, letter in enumerate(text) if letter.isalnum())
    assert all(text[word.start : word.end] == word.text for word in words_in(text))


@given(prose, st.integers(10, 60))
def test_every_word_and_every_two_neighbouring_sentences_that_fit_are_in_a_window(text, longest):
    words = list(words_in(text))
    windows = list(windows_in(words, lambda word: 1, longest, 1))
    assert {word.start for window in windows for word in window} == {word.start for word in words}
    sizes = {n: sum(word.sentence == n for word in words) for n in {word.sentence for word in words}}
    together = {(a, b) for window in windows for a, b in pairwise(sorted({word.sentence for word in window}))}
    assert all((n, n + 1) in together for n in sizes if n + 1 in sizes and sizes[n] + sizes[n + 1] <= longest)


def test_an_abbreviation_or_initial_ends_no_sentence_and_a_line_break_does():
    assert [TEXT[a:b].strip() for a, b in sentences_in(TEXT)] == ["Turkey backs the GNA.", "Its army, led by Gen. Smith, shelled rebel positions.", "The U.S. condemned Ankara."]


def test_a_semicolon_ends_a_sentence():
    assert [text.strip() for text in ("Anna leads Aland; Bert leads Bland. Carl left."[a:b] for a, b in sentences_in("Anna leads Aland; Bert leads Bland. Carl left.", clauses=True))] == ["Anna leads Aland;", "Bert leads Bland.", "Carl left."]
    assert len(list(sentences_in("Anna leads Aland; Bert leads Bland. Carl left."))) == 2


def test_abbreviations_without_end_take_time_that_grows_with_their_number():
    begun = time.process_time()
    assert len(list(sentences_in("Mr. " * 50_000))) == 1
    assert time.process_time() - begun < 5


def test_mentions_end_where_a_sentence_ends():
    assert list(spans_of([1, 2, 2, 0, 2, 1], [0, 0, 1, 1, 1, 1])) == [Bounds(0, 2), Bounds(2, 3), Bounds(4, 5), Bounds(5, 6)]


def test_shapes_tell_capitals_apart():
    assert [shape(w) for w in ("12", ",", "backs", "GNA", "I", "Turkey", "McCain")] == [1, 2, 3, 4, 5, 6, 7]


def test_pairs_stand_in_one_sentence_or_in_neighbours():
    words = list(words_in("Anna met Bert. Carl left. Dora won."))
    at = {word.text: i for i, word in enumerate(words)}
    mentions = [Bounds(at[name], at[name] + 1) for name in ("Anna", "Bert", "Carl", "Dora")]
    assert {("ABCD"[i], "ABCD"[j]) for i, j in pairs_in(words, mentions)} == {(x, y) for x in "ABCD" for y in "ABCD" if x != y} - {("A", "D"), ("D", "A"), ("B", "D"), ("D", "B")}
    assert stretches(mentions, [Pair(0, 1), Pair(1, 0)]).tolist() == [[1, 2], [1, 2]]
    assert distances(mentions, [Pair(0, 1), Pair(1, 0)]).tolist() == [1, 13]
    assert likenesses(words, mentions).shape == (4, 4)


def test_what_ends_without_a_mark_has_nothing_to_do_with_the_next_line():
    for text, together in (("Chad armed Mali\nTogo condemned Benin", False), ("Chad armed Mali; Togo condemned Benin", False), ("Chad armed Mali.\nTogo condemned Benin", True)):
        words = list(words_in(text, clauses=True))
        mentions = [Bounds(i, i + 1) for i, word in enumerate(words) if word.text[0].isupper()]
        assert any(abs(pair.subject - pair.object) > 1 for pair in pairs_in(words, mentions)) is together
        assert {(0, 1), (2, 3)} <= {tuple(pair) for pair in pairs_in(words, mentions)}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 400))
def test_pairs_are_those_of_neighbouring_sentences_and_of_too_many_the_nearer(sizes, most):
    words = [Word(i, i + 1, ".", sentence) for i, sentence in enumerate(sentence for sentence, size in enumerate(sizes) for _ in range(size))]
    mentions = [Bounds(i, i + 1) for i in range(len(words))]
    every = {(i, j) for i in range(len(words)) for j in range(len(words)) if i != j and abs(words[i].sentence - words[j].sentence) <= 1}
    found = {tuple(pair) for pair in pairs_in(words, mentions, most)}
    assert found == every if len(every) <= most else found <= every
    assert len(found) <= max(most, 2 * len(words))
    # Whoever stands nearer is not left out before one who stands further off.
    reach = max((abs(i - j) for i, j in found), default=0)
    assert {pair for pair in every if abs(pair[0] - pair[1]) <= reach} == found


def test_a_window_of_mentions_alone_has_no_more_pairs_than_a_crowded_one():
    words = [Word(4 * i, 4 * i + 3, "his", 0) for i in range(480)]
    assert 0 < len(pairs_in(words, [Bounds(i, i + 1) for i in range(480)])) <= MOST_PAIRS


def _read(network: Network, text: str) -> list[object]:
    windows = windows_in(list(words_in(text)), lambda word: len(network.pieces.of(word)))
    return [tuple(part.tolist() if hasattr(part, "tolist") else part for part in network.read(window)) for window in windows]


def test_the_number_of_threads_and_what_was_read_before_change_nothing():
    one, two = load_network(), Network(weights_dir().parent / "reader", threads=2)
    first = _read(one, TEXT)
    _read(one, "Iran and Russia signed a pact on drones. " * 20)
    assert _read(one, TEXT) == first == _read(two, TEXT)


def test_decomposed_letters_have_the_pieces_of_composed_ones():
    name = "Çavuşoğlu"
    assert load_network().pieces.of(unicodedata.normalize("NFD", name)) == load_network().pieces.of(name)


def test_an_empty_text_and_one_without_mentions_give_nothing():
    assert _read(load_network(), "") == []
    (seen,) = _read(load_network(), "and so on and so forth.")
    assert seen[0] == seen[1] == seen[4] == []


def test_mentions_that_others_found_are_asked_about_too_but_not_where_it_has_one_that_ends_there():
    network, words = load_network(), list(words_in("Turkey backs the rebels near Aleppo with shells."))
    own = network.read(words)
    bare = next(i for i, word in enumerate(words) if word.text == "shells")
    given = network.read(words, [Bounds(bare, bare + 1), Bounds(own.mentions[0].end - 1, own.mentions[0].end)])
    assert given.mentions == sorted({*own.mentions, Bounds(bare, bare + 1)})
    assert all(0 <= sure <= 1 for sure in given.marked)
    assert given.marked[given.mentions.index(Bounds(bare, bare + 1))] < min(own.marked)
    assert {pair.object for pair in given.pairs} == set(range(len(given.mentions)))


def test_a_folder_without_a_network_is_one_error(tmp_path):
    with pytest.raises(ModelError, match="does not load"):
        Network(tmp_path)
