"""The headline and the day above a plain text are read where nothing else could be meant, and stay part of the text."""

from __future__ import annotations

import io
import json
import quopri
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.dates import UNREAD
from graphkit.documents import read
from graphkit.documents.heading import heading
from graphkit.model import Document, Notice, Precision

DAY = date(2020, 5, 15)
SAID = "Turkey has sent drones to the brigade."


@pytest.mark.parametrize("text,title,day", [
    (f"Turkey arms the brigade\n\nANKARA, 15 May 2020 (Example Wire) - {SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\nBy A. Writer\nFriday, May 15, 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\n\nPublished: 15 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"BENGHAZI, Libya, 2020-05-15: {SAID}", None, DAY),
    (f"Turkey arms the brigade\n15 мая 2020 г.\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\n\nVendredi 15 mai 2020 à 12h30\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\n\n15. Mai 2020, 14:30 Uhr\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\n15/05/2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Title: Turkey arms the brigade\nFecha: 15 de mayo de 2020\nSource: Example Wire\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Title: Turkey arms the brigade\n\nDate: 15 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Source: Example Wire\n\nTurkey arms the brigade\n\nANKARA, 15 May 2020 - {SAID}", "Turkey arms the brigade", DAY),
    # Below a headline, a name before the date is that of the outlet or the place.
    (f"Turkey arms the brigade\n\nThe Harbour Post, 15 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\nThe Harbour Post (May 15, 2020)\nBy A. Writer\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\nLe Quotidien, 15 août 2020\n\n{SAID}", "Turkey arms the brigade", date(2020, 8, 15)),
    (f"Turkey arms the brigade\n\nThe town falls at last, 15 May 2020\n\n{SAID}", "Turkey arms the brigade", None),
    (f"The army of the north, 15 May 2020\nTurkey arms the brigade\n\n{SAID}", None, None),
    # The head of a newspaper's page, as OCR reads it.
    (f"The Harbour Post, 15 May 2020\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"THE HARBOUR POST\nFRIDAY, MAY 15, 2020. PRICE 10 CENTS\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"The Harbour Times\nVol. LXX, No. 135\n15 May 2020\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"A4 THE HARBOUR POST FRIDAY, MAY 15, 2020\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Friday, May 15, 2020 The Harbour Post\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"The Harbour Post\n\nVol. 12 No. 66 Friday, May 15, 2020 A4\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    # As Jina writes pages.
    (f"Title: Turkey arms the brigade\n\nURL Source: https://post.example/a\n\nPublished Time: 2020-05-15T09:12:00+00:00\n\n{SAID}", "Turkey arms the brigade", DAY),
    # As copied from pages, with names and summaries above the day; a list of names has no headline.
    (f"Turkey sends cars to the brigade\nBy A. Writer\nMay 15, 20202:05 PM GMT+1Updated 3 days ago\n\n{SAID}", "Turkey sends cars to the brigade", DAY),
    (f"Turkey sends cars to the brigade\n15 May 2020\nA. Writer\nBBC News, Teln\n\n{SAID}", "Turkey sends cars to the brigade", DAY),
    (f"Turkey sends cars to the brigade\nDelivery is the first since the pact\n\nA. Writer in Teln\nFri 15 May 2020 14.05 CET\nShare\n\n{SAID}", "Turkey sends cars to the brigade", DAY),
    (f"News|Conflict\nTurkey sends cars to the brigade\nThe ministry says the cars will guard the border.\n\nPublished On 15 May 2020\n15 May 2020\n\n{SAID}", "Turkey sends cars to the brigade", DAY),
    (f"[Turkey sends cars to the brigade](https://post.example/a)\n15 May 2020\n{SAID}\nThe cars came by ship.", "Turkey sends cars to the brigade", DAY),
    (f"Turkey sends cars to the brigade\nThe Harbour Post · 15 May 2020 · A4 · A. Writer\n{SAID}\nThe cars came by ship.", "Turkey sends cars to the brigade", DAY),
    (f"Clipped from\nHarbour Post\nTeln, Norvia\n15 May 2020, Fri • Page 4\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"The Governor of Carland\nA. Writer\n15 May 2020\nOffice\n\n{SAID}", None, DAY),
    (f"SC/15612\n15 May 2020\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Harbour News\n\nTurkey arms the brigade\n\n{SAID}", "Harbour News", None),
    # BBC Monitoring, and one article copied out of a database.
    (f"BBC Monitoring Africa\n15 May 2020 Friday\n\nTurkey arms the brigade\n\nText of report in English by Norpress\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\n\nNorpress news agency, Teln, in English 1405 gmt 15 May 20\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\nMay 15, 2020 Friday\n\n{SAID}", "Turkey arms the brigade", DAY),
    # Several labels on a line.
    (f"Title: Turkey arms the brigade\nSource: Example Wire | Date: 15 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    # A line below labels that continues the title, and others that do not.
    (f"Title: Turkey arms\nthe brigade\nDate: 15 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Title: Turkey arms the brigade\nDate: 15 May 2020\nupdated 16 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Date: 15 May 2020\nupdated 16 May 2020\n\n{SAID}", None, DAY),
    (f"Date: 15 May 2020\nTitle: تركيا تسلح\nاللواء\n\n{SAID}", "تركيا تسلح اللواء", DAY),
    (f"Date: 15 May 2020\nTitle: Turquie\nÉtat de guerre\n\n{SAID}", "Turquie", DAY),
    (f"Title: Turkey | Link: what it means\nDate: 15 May 2020\n\n{SAID}", "Turkey | Link: what it means", DAY),
    (f"Title: Turkey arms the brigade\nDate: 15 May 2020\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Title: Turkey arms the brigade\nDate: 15 May 2020\nby A. Writer\n\n{SAID}", "Turkey arms the brigade", DAY),
    # Labels that are indented.
    (f"  Title: Turkey arms the brigade\n  Source: Example Wire\n  Date: 15 May 2020\n\n{SAID}", "Turkey arms the brigade", DAY),
    # Press releases and reports; author and day below a summary.
    (f"FOR IMMEDIATE RELEASE\nMay 15, 2020\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Press release No. 12/2020\n\nMedia statement, 15 May 2020\n\nTurkey arms the brigade\n\n{SAID}", "Turkey arms the brigade", DAY),
    (f"Turkey: report no. 4\nAs of 15 May 2020\n\n{SAID}", "Turkey: report no. 4", DAY),
    (f"Turkey arms the brigade\n\nDrones are on their way.\n\nBy A. Writer\nPublished On 15 May 2020\n\n{SAID}\n\nEgypt protested.", "Turkey arms the brigade", DAY),
    (f"Turkey arms the brigade\n\nDrones are on their way.\n\n15 May 2011\n\n{SAID}\n\nEgypt protested.", "Turkey arms the brigade", None),
    # A title that names a day is no day of publication, and one with a colon no label.
    (f"Remembering 15 May 2011\n\n{SAID}", "Remembering 15 May 2011", None),
    (f"Turkey: drones for the brigade\n\n{SAID}", "Turkey: drones for the brigade", None),
    # The day of a change, or of a birth, is not that of publication.
    (f"Turkey arms the brigade\n\nUpdated, 15 May 2020\n\n{SAID}", "Turkey arms the brigade", None),
    (f"Turkey arms the brigade\n\nBorn, 12 May 1950\n\n{SAID}", "Turkey arms the brigade", None),
    # Two days are none.
    (f"Turkey arms the brigade\n\n14 May 2020\n\nANKARA, 15 May 2020 - {SAID}", "Turkey arms the brigade", None),
    # A day without a year, in figures that two countries read differently, or within a sentence.
    (f"Turkey arms the brigade\n\nANKARA, May 15 (Example Wire) - {SAID}", "Turkey arms the brigade", None),
    (f"03/04/2020\n\n{SAID}", None, None),
    (f"{SAID}\n\nOn 15 May 2020 Egypt protested.", None, None),
    (f"{SAID}\n\n15 May 2020", None, None),
    # The first day of a chronology.
    (f"A chronology\nHarbour News\n\n6 March 2014\n{SAID}\n\n8 March 2015\n{SAID}\n\n9 May 2016\n{SAID}", "A chronology", None),
    # A sentence, a line that goes on below, a line with nothing below.
    (f"{SAID}\n\nEgypt protested.", None, None),
    (f"Turkey has sent drones to\nthe brigade in the north\n\n{SAID}", None, None),
    ("Turkey arms the brigade", None, None),
    ("", None, None),
])
def test_what_stands_above_a_text(text, title, day):
    assert heading(text)[:2] == (title, day)


def test_the_head_of_a_page_names_the_outlet(tmp_path):
    """The name of the newspaper was the title."""
    (tmp_path / "a.txt").write_text(f"THE HARBOUR POST\nFRIDAY, MAY 15, 2020\n\nTurkey arms the brigade\n\n{SAID}\n")
    (article,) = read([tmp_path / "a.txt"])
    assert (article.outlet, article.title, article.published) == ("THE HARBOUR POST", "Turkey arms the brigade", DAY)


def test_a_day_that_two_countries_read_differently_is_counted(tmp_path):
    """The article goes in without a day, with its headline."""
    for name, above in (("a.txt", "Turkey arms the brigade\n03/04/2020"), ("b.txt", "Title: Turkey arms the brigade\nDate: 03/04/2020"), ("c.docx", "")):
        (tmp_path / name).write_bytes(f"{above}\n\n{SAID}".encode() if above else _docx("Turkey arms the brigade", "03/04/2020", SAID))
    found = list(read([tmp_path]))
    assert [(item.title, item.published) for item in found if isinstance(item, Document)] == [("Turkey arms the brigade", None)] * 3
    assert [(item.kind, item.value) for item in found if isinstance(item, Notice) and item.kind == UNREAD] == [("dates not read", "'03/04/2020'")] * 3


def test_a_month_after_a_label_is_the_month_of_publication_in_every_file(tmp_path):
    """In a Word file it was counted as a date that was not read."""
    (tmp_path / "a.txt").write_text(f"Title: Drones\nDate: May 2020\n\n{SAID}")
    (tmp_path / "b.docx").write_bytes(_docx("Title: Drones", "Date: May 2020", SAID))
    (tmp_path / "c.rtf").write_bytes(rb"{\rtf1 Title: Drones\par Date: May 2020\par\par Turkey has sent drones.\par}")
    found = list(read([tmp_path]))
    assert [(item.published, item.published_precision) for item in found] == [(date(2020, 5, 1), Precision.MONTH)] * 3


def test_lines_with_labels_give_outlet_and_address(tmp_path):
    (tmp_path / "a.txt").write_text(f"Headline: Drones\nSource: Example Wire\nURL: https://wire.example/a\nAuthor: A. Writer\n{SAID}")
    (tmp_path / "b.txt").write_text(f"Source: Example Wire\nWe know: nothing\n\n{SAID}")
    made = [(item.title, item.outlet, item.url) for item in read([tmp_path]) if isinstance(item, Document)]
    assert made == [("Drones", "Example Wire", "https://wire.example/a"), (None, None, None)]


@pytest.mark.parametrize("head", [
    "From:\tHarbour Brief [mailto:brief@post.example]\nSent:\tFriday, May 15, 2020 11:30 PM\nTo:\tMe\nSubject:\tDrones for the brigade", "From: \"Harbour Brief\" <brief@post.example>\nDate: Fri, 15 May 2020 23:30:00 +0100\nTo: Me\nSubject: Drones for the brigade",
    "Von: Harbour Brief\nGesendet: Freitag, 15. Mai 2020 23:30\nBetreff: Drones for the brigade",
])
def test_a_message_that_was_saved_as_text_has_its_subject_sender_and_day(tmp_path, head):
    (tmp_path / "a.txt").write_text(f"{head}\n\n{SAID}")
    [made] = read([tmp_path])
    assert (made.title, made.outlet, made.published) == ("Drones for the brigade", "Harbour Brief", DAY)


def test_a_word_such_as_from_alone_names_no_outlet(tmp_path):
    (tmp_path / "a.txt").write_text(f"From: Beirut\n\n{SAID}")
    [made] = read([tmp_path])
    assert made.outlet is None


ADDRESS = "https://wire.example/2020/05/15/drones"


@pytest.mark.parametrize("above", [f"{ADDRESS}\n\nTurkey arms the brigade", f"Turkey arms the brigade\n\n{ADDRESS}", f"Turkey arms the brigade\n{ADDRESS}", f"# Turkey arms the brigade\n\n{ADDRESS}"])
def test_an_address_above_a_text_is_that_of_the_article_and_gives_its_day(tmp_path, above):
    """As people copy articles: the address hid the headline, and was not read."""
    (tmp_path / f"a.{'md' if above[0] == '#' else 'txt'}").write_text(f"{above}\n\n{SAID}")
    [made] = read([tmp_path])
    assert (made.title, made.url, made.published) == ("Turkey arms the brigade", ADDRESS, DAY)


@pytest.mark.parametrize("above", [f"Turkey arms the brigade\n\n{ADDRESS}\n\nhttps://wire.example/b", f"{SAID}\n\n{ADDRESS}", f"See {ADDRESS}"])
def test_two_addresses_or_one_below_a_sentence_or_in_one_are_none(tmp_path, above):
    (tmp_path / "a.txt").write_text(f"{above}\n\n{SAID}")
    [made] = read([tmp_path])
    assert (made.url, made.published) == (None, None)


def test_an_address_is_no_outlet_but_its_host_is_and_other_words_are_no_address(tmp_path):
    """Underscores of an address are none of Markdown's."""
    (tmp_path / "a.txt").write_text(f"Title: Drones\nSource: https://wire.example/a\n\n{SAID}")
    (tmp_path / "b.txt").write_text(f"Source: Wire. The minister said that he left.\nURL: see below\n\n{SAID}")
    (tmp_path / "c.md").write_text(f"# Drones\n\nURL: https://wire.example/2020_05/a_b\n**Source:** Harbour _Post_\n\n{SAID}")
    made = [(item.outlet, item.url) for item in read([tmp_path]) if isinstance(item, Document)]
    assert made == [("wire.example", "https://wire.example/a"), (None, None), ("Harbour Post", "https://wire.example/2020_05/a_b")]


@pytest.mark.parametrize("name, text", [("a.txt", "15 May 2020 10:30 " + "a" * 60 + "!\n\n"), ("a.md", "# a" + " " * 60_000 + "x x\n\n"), ("a.md", "![](data:" * 20_000 + "\n\n"), ("a.md", "---\ntitle: a" + " " * 60_000 + "b: c\n---\n"), ("a.txt", "a" + " " * 60_000 + "b\n\n")])
def test_long_lines_take_no_time_that_doubles_with_each_letter(tmp_path, name, text):
    """It ends; else this test would not."""
    (tmp_path / name).write_text(text + SAID)
    assert [item.published for item in read([tmp_path]) if isinstance(item, Document)] == [None]


def test_the_day_of_a_comment_is_not_that_of_the_page(tmp_path):
    day = '<span class="date">3 May 2021</span>'
    for number, inside in enumerate((f'<div class="comments"><div>{day}</div></div>', f'<div class="related">{day}</div>', '<span class="date updated">3 May 2021</span>', day)):
        (tmp_path / f"{number}.html").write_text(f"<html><body><main><h1>Pact</h1><p>{SAID} {SAID}</p>{inside}</main></body></html>")
    assert [item.published for item in read([tmp_path]) if isinstance(item, Document)] == [None, None, None, date(2021, 5, 3)]


@pytest.mark.parametrize("above", ["# Who arms the brigade?\n\n*15 May 2020*", "# Who arms the brigade?\n\n*The Harbour Post, 15 May 2020*\n\nBy A. Writer", "# Who arms the brigade? #\nPublished on 15 May 2020", "## Who arms the brigade?\n\n15 May 2020", "Who arms the brigade?\n=====================\n\n15 May 2020"])
def test_markdown_has_its_first_heading_as_headline(tmp_path, above):
    (tmp_path / "a.md").write_text(f"{above}\n\n{SAID}")
    [made] = [item for item in read([tmp_path / "a.md"]) if isinstance(item, Document)]
    assert (made.title, made.published) == ("Who arms the brigade?", DAY)
    assert made.text.startswith(above)


@given(st.text(max_size=300) | st.lists(st.sampled_from(["ANKARA, ", "15 May 2020", " - ", "\n\n", "\n", "Published: ", "31 June 2020", "words here", "."]), max_size=12).map("".join))
def test_any_text_has_a_heading_or_none(text):
    title, day, unread, _ = heading(text)
    plain = " ".join(text.split())
    assert title is None or " ".join(title.split()) in plain
    assert unread is None or " ".join(unread.split()) in plain
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


@pytest.mark.parametrize(("line", "outlet"), [("Harbour Post, 6 March 2024", "Harbour Post"), ("(Reuters, 6 March 2024)", "Reuters"), ("Sunday Times | Wednesday, 6 March 2024", "Sunday Times"), ("Teln City, 6 March 2024", None), ("News | 6 March 2024", None), ("World News | 6 March 2024", None), ("AP, 6 March 2024", "AP"), ("dpa | 6 March 2024", "dpa"), ("Harbour Post\n6 March 2024", "Harbour Post"), ("By Emily Post\n6 March 2024", None)])
def test_a_newspaper_or_agency_beside_the_day_below_a_headline_is_the_outlet(line, outlet):
    """It was that of no article of a press review; other names may be places."""
    found = heading(f"Turkey arms the brigade\n\n{line}\n\n{SAID}")
    assert (found.outlet, found.day) == (outlet, date(2024, 3, 6))


@pytest.mark.parametrize(("line", "outlet"), [
    *((line, None) for line in ("Ann Post", "By Emily Post", "Hard times", "Minister blames the press", "By our reporter", "Attack on army post", "Attack on army post, 6 March 2024", "By Emily Post, 6 March 2024", "The press")),
    *((line, line) for line in ("Reuters", "The Harbour Post", "HARBOUR POST", "The Times of Teln")),
])  # fmt: skip
def test_other_words_below_a_headline_that_end_like_a_newspaper_are_no_outlet(line, outlet):
    """A second headline or an author became the source of all claims of the article."""
    assert heading(f"Turkey arms the brigade\n{line}\n\n{SAID}").outlet == outlet


def test_comments_and_pictures_in_markdown_are_no_text_and_marks_in_a_headline_no_part_of_it(tmp_path):
    """Google writes pictures into the file."""
    (tmp_path / "a.md").write_text(f"# **Drones** for [Libya](https://wire.example/l)\n\n{SAID} %%Egypt denied it.%%\n\n<!-- Libya denied it. -->\n50%% of them, 60%% now, %% or <!-- and![](data:image/png;base64,aaa)\n\n[image1]: <data:image/png;base64,iVBO>\n\n%% end")
    (item,) = read([tmp_path / "a.md"])
    assert item.title == "Drones for Libya"
    assert item.text.partition("\n\n")[2] == f"{SAID} \n\n\n50%% of them, 60%% now, %% or <!-- and\n\n\n\n%% end"


def test_front_matter_counts_for_more(tmp_path):
    (tmp_path / "a.txt").write_text(f"---\ndate: 2019-01-02\n---\nTurkey arms the brigade\n\nANKARA, 15 May 2020 - {SAID}")
    [made] = [item for item in read([tmp_path / "a.txt"]) if isinstance(item, Document)]
    assert (made.title, made.published) == ("Turkey arms the brigade", date(2019, 1, 2))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_what_windows_calls_unicode_is_text(tmp_path, encoding):
    """A short file of it was read as a Turkish one of twice the length."""
    text = f"Turkey arms the brigade\n15 May 2020\n\n{SAID}"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    [made] = [item for item in read([tmp_path / "a.txt"]) if isinstance(item, Document)]
    assert (made.text, made.published) == (text, DAY)


@pytest.mark.parametrize("line, head", [
    ("---------- Forwarded message ---------", "From: Example Wire <a@wire.example>\nDate: Fri, May 15, 2020 at 9:12 AM\nSubject: Drones\nTo: me@desk.example,\n  you@desk.example,\n  all@desk.example"),
    ("---------- Forwarded message ---------\nFrom: You <you@desk.example>\nSubject: Fwd: Drones\n\n---------- Forwarded message ---------", "From: Example Wire <a@wire.example>\nDate: Fri, May 15, 2020 at 9:12 AM\nSubject: Drones"),
    ("Begin forwarded message:", "\n> From: Example Wire <a@wire.example>\n> Subject: Drones\n> Date: 15 May 2020 at 09:12:00 GMT+2"),
    ("-----Original Message-----", "From: Example Wire [mailto:a@wire.example]\nSent: Friday, May 15, 2020 9:12 AM\nTo: me@desk.example\nSubject: Drones"),
])
def test_a_forwarded_article_has_the_day_of_its_first_sender_and_no_words_of_others(tmp_path, line, head):
    """A remark above it was said by the outlet of the article. Of two articles one below the other the first was dropped."""
    mail = f"From: Me <me@desk.example>\nSubject: Fwd: Drones\nDate: Mon, 18 May 2020 10:00:00 +0200\n\n%s\n\n{line}\n{head}\n\n{SAID}\n"
    for remark, expected in (("see below", ("Drones", "Example Wire", DAY)), ("My own words. " * 60, ("Fwd: Drones", "Me", date(2020, 5, 18))), (f"{line}\n{head}\n\nAnother.", ("Fwd: Drones", "Me", date(2020, 5, 18)))):
        (tmp_path / "a.eml").write_text(mail % remark)
        [made] = [item for item in read([tmp_path / "a.eml"]) if isinstance(item, Document)]
        assert (made.title, made.outlet, made.published) == expected
        assert made.text == SAID.strip() if remark == "see below" else remark.strip() in made.text


@pytest.mark.parametrize("head, day", [
    ("From: <Saved by Blink>\nSnapshot-Content-Location: https://wire.example/pact\nSubject: Pact", date(2020, 5, 15)),
    ('From: "Saved by Windows Internet Explorer 11"\nSubject: Pact', date(2020, 5, 16)),
])
def test_a_page_that_a_browser_saved_as_one_file_is_a_page(tmp_path, head, day):
    """Its day and address are those of the page, not those of the saving."""
    meta = '<meta property="article:published_time" content="2020-05-15">' if "Blink" in head else ""
    page = f"<html><head><title>Pact</title>{meta}</head><body><article><h1>Pact</h1><p>Norvia – Belmark. {SAID}</p></article></body></html>"
    (tmp_path / "a.mhtml").write_bytes((
        f'{head}\nDate: Fri, 22 May 2020 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="x"\n\n'
        '--x\nContent-Type: text/html; charset="windows-1252"\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://wire.example/2020/05/16/pact\n\n'
    ).encode() + quopri.encodestring(page.encode("cp1252")) + b"\n--x--\n")
    [made] = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert (made.title, made.published, made.id) == ("Pact", day, "a")
    assert f"Norvia – Belmark. {SAID}" in made.text
    assert str(made.url).startswith("https://wire.example/")


@pytest.mark.parametrize("charset", ["", '; charset="no-such-set"'])
def test_a_saved_page_without_a_character_set_keeps_its_letters(tmp_path, charset):
    page = f"<html><head><meta charset='utf-8'><title>Pact</title></head><body><article><h1>Pact</h1><p>Erdoğan – “{SAID}”</p></article></body></html>"
    head = f"From: <Saved by Blink>\nSnapshot-Content-Location: https://wire.example/pact\nMIME-Version: 1.0\nContent-Type: text/html{charset}\nContent-Transfer-Encoding: quoted-printable\n\n"
    (tmp_path / "a.mhtml").write_bytes(head.encode() + quopri.encodestring(page.encode()))
    [made] = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert f"Erdoğan – “{SAID}”" in made.text


def test_a_letter_with_an_address_of_its_content_is_a_letter(tmp_path):
    (tmp_path / "a.eml").write_text(f"From: Saved by people <desk@post.example>\nDate: 15 May 2020 10:00 +0000\nSubject: Drones\nContent-Location: javascript:alert(1)\n\n{SAID}\n")
    [made] = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert (made.title, made.published, made.url) == ("Drones", DAY, None)


@pytest.mark.parametrize(("text", "outlet"), [
    ("Cars arrive\n\nTELN, March 5 (Reuters) - Norvia armed Belmark.", "Reuters"), ("TELN, March 5, 2024 (AFP) — Norvia armed Belmark.", "AFP"), ("(CNN) -- Norvia armed Belmark.", "CNN"), ("TELN, March 5. /TASS/. Norvia armed Belmark.", "TASS"), ("Teln, March 5 (KCNA) -- Norvia armed Belmark.", "KCNA"), (f"{SAID} {SAID} {SAID}\n\n— AFP", "AFP"), (f"{SAID} {SAID} {SAID}\n\n(AFP)", "AFP"),
    ("Norvia armed Belmark.\n\nPhoto: Soldiers near Goma. (AFP)", None), ("Norvia armed Belmark.\n\nSoldiers at the border.\n(Reuters)", None), ("By Tom (CNN) - our view\n\nNorvia armed Belmark.", None), ("Cars arrive\nSana, 5 March 2024\n\nNorvia armed Belmark.", None),
    ("Cars arrive\nHarbour Post, 5 March 2024\n\nTELN (AP) - Norvia armed Belmark.", "Harbour Post"), ("Norvia armed Belmark.\n\nTELN (AFP) - It denied that.", None), ("Norvia armed Belmark, said Reuters (TASS) - and more.", None),
])  # fmt: skip
def test_the_agency_that_a_text_credits_is_the_outlet_where_no_other_is_known(tmp_path, text, outlet):
    (tmp_path / "a.txt").write_text(text)
    (article,) = (item for item in read([tmp_path / "a.txt"]) if isinstance(item, Document))
    assert article.outlet == outlet
    (tmp_path / "a.json").write_text(json.dumps([{"text": text, "url": "https://post.example/a"}]))
    (article,) = (item for item in read([tmp_path / "a.json"]) if isinstance(item, Document))
    assert article.outlet == "post.example"
