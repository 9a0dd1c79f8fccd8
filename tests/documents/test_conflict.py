"""The conflict that an article is about is read wherever an article's metadata stand, and is no part of its identity."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graphkit.documents import Wish, read
from graphkit.model import Document

TEXT = "Norvia armed Belmark."


def only(path, **wish):
    (document,) = [item for item in read([path], wish=Wish(**wish)) if isinstance(item, Document)]
    return document


def table(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", f"---\ntitle: Pact\nconflict: The straits\n---\n{TEXT}\n"),
        ("a.txt", f"---\ntitle: Pact\nconflict: The straits\n---\n{TEXT}\n"),
        ("a.csv", table(["text", "Conflict"], [TEXT, "The straits"])),
        ("a.jsonl", json.dumps({"text": TEXT, "conflict": "The straits"})),
        ("a.json", json.dumps({"articles": [{"text": TEXT, "conflict": "The straits"}]})),
    ],
)
def test_front_matter_a_column_and_a_json_field_name_the_conflict(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    document = only(path)
    assert (document.conflict, document.article.conflict, document.text.strip()) == ("The straits", "The straits", TEXT)


def test_another_column_is_named_by_the_option(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(table(["text", "Krieg"], [TEXT, "Meerengen"]), encoding="utf-8")
    assert only(path).conflict is None
    assert only(path, columns={"conflict": "Krieg"}).conflict == "Meerengen"


def test_the_option_names_the_conflict_of_articles_that_name_none(tmp_path):
    for name, above in (("a.md", "conflict: The straits"), ("b.md", "title: Pact")):
        (tmp_path / name).write_text(f"---\n{above}\n---\n{TEXT}\n", encoding="utf-8")
    assert [only(tmp_path / name, conflict=" The  capes ").conflict for name in ("a.md", "b.md")] == ["The straits", "The capes"]


@pytest.mark.parametrize("cell", ["", " ", "-", "n/a", "None", "NULL", "nan"])
def test_a_cell_that_says_nothing_names_no_conflict(tmp_path, cell):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT, "conflict": cell}), encoding="utf-8")
    assert only(path).conflict is None


def test_a_name_is_one_line_of_bounded_length(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT, "conflict": "The  straits\n" + "x" * 10_000}), encoding="utf-8")
    name = only(path).conflict
    assert name.startswith("The straits x")
    assert len(name) == 120


def test_the_same_text_is_the_same_article_whatever_conflict_it_is_filed_under(tmp_path):
    for name, conflict in (("a.md", "One"), ("b.md", "Two")):
        (tmp_path / name).write_text(f"---\nconflict: {conflict}\n---\n{TEXT}\n", encoding="utf-8")
    assert only(tmp_path / "a.md").key == only(tmp_path / "b.md").key


@pytest.mark.parametrize("text", [f"---\n{TEXT}\n---\nMore.\n", f"---\nNote: he left.\n---\n{TEXT}\n", f"{TEXT}\n---\nconflict: no\n---\n"])
def test_lines_between_rules_of_a_plain_text_stay_its_text(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert (only(path).text, only(path).conflict) == (text, None)
