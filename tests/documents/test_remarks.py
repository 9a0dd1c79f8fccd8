"""What is said of the days of articles names the file and what to do; columns and keys called after the day of publication give it."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime, timedelta

import pytest

from graphkit.documents import read
from graphkit.documents.remarks import FILES, FUTURE
from graphkit.model import Document, Notice
from graphkit.pipeline import Notices

SAID = "Norvia met Belmark."


def days(path):
    return [item.published and item.published.isoformat() for item in read([path]) if isinstance(item, Document)]


def lines(*paths):
    counted = Notices()
    for item in read(paths):
        if isinstance(item, Notice):
            counted.add(item)
    return counted.lines()


def test_a_file_with_dates_that_were_not_read_is_named_once(tmp_path):
    (tmp_path / "a.csv").write_text(f"date,text\nn.d.,{SAID}\nsoon,{SAID}\n2024-05-15,{SAID}\n")
    (tmp_path / "b.txt").write_text(f"Title: Pact\nDate: 03/04/2024\n\n{SAID}")
    words, files = lines(tmp_path)
    assert words.startswith("3 dates not read: ")
    assert files.startswith("2 files with dates not read, whose articles have no day (write days as 2024-05-15 ")
    assert "a.csv" in files
    assert "b.txt" in files


def test_so_is_one_in_an_archive_and_a_long_path_is_cut_at_its_beginning(tmp_path):
    import zipfile

    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("b.csv", f"date,text\nn.d.,{SAID}\n")
    [notice] = [item for item in read([folder / "a.zip"]) if isinstance(item, Notice) and item.kind == FILES]
    assert notice.value.endswith("/a.zip")
    assert len(notice.value) < 60


@pytest.mark.parametrize(("words", "title"), [
    ("Correction: An article of 5 March, “Cars for Belmark”, said that Norvia armed it.", "Cars for Belmark"), ("Correction: An article on Tuesday about cars, headlined “Cars for Belmark,” misspelled it.", "Cars for Belmark"),
    ("Clarification: Our report \"Cars for Belmark\" (5 March 2024) said that.", "Cars for Belmark"), ("Correction: An article on Tuesday quoted the minister as saying “Cars for Belmark are here”.", None),
])  # fmt: skip
def test_a_correction_of_another_article_is_named(tmp_path, words, title):
    (tmp_path / "a.txt").write_text(f"Corrections of the week\n\n{words}\n")
    said = [line for line in lines(tmp_path) if "correction" in line]
    assert said == ([f"1 correction of other articles (to see one of these: graphkit read TITLE): {title}"] if title else [])


def test_a_day_in_the_future_is_kept_and_said_with_its_file(tmp_path):
    (tmp_path / "a.txt").write_text(f"Norvia meets Belmark\n\n6 March 2999\n\n{SAID}")
    assert days(tmp_path) == ["2999-03-06"]
    (line,) = lines(tmp_path)
    assert line.startswith("1 article with a day in the future, which is kept (if it is wrong, correct it and read the file again): 2999-03-06 in ")
    assert line.endswith("/a.txt")


@pytest.mark.parametrize("ahead, told", [(-1, 0), (1, 0), (2, 0), (4, 1)])
def test_where_it_is_tomorrow_already_an_article_may_be_of_tomorrow(tmp_path, ahead, told):
    day = datetime.now().astimezone().date() + timedelta(days=ahead)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SAID, "date": day.isoformat()}) + "\n")
    assert [item.kind for item in read([tmp_path]) if isinstance(item, Notice)] == [FUTURE] * told


@pytest.mark.parametrize("column", ["Date published", "date_publish", "publish_time", "time_published", "posted_on", "Date of publication", "Article Date", "published_utc", "firstPublishedAt"])
def test_a_column_that_is_called_after_the_day_of_publication_gives_it(tmp_path, column):
    (tmp_path / "a.csv").write_text(f"date_download,{column},text\n2024-05-20,2024-05-15,{SAID}\n")
    assert days(tmp_path / "a.csv") == ["2024-05-15"]


@pytest.mark.parametrize("column", ["date_download", "last_modified", "updated_at", "created_at", "is_published"])
def test_a_column_of_another_day_gives_none(tmp_path, column):
    (tmp_path / "a.csv").write_text(f"{column},text\n2024-05-20,{SAID}\n")
    assert days(tmp_path / "a.csv") == [None]


@pytest.mark.parametrize("row", [
    {"date": None, "published": "2024-05-15"}, {"date": "", "publish_date": "2024-05-15"}, {"date": "n.d.", "datePublished": "2024-05-15"}, {"published": True, "published_at": "2024-05-15"},
    {"date": {"$date": "2024-05-15T10:00:00Z"}}, {"date": {"$date": {"$numberLong": "1715767200000"}}},
])
def test_an_object_gives_its_day_where_its_first_field_of_that_name_has_none(tmp_path, row):
    (tmp_path / "a.jsonl").write_text(json.dumps(row | {"text": SAID}) + "\n")
    assert days(tmp_path / "a.jsonl") == ["2024-05-15"]
    assert lines(tmp_path / "a.jsonl") == []


@pytest.mark.parametrize("head", [
    '+++\ntitle = "Pact"\ndate = 2024-05-15T23:30:00-05:00\ntags = ["a"]\n[extra]\ndate = 2020-01-01\n+++\n', '+++\ntitle = "Pact"\ndate = "2024-05-15"\n+++', "+++\ntitle = 'Pact'\npublishDate = 2024-05-15\n+++\n",
    "---\ntitle: Pact\ndate_published: 2024-05-15\n---\n", "---\ntitle: Pact\nlastmod: 2024-05-20\npubDatetime: 2024-05-15T23:30:00Z\n---\n", "---\ntitle: Pact\npublish-date: 2024-05-15\n...\n",
])
def test_front_matter_in_toml_or_yaml_gives_title_and_day(tmp_path, head):
    (tmp_path / "a.md").write_text(f"{head}\n{SAID}\n")
    [made] = [item for item in read([tmp_path / "a.md"]) if isinstance(item, Document)]
    assert (made.title, made.published, made.text) == ("Pact", date(2024, 5, 15), f"{SAID}\n")


def test_an_empty_key_of_front_matter_does_not_take_the_next_line(tmp_path):
    """The day was "title: Pact", and the title was gone."""
    (tmp_path / "a.md").write_text(f"---\ndate:\ntitle: Pact\n---\n{SAID}\n")
    [made] = read([tmp_path / "a.md"])
    assert (made.title, made.published) == ("Pact", None)


@pytest.mark.parametrize("name, head", [("a.txt", "no toml at all"), ("a.md", "no toml at all"), ("a.txt", 'draft = true\ntitle = "Pact"')])
def test_what_only_begins_like_front_matter_in_toml_is_text(tmp_path, name, head):
    """In a plain text each key must be one of an article."""
    (tmp_path / name).write_text(f"+++\n{head}\n+++\n{SAID}")
    assert [item.text[:3] for item in read([tmp_path]) if isinstance(item, Document)] == ["+++"]


def test_a_month_in_words_may_have_its_accents_apart(tmp_path):
    (tmp_path / "a.csv").write_text(unicodedata.normalize("NFD", f"date,text\n15 août 2024,{SAID}\n"))
    assert days(tmp_path / "a.csv") == ["2024-08-15"]


@pytest.mark.parametrize("title, day", [
    ("Daily briefing, 14 March 2024", "2024-03-14"), ("PRESS REVIEW - MARCH 14, 2024", "2024-03-14"), ("Belmark: Flash Update #14 (14 March 2024)", "2024-03-14"), ("Norvia situation report No. 7, March 14, 2024", "2024-03-14"),
    ("Campaign assessment, March 14, 2024", None), ("The morning briefing that changed the war, 14 March 2024", None), ("What they all said after a short daily briefing, 14 March 2024", None),
    ("The pact of 14 March 2024", None), ("Attack on the port, 14 March 2024", None), ("Daily briefing on the pact of 14 March 2024", None), ("Daily briefing, 03/04/2024", None), ("Daily briefing, March 2024", None),
])
def test_the_title_of_what_appears_every_day_has_its_day_and_that_of_other_texts_may_be_about_it(tmp_path, title, day):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SAID, "title": title}) + "\n")
    assert days(tmp_path) == [day]
    assert lines(tmp_path) == ([f"1 day taken from titles of briefings: {day}"] if day else [])


@pytest.mark.parametrize("day", ["1402-12-15", "1402/12/15", "1445-08-24", "2567-03-05", "5 March 2567"])
def test_a_day_of_another_calendar_is_not_kept_and_said(tmp_path, day):
    """Persian, Islamic and Buddhist years were taken for ours: news of 1402, or of 2567."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SAID, "date": day}) + "\n")
    assert days(tmp_path) == [None]
    (line,) = lines(tmp_path)
    assert line.startswith("1 article with a day of another calendar, which is not kept (write days as 2024-05-15 ")


@pytest.mark.parametrize("year", [1618, 1789, 1916])
def test_old_newspapers_keep_their_days(tmp_path, year):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SAID, "date": f"{year}-03-05"}) + "\n")
    assert days(tmp_path) == [f"{year}-03-05"]
