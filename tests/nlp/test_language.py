"""Articles in other languages are recognised, and nothing in English is ever taken for one: when in doubt a text is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.nlp.language import NAMES, SHORTEST, foreign_language
from tests.conftest import ROOT

LINES = (ROOT / "tests" / "nlp" / "languages.tsv").read_text(encoding="utf-8").splitlines()
PASSAGES = [tuple(line.split("\t")) for line in LINES]
FOREIGN = [text for language, text in PASSAGES if language != "English"]
ENGLISH = [text for language, text in PASSAGES if language == "English"]
GOLD = ROOT.parent / "shared" / "gold"


@pytest.mark.parametrize(("language", "text"), PASSAGES, ids=[f"{language}-{n}" for n, (language, _) in enumerate(PASSAGES)])
def test_short_passages_of_news(language, text):
    assert foreign_language(text) == (None if language == "English" else language)


def test_no_article_of_ours_is_taken_for_another_language():
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles").glob("*.md"))]
    assert len(texts) > 10
    assert [text for text in texts if foreign_language(text)] == []
    assert [part for text in texts for part in text.split("\n\n") if foreign_language(part)] == []
    assert [text for text in texts if foreign_language(text.upper())] == []


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold texts are not in the repository")
def test_no_gold_text_is_taken_for_another_language():
    rows = [json.loads(line) for path in sorted(GOLD.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    texts = [row["text"] for row in rows if row.get("text")]
    assert len(texts) > 100
    assert [text for text in texts if foreign_language(text)] == []


@pytest.mark.parametrize("text", ["", "…", "1, 2, 3 " * 50, "La guerre.", "x" * 500, "A B C " * 100, "https://example.org/a/b/c " * 20])
def test_what_is_too_short_or_no_text_is_read(text):
    assert foreign_language(text) is None or len(text) > SHORTEST * 5


@given(st.sampled_from(FOREIGN), st.sampled_from([*ENGLISH[:1], "The president said that the army would not leave the country before the end of the year, and that the talks would go on."]), st.integers(0, 6))
def test_a_mixed_text_is_read(other, english, place):
    parts = [other.ljust(600)] * 6
    parts.insert(place, english.ljust(600))
    assert foreign_language("".join(parts)) is None
    assert foreign_language("".join([other.ljust(600)] * 6)) is not None


@given(st.sampled_from(PASSAGES), st.randoms())
def test_the_answer_is_the_same_every_time_and_whatever_was_asked_before(passage, dice):
    language, text = passage
    foreign_language(dice.choice(PASSAGES)[1])
    assert foreign_language(text) == (None if language == "English" else language)


def test_a_long_text_costs_little():
    """At most twelve parts are looked at, however long it is."""
    assert foreign_language(" ".join(FOREIGN[:3] * 5_000)) == "French"


def test_languages_have_names():
    assert all(len(code) in (2, 3) and name[0].isupper() for code, name in NAMES.items())


@pytest.mark.parametrize(
    ("text", "language"),
    [("Россия атаковала Украину", "Russian"), ("أعلنت تركيا دعمها لحكومة الوفاق", "Arabic"), ("土耳其星期二宣布支持利比亚政府并派遣军队", "Chinese"), ("Η Τουρκία επιτέθηκε", "Greek")],
)
def test_a_line_in_another_script_is_recognised_however_short(text, language):
    assert foreign_language(text) == language
    assert foreign_language(f"{text}. Turkey attacked Greece on Monday, officials said.") is None
