"""The headline and the day above a plain text are read where nothing else could be meant, and stay part of the text."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.documents import read
from graphkit.documents.heading import heading
from graphkit.model import Document

DAY = date(2020, 5, 15)
SAID = "Turkey has sent drones to the brigade."


@pytest.mark.parametrize("text,title,day", [
    (f"Turkey arms the brigade\n\nANKARA, 15 May 2020 (Example Wire) - {SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\nBy A. Writer\nFriday, May 15, 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\n\nPublished: 15 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"BENGHAZI, Libya, 2020-05-15: {SAID}", None, DAY),
    # Two days are none.
    (f"Turkey arms the brigade\n\n14 May 2020\n\nANKARA, 15 May 2020 - {SAID}", "Turkey arms the brigade", None),
    # A day without a year, in figures that two countries read differently, or within a sentence.
    (f"Turkey arms the brigade\n\nANKARA, May 15 (Example Wire) - {SAID}", "Turkey arms the brigade", None),
    (f"03/04/2020\n\n{SAID}", None, None),
    (f"{SAID}\n\nOn 15 May 2020 Egypt protested.", None, None),
    (f"{SAID}\n\n15 May 2020", None, None),
    # A sentence, a line that goes on below, a line with nothing below.
    (f"{SAID}\n\nEgypt protested.", None, None),
    (f"Turkey has sent drones to\nthe brigade in the north\n\n{SAID}", None, None),
    ("Turkey arms the brigade", None, None),
    ("", None, None),
])
def test_what_stands_above_a_text(text, title, day):
    assert heading(text) == (title, day)


@given(st.text(max_size=300) | st.lists(st.sampled_from(["ANKARA, ", "15 May 2020", " - ", "\n\n", "\n", "Published: ", "31 June 2020", "words here", "."]), max_size=12).map("".join))
def test_any_text_has_a_heading_or_none(text):
    title, day = heading(text)
    assert title is None or title in text
    assert day is None or str(day.year) in text


def _docx(*paragraphs):
    import docx

    made, stream = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    # When it was saved is not when it was published.
    made.core_properties.created = made.core_properties.modified = datetime(2024, 1, 1)
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name,data", [
    ("a.txt", f"Turkey arms the brigade\n\nANKARA, 15 May 2020 - {SAID}".encode()),
    ("a.docx", _docx("Turkey arms the brigade", f"ANKARA, 15 May 2020 - {SAID}")),
    ("a.rtf", rb"{\rtf1 Turkey arms the brigade\par ANKARA, 15 May 2020 - Turkey has sent drones.\par}"),
])
def test_files_give_their_headline_and_day(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    [made] = [item for item in read([tmp_path / name]) if isinstance(item, Document)]
    assert (made.title, made.published) == ("Turkey arms the brigade", DAY)
    assert made.text.startswith("Turkey arms the brigade\n\nANKARA")


def test_front_matter_counts_for_more(tmp_path):
    (tmp_path / "a.txt").write_text(f"---\ndate: 2019-01-02\n---\nTurkey arms the brigade\n\nANKARA, 15 May 2020 - {SAID}")
    [made] = [item for item in read([tmp_path / "a.txt"]) if isinstance(item, Document)]
    assert (made.title, made.published) == ("Turkey arms the brigade", date(2019, 1, 2))
