"""The examples that the network learns from say what the annotators marked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.nlp.encoder.features import FAMILIES
from graphkit.resources import weights_dir
from tests import restrained
from tests.conftest import ROOT
from training.reader.folds import FOLDS, folds
from training.reader.passages import Passage, from_markup, marked_news, news, own
from training.reader.standoff import marks

BLOCK = """w1 | wire | Libya | 2019-12
= GNA | Government of National Accord | government
= TUR | Turkey | country
[Ankara|TUR] has armed the [GNA|GNA] .
The pact of [the two|X] is off; [it|TUR] said so.
> 1 TUR supports:weapons GNA asserted
> 1-2 TUR allied_with GNA negated by=TUR
"""
# What is printed, with spaces inside.
letters = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="[]|#=>") | st.just(" "), min_size=1, max_size=30).map(lambda text: text.strip() or "x")


def test_markup_gives_text_without_marks_and_mentions_at_their_places():
    passage = from_markup(BLOCK)
    assert passage.text == "Ankara has armed the GNA .\nThe pact of the two is off; it said so."
    assert [(passage.text[m.start : m.end], *m.actors) for m in passage.mentions] == [("Ankara", "TUR"), ("GNA", "GNA"), ("the two", "X"), ("it", "TUR")]
    assert [(r.family, r.status, r.speaker) for r in passage.relations] == [("supports", "asserted", None), ("allied_with", "negated", "TUR")]
    assert passage.text[passage.relations[1].start : passage.relations[1].end] == passage.text


def test_a_line_that_is_no_relation_names_its_passage():
    with pytest.raises(ValueError, match=r"w1.*> 1 TUR"):
        from_markup(BLOCK + "> 1 TUR\n")


def flat(text: str) -> str:
    return "".join(text.split())


@given(st.lists(st.tuples(letters, letters), min_size=1, max_size=5), st.integers(1, 3))
def test_marks_taken_off_a_text_find_the_same_words_in_it(parts, spaces):
    block = "w1\n= A | Anna | person\n" + " ".join(f"{before} [{word}|A]" for before, word in parts)
    passage = from_markup(block)
    published = passage.text.replace(" ", " " * spaces)
    row = marks(passage, published)
    assert [flat(published[start:end]) for start, end, _ in row["mentions"]] == [flat(passage.text[m.start : m.end]) for m in passage.mentions]


def test_marks_of_another_text_are_refused():
    with pytest.raises(ValueError, match="w1"):
        marks(from_markup(BLOCK), "Another text.")


def test_marked_news_is_read_back(tmp_path):
    passage = from_markup(BLOCK)
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "w1", "text": passage.text}) + "\n")
    (tmp_path / "marks.jsonl").write_text(json.dumps(marks(passage, passage.text)) + "\n")
    (read,) = marked_news(tmp_path / "texts.jsonl", tmp_path / "marks.jsonl")
    assert (read.text, read.mentions, read.relations, read.kinds) == (passage.text, passage.mentions, passage.relations, passage.kinds)


def test_news_with_lists_of_names_is_marked_by_them_longest_first(tmp_path):
    row = {"id": 1, "text": "The Rif Front hit Rif. The rebels fled; it won.", "actors": [{"name": "Rif Front", "type": "armed_group", "aliases": ["the rebels"]}, {"name": "Rif", "type": "place"}], "relations": [{"subject": "Rif Front", "relation": "attacks", "object": "Rif", "status": "asserted", "evidence": "The rebels fled; it won", "subject_mention": "it"}]}
    (tmp_path / "news.jsonl").write_text(json.dumps(row) + "\n")
    (passage,) = news(tmp_path / "news.jsonl")
    assert [(passage.text[m.start : m.end], *m.actors) for m in passage.mentions] == [("Rif Front", "Rif Front"), ("Rif", "Rif"), ("The rebels", "Rif Front"), ("it", "Rif Front")]
    assert not passage.complete


def test_copies_fall_into_one_fold():
    text = " ".join(f"word{i}" for i in range(40))
    passages = [Passage(str(i), f"{text} {i % 7} other{i} " if i % 7 == 0 else f"text {i} " * 9, (), {}, (), complete=True) for i in range(50)]
    parts = folds(passages)
    assert len(parts) == FOLDS
    assert sorted(name for part in parts for name in part) == sorted(passage.id for passage in passages)
    assert sum(bool(part & {str(i) for i in range(0, 50, 7)}) for part in parts) == 1


def test_our_own_prose_is_understood_and_names_only_known_actors_and_families():
    passages = own(ROOT / "training" / "corpus")
    assert len(passages) > 400
    for passage in passages:
        assert {r.family for r in passage.relations} <= set(FAMILIES)
        assert {key for r in passage.relations for key in (r.subject, r.object)} <= set(passage.kinds)


def test_targets_hold_each_relation_between_mentions_of_its_sentences(monkeypatch):
    monkeypatch.setenv("GRAPHKIT_ENCODER", str(weights_dir().parent / "reader"))
    from training.reader.targets import examples

    (example,) = examples([from_markup(BLOCK.replace(" of [the two|X]", ""))])
    said = [" ".join(word.text for word in example.words[m.start : m.end]) for m in example.mentions]
    stated = {(FAMILIES[group.family], said[example.pairs[k].subject], said[example.pairs[k].object]) for group in example.groups for k in group.pairs}
    assert ("supports", "Ankara", "GNA") in stated
    assert {("allied_with", "GNA", "it"), ("allied_with", "it", "GNA")} <= stated
    assert not any(family == "supports" and "it" in (first, second) for family, first, second in stated)


def test_the_restraint_set_has_sixty_passages_and_their_rows_name_their_actors():
    rows = list(restrained.gold())
    assert len(rows) >= 60
    for row in rows:
        names = {actor["name"] for actor in row["actors"]}
        assert all({r["subject"], r["object"]} <= names for r in row["relations"])


def test_other_names_change_word_for_word_and_a_state_with_all_its_forms():
    import csv
    import random

    from graphkit.nlp.encoder.features import KINDS, Bounds
    from graphkit.nlp.encoder.windows import words_in
    from graphkit.resources import seeds_dir
    from training.reader.renamed import renamed
    from training.reader.targets import Example, Place

    words = list(words_in("Kenyan President Jane Moreno left Nairobi. Moreno told Kenya and the WHO: nothing."))
    kinds = {"Kenyan": "country", "Jane Moreno": "person", "Nairobi": "country", "Moreno": "person", "Kenya": "country", "WHO": "organisation"}
    mentions = [Bounds(0, 1), Bounds(2, 4), Bounds(5, 6), Bounds(7, 8), Bounds(9, 10), Bounds(12, 13)]
    example = Example(Place("w1", False, 0), words, True, mentions, [], [], [KINDS.index(kind) for kind in kinds.values()], [], [])
    with (seeds_dir() / "actors" / "states.csv").open(encoding="utf-8", newline="") as stream:
        states = {row["name"]: row for row in csv.DictReader(stream)}
    plain = {"President", "left", "told", "and", "the", "nothing", ".", ":"}
    changed = 0
    for seed in range(20):
        other = [word.text for word in renamed(example, random.Random(seed)).words]
        assert len(other) == len(words)
        assert all(one == two.text for one, two in zip(other, words, strict=True) if two.text in plain)
        assert other[3] == other[7]
        state = states[other[9]]
        assert other[0] in state["adjectives"].split(";")
        assert other[5] == "Nairobi" or other[5] in state["seats"].split(";")
        assert other[12].isupper()
        changed += other[9] != "Kenya"
    assert changed > 10
