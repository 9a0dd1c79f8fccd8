"""A text or Markdown file that plainly holds several articles gives each with its own title and day; any other stays one."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

import graphkit
from graphkit.documents import clippings as several_heads
from graphkit.documents import read
from graphkit.documents.docx import read_docx
from graphkit.documents.front import front_matter
from graphkit.documents.plain import read_markdown, read_text
from graphkit.model import Document, Failure

FIRST = "Norvia has sent armoured cars to the border of Belmark, the ministry of defence said on Tuesday."
SECOND = "Carland condemned the shipment and recalled its envoy, who had been in the capital since spring."
DAYS = [date(2024, 3, 6), date(2024, 3, 8)]
MARKDOWN = {
    "front matter each": f"---\ntitle: Cars at the border\ndate: 2024-03-06\noutlet: Post\n---\n{FIRST}\n\n---\ntitle: An envoy leaves\ndate: 2024-03-08\noutlet: Post\n---\n{SECOND}\n",
    "headings with days": f"---\noutlet: Post\n---\n# The week\n\n## Cars at the border\n*6 March 2024*\n\n{FIRST}\n\n## An envoy leaves\n*8 March 2024*\n\n{SECOND}\n",
    "labels": f"Title: Cars at the border\nDate: 6 March 2024\nSource: Post\n\n{FIRST}\n\nTitle: An envoy leaves\nDate: 8 March 2024\nSource: Post\n\n{SECOND}\n",
    "rules": f"Cars at the border\n6 March 2024\n\n{FIRST}\n\n---\n\nAn envoy leaves\n8 March 2024\n\n{SECOND}\n",
    "labels below headings": f"# The week\n\n## Cars at the border\n\n**Source:** Post  \n**Date:** 6 March 2024\n\n{FIRST}\n\n## An envoy leaves\n\n**Source:** Post  \n**Date:** 8 March 2024\n\n{SECOND}\n",
}
TEXT = {
    "labels": MARKDOWN["labels"],
    "rules": f"Cars at the border\n\n6 March 2024\n\n{FIRST}\n\n* * *\n\nAn envoy leaves\n\n8 March 2024\n\n{SECOND}\n",
    "front matter each": MARKDOWN["front matter each"],
    "labels in lines of their own": f"Title: Cars at the border\n\nSource: Post\n\nDate: 6 March 2024\n\n{FIRST}\n\nTitle: An envoy leaves\n\nSource: Post\n\nDate: 8 March 2024\n\n{SECOND}\n",
    "labels below headlines": f"The week\n\nCars at the border\nAn envoy leaves\n\nCars at the border\n\nDate: 6 March 2024\n\nSource: Post\n\n{FIRST}\n\nAn envoy leaves\nSource: Post\nDate: 8 March 2024\n\n{SECOND}\n",
    "outlets in brackets, below a list": f"MEDIA MONITORING\nWeek 10 | 10 March 2024\n\n1. Cars at the border\n2. An envoy leaves\n\nCars at the border\n(Harbour Post, 6 March 2024)\n\n{FIRST}\n\nAn envoy leaves\n(Harbour Post, 8 March 2024)\n\n{SECOND}\n",
    "outlets": f"MEDIA MONITORING, WEEK 10\n\nCars at the border\nHarbour Post | 6 March 2024\n\n{FIRST}\n\nAn envoy leaves\nHarbour Post, 8 March 2024\n\n{SECOND}\n",
}
TEXT |= {
    "outlets above": f"The week\n\nHarbour Post, 6 March 2024\nCars at the border\n\n{FIRST}\n\nHarbour Post, 8 March 2024\nAn envoy leaves\n\n{SECOND}\n",
    "outlets in brackets behind": f"The week\n\n1. Cars at the border (Harbour Post, 6 March 2024)\n\n{FIRST}\n\n2. An envoy leaves (Harbour Post, 8 March 2024)\n\n{SECOND}\n",
    "labels below numbers": f"Article 1\nTitle: Cars at the border\nDate: 6 March 2024\nSource: Post\n\n{FIRST}\n\nArticle 2\nTitle: An envoy leaves\nDate: 8 March 2024\nSource: Post\n\n{SECOND}\n",
    "blocks": f"The week\n\nCars at the border\nBy A. Writer\nHarbour Post\n6 March 2024\n\n{FIRST}\n\nAn envoy leaves\nHarbour Post\n8 March 2024\n\n{SECOND}\n",
    "authors behind the day": f"The week\n\nCars at the border\nHarbour Post – 6 March 2024 – by A. Writer\n\n{FIRST}\n\nAn envoy leaves\nHarbour Post – 8 March 2024\n\n{SECOND}\n",
}
MARKDOWN["headlines in bold"] = f"# The week\n\n**Cars at the border**\n*Harbour Post, 6 March 2024*\n\n{FIRST}\n\n**An envoy leaves**\n*Harbour Post, 8 March 2024*\n\n{SECOND}\n"
CASES = [*((read_markdown, text) for text in MARKDOWN.values()), *((read_text, text) for text in TEXT.values())]


def documents(reader, text):
    return [item for item in reader(io.BytesIO(text.encode()), "week", "notes/week.md") if isinstance(item, Document | Failure)]


@pytest.mark.parametrize(("reader", "text"), CASES)
def test_each_article_has_its_own_title_and_day(reader, text):
    found = documents(reader, text)
    assert [(each.title, each.published) for each in found] == list(zip(["Cars at the border", "An envoy leaves"], DAYS, strict=True))
    assert [each.id for each in found] == ["week#Cars at the border", "week#An envoy leaves"]
    assert [(FIRST in each.text, SECOND in each.text) for each in found] == [(True, False), (False, True)]
    assert not found[0].text.rstrip().endswith("2")
    if "Harbour Post" in text:
        assert {each.outlet for each in found} == {"Harbour Post"}
    if "Source" in text:
        assert {each.outlet for each in found} == {"Post"}


def test_so_has_a_page_that_an_office_program_saved_and_a_headline_in_a_link_gives_the_address(tmp_path):
    """It was one article without its headlines."""
    lines = TEXT["outlets"].split("\n")
    (tmp_path / "a.html").write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in lines if line) + "</body></html>")
    (tmp_path / "b.md").write_text(MARKDOWN["headings with days"].replace("## Cars at the border", "## [Cars at the border](https://post.example/a)"))
    found = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert [(each.title, each.published, each.url) for each in found] == [(title, day, url) for other in (None, "https://post.example/a") for title, day, url in zip(["Cars at the border", "An envoy leaves"], DAYS, [other, None], strict=True)]


def test_a_page_with_an_address_of_its_own_is_no_press_review(tmp_path):
    """Its teasers with outlet and day became articles, and it lost its day and address."""
    lines = "".join(f"<p>{line}</p>" for line in TEXT["outlets"].split("\n") if line)
    (tmp_path / "a.html").write_text(f"<html><head><link rel='canonical' href='https://post.example/a'><meta property='article:published_time' content='2024-03-09'></head><body>{lines}</body></html>")
    [found] = read([tmp_path])
    assert (found.url, found.published) == ("https://post.example/a", date(2024, 3, 9))


@pytest.mark.parametrize("below", ["Read more\nHarbour Post | 5 March 2024\n", f"An envoy leaves\nHarbour Post | 8 May 2019\n\n{SECOND}\n"])
def test_outlet_and_day_below_what_is_no_headline_of_an_article_of_those_weeks_begin_none(below):
    [one] = documents(read_text, f"Cars at the border\nHarbour Post | 6 March 2024\n\n{FIRST}\n\n{below}")
    assert one.title == "Cars at the border"


def test_a_word_file_with_headlines_in_bold_above_outlet_and_day_is_split_too():
    """All articles of the press review had the day of the first."""
    docx = pytest.importorskip("docx")
    file, made = io.BytesIO(), docx.Document()
    for line in TEXT["outlets"].splitlines():
        if line:
            made.add_paragraph().add_run(line).bold = len(line.split()) < 5
    made.save(file)
    file.seek(0)
    found = [item for item in read_docx(file, "week", "week.docx") if isinstance(item, Document)]
    assert [(each.title, each.published) for each in found] == list(zip(["Cars at the border", "An envoy leaves"], DAYS, strict=True))


@pytest.mark.parametrize("said", ["Harbour Post, {}", "Title: {}\nSource: Harbour Post\nDate: {}"])
def test_so_are_rich_text_and_pdf(tmp_path, said):
    """Each article of them had the day of the first; in a PDF also where headlines look like text."""
    lines = ["Review of the week"]
    for title, day, text in (("Cars at the border", "6 March 2024", FIRST), ("An envoy leaves", "8 March 2024", SECOND)):
        lines += [*([] if "Title" in said else [title]), *(said.format(title, day) if "Title" in said else said.format(day)).split("\n"), text, text]
    pytest.importorskip("striprtf")
    (tmp_path / "a.rtf").write_text("{\\rtf1 " + "\\par\n".join(lines) + "\\par}")
    pytest.importorskip("pypdf")
    made = pytest.importorskip("fpdf").FPDF()
    made.add_page()
    made.set_font("Helvetica", size=10)
    for line in lines:
        made.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    made.output(str(tmp_path / "b.pdf"))
    for name in ("a.rtf", "b.pdf"):
        found = [item for item in read([tmp_path / name]) if isinstance(item, Document)]
        assert [(each.title, each.published, each.outlet) for each in found] == [(title, day, "Harbour Post") for title, day in zip(["Cars at the border", "An envoy leaves"], DAYS, strict=True)]


def test_outlets_with_days_far_apart_give_one_article_without_a_day():
    """It had the day of the first."""
    (document,) = documents(read_text, f"Cars at the border\nHarbour Post, 6 March 2024\n\n{FIRST}\n\nAn envoy leaves\nHarbour Post, 8 May 2019\n\n{SECOND}\n")
    assert (document.title, document.published) == ("Cars at the border", None)


def test_the_days_of_a_diary_are_articles_with_their_headings_as_titles():
    """Each claim is then of its own day. Headings of one word were no titles."""
    found = documents(read_markdown, f"# A week in Norvia\n\n## Monday\n\n6 March 2024\n\n{FIRST}\n\n## Wednesday\n\n8 March 2024\n\n{SECOND}\n")
    assert [(each.title, each.published) for each in found] == list(zip(["Monday", "Wednesday"], DAYS, strict=True))


def test_the_outlet_of_the_file_is_that_of_its_articles_and_words_above_them_stay():
    text = MARKDOWN["headings with days"].replace("# The week\n", "# The week\n\nTwo things happened at the border this week. Here is what we know of them so far.\n")
    above, *found = documents(read_markdown, text)
    assert {each.outlet for each in (above, *found)} == {"Post"}
    assert "Two things happened" in above.text
    assert len(found) == 2


@pytest.mark.parametrize("line", ["Post, {}", "Harbour Post | {}", "Harbour Post ({})", "Harbour Post – {}", "{}", "Post, Wednesday, {}"])
@pytest.mark.parametrize("ending", ["md", "docx", "odt"])
def test_a_press_review_has_an_article_below_each_heading_with_a_day(tmp_path, line, ending):
    """In Word and LibreOffice too: it was one article without a day."""
    made = [("The week", 0), ("Cars at the border", 1), (line.format("6 March 2024"), 0), (FIRST, 0), ("An envoy leaves", 1), (line.format("March 8, 2024"), 0), (SECOND, 0)]
    (tmp_path / f"week.{ending}").write_bytes({"md": in_markdown, "docx": in_word, "odt": in_opendocument}[ending](made))
    found = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert [(each.id, each.title, each.published, each.outlet) for each in found] == [(f"week#{title}", title, day, "Harbour Post" if "Harbour" in line else None) for title, day in zip(["Cars at the border", "An envoy leaves"], DAYS, strict=True)]
    assert [each.text.lstrip("# ").split("\n\n")[::2] for each in found] == [["Cars at the border", FIRST], ["An envoy leaves", SECOND]]


@pytest.mark.parametrize("line", ["Updated 6 March 2024", "Born, 6 March 2024", "He left the capital of Norvia for good on 6 March 2024", "The war began on this day. 6 March 2024", "Post, March 2024"])
def test_headings_with_other_lines_below_are_of_one_article(line):
    (document,) = documents(read_markdown, f"# The war\n\n## Cars\n\n{line}\n\n{FIRST}\n\n## Envoys\n\n{line}\n\n{SECOND}\n")
    assert document.id == "week"


def in_markdown(made):
    return "\n\n".join(f"{'##' * level} {text}".strip() for text, level in made).encode()


def in_word(made):
    document = pytest.importorskip("docx").Document()
    for text, level in made:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_opendocument(made):
    paragraphs = "".join(f'<text:h text:outline-level="2">{text}</text:h>' if level else f"<text:p>{text}</text:p>" for text, level in made)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("content.xml", f'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">{paragraphs}</office:document-content>')
    return out.getvalue()


ONE = {
    "sections": f"# The war\n\n6 March 2024\n\n## Cars\n\n{FIRST}\n\n## Envoys\n\n{SECOND}\n",
    "one section with a day": f"# The war\n\n## Cars\n6 March 2024\n\n{FIRST}\n\n## Envoys\n\n{SECOND}\n",
    "a chronology": f"# The war\n\n## Cars\n6 March 2014\n\n{FIRST}\n\n## Envoys\n8 March 2024\n\n{SECOND}\n",
    "a chronology of one month": f"---\ntitle: Ten years on\ndate: 2024-03-06\n---\n## Cars\n6 March 2014\n\n{FIRST}\n\n## Envoys\n8 March 2014\n\n{SECOND}\n",
    "a rule between parts": f"Cars at the border\n6 March 2024\n\n{FIRST}\n\n---\n\nAn envoy leaves\n\n{SECOND}\n",
    "captions": f"The war in figures\n\nCars at the border\nDate: 6 March 2024\nSource: the ministry\n\n{FIRST}\n\nEnvoys who left\nDate: 8 March 2024\nSource: the ministry\n\n{SECOND}\n",
    "a captioned table": f"Cars at the border\n\nSource: Post\nDate: 6 March 2024\n\n{FIRST}\n\nTable 1. Cars sent\nSource: the ministry\nDate: 5 March 2024\n\n{SECOND}\n",
    "a table below a headline": f"Cars at the border\n\nSource: Post\nDate: 6 March 2024\n\n{FIRST}\n\nCars sent\nSource: the ministry\nDate: 5 March 2024\n\nYear  Cars\n2022  12\n2023  40\n\n{SECOND}\n",
    "a table with outlet and day": f"Cars at the border\nHarbour Post, 6 March 2024\n\n{FIRST}\n\nTable 1: Cars sent\nThe ministry, 5 March 2024\n\n{SECOND}\n",
    "a correction": f"Cars at the border\n\nSource: Post\nDate: 6 March 2024\n\n{FIRST}\n\nCorrection\n\nDate: 8 March 2024\nSource: the ministry\n\n{SECOND}\n",
    "citations": f"The war\n\n{FIRST} They were seen near the river.\n\nThe army crossed the river near the town (Harbour Post, 6 March 2024)\n\n{SECOND}\n\nThe militia says that it lost forty men (Quay News, 8 March 2024)\n\n{FIRST}\n",
    "citations behind sentences": f"The war\n\nThe army crossed the river near the town. (Harbour Post, 6 March 2024)\n\n{SECOND}\n\nThe militia lost forty men. (Quay News, 8 March 2024)\n\n{FIRST}\n",
    "messages in the middle": f"The mails of the minister\n6 March 2024\n\n{FIRST}\n\nFrom: Jan Berg\nDate: 1 March 2024\nSubject: Cars\n\n{SECOND}\n\nFrom: Ann Lund\nDate: 2 March 2024\nSubject: Re: Cars\n\n{FIRST}\n",
    "labels in the middle": f"{FIRST}\n\nTitle: A book\nDate: 6 March 2024\n\n{SECOND}\n\nTitle: A book\nDate: 8 March 2024\n\n{SECOND}\n",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE.keys())
@pytest.mark.parametrize("reader", [read_markdown, read_text])
def test_a_file_of_one_article_stays_one(reader, text):
    (document,) = documents(reader, text)
    assert document.id == "week"


def test_an_article_of_a_file_that_is_corrected_replaces_its_earlier_version(tmp_path):
    path = tmp_path / "week.md"
    path.write_text(MARKDOWN["headings with days"])
    report = graphkit.build(path, graph=tmp_path / "g")
    assert report.notices == ("2 articles found in files that hold several: week.md",)
    path.write_text(MARKDOWN["headings with days"].replace("on Tuesday", "on Monday"))
    again = graphkit.build(path, graph=tmp_path / "g")
    assert (again.added, again.replaced, again.unchanged) == (1, 1, 1)


@pytest.mark.parametrize(("reader", "piece"), [(read_markdown, "# A\nb\n"), (read_markdown, "# A\n6 March 2024\n\nb\n"), (read_text, "---\ntitle: A\ndat: 2024-03-06\n---\nb\n")])
def test_time_grows_with_the_length_of_a_file(reader, piece, monkeypatch):
    """Below each heading only its own beginning is read, not all the rest of the file."""
    read = []
    monkeypatch.setattr(several_heads, "front_matter", lambda text: (read.append(len(text)), front_matter(text))[1])
    monkeypatch.setattr(several_heads, "_day_below", lambda text: read.append(len(text)))
    documents(reader, piece * 1_000)
    assert len(read) >= 1_000
    assert sum(read) <= 500 * len(read)


LETTER = {
    "numbered, with its contents above": "Harbour Daily Brief\n6 March 2024\n\nIn this issue:\n1. {0}\n2. {1}\n\n1. {0}\n\n{2}\n\n2. {1}\n\n{3}\n",
    "between rules": "Harbour News Digest\n6 March 2024\n\n* * *\n\n{0}\n\n{2}\n\n* * *\n\n{1}\n\n{3}\n\n* * *\n\nYou are receiving this email as a reader. Unsubscribe: https://post.example/u\n",
    "underlined": "Harbour Post\n6 March 2024\n\n{0}\n=====\n\n{2}\n\n{1}\n=====\n{3}\n\nUnsubscribe: https://post.example/u\n",
    "headings": "# Harbour Daily Brief\n\n6 March 2024\n\n## {0}\n\n{2}\n\n## {1}\n\n{3}\n\n[Unsubscribe](https://post.example/u)\n",
}


@pytest.mark.parametrize("text", LETTER.values(), ids=LETTER.keys())
def test_each_item_of_a_newsletter_in_plain_text_is_an_article_of_the_day_of_the_letter(text):
    """They were one article with the title of the letter; an article of numbered parts that is no newsletter stays one."""
    titles = ["Norvia sends cars to the border", "Carland recalls its envoy"]
    found = documents(read_markdown if text.startswith("#") else read_text, text.format(*titles, FIRST, SECOND))
    assert [(each.id, each.title, each.published, each.text) for each in found] == [(f"week#{title}", title, date(2024, 3, 6), words) for title, words in zip(titles, (FIRST, SECOND), strict=True)]
    assert len(documents(read_text, LETTER["numbered, with its contents above"].format(*titles, FIRST, SECOND).replace("Daily Brief", "war in parts").replace("In this issue", "Contents"))) == 1
