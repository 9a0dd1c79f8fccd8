"""The texts of articles are kept with the graph, verbatim, and never exported."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import made
from graphkit.errors import StoreError, UnknownName
from graphkit.model import ArticleRecord, Document
from graphkit.pipeline import Pipeline, build
from graphkit.store import Store
from graphkit.store.texts import TEXTS, Texts, stored_text

ANY = st.text(st.characters(), max_size=300)


def record(name="a", **more):
    """An article whose last words are not part of any quote."""
    read = made.record(name, random.Random(name), ["One", "Two", "Three"])
    document = replace(read.document, text=f"{read.document.text}Secret end.", **more)
    return replace(read, document=document, claims=tuple(replace(c, article=document.key) for c in read.claims))


def written(folder, *records, **options):
    with Store.open(folder, create=True).writer(**options) as writer:
        for each in records:
            writer.add(each)
    return Store.open(folder).view()


@given(ANY)
def test_a_text_comes_back_verbatim(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("texts")
    document = Document("a", text)
    texts = Texts(folder)
    texts.put(document)
    texts.close()
    assert stored_text(folder, document.article) == text


def test_every_article_has_its_text(tmp_path):
    one, other = record("a"), record("b")
    view = written(tmp_path / "g", one, other)
    assert [view.text(each.document.key) for each in (one, other)] == [one.document.text, other.document.text]


def test_an_article_that_is_not_there_has_none(tmp_path):
    with pytest.raises(UnknownName):
        written(tmp_path / "g", record()).text("0" * 16)


def test_without_texts_nothing_is_kept_and_the_graph_is_the_same(tmp_path):
    one = record()
    bare, full = written(tmp_path / "bare", one, texts=False), written(tmp_path / "full", one)
    assert bare.text(one.document.key) is None
    assert not (tmp_path / "bare" / TEXTS).exists()
    assert bare.dump("turtle") == full.dump("turtle")


def test_no_export_holds_a_text(tmp_path):
    view = written(tmp_path / "g", record())
    assert all(b"Secret end" not in view.dump(kind) for kind in ("turtle", "nquads", "trig", "jsonld", "rdfxml"))


def test_a_version_has_its_own_text_beside_the_one_it_replaces(tmp_path):
    old, new = record("a"), record("b")
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        writer.add(old)
        writer.add(new, earlier=[old.document.key])
    view = Store.open(tmp_path / "g").view()
    assert [view.text(each.document.key) for each in (old, new)] == [old.document.text, new.document.text]


def test_the_text_of_a_retracted_article_stays_for_audit(tmp_path):
    one = record()
    written(tmp_path / "g", one)
    with Store.open(tmp_path / "g").writer() as writer:
        writer.retract(one.document.key, "wrong", date(2020, 1, 1))
    assert Store.open(tmp_path / "g").view().text(one.document.key) == one.document.text


@pytest.mark.parametrize("how", ["drop", "update"])
def test_the_text_of_an_article_that_is_removed_goes_with_it(tmp_path, how):
    one, other = record("a"), record("b")
    written(tmp_path / "g", one, other)
    graph = f"https://w3id.org/graphkit/graph/article/{one.document.key}"
    with Store.open(tmp_path / "g").writer() as writer:
        if how == "drop":
            writer.drop(graph, lambda before, after: ())
        else:
            writer.update(f"DROP GRAPH <{graph}>", check=lambda before, after: ())
        assert [writer.has(each.document.key) for each in (one, other)] == [False, True]
    rows = sqlite3.connect(tmp_path / "g" / TEXTS)
    assert rows.execute("SELECT key FROM texts").fetchall() == [(other.document.key,)]
    rows.close()


@pytest.mark.parametrize("damage", [b"", b"\x00no zlib", "text", None])
def test_a_text_that_is_not_the_one_that_was_read_counts_as_none(tmp_path, damage):
    one = record()
    view = written(tmp_path / "g", one)
    if damage is None:
        document = replace(one.document, text="Another text.")
        object.__setattr__(document, "key", one.document.key)
        texts = Texts(tmp_path / "g")
        texts.put(document)
        texts.close()
    else:
        rows = sqlite3.connect(tmp_path / "g" / TEXTS, isolation_level=None)
        rows.execute("UPDATE texts SET text = ?", (damage,))
        rows.close()
    assert view.text(one.document.key) is None


def test_a_damaged_file_is_no_text_for_a_reader_and_one_line_for_a_writer(tmp_path):
    one = record()
    view = written(tmp_path / "g", one)
    (tmp_path / "g" / TEXTS).write_bytes(b"no database at all, and long enough to be taken for one" * 9)
    assert view.text(one.document.key) is None
    with Store.open(tmp_path / "g").writer() as writer, pytest.raises(StoreError, match=r"texts\.sqlite cannot be opened.*remove it"):
        writer.add(record("b"))


def test_a_folder_that_may_not_be_written_to_is_read(tmp_path):
    one = record()
    view = written(tmp_path / "g", one)
    (tmp_path / "g" / TEXTS).chmod(0o400)
    (tmp_path / "g").chmod(0o500)
    try:
        assert view.text(one.document.key) == one.document.text
    finally:
        (tmp_path / "g").chmod(0o700)


def test_a_quote_that_is_the_whole_text_is_the_text(tmp_path):
    read = made.record("row", random.Random(1), ["One", "Two"])
    quote = read.claims[0].evidence[0].quote
    document = replace(read.document, text=quote)
    claim = replace(read.claims[0], article=document.key, evidence=(replace(read.claims[0].evidence[0], start=0, end=len(quote)),))
    view = written(tmp_path / "g", replace(read, document=document, claims=(claim,)), texts=False)
    assert view.text(document.key) == quote


class Nothing(Pipeline):
    """An extractor that finds no claims, and is fast."""

    def read(self, document):
        return ArticleRecord(document=document, claims=(), actors=())


def test_a_graph_without_texts_gets_them_when_it_is_built_again(tmp_path):
    (tmp_path / "a.txt").write_text("An article of one line.")
    for texts, expected in ((False, None), (True, "An article of one line.")):
        report = build([tmp_path / "a.txt"], tmp_path / "g", pipeline=Nothing(), texts=texts)
        view = Store.open(tmp_path / "g").view()
        assert [view.text(key) for key in view.article_keys()] == [expected]
    assert (report.added, report.unchanged) == (0, 1)
