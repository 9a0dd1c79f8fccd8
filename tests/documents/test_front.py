"""Front matter as people write it: folded titles, lists beside the fields, other names; what is none stays text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.documents import read
from graphkit.documents.front import front_matter
from graphkit.model import Document, Notice

TEXT = "Norvia met Belmark."
DAY = date(2024, 5, 15)


def only(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(read([tmp_path / name]))
    return next(item for item in found if isinstance(item, Document)), [item for item in found if isinstance(item, Notice)]


@pytest.mark.parametrize("title", ["Cars for the border", '"Cars for the border" # as printed', ">\n  Cars for\n  the border", "'Cars for the border'"])
@pytest.mark.parametrize("day", ["2024-05-15", "15/05/24", "05/15/24", "15.05.24", "2024-05-15T23:30:00-05:00", '"May 15, 2024"'])
def test_yaml_is_read_as_yaml(tmp_path, title, day):
    document, notices = only(tmp_path, "a.md", f"---\ntitle: {title}\nauthors:\n  - A. Writer\ntags: [war, cars]\ndate: {day}\noutlet: Harbour Post\n---\n\n{TEXT}")
    assert (document.title, document.published, document.outlet, document.text) == ("Cars for the border", DAY, "Harbour Post", TEXT)
    assert notices == []


def test_a_title_with_a_colon_is_no_yaml_and_read_all_the_same(tmp_path):
    document, _ = only(tmp_path, "a.md", f"---\ntitle: Cars: for the border\ndate: 2024-05-15\n---\n\n{TEXT}")
    assert (document.title, document.published) == ("Cars: for the border", DAY)


def test_an_ambiguous_day_is_said_once_and_left_open(tmp_path):
    document, notices = only(tmp_path, "a.md", f"---\ntitle: Cars\ndate: 05/06/24\n---\n\n{TEXT}")
    assert document.published is None
    assert [item.value for item in notices if item.kind == "dates not read"] == ["'05/06/24'"]


def test_fields_under_other_names_count_behind_those_of_their_own(tmp_path):
    document, _ = only(tmp_path, "a.md", f"---\nheadline: Cars\npublication: Harbour Post\nlink: https://p.example/1\ndate: 2024-05-15\n---\n{TEXT}")
    assert (document.title, document.outlet, document.url) == ("Cars", "Harbour Post", "https://p.example/1")
    document, _ = only(tmp_path, "b.md", f"---\ntitle: Cars\nsource: https://p.example/1\noutlet: Harbour Post\npublisher: Group\n---\n{TEXT}")
    assert (document.outlet, document.url) == ("Harbour Post", "https://p.example/1")


@pytest.mark.parametrize("head", ["date: 2026-11-28\ndate-published: 2024-05-15", "published: 2024-05-15\ndate: 2026-11-28", "published: true\ndate: 2024-05-15", "publishDate: soon\ndate: 2024-05-15"])
def test_a_field_called_after_the_publication_is_more_exact_than_date(tmp_path, head):
    """Notes have the day of the note in `date`; site generators write `published: true`."""
    assert only(tmp_path, "a.md", f"---\n{head}\n---\n{TEXT}")[0].published == DAY


def test_published_that_only_says_whether_is_no_day_that_is_not_read(tmp_path):
    document, notices = only(tmp_path, "a.md", f"---\ntitle: Cars\npublished: true\n---\n{TEXT}")
    assert (document.title, document.published, notices) == ("Cars", None, [])


def test_a_plain_text_may_have_an_author_in_its_front_matter(tmp_path):
    """He is no actor of the report; two fields of an article show that it is front matter."""
    document, _ = only(tmp_path, "a.txt", f"---\ntitle: Cars\nauthor: A. Writer\ndate: 2024-05-15\n---\n{TEXT}")
    assert (document.title, document.published, document.text) == ("Cars", DAY, TEXT)


@pytest.mark.parametrize("head", ["ANN: Norvia met Belmark.\nBERT: It did.", "title: Cars\nNorvia met: Belmark.\nand so: on"])
def test_lines_between_rules_of_a_plain_text_stay_text(tmp_path, head):
    document, _ = only(tmp_path, "a.txt", f"---\n{head}\n---\n{TEXT}")
    assert document.text == f"---\n{head}\n---\n{TEXT}"


@given(st.text("ab: \n-[]{}&*!|>'\"#", max_size=200))
def test_nothing_breaks_front_matter(head):
    fields, _ = front_matter(f"---\n{head}\n---\n{TEXT}")
    assert all(isinstance(value, str) for value in fields.values())


@pytest.mark.parametrize("piece", ["[", "{", "- ", "a: &a [*a]\n", "a:\n ", "? ", "!", "'", "a: b\n"])
def test_front_matter_of_strangers_takes_little_time(piece):
    begun = time.process_time()
    front_matter(f"---\n{piece * 6000}\n---\n{TEXT}")
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("head", [
    "- Source: Harbour Post\n- Date: 15 May 2024\n- URL: https://post.example/1", "**Source:** [Harbour Post](https://post.example/1)\n**Published:** 15 May 2024",
    "Source:: [[Harbour Post]]\nPublished:: 2024-05-15\nURL:: https://post.example/1",
])  # fmt: skip
def test_the_fields_below_the_heading_of_a_note_may_be_a_list_and_have_links(tmp_path, head):
    """As clippings in Obsidian have them; the outlet was the whole link, or nothing."""
    (tmp_path / "a.md").write_text(f"# Cars for the border\n\n{head}\n\nNorvia sent cars to the border of Belmark.\n")
    (document,) = read([tmp_path])
    assert (document.title, document.outlet, document.url, document.published) == ("Cars for the border", "Harbour Post", "https://post.example/1", date(2024, 5, 15))
