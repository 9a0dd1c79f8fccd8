"""Copies of a text are found, also when edited; other texts on the same topic are not."""

from __future__ import annotations

import json
import random
import sqlite3
from datetime import date, timedelta
from itertools import permutations

import pytest

from graphkit import Graph, build
from graphkit.errors import StoreError
from graphkit.model import Document
from graphkit.pipeline import build as pipeline_build
from graphkit.pipeline.copies import Copies, copy_signature
from tests.conftest import ROOT
from tests.pipeline.test_versions import Marking

ARTICLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles").glob("*-*.md"))]
STORY = ARTICLES[5]
DAY = date(2020, 1, 2)


@pytest.fixture
def copies(tmp_path):
    made = Copies(tmp_path / "copies.sqlite")
    yield made
    made.close()


def origin(copies, document):
    return copies.add(document.key, document.published, copy_signature(document.text)).get(document.key)


def edited(text, share, seed=1):
    """Return a text with a share of its words changed."""
    dice = random.Random(seed)
    return " ".join("changed" if dice.random() < share else word for word in text.split())


@pytest.mark.parametrize("copy", [
    f"BENGHAZI (Wire) - {STORY}",
    STORY[: int(len(STORY) * 0.8)],
    edited(STORY, 0.03),
    STORY.replace("’", "'").upper(),
    STORY.replace(".", ".\n\n"),
], ids=["dateline", "cut", "edited", "capitals", "paragraphs"])
def test_a_copy_is_found(copies, copy):
    first = Document("a", STORY, outlet="One", published=DAY)
    assert origin(copies, first) is None
    assert origin(copies, Document("b", copy, outlet="Two")) == first.key


def test_different_articles_are_no_copies(copies):
    assert [origin(copies, Document(str(n), text)) for n, text in enumerate(ARTICLES)] == [None] * len(ARTICLES)
    assert origin(copies, Document("half", edited(STORY, 0.3))) is None


def test_a_copy_of_a_copy_has_the_first_as_origin(copies):
    first = Document("a", STORY, published=DAY)
    origin(copies, first)
    origin(copies, Document("b", edited(STORY, 0.02)))
    assert origin(copies, Document("c", edited(STORY, 0.02))) == first.key
    assert origin(copies, Document("c", edited(edited(STORY, 0.02), 0.02, seed=2))) == first.key


def test_the_original_is_the_one_published_first_in_whichever_order_they_are_read(tmp_path):
    """The links between copies, and so the graph, depended on the order of the files and on the runs."""
    documents = [Document("undated", f"Note. {STORY}"), *(Document(f"{n}", edited(STORY, 0.02, seed=n), published=DAY + timedelta(n // 2)) for n in range(1, 4))]
    first = documents[1].key
    for number, order in enumerate(permutations(documents)):
        copies, marked = Copies(tmp_path / f"{number}.sqlite"), dict[str, str]()
        for each in order:
            marked |= copies.add(each.key, each.published, copy_signature(each.text))
        assert marked == {each.key: first for each in documents if each.key != first}
        # Repeated after a run was killed before it wrote them.
        assert copies.add(order[-1].key, order[-1].published, copy_signature(order[-1].text)) == marked
        copies.close()


def test_texts_of_a_file_of_an_older_version_count_as_earlier(tmp_path):
    copies = Copies(tmp_path / "c.sqlite")
    old = Document("old", STORY, published=DAY)
    copies.add(old.key, old.published, copy_signature(old.text))
    copies.close()
    with sqlite3.connect(tmp_path / "c.sqlite") as db:
        db.execute("ALTER TABLE texts DROP COLUMN published")
    for each in (Document("new", f"Note. {STORY}", published=DAY - timedelta(1)), Document("newer", f"More. {STORY}")):
        copies = Copies(tmp_path / "c.sqlite")
        assert origin(copies, each) == old.key
        copies.close()


@pytest.mark.parametrize("runs", [[[2, 1, 0]], [[1], [2, 0]], [[2], [0], [1]]])
def test_the_order_of_articles_and_runs_does_not_change_the_graph(tmp_path, runs):
    for name, parts in (("one", [[0, 1, 2]]), ("other", runs)):
        for part in parts:
            rows = [{"id": f"w{n}", "text": f"{'Wire. ' * n}{STORY}", "outlet": f"Paper {n}", "date": f"2020-01-0{5 - n}"} for n in part]
            (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
            pipeline_build([tmp_path / "a.jsonl"], tmp_path / name, pipeline=Marking())
    one, other = (Graph.open(tmp_path / name) for name in ("one", "other"))
    assert other.export() == one.export()
    assert other.index_drift() == 0
    assert {article.copy_of for article in other.articles()} == {None, next(article.key for article in other.articles() if article.id == "w2")}


def test_an_article_is_not_its_own_copy_and_short_notes_are_none(copies):
    first = Document("a", STORY)
    assert origin(copies, first) is None
    assert origin(copies, first) is None
    assert copy_signature("Turkey supports the GNA. " * 5) is None


def test_what_was_read_is_remembered(tmp_path):
    first = Document("a", STORY, published=DAY)
    for expected, document in ((None, first), (first.key, Document("b", f"Note. {STORY}"))):
        copies = Copies(tmp_path / "c.sqlite")
        assert origin(copies, document) == expected
        copies.close()


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / "c.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(StoreError, match="remove it"):
        Copies(tmp_path / "c.sqlite")


def test_copies_count_as_one_source_in_the_graph(tmp_path, pipeline):
    rows = [{"id": f"w{n}", "text": f"{'Wire. ' * n}{STORY}", "outlet": f"Paper {n}", "date": "2020-01-02"} for n in range(3)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    report = build(tmp_path / "a.jsonl", graph=tmp_path / "graph")
    assert any("2 articles repeat the text of another" in note for note in report.notes)
    graph = Graph.open(tmp_path / "graph")
    assert sorted(a.copy_of is None for a in graph.articles()) == [False, False, True]
    assert graph.validate() == []
    pair = next(c for c in graph.claims())
    assert graph.explain(pair.subject, pair.object).outlets == 1


def test_a_removed_file_is_made_again_by_the_next_build_of_the_same_inputs(tmp_path):
    """Else a copy that comes in later counts as a second source, although the original is in the graph."""
    (tmp_path / "in").mkdir()
    text = STORY.split("---")[2]
    (tmp_path / "in" / "a.md").write_text(f"---\noutlet: Wire\n---\n{text}", encoding="utf-8")
    build(tmp_path / "in", graph=tmp_path / "g", extractor="dependency")
    (tmp_path / "in" / "b.md").write_text(f"---\noutlet: Post\n---\n{text}", encoding="utf-8")
    for path in (tmp_path / "g").glob("copies.sqlite*"):
        path.unlink()
    report = build(tmp_path / "in", graph=tmp_path / "g", extractor="dependency")
    assert (report.added, report.unchanged) == (1, 1)
    assert "1 article repeats the text of another; copies count as one source (graphkit articles --copies lists them)" in report.notes


def test_an_article_costs_the_same_after_many(tmp_path):
    """Of a thousand texts each is compared with few only, because of the hash bands."""
    copies = Copies(tmp_path / "c.sqlite")
    dice = random.Random(3)
    words = [f"word{n}" for n in range(3000)]
    for n in range(300):
        assert origin(copies, Document(str(n), " ".join(dice.choices(words, k=200)))) is None
    copies.close()
    rows = sqlite3.connect(tmp_path / "c.sqlite").execute("SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM bands GROUP BY band)").fetchone()
    assert rows[0] <= 3
