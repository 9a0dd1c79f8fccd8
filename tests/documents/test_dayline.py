"""Lines of days and datelines give the day of publication, and no other day that they name."""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest

from graphkit.documents.dayline import days_of
from graphkit.documents.heading import heading

DAY = date(2024, 3, 6)
SAID = "Turkey has sent drones to the brigade."


@pytest.mark.parametrize("above", [
    "JERUSALEM, Wed 6 Mar 2024 (Example Wire) - ", "JERUSALEM (Example Wire), 6 March 2024 - ", "JERUSALEM (EW) — March 6, 2024 — ", "BEIRUT, Lebanon — March 6, 2024 — ",
    "JERUSALEM, March 6, 2024 /Example Wire/ -- ", "Kyiv, 6 March 2024 | ", "(Damascus, 6 March 2024) – ",
    "Norfolk, Va., March 6, 2024 /Example Wire/ -- ", "Washington, D.C., March 6, 2024 (EW) - ", "NORFOLK , March 6, 2024 /Example Wire/ -- ", "6 Mar 2024 - ", "March 6, 2024 — ", "Mar. 6, 2024 /Example Wire/ -- ",
])  # fmt: skip
def test_the_day_that_opens_a_text_is_read_with_its_place_or_without(above):
    assert heading(f"{above}{SAID}").day == DAY
    assert heading(f"Drones for the brigade\n\n{above}{SAID}").day == DAY


@pytest.mark.parametrize("text", [
    # What lies back, a chronology, a stretch of days, an aside.
    "6 March 2024 - Turkey sent drones. In 2026 the minister spoke of it.",
    "6 March 2024 - Turkey sent drones.\n\n7 March 2024 - The brigade thanked it.",
    "6 March 2024 - 8 March 2024: Turkey sends drones.", "KYIV, 6 March 2024 - 8 March 2024 - Turkey sends drones.",
    "The worst day of the war — March 6, 2024 — was remembered.",
    "6 March 2024 - and so on.",
    "Updated 6 March 2024 - Turkey sent drones.",
])  # fmt: skip
def test_a_day_that_opens_a_text_and_may_be_another_is_none(text):
    assert heading(text).day is None


@pytest.mark.parametrize("line", [
    "Posted on March 6, 2024", "Posted 6 March 2024 by A. Writer", "Date posted: 6 March 2024", "Publication date: 6 March 2024", "Originally published on 6 March 2024",
    "By A. Writer | March 6, 2024", "By A. Writer, March 6, 2024", "By A. Writer - 6 March 2024", "March 6, 2024 | By A. Writer", "Wed 6 Mar 2024 | 10:30 GMT",
    "Updated 8 March 2024; first published 6 March 2024", "First published 6 March 2024, updated 8 March 2024", "Published: 6 March 2024 | Last updated: 8 March 2024", "March 6, 2024 (updated March 8, 2024)",
    "Harbour Post | 6 March 2024", "Harbour Post | 6 March 2024 | By A. Writer", "World · March 6, 2024 · 5 min read", "6 March 2024 • Updated 8 March 2024 • Harbour Post", "6 March 2024 | Updated 3 hours ago",
    "(March 6, 2024)", "Published 10:30 AM EDT, March 6, 2024", "Updated 9:23 PM EDT, March 8, 2024; published at 10:30 on March 6, 2024", "2024-03-06T10:30:00Z", "Wed, 6 Mar 2024 10:30:00 +0100", "6-Mar-2024", "mer. 6 mars 2024", "2024년 3월 6일",
    "Published on March 6, 2024, at 11:30 pm (Paris), updated on March 8, 2024, at 10:00 am", "Updated 5:12 AM GMT+1, March 8, 2024; published 6 March 2024",
    "Aired March 6, 2024 - 18:00   ET", "Wednesday, 6 March 2024, 10 a.m.",
])  # fmt: skip
def test_a_line_of_days_gives_the_one_of_the_first_publication(line):
    assert heading(f"Drones for the brigade\n\n{line}\n\n{SAID}")[:2] == ("Drones for the brigade", DAY)


