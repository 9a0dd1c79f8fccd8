"""Rule: a clause between commas is read apart and hung on its noun; no word is lost, moved or said twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.nlp import Sentence, load
from graphkit.nlp.relative_clauses import clauses_in
from tests.conftest import examples

PEOPLE = ["Amara Diallo", "the minister", "Kofi Mensah", "the envoy to Togo"]
CLAUSES = ["who had met the rebels", "whose army shelled the town", "which denies it", "backed by the union", "led by a former colonel"]
ENDS = ["denounced the raid", "said that the truce would hold", "and his aides fled", "met reporters in Lome"]


def lifted(text: str) -> list[str]:
    return [text[clause.start : clause.stop] for clause in clauses_in(text)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("The envoy, who had met Togo's president, denounced the raid.", ["who had met Togo's president"]),
        ("The front, backed by Togo, seized the port.", ["backed by Togo"]),
        ("Togo met the envoy, who denounced the raid.", ["who denounced the raid"]),
        ("The front, led by Kofi Mensah, who was a colonel, fled.", ["led by Kofi Mensah", "who was a colonel"]),
        ("The army, which denies it, and the police fled.", ["which denies it"]),
        ("Togo, whose army fled, and Benin, which had won, agreed.", ["whose army fled", "which had won"]),
    ],
)
def test_clauses_between_commas_are_found(text: str, clauses: list[str]) -> None:
    assert lifted(text) == clauses


@pytest.mark.parametrize(
    "text",
    [
        # The comma is one of a list inside the clause.
        "The envoy, who visited Togo, Benin and Ghana, said little.",
        "The army, which hit schools, hospitals and markets, said little.",
        # Without a comma a clause says which one is meant.
        "The envoy who had met the rebels denounced the raid.",
        "Who led it, nobody knows.",
        'The envoy, who said "we stay", left.',
    ],
)
def test_what_may_be_a_list_or_a_quotation_is_left(text: str) -> None:
    assert lifted(text) == []


def sentences(text: str) -> list[Sentence]:
    return list(load().parse(text))


@pytest.mark.parametrize(
    ("text", "verb", "noun"),
    [
        ("Amara Diallo, who had met the rebels, denounced the raid.", "met", "Amara Diallo"),
        ("The president of Togo, who had met the rebels, fled.", "met", "president"),
        ("The army of the country, which denies it, fled.", "denies", "army"),
        ("The union lost patience with the front, which denies it.", "denies", "front"),
        ("The front, led by Kofi Mensah, seized the port.", "led", "front"),
    ],
)
def test_a_clause_hangs_on_the_noun_it_is_about(text: str, verb: str, noun: str) -> None:
    token = next(t for s in sentences(text) for t in s.tokens if t.text == verb)
    assert token.head is not None
    assert token.head.text in noun
    assert token.dep in ("acl", "acl:relcl")


def test_what_is_left_reads_as_one_sentence() -> None:
    (sentence,) = sentences("The envoy, whose car had been shot at, denounced the raid.")
    assert sentence.root.text == "denounced"
    assert [t.text for t in sentence.root.get("nsubj")] == ["envoy"]


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(CLAUSES), st.sampled_from(ENDS)), min_size=1, max_size=4))
def test_every_word_stands_once_and_in_order_below_one_root(parts: list[tuple[str, str, str]]) -> None:
    text = " ".join(f"{who[0].upper()}{who[1:]}, {clause}, {end}." for who, clause, end in parts)
    words = []
    for sentence in sentences(text):
        assert sum(t.head is None for t in sentence.tokens) == 1
        assert [t.i for t in sentence.tokens] == list(range(len(sentence.tokens)))
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert token is sentence.root or sentence.root in token.ancestors()
        words += [(t.start, t.text) for t in sentence.tokens if t.text != ","]
    assert words == sorted(set(words))
    assert "".join(word for _, word in words) == text.replace(",", "").replace(" ", "")
