"""E-books, exports of programs for reading and notes, and subtitles, made here."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import pytest

from graphkit.documents import read
from graphkit.documents.walk import TABLE_OF_PAGES
from graphkit.model import Document, Failure, Notice

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>'
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
LIST = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Harbour Post [Fri, 05 Mar 2021]</dc:title><dc:date opf:event="modification">2023-01-01</dc:date><dc:date opf:event="publication">2021-03-05T04:00:00+00:00</dc:date></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="c" href="cover.xhtml"/><item id="a" href="text/the%20pact.xhtml"/></manifest>
<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="a"/></spine></package>"""
PROSE = "Norvia signed a defence pact with Belmark on Monday. The two presidents met and praised the agreement."


def book(path, parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/a.css": "p {}", **parts}.items():
            archive.writestr(name, content)
    return list(read([path]))


@pytest.mark.parametrize("name", ["a.epub", "a.zip"])
def test_the_pages_of_an_e_book_are_articles_with_its_title_and_day(tmp_path, name):
    """The table of contents has headlines only, and a cover has no text or no sentence; neither is an article or a failure."""
    parts = {"OEBPS/a.opf": LIST, "OEBPS/cover.xhtml": PAGE.format("In this issue", "The pact"), "OEBPS/text/the pact.xhtml": PAGE.format("The pact", PROSE)}
    found = book(tmp_path / name, {**parts, "OEBPS/nav.xhtml": PAGE.format("Contents", "Carland attacks Norvia, and the report on it is on page two.")})
    (article,) = (item for item in found if isinstance(item, Document))
    assert (article.title, article.outlet, article.published) == ("The pact", "Harbour Post", date(2021, 3, 5))
    assert article.text.endswith(PROSE)
    assert not any(isinstance(item, Failure) for item in found)


@pytest.mark.parametrize("opf,said", [("<broken", []), (LIST.replace("idref", "x"), ["the e-book lists no pages"])])
def test_an_e_book_with_a_broken_list_is_read_like_an_archive_and_an_empty_one_is_a_failure(tmp_path, opf, said):
    found = book(tmp_path / "a.epub", {"OEBPS/a.opf": opf, "OEBPS/a.xhtml": PAGE.format("The pact", PROSE)})
    assert [item.reason for item in found if isinstance(item, Failure) and "container" not in item.source] == said
    assert len([item for item in found if isinstance(item, Document)]) == (not said)


SRT = "1\n00:00:01,000 --> 00:00:04,000\nNorvia sent armoured vehicles\nto Belmark,\n\n2\n00:00:04,100 --> 00:00:06,000\n{\\an8}<i>two officials said.</i>\n\n3\n00:00:06,100 --> 00:00:08,000\n- Carland met Norvia.\n"
VTT = "WEBVTT\nKind: captions\n\nNOTE Carland attacked Norvia.\n\n00:01.000 --> 00:04.000 align:start\n<v Jane Doe>Norvia <00:00:02.000><c>armed</c>\n\nintro\n00:04.100 --> 00:06.000\n<v Jane Doe>Belmark.\n\n00:06.100 --> 00:07.000\n<v Tom Roe>No.\n"
TTML = '<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml"><head><metadata><x>Pact</x></metadata></head><body><div><p begin="0s" end="2s">Norvia &amp; Belmark<br/>met</p><p begin="2s"><span>in May.</span></p><p/><p>Carland came.</p></div></body></tt>'
ROLLING = "WEBVTT\n\n00:01.000 --> 00:04.000\nnorvia armed\n\n00:04.000 --> 00:06.000\nnorvia armed\nbelmark in May\n"


@pytest.mark.parametrize("name,content,text", [
    ("a.srt", SRT, "Norvia sent armoured vehicles to Belmark, two officials said.\nCarland met Norvia."),
    ("a.txt", SRT, "Norvia sent armoured vehicles to Belmark, two officials said.\nCarland met Norvia."),
    ("a.vtt", VTT, "Jane Doe:\nNorvia armed Belmark.\nTom Roe:\nNo."),
    ("a.ttml", TTML, "Norvia & Belmark met in May.\nCarland came."),
    ("a.xml", TTML, "Norvia & Belmark met in May.\nCarland came."),
    ("a.vtt", ROLLING, "norvia armed belmark in May"),
    ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\nnorvia<00:02.000><c> armed</c>\n\n00:04.000 --> 00:04.010\nnorvia armed\n\n00:04.010 --> 00:06.000\nnorvia armed\nbelmark<00:05.000><c> in May</c>\n\n00:06.000 --> 00:06.010\nbelmark in May\n", "norvia armed belmark in May"),
    ("a.txt", "0:00\nNorvia sent armoured vehicles\n0:04\nto Belmark.\n1:02:03\nCarland met Norvia.\n", "Norvia sent armoured vehicles to Belmark.\nCarland met Norvia."),
    ("a.txt", "10:30\nNorvia met Belmark.\n9:15\nCarland came.\n8:00\nIt left.\n", "10:30\nNorvia met Belmark.\n9:15\nCarland came.\n8:00\nIt left.\n"),
    ("a.txt", "1\nAt 00:00:01,000 --> the siren.\n", "1\nAt 00:00:01,000 --> the siren.\n"),
])
def test_subtitles_are_sentences_without_times_numbers_and_remarks(tmp_path, name, content, text):
    (tmp_path / name).write_text(content)
    (article,) = read([tmp_path / name])
    assert article.text == text


def test_a_saved_page_of_omnivore_has_the_day_title_and_address_in_its_list(tmp_path):
    """Its list was a failure, its highlights were an article, and a page without a body had no text."""
    page = f"<DIV class='page' id='readability-page-1'><div><p>{PROSE}</p><p>{PROSE.replace('Monday', 'Tuesday')}</p></div></DIV>"
    said = [{"slug": "the-pact", "title": "The pact", "url": "https://post.example/pact", "savedAt": "2024-06-01T10:00:00.000Z", "publishedAt": "2024-05-15T08:00:00.000Z"}]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, content in {"metadata_0_to_1.json": json.dumps(said), "content/the-pact.html": page, "highlights/the-pact.md": "> Norvia signed"}.items():
            archive.writestr(name, content)
    (document,) = read([tmp_path])
    assert (document.title, document.url, document.outlet, document.published) == ("The pact", "https://post.example/pact", "post.example", date(2024, 5, 15))
    assert document.text.startswith(PROSE)


@pytest.mark.parametrize("folder", ["Press", "Press " + "0a" * 16])
def test_a_page_of_notion_has_its_properties_and_the_table_of_all_pages_is_passed_over(tmp_path, folder):
    """The table was a failure of each export, in a folder and in an archive."""
    name, key = "Press " + "0a" * 16, "fe" * 16
    parts = {f"{folder}/Pact {key}.md": f"# Pact\n\nURL: https://post.example/pact\nCreated: June 1, 2024 10:00 AM\nPublished: May 15, 2024\nSource: Harbour Post\n\n{PROSE}\n", f"{name}.csv": "Name,URL\nPact,https://post.example/pact\n", f"{name}_all.csv": "Name,URL\n"}
    (tmp_path / "a" / folder).mkdir(parents=True)
    for path, content in parts.items():
        (tmp_path / "a" / path).write_text(content)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path, content in reversed(parts.items()):
            archive.writestr(path, content)
    for given in ("a", "a.zip"):
        found = list(read([tmp_path / given]))
        assert [(item.title, item.outlet, item.published) for item in found if isinstance(item, Document)] == [("Pact", "Harbour Post", date(2024, 5, 15))]
        assert [item.value for item in found if isinstance(item, Notice)] == [TABLE_OF_PAGES] * 2


def test_highlights_of_readwise_have_the_address_of_their_page(tmp_path):
    (tmp_path / "a.md").write_text(f"# Pact\n\n![rw-book-cover](https://rw.example/a.png)\n\n## Metadata\n- Author: [[Jane Roe]]\n- Full Title: The pact\n- Category: #articles\n- URL: https://post.example/2024/05/15/pact\n\n## Highlights\n- {PROSE}\n")
    (document,) = read([tmp_path])
    assert (document.title, document.url, document.published) == ("Pact", "https://post.example/2024/05/15/pact", date(2024, 5, 15))


@pytest.mark.parametrize("folder", ["", "export/"])
def test_posts_of_substack_have_the_title_and_day_of_the_list_and_its_drafts_are_not_read(tmp_path, folder):
    """They had neither, and each list of the export was a failure."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{folder}posts.csv", "post_id,post_date,is_published,title\n1.pact,2024-05-15T08:00:00.000Z,true,The pact\n2.no,2024-05-16T08:00:00.000Z,false,Draft\n")
        for name in ("posts/1.pact.html", "posts/2.no.html"):
            archive.writestr(f"{folder}{name}", f"<p>{PROSE}</p>")
        archive.writestr(f"{folder}email_list.csv", "email\na@b.example\n")
    (found,) = read([tmp_path])
    assert (found.title, found.published, found.text) == ("The pact", date(2024, 5, 15), PROSE)