def test_a_line_may_say_that_a_text_was_changed_and_no_more():
    assert days_of("Last updated on 8 March 2024") == ()
    assert heading(f"Drones for the brigade\nBy A. Writer\nUpdated 8 March 2024\n\n{SAID}")[:3] == ("Drones for the brigade", None, None)


@pytest.mark.parametrize("line", ["By A. Writer", "Remembering 6 March 2024", "By 6 March 2024", "Born, 6 March 2024", "From 6 March 2024 to 8 March 2024", "6 March 2024, the day of drones", "", "(", "Born 5 May 1950 | 6 March 2024", "Harbour Post, 6 March 2024", "He said | 6 March 2024 | that the brigade has all of the drones it needs", "|", "Harbour Post | World"])
def test_other_lines_are_no_lines_of_days(line):
    assert days_of(line) is None


def test_two_days_on_one_line_are_none():
    assert heading(f"Drones for the brigade\n\n6 March 2024, 7 March 2024\n\n{SAID}").day is None


@pytest.mark.parametrize("words", ["6 février 2024", "miércoles, 6 de febrero de 2024", "6 Şubat 2024"])
def test_accents_may_stand_as_characters_of_their_own(words):
    """As file systems and PDF files of macOS write them."""
    assert heading(unicodedata.normalize("NFD", f"Drones\n\n{words}\n\n{SAID}")).day == date(2024, 2, 6)


def test_a_day_is_read_above_paragraphs_that_no_blank_line_parts():
    assert heading(f"Drones for the brigade\nBy A. Writer\nPosted 6 March 2024 10:30 GMT\n{SAID}\nIt thanked Turkey.").day == DAY
    # A paragraph that is broken into lines may have a day on one.
    assert heading(f"Turkey has sent drones to\nthe brigade in the north on\n6 March 2024\nand said so.\n\n{SAID}").day is None
    assert heading(f"{SAID}\n6 March 2024\n{SAID}").day is None


def test_labels_of_a_site_stand_among_those_that_are_known():
    assert heading(f"Title: Drones\nDate: 2024-03-06 10:20\nModified: 2024-03-09\nCategory: war\n\n{SAID}")[:2] == ("Drones", DAY)
    assert heading(f"Title: Drones\nDate of publication: 6 March 2024\n\n{SAID}")[:2] == ("Drones", DAY)
    assert heading(f"Source: Example Wire\nReporter: none\nMinister: never\n\n{SAID}").day is None


@pytest.mark.parametrize("piece", ["by a, ", "AB (c) ", "— ", "6 March 2024 ", "6 March 2024, ", "updated ", "A, ", "/a/ ", "(", "Wed, "])
def test_long_nonsense_is_no_work(piece):
    began = time.process_time()
    heading(f"{(piece * 2000)[:2000]}\n\n{SAID}")
    heading(f"Drones\n{(piece * 200)[:200]}\n\n{SAID}")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("line", ["16/03/24", "03/16/24", "16.03.24", "Posted on 16/03/24 by A. Writer", "16/03/24 10:30", "Date: 16/03/24", "Published: 16/03/24 | Last updated: 18/03/24"])
def test_a_line_of_days_may_have_two_digits_of_the_year(line):
    assert heading(f"Drones for the brigade\n\n{line}\n\n{SAID}")[:2] == ("Drones for the brigade", date(2024, 3, 16))


def test_such_a_day_that_two_countries_read_differently_is_unknown_and_its_words_are_kept():
    for line in ("05/06/24", "Posted on 05/06/24"):
        assert heading(f"Drones for the brigade\n\n{line}\n\n{SAID}")[1:3] == (None, "05/06/24")


@pytest.mark.parametrize("line", ["Version 1.2.24", "1.2.24", "16/03/24/7", "192.16.03.24", "16.03.24.1"])
def test_numbers_of_sections_are_no_days(line):
    assert heading(f"Drones for the brigade\n\n{line}\n\n{SAID}")[1:3] == (None, None)
